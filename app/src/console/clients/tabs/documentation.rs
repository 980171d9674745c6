//! How a client is used.

use leptos::prelude::*;

use super::About;
use crate::console::snippets::Snippets;
use crate::console::usage::UsageExamples;

/// Examples with the client's own values.
pub(super) fn show(about: About) -> AnyView {
    let client_id = about.client.client_id.clone();
    view! {
        <UsageExamples client=about.client />
        <Snippets client_id />
    }
    .into_any()
}
