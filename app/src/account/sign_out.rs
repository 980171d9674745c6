//! The question before signing out. A link alone must not end a session (OpenID Connect RP-Initiated Logout §2).

use leptos::prelude::*;

use super::document;
use super::form::{Onward, PlainForm, Welcome};
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{Button, ButtonKind, ButtonRole, ButtonSize};

/// What the question shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The name of the app that asks for it.
    pub client: Option<String>,
    /// Where the person goes on.
    pub onward: Onward,
}

/// Prints the question.
pub fn page(model: &Model, frame: &Frame) -> String {
    // The page's own button is the way out; a second one below would only make people wonder.
    let without_reader = Frame { user: None, ..frame.clone() };
    document::stranger("Sign out", &without_reader, CardWidth::Narrow, || content(model, frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let lead = match (&model.client, &frame.user) {
        (Some(client), _) => format!("{client} asks to end your session here, too."),
        (None, Some(user)) => format!("You are signed in as {}.", user.email),
        (None, None) => "This ends your session on this device.".into(),
    };
    view! {
        <Welcome title="Sign out?" lead />
        <PlainForm action=Page::Logout csrf=frame.csrf.clone() onward=model.onward.clone()>
            <Button kind=ButtonKind::Primary role=ButtonRole::Submit size=ButtonSize::Wide>
                "Sign out"
            </Button>
        </PlainForm>
        <p class="aside-line">
            <a href=Page::Home.path()>"Stay signed in"</a>
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, page};
    use crate::account::document::tests::{assert_plain, signed_in};

    #[test]
    fn there_is_one_button_and_a_way_back() {
        let html = page(&Model::default(), &signed_in());
        assert_plain(&html);
        assert_eq!(html.matches("<form").count(), 1, "{html}");
        assert!(html.contains("You are signed in as alice@example.com."), "{html}");
        assert!(html.contains("Stay signed in"), "{html}");
    }
}
