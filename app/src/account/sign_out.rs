//! The question before signing out. A link alone must not end a session (OpenID Connect RP-Initiated Logout §2).

use leptos::prelude::*;

use super::document;
use super::form::{Hidden, Onward, PlainForm, Welcome};
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{Button, ButtonKind, ButtonRole, ButtonSize};
use crate::words::sign_in as words;

/// What the question shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The name of the app that asks for it, when it is known.
    pub client: Option<String>,
    /// What an app has sent, to be sent once more with the answer; `None` when nobody but the person asks.
    pub asked: Option<Vec<(&'static str, String)>>,
}

/// Prints the question.
pub fn page(model: &Model, frame: &Frame) -> String {
    // The page's own button is the way out; a second one below would only make people wonder.
    let without_reader = Frame { user: None, ..frame.clone() };
    document::stranger(words::SIGN_OUT, &without_reader, CardWidth::Narrow, || content(model, frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let lead = match (&model.client, &frame.user) {
        (Some(client), _) => words::asked_to_sign_out(client),
        (None, Some(user)) => words::signed_in_as(&user.email),
        (None, None) => words::ENDS_SESSION.into(),
    };
    let action = if model.asked.is_some() { Page::EndSession } else { Page::Logout };
    let parameters = model.asked.clone().unwrap_or_default();
    let parameters = parameters
        .into_iter()
        .map(|(name, value)| view! { <Hidden name value=Some(value) /> })
        .collect_view();
    view! {
        <Welcome title=words::SIGN_OUT_QUESTION lead />
        <PlainForm action csrf=frame.csrf.clone() onward=Onward::default()>
            {parameters}
            <Button kind=ButtonKind::Primary role=ButtonRole::Submit size=ButtonSize::Wide>
                {words::SIGN_OUT}
            </Button>
        </PlainForm>
        <p class="aside-line">
            <a href=Page::Home.path()>{words::STAY}</a>
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
        assert_eq!(html.matches("<form").count(), 2, "its own, and the theme's: {html}");
        assert!(html.contains("You are signed in as alice@example.com."), "{html}");
        assert!(html.contains("Stay signed in"), "{html}");
        assert!(html.contains(r#"action="/Identity/Account/Logout""#), "{html}");
    }

    #[test]
    fn what_an_app_has_sent_goes_along_with_the_answer() {
        let asked = Some(vec![("state", "\"><b>".to_owned())]);
        let html = page(&Model { client: Some("React Dashboard".into()), asked }, &signed_in());
        assert_plain(&html);
        assert!(html.contains("React Dashboard asks to end your session here, too."), "{html}");
        assert!(html.contains(r#"action="/connect/endsession""#), "{html}");
        assert!(html.contains(r#"name="state" value="&quot;&gt;&lt;b&gt;""#), "{html}");
    }
}
