//! The top of a page.

use leptos::children::ViewFnOnce;
use leptos::prelude::*;

/// The name of a page, a line about it, and what is done here most.
#[component]
pub fn PageHeading(
    /// The name of the page, its only `h1`.
    #[prop(into)]
    title: String,
    /// A line about it.
    #[prop(optional, into)]
    lead: String,
    /// What is done here most.
    #[prop(optional, into)]
    actions: ViewFnOnce,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <div class="page-head__text">
                <h1>{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
            </div>
            <div class="page-head__actions">{actions.run()}</div>
        </div>
    }
    .into_any()
}
