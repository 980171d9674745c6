//! The notice above a form that a link has filled in.

use leptos::prelude::*;

use super::state::Wizard;
use crate::ui::{Notice, NoticeKind};
use crate::words::link as words;

/// Says that the values came from a link, and what of it was left out. Nothing while there was no link.
#[component]
pub(super) fn FilledIn(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    move || {
        wizard.left_out.get().map(|left_out| {
            let left_out = (!left_out.is_empty()).then(|| {
                let points = left_out.into_iter().map(|why| view! { <li>{why}</li> }).collect_view();
                view! {
                    <p>{words::LEFT_OUT}</p>
                    <ul class="points">{points}</ul>
                }
            });
            view! {
                <div role="status">
                    <Notice kind=NoticeKind::Warning title=words::TITLE>
                        <div class="stack stack--tight">
                            <p>{words::READ_IT}</p>
                            {left_out}
                        </div>
                    </Notice>
                </div>
            }
        })
    }
}
