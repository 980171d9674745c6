//! Why a change that was shown already was taken back.

use leptos::html;
use leptos::prelude::*;

use super::acts::{Acts, refusal_of};
use crate::console::refusal_notice::RefusalNotice;

/// Says why, above the page's content, and brings the words before the reader's eyes wherever they are on the page.
#[component]
pub(super) fn ActsRefused(
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    let (on, off) = (refusal_of(acts.activate), refusal_of(acts.deactivate));
    let refused = Signal::derive(move || on.get().or_else(|| off.get()));
    let place = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let (true, Some(place)) = (refused.get().is_some(), place.get()) {
            place.scroll_into_view();
        }
    });
    view! {
        <div node_ref=place class="refused">
            <RefusalNotice refused />
        </div>
    }
    .into_any()
}
