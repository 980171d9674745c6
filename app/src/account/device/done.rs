//! The way back to a device, once its person has answered.

use leptos::prelude::*;

use crate::account::document;
use crate::account::form::Welcome;
use crate::layout::{CardWidth, Frame};
use crate::words::consent as words;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The name of the app on the device.
    pub client: String,
    /// Whether it was allowed.
    pub allowed: bool,
}

/// Prints the page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let title = if model.allowed { words::GO_BACK } else { words::NOTHING_ALLOWED };
    document::stranger(title, frame, CardWidth::Narrow, || content(title, model))
}

fn content(title: &'static str, model: &Model) -> AnyView {
    let lead = if model.allowed { words::goes_on(&model.client) } else { words::gets_nothing(&model.client) };
    view! { <Welcome title lead /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, page};
    use crate::account::document::tests::{assert_plain, signed_in};

    #[test]
    fn yes_leads_back_to_the_device_and_no_says_that_nothing_happened() {
        let allowed = page(&Model { client: "Living Room TV".into(), allowed: true }, &signed_in());
        assert_plain(&allowed);
        assert!(allowed.contains("<h1>Go back to your device</h1>"), "{allowed}");
        let denied = page(&Model { client: "Living Room TV".into(), allowed: false }, &signed_in());
        assert!(denied.contains("<h1>Nothing was allowed</h1>"), "{denied}");
        assert!(denied.contains("Living Room TV gets no access"), "{denied}");
    }
}
