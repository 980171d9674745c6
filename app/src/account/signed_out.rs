//! What stands there after signing out.

use leptos::prelude::*;

use super::document;
use super::form::Welcome;
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{ButtonKind, ButtonSize, LinkButton};
use crate::words::sign_in as words;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The app that asked for it, and where it wants its person back.
    pub back: Option<BackToClient>,
}

/// The way back to an app, once its address has been checked against the registered ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackToClient {
    /// The name of the app.
    pub name: String,
    /// The registered address.
    pub address: String,
}

/// Prints the page.
pub fn page(model: &Model, frame: &Frame) -> String {
    document::stranger(words::SIGNED_OUT, frame, CardWidth::Narrow, || content(model))
}

fn content(model: &Model) -> AnyView {
    let (address, words) = match model.back.clone() {
        Some(back) => (back.address, words::back_to(&back.name)),
        None => (Page::Login.path(), words::SIGN_IN_AGAIN.into()),
    };
    view! {
        <Welcome title=words::YOU_ARE_SIGNED_OUT lead=words::SIGNED_OUT_LEAD />
        <LinkButton href=address kind=ButtonKind::Secondary size=ButtonSize::Wide>
            {words}
        </LinkButton>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{BackToClient, Model, page};
    use crate::account::document::tests::{assert_plain, frame};

    #[test]
    fn the_way_leads_back_to_the_app_or_to_sign_in() {
        let html = page(&Model::default(), &frame());
        assert_plain(&html);
        assert!(html.contains(r#"href="/Identity/Account/Login""#), "{html}");

        let back =
            BackToClient { name: "React Dashboard".into(), address: "https://app.example.com/".into() };
        let html = page(&Model { back: Some(back) }, &frame());
        assert!(html.contains(r#"href="https://app.example.com/""#), "{html}");
        assert!(html.contains("Back to React Dashboard"), "{html}");
    }
}
