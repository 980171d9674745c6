//! How a client is used.

use leptos::prelude::*;

use super::About;
use crate::console::usage::UsageExamples;

/// Examples with the client's own values.
pub(super) fn show(about: About) -> AnyView {
    view! { <UsageExamples client=about.client /> }.into_any()
}
