//! The third step: what it will be, in plain words, and the button that makes it.

use domain::scope_catalogue;
use domain::template::{NewClient, Template};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use super::place::Place;
use super::state::Wizard;
use super::summary::sentences;
use crate::console::arrival::arrive;
use crate::console::awake::asleep;
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{Button, ButtonKind, ButtonRole, Skeleton};
use crate::words::web_server as names;
use crate::words::wizard as words;

/// What it will be, and the button that makes it.
#[component]
pub(super) fn ReviewStep(
    /// The wizard.
    wizard: Wizard,
    /// The template.
    template: Template,
) -> impl IntoView {
    // The server knows no draft, so it prints grey lines; and what can't be made is not reviewed.
    let asked = Memo::new(move |_| wizard.recalled.get().then(|| wizard.asks_for(template)));
    Effect::new(move || {
        if untrack(|| wizard.created()).is_some() {
            return;
        }
        let unfit = asked.with(|asked| asked.as_ref().is_some_and(|asked| asked.checked().is_err()));
        if unfit && untrack(|| wizard.draft()).is_empty() {
            wizard.go_instead(Place::Choose(Some(template)));
        } else if unfit || wizard.has_problems_of_server(template) {
            wizard.go_instead(Place::Details(template));
        }
    });
    move || match asked.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(asked) => view! { <Review wizard asked /> }.into_any(),
    }
}

#[component]
fn Review(wizard: Wizard, asked: NewClient) -> impl IntoView {
    arrive("wizard: review");
    let template = asked.template;
    let create = move |event: SubmitEvent| {
        event.prevent_default();
        wizard.ask(template);
    };
    let points = sentences(&asked).into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <form class="form card" on:submit=create>
            <h2 data-arrive="">{words::IS_THIS_RIGHT}</h2>
            <div class="summary">{points}</div>
            <Answers asked />
            <RefusalNotice refused=Signal::derive(move || wizard.refused()) />
            <div class="form__actions">
                <Button
                    kind=ButtonKind::Primary
                    role=ButtonRole::Submit
                    disabled=asleep()
                    busy=wizard.create.pending()
                >
                    {words::CREATE}
                </Button>
                <Button disabled=asleep() on:click=move |_| wizard.go(Place::Details(template))>
                    {words::BACK}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// What was typed, as it will be written down.
#[component]
fn Answers(asked: NewClient) -> impl IntoView {
    let draft = asked.grant_types.is_some().then(|| asked.checked().ok()).flatten();
    let (grants, scopes) = draft.map(|draft| (grants(&draft.grant_types), scopes(&draft.scopes))).unzip();
    let urls = asked.redirect_uris.unwrap_or_default();
    view! {
        <dl class="facts">
            <dt>{words::TEMPLATE}</dt>
            <dd>{asked.template.label()}</dd>
            <dt>{asked.template.name_label()}</dt>
            <dd>{asked.client_name.trim().to_owned()}</dd>
            {asked
                .token_expiration
                .map(|expiration| {
                    view! {
                        <dt>{words::EXPIRATION}</dt>
                        <dd>{expiration.label()}</dd>
                    }
                })}
            {grants}
            {(!urls.is_empty()).then(|| view! { <Urls urls /> })}
            {scopes}
            {asked
                .description
                .map(|description| {
                    view! {
                        <dt>{words::DESCRIPTION}</dt>
                        <dd>{description}</dd>
                    }
                })}
        </dl>
    }
    .into_any()
}

/// The grant types that were chosen.
fn grants(grant_types: &[GrantType]) -> AnyView {
    let names = grant_types.iter().map(|grant| names::grant_type(*grant).0).collect::<Vec<_>>().join(", ");
    view! {
        <dt>{names::GRANT_TYPES}</dt>
        <dd>{names}</dd>
    }
    .into_any()
}

/// The scopes that were chosen, with the one that comes with Refresh Token.
fn scopes(scopes: &Scopes) -> AnyView {
    let chips = scope_catalogue::entries(scopes)
        .into_iter()
        .map(|entry| view! { <li class="chip">{entry.name}</li> })
        .collect_view();
    view! {
        <dt>{names::ALLOWED_SCOPES}</dt>
        <dd>
            <ul class="chips">{chips}</ul>
        </dd>
    }
    .into_any()
}

#[component]
fn Urls(urls: Vec<String>) -> impl IntoView {
    let urls = urls.into_iter().map(|url| view! { <li class="mono">{url}</li> }).collect_view();
    view! {
        <dt>{words::REDIRECT_URLS}</dt>
        <dd>
            <ul class="plain">{urls}</ul>
        </dd>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    #[test]
    fn the_answers_stand_as_they_will_be_written_down() {
        let uris = vec!["https://app.example.com/callback".to_owned()];
        let asked = NewClient {
            redirect_uris: Some(uris),
            description: Some("Shows projects".into()),
            ..sample::named(Template::WebMobileApp, "  React Dashboard ")
        };
        let html = printed(|| view! { <Answers asked /> }.into_any());
        assert!(html.contains("<dd>React Dashboard</dd>") && html.contains("<dt>App name</dt>"), "{html}");
        assert!(
            html.contains("https://app.example.com/callback") && html.contains("Shows projects"),
            "{html}"
        );
        assert!(!html.contains("Token expiration") && !html.contains("Grant types"), "{html}");
    }

    #[test]
    fn a_web_server_application_shows_what_was_chosen_and_what_comes_with_it() {
        let grants = [GrantType::AuthorizationCode, GrantType::RefreshToken];
        let html = printed(move || {
            view! { <Answers asked=sample::portal(&grants, "openid projects") /> }.into_any()
        });
        assert!(html.contains("<dd>Authorization Code, Refresh Token</dd>"), "{html}");
        for scope in ["openid", "projects", "offline_access"] {
            assert!(html.contains(&format!(r#"<li class="chip">{scope}</li>"#)), "{html}");
        }
    }
}
