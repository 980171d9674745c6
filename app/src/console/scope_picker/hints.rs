//! What speaks against a choice, said while it is made.

use domain::scope_catalogue::{self, Hint, Remedy};
use leptos::prelude::*;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use crate::console::arrival::focus_on;
use crate::ui::{Button, ButtonSize, Notice, NoticeKind};
use crate::words::scopes as words;

/// The hints about a choice, each with the press that would make it go away.
#[component]
pub(super) fn Hints(
    /// What is chosen.
    chosen: RwSignal<Scopes>,
    /// The grant types that the client has, or is about to have; nothing where they are not known.
    grants: Signal<Vec<GrantType>>,
    /// The id of their place, which takes the focus when a hint goes with the button that was pressed.
    id: String,
) -> impl IntoView {
    let hints = Memo::new(move |_| {
        chosen.with(|chosen| {
            let mut hints = scope_catalogue::hints(chosen);
            hints.extend(grants.with(|grants| scope_catalogue::hints_for(chosen, grants)));
            hints
        })
    });
    let place = id.clone();
    view! {
        <div class="scopes__hints" id=id tabindex="-1" role="status" aria-label=words::HINTS>
            {move || {
                let one = |hint| view! { <OneHint hint chosen place=place.clone() /> };
                hints.get().into_iter().map(one).collect_view()
            }}
        </div>
    }
    .into_any()
}

#[component]
fn OneHint(hint: Hint, chosen: RwSignal<Scopes>, place: String) -> impl IntoView {
    let button = hint.remedy.map(|remedy| {
        let label = match &remedy {
            Remedy::Remove(scopes) => words::remove(&scopes.to_string()),
            Remedy::Add(scopes) => words::add(&scopes.to_string()),
        };
        let apply = move |_| {
            chosen.update(|set| *set = remedy.applied_to(set));
            focus_on(&place);
        };
        view! {
            <div>
                <Button size=ButtonSize::Small on:click=apply>
                    {label}
                </Button>
            </div>
        }
    });
    view! {
        <Notice kind=NoticeKind::Warning>
            <div class="stack stack--tight">
                <p>{hint.words}</p>
                {button}
            </div>
        </Notice>
    }
    .into_any()
}
