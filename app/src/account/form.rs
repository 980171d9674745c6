//! What every plain form carries besides its fields.

use leptos::prelude::*;

use crate::routes::Page;

/// Where a person goes on after a form: hidden in it, checked by the server when it comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Onward {
    /// The path on this server to return to.
    pub return_to: Option<String>,
    /// The id of the authorization request that waits (OpenID Connect Core §3.1.2).
    pub request: Option<String>,
}

impl Onward {
    /// The address of a page that goes on to the same place.
    pub(super) fn carried_to(&self, page: &Page) -> String {
        page.with_query(&[("return_to", self.return_to.as_deref()), ("request", self.request.as_deref())])
    }
}

/// A form that is sent with POST and works without a script.
///
/// The browser's own checks are off: one set of words, said by the server, is enough.
#[component]
pub(super) fn PlainForm(
    /// The page that takes the form.
    action: Page,
    /// The antiforgery value.
    csrf: String,
    /// Where the person goes on.
    onward: Onward,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <form class="form" method="post" action=action.path() novalidate=true>
            <Hidden name="csrf" value=Some(csrf) />
            <Hidden name="return_to" value=onward.return_to />
            <Hidden name="request" value=onward.request />
            {children()}
        </form>
    }
    .into_any()
}

/// A value that goes along unseen; nothing is printed for none.
#[component]
pub(super) fn Hidden(
    /// Its name in the form.
    name: &'static str,
    /// The value.
    value: Option<String>,
) -> impl IntoView {
    value.map(|value| view! { <input type="hidden" name=name value=value /> })
}

/// The name of a page on a card, and a line about it.
#[component]
pub(super) fn Welcome(
    /// The name of the page.
    #[prop(into)]
    title: String,
    /// A line about it; empty for none.
    #[prop(into)]
    lead: String,
) -> impl IntoView {
    view! {
        <div class="welcome">
            <h1>{title}</h1>
            {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
        </div>
    }
}
