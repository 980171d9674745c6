//! What went wrong, when no app can be told: what happened, why, and what to do.

use leptos::prelude::*;

use super::document;
use super::form::Welcome;
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{ButtonSize, LinkButton};
use crate::words::error as words;

/// What the error page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// What happened, in a few words.
    pub title: String,
    /// Why.
    pub why: String,
    /// What to do now.
    pub remedy: String,
    /// The code for the app's developer, for example `invalid_redirect_uri`.
    pub code: Option<String>,
    /// The redirect URI that came in, shown as text and never as a link.
    pub received: Option<String>,
    /// The id under which the server's log keeps the cause.
    pub request_id: String,
}

impl Model {
    /// The app sent people back to an address that it has not registered (RFC 6749 §3.1.2.4).
    pub fn redirect_uri_not_registered(received: &str, request_id: &str) -> Self {
        Self {
            title: words::UNREGISTERED.into(),
            why: words::UNREGISTERED_WHY.into(),
            remedy: words::UNREGISTERED_REMEDY.into(),
            code: Some("invalid_redirect_uri".into()),
            received: Some(received.into()),
            request_id: request_id.into(),
        }
    }

    /// No app with this client id may sign people in.
    pub fn unknown_client(request_id: &str) -> Self {
        Self {
            title: words::UNKNOWN.into(),
            why: words::UNKNOWN_WHY.into(),
            remedy: words::START_AGAIN_OR_TELL.into(),
            code: Some("invalid_client".into()),
            request_id: request_id.into(),
            ..Self::default()
        }
    }

    /// Nothing is known but that something went wrong before.
    pub fn general(request_id: &str) -> Self {
        Self {
            title: words::GENERAL.into(),
            why: words::GENERAL_WHY.into(),
            remedy: words::GENERAL_REMEDY.into(),
            request_id: request_id.into(),
            ..Self::default()
        }
    }

    /// The app prepared a sign-in (RFC 9126) that can't be used any more.
    pub fn used_link(request_id: &str) -> Self {
        Self {
            title: words::USED.into(),
            why: words::USED_WHY.into(),
            remedy: words::START_AGAIN_OR_TELL.into(),
            code: Some("invalid_request_uri".into()),
            request_id: request_id.into(),
            ..Self::default()
        }
    }

    /// There is no such page.
    pub fn not_found(request_id: &str) -> Self {
        Self {
            title: words::NOTHING.into(),
            why: words::NOTHING_WHY.into(),
            remedy: words::NOTHING_REMEDY.into(),
            request_id: request_id.into(),
            ..Self::default()
        }
    }

    /// The form, or the request behind it, is no longer waiting.
    pub fn expired(request_id: &str) -> Self {
        Self {
            title: words::EXPIRED.into(),
            why: words::EXPIRED_WHY.into(),
            remedy: words::START_AGAIN.into(),
            request_id: request_id.into(),
            ..Self::default()
        }
    }

    /// Something broke inside.
    pub fn broken(request_id: &str) -> Self {
        Self {
            title: words::BROKEN.into(),
            why: words::BROKEN_WHY.into(),
            remedy: words::BROKEN_REMEDY.into(),
            request_id: request_id.into(),
            ..Self::default()
        }
    }
}

/// Prints the error page.
pub fn page(model: &Model, frame: &Frame) -> String {
    document::stranger(&model.title, frame, CardWidth::Wide, || content(model))
}

fn content(model: &Model) -> AnyView {
    view! {
        <Welcome title=model.title.clone() lead=model.why.clone() />
        <p>{model.remedy.clone()}</p>
        <dl class="facts evidence">
            <Fact name=words::CODE value=model.code.clone() />
            <Fact name=words::RECEIVED value=model.received.clone() />
            <Fact name=words::REQUEST_ID value=Some(model.request_id.clone()) />
        </dl>
        <LinkButton href=Page::Home.path() size=ButtonSize::Wide>
            {words::START_PAGE}
        </LinkButton>
    }
    .into_any()
}

#[component]
fn Fact(name: &'static str, value: Option<String>) -> impl IntoView {
    value.map(|value| {
        view! {
            <dt>{name}</dt>
            <dd class="mono">{value}</dd>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Model, page};
    use crate::account::document::tests::{assert_plain, frame};

    #[test]
    fn the_received_address_is_shown_as_text_and_never_as_a_link() {
        let model = Model::redirect_uri_not_registered("https://app.example.com/<cb>/", "req-1");
        let html = page(&model, &frame());
        assert_plain(&html);
        assert!(html.contains("https://app.example.com/&lt;cb&gt;/"), "{html}");
        assert!(!html.contains(r#"href="https://app"#), "{html}");
        assert!(html.contains("invalid_redirect_uri") && html.contains("req-1"), "{html}");
    }

    #[test]
    fn people_read_plain_words_and_only_the_code_speaks_protocol() {
        for model in [
            Model::not_found("r"),
            Model::expired("r"),
            Model::broken("r"),
            Model::unknown_client("r"),
            Model::used_link("r"),
            Model::redirect_uri_not_registered("x", "r"),
        ] {
            let words = format!("{} {} {}", model.title, model.why, model.remedy).to_lowercase();
            for unwelcome in ["invalid", "illegal", "please", "oops"] {
                assert!(!words.contains(unwelcome), "{words}");
            }
        }
    }
}
