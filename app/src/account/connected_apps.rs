//! Profile settings: the apps that were let in, and the question before one of them is shut out.

use chrono::{DateTime, Utc};
use domain::connected_app::ConnectedApp;
use domain::scope_catalogue::{self, Entry};
use leptos::prelude::*;

use super::document;
use super::form::{Hidden, Onward, PlainForm};
use crate::layout::{Frame, NavItem};
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, ButtonRole, ButtonSize, EmptyState, ExactTimestamp, IconName, LinkButton, PageHeading,
};
use crate::words::connected_apps as words;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The apps, by name.
    pub apps: Vec<ConnectedApp>,
    /// Now.
    pub now: DateTime<Utc>,
    /// Whether one was shut out just now.
    pub revoked: bool,
}

/// Prints the page.
pub fn page(model: &Model, frame: &Frame) -> String {
    document::settings_with_moments(words::TITLE, &here(frame), || list(model))
}

/// Prints the question before an app is shut out. It says what stops.
pub fn question(app: &ConnectedApp, frame: &Frame) -> String {
    let title = words::question(app);
    document::settings(&title, &here(frame), || ask(&title, app, frame))
}

fn here(frame: &Frame) -> Frame {
    Frame { current: Some(NavItem::ConnectedApps), ..frame.clone() }
}

fn list(model: &Model) -> AnyView {
    let revoked = model.revoked.then(|| document::done(words::REVOKED));
    let apps = if model.apps.is_empty() { none() } else { cards(model) };
    view! {
        <PageHeading title=words::TITLE lead=words::LEAD />
        <div class="stack">{revoked} {apps}</div>
    }
    .into_any()
}

fn none() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Plug
            title=words::NONE
            text=words::NONE_TEXT
        >
            ""
        </EmptyState>
    }
    .into_any()
}

fn cards(model: &Model) -> AnyView {
    let now = model.now.timestamp_millis();
    let cards = model.apps.iter().map(|app| card(app, now)).collect_view();
    view! { <ul class="apps">{cards}</ul> }.into_any()
}

fn card(app: &ConnectedApp, now_ms: i64) -> AnyView {
    let question = Page::ConnectedApps.with_query(&[("revoke", Some(&app.id))]);
    let abilities = meanings(app).into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    let of_app = words::of_app(app);
    let used = match app.last_used_at {
        Some(at) => view! { <ExactTimestamp at_ms=at.timestamp_millis() now_ms /> }.into_any(),
        None => words::NEVER.into_any(),
    };
    view! {
        <li class="card app">
            <div class="app__head">
                <h2 class="app__name">{app.client_name.clone()}</h2>
                <p class="soft small">{words::made_by(app)}</p>
                <p class="name__id">{app.id.clone()}</p>
            </div>
            <div>
                <h3 class="app__title">{words::ABILITIES}</h3>
                <ul class="points">{abilities}</ul>
            </div>
            <dl class="facts small">
                <dt>{words::SINCE}</dt>
                <dd>
                    <ExactTimestamp at_ms=app.since.timestamp_millis() now_ms />
                </dd>
                <dt>{words::LAST_USED}</dt>
                <dd>{used}</dd>
                <dt>{words::REFRESH_TOKENS}</dt>
                <dd>{words::tokens(app.refresh_tokens)}</dd>
            </dl>
            <div>
                <LinkButton href=question size=ButtonSize::Small>
                    {words::REVOKE} " " <span class="visually-hidden">{of_app}</span>
                </LinkButton>
            </div>
        </li>
    }
    .into_any()
}

/// What it may do, in the catalogue's order, then the scopes that it does not know by their names.
fn meanings(app: &ConnectedApp) -> Vec<String> {
    let known = scope_catalogue::entries(&app.scopes).into_iter().map(|entry: &Entry| entry.words.to_owned());
    let unknown = app.scopes.iter().filter(|scope| scope_catalogue::find(scope.as_str()).is_none());
    known.chain(unknown.map(|scope| scope.as_str().to_owned())).collect()
}

fn ask(title: &str, app: &ConnectedApp, frame: &Frame) -> AnyView {
    let id = app.id.clone();
    view! {
        <PageHeading title=title.to_owned() />
        <div class="stack narrow">
            <ul class="points">
                <li>{words::stops(app)}</li>
                <li>{words::ASKS_AGAIN}</li>
                <li>{words::STAYS}</li>
            </ul>
            <PlainForm action=Page::ConnectedApps csrf=frame.csrf.clone() onward=Onward::default()>
                <Hidden name="app" value=Some(id) />
                <div class="form__actions">
                    <Button kind=ButtonKind::Danger role=ButtonRole::Submit>
                        {words::REVOKE}
                    </Button>
                    <LinkButton href=Page::ConnectedApps.path()>{words::KEEP}</LinkButton>
                </div>
            </PlainForm>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use oauth::scope::Scopes;

    use super::*;
    use crate::account::document::tests::{assert_plain, signed_in};

    fn app() -> ConnectedApp {
        ConnectedApp {
            id: "app_0123456789ab".into(),
            client_name: "React <b>Dashboard".into(),
            owner_name: "Alice Adams".into(),
            scopes: Scopes::parse("tasks.read own.scope profile").unwrap(),
            since: DateTime::from_timestamp(1_795_332_660, 0).unwrap(),
            last_used_at: None,
            refresh_tokens: 2,
        }
    }

    #[test]
    fn an_app_says_what_it_may_and_leads_to_the_question() {
        let model = Model { apps: vec![app()], now: app().since, revoked: true };
        let html = page(&model, &signed_in());
        assert_plain(&html);
        for words in [
            "React &lt;b&gt;Dashboard",
            "Made by Alice Adams",
            "<li>see your name and user name</li><li>read tasks</li><li>own.scope</li>",
            "2 that work",
            r#"href="/Identity/Account/Manage/ConnectedApps?revoke=app_0123456789ab""#,
            "Access is revoked.",
            r#"aria-current="page""#,
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn the_question_says_what_stops_before_it_does() {
        let html = question(&app(), &signed_in());
        assert_plain(&html);
        assert!(html.contains("Its 2 refresh tokens and every access token stop working at once."), "{html}");
        assert!(html.contains(r#"name="app" value="app_0123456789ab""#), "{html}");
    }

    #[test]
    fn nobody_is_left_before_an_empty_page() {
        let html = page(&Model { apps: Vec::new(), now: app().since, revoked: false }, &signed_in());
        assert_plain(&html);
        assert!(html.contains("No connected apps"), "{html}");
    }
}
