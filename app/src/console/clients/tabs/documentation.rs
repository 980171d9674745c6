//! How a client is used.

use leptos::prelude::*;

use super::About;
use crate::console::snippets::Snippets;
use crate::console::usage::UsageExamples;

/// Examples with the client's own values.
pub(super) fn show(about: About) -> AnyView {
    let About { client, acts, .. } = about;
    let client_id = client.client_id.clone();
    view! {
        <UsageExamples client />
        <Snippets client_id kept=acts.snippets />
    }
    .into_any()
}
