//! What an app asks for, and the answer (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.4).

mod parts;

use leptos::prelude::*;

use super::document;
use super::form::{Hidden, Onward, PlainForm};
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::words::consent as words;

pub(super) use parts::{Answers, Asks, Identity, Parties};

/// What the consent page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The name of the app.
    pub client: String,
    /// Where the answer goes: the host of the checked redirect URI, or the private scheme.
    pub redirect_host: String,
    /// What the app asks for, in groups.
    pub groups: Vec<AskedGroup>,
    /// Who made the app, by the name that they gave themselves; empty when that isn't known.
    pub made_by: String,
    /// Where the app runs.
    pub runs: Runs,
    /// For how long the app may act.
    pub lasts: Lasts,
    /// Whom the page is for; comes back with the answer.
    pub person: String,
    /// Where the person goes on.
    pub onward: Onward,
}

/// For how long an app may act for a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lasts {
    /// The time in words: `30 days`.
    pub time: String,
    /// Whether it may also act while the person is away.
    pub offline: bool,
}

/// Where an app runs, and so what an answer to it is worth (RFC 6749 §2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runs {
    /// In a browser or on a device, where it can't keep a secret.
    #[default]
    OnDevice,
    /// On a server of its maker.
    OnServer,
}

impl Runs {
    const fn words(self) -> &'static str {
        match self {
            Self::OnDevice => words::ON_DEVICE,
            Self::OnServer => words::ON_SERVER,
        }
    }
}

/// Things of one kind that an app asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedGroup {
    /// What they have in common.
    pub title: String,
    /// The things.
    pub asked: Vec<Asked>,
}

/// One thing that an app asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What the app can then do, beginning with a verb.
    pub words: String,
    /// What it means, when the words don't say it all.
    pub detail: Option<String>,
    /// Whether it was allowed before.
    pub since: Since,
}

/// Whether a thing was allowed before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Since {
    /// This is the first question, so everything is new and nothing is marked.
    #[default]
    FirstTime,
    /// It was allowed before.
    Before,
    /// It comes on top of what was allowed before.
    New,
}

/// Prints the consent page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let title = words::title(&model.client);
    let frame = &frame.at(model.onward.carried_to(&Page::Consent));
    document::stranger(&title, frame, CardWidth::Wide, || content(model, frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let (origin, person) = (origin(model), model.person.clone());
    let other_account = Page::Login.with_query(&[
        ("request", model.onward.request.as_deref()),
        ("return_to", model.onward.return_to.as_deref()),
        ("prompt", Some("select_account")),
    ]);
    view! {
        <Parties client=model.client.clone() />
        <div class="welcome">
            <h1>{heading(&model.client)}</h1>
            <p class="lead">
                {words::SENT_TO} <strong class="mono">{model.redirect_host.clone()}</strong> "."
            </p>
            <p class="soft small">{origin}</p>
        </div>
        {frame.user.clone().map(|user| view! { <Identity user other_account=Some(other_account) /> })}
        <Asks groups=model.groups.clone() lasts=model.lasts.clone() />
        <p class="soft small">
            {words::TRUST}
        </p>
        <PlainForm action=Page::Consent csrf=frame.csrf.clone() onward=model.onward.clone()>
            <Hidden name="person" value=Some(person) />
            <Answers />
        </PlainForm>
    }
    .into_any()
}

/// The question of every consent page (`contract.md`).
pub(super) fn heading(client: &str) -> String {
    words::wants(client)
}

/// Who made the app, and where it runs. The name is the maker's own word.
fn origin(model: &Model) -> String {
    let runs = model.runs.words();
    if model.made_by.is_empty() { runs.to_owned() } else { words::made_by(&model.made_by, runs) }
}

#[cfg(test)]
mod tests {
    use super::{Asked, AskedGroup, Lasts, Model, Runs, Since, page};
    use crate::account::document::tests::{assert_plain, signed_in};

    fn model() -> Model {
        let asked = |words: &str, since| Asked { words: words.into(), detail: None, since };
        Model {
            client: "React Dashboard".into(),
            redirect_host: "app.example.com".into(),
            groups: vec![AskedGroup {
                title: "Your projects".into(),
                asked: vec![asked("Read projects", Since::Before), asked("Change tasks", Since::New)],
            }],
            made_by: "Bob <Brown>".into(),
            lasts: Lasts { time: "30 days".into(), offline: true },
            person: "101".into(),
            ..Model::default()
        }
    }

    #[test]
    fn the_question_names_the_app_the_host_and_what_is_new() {
        let html = page(&model(), &signed_in());
        assert_plain(&html);
        assert!(html.contains("<h1>React Dashboard wants to access your account</h1>"), "{html}");
        assert!(html.contains("app.example.com"), "{html}");
        assert_eq!(html.matches(">New<").count(), 1, "{html}");
        assert!(html.contains("Stay signed in for 30 days"), "{html}");
        assert!(html.contains("Made by Bob &lt;Brown&gt;. It runs in your browser"), "{html}");
        assert!(html.contains(r#"name="person" value="101""#), "{html}");
    }

    #[test]
    fn an_app_that_does_not_stay_signed_in_says_how_long_it_may_act() {
        let lasts = Lasts { time: "1 hour".into(), offline: false };
        let model = Model { lasts, runs: Runs::OnServer, ..model() };
        let html = page(&model, &signed_in());
        assert!(html.contains("Act for you for 1 hour") && !html.contains("Stay signed in"), "{html}");
        assert!(html.contains("It runs on a server of its own."), "{html}");
    }

    #[test]
    fn yes_and_no_weigh_the_same() {
        let html = page(&model(), &signed_in());
        let button = |word: &str| {
            let end = html.find(&format!(">{word}</button>")).expect("the button is there");
            let start = html[..end].rfind("<button").expect("it begins somewhere");
            html[start..end].replace(&word.to_lowercase(), "")
        };
        assert_eq!(button("Allow"), button("Deny"));
    }

    #[test]
    fn the_person_sees_who_answers_and_can_change_that() {
        let html = page(&model(), &signed_in());
        assert!(html.contains("alice@example.com") && html.contains("Use another account"), "{html}");
    }
}
