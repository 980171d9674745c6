//! Everything about a client that its owner may know.

use chrono::{DateTime, Utc};
use domain::client::{Client, ClientSecret};
use domain::template::Template;
use leptos::prelude::*;
use oauth::scope::Scopes;

use super::facts::{Expiry, LastUsed, Moment};
use crate::console::words;

/// Everything about a client that its owner may know.
#[component]
pub(super) fn Overview(
    /// The client.
    client: Client,
    /// Now.
    now: DateTime<Utc>,
) -> impl IntoView {
    let (created, used) = (client.created_at, client.last_used_at);
    let grant_types = words::grant_types(&client).join(", ");
    let expiring = words::is_token(&client).then(|| client.clone());
    let lifetimes = lifetimes(&client).into_iter().map(|(name, words)| view! { <Fact name>{words}</Fact> });
    let lifetimes = lifetimes.collect_view();
    view! {
        <dl class="facts">
            <Described description=client.description />
            <Fact name="Grant types">{grant_types}</Fact>
            <Fact name="Scopes">
                <Meanings scopes=client.scopes />
            </Fact>
            <RedirectUrls urls=client.redirect_uris />
            {lifetimes}
            {expiring.map(|client| view! { <Fact name="Expiration"><Expiry client now /></Fact> })}
            <Hint template=client.template secrets=client.client_secrets />
            <Fact name="Created">
                <Moment at=created now />
            </Fact>
            <Fact name="Last used">
                <LastUsed at=used now />
            </Fact>
        </dl>
    }
    .into_any()
}

#[component]
fn Fact(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{children()}</dd>
    }
    .into_any()
}

#[component]
fn Described(description: String) -> impl IntoView {
    (!description.is_empty()).then(|| view! { <Fact name="Description">{description}</Fact> })
}

#[component]
fn Meanings(scopes: Scopes) -> impl IntoView {
    let meanings = words::scopes(&scopes)
        .into_iter()
        .map(|(name, meaning)| {
            view! {
                <li class="meaning">
                    <span class="chip">{name}</span>
                    <span class="soft">{meaning}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="meanings">{meanings}</ul> }
}

#[component]
fn RedirectUrls(urls: Vec<String>) -> impl IntoView {
    (!urls.is_empty()).then(|| {
        let urls = urls.into_iter().map(|url| view! { <li class="mono">{url}</li> }).collect_view();
        view! {
            <Fact name="Redirect URLs">
                <ul class="plain">{urls}</ul>
            </Fact>
        }
    })
}

/// How long tokens last; a personal access token is itself what expires, and says so elsewhere.
fn lifetimes(client: &Client) -> Vec<(&'static str, String)> {
    let valid = |seconds| format!("Valid for {}", words::lifetime(seconds));
    let access = client.access_token_lifetime.filter(|_| !words::is_token(client));
    let refresh = client.allow_offline_access.then_some(client.refresh_token_lifetime);
    [("Access tokens", access), ("Refresh tokens", refresh)]
        .into_iter()
        .filter_map(|(name, seconds)| seconds.map(|seconds| (name, valid(seconds))))
        .collect()
}

/// How to tell a secret from others: nothing here could show it.
#[component]
fn Hint(template: Option<Template>, secrets: Vec<ClientSecret>) -> impl IntoView {
    let name = match template {
        Some(Template::PersonalAccessToken) => "Token",
        _ => "Client secret",
    };
    secrets.into_iter().next().map(|secret| {
        let hint = format!("•••• {}", secret.hint);
        view! {
            <Fact name>
                <div class="meaning">
                    <span class="mono">{hint}</span>
                    <span class="soft">"It was shown once and can't be shown again."</span>
                </div>
            </Fact>
        }
    })
}

#[cfg(test)]
mod tests {
    use domain::template::TokenExpiration;

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn overview(client: Client) -> String {
        printed(|| view! { <Overview client now=sample::now() /> }.into_any())
    }

    #[test]
    fn an_app_shows_where_people_come_back_to_and_how_long_its_tokens_last() {
        let html = overview(sample::app());
        for part in [
            "https://app.example.com/callback",
            "Stay signed in while you are away",
            "<dt>Access tokens</dt><dd>Valid for 1 hour</dd>",
            "<dt>Refresh tokens</dt><dd>Valid for 30 days</dd>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("Client secret") && !html.contains("Expiration"), "{html}");
    }

    #[test]
    fn a_secret_is_known_by_its_last_characters_only() {
        let html = overview(sample::service());
        assert!(html.contains("•••• JldA") && html.contains("Client secret"), "{html}");
        let html = overview(sample::token(TokenExpiration::Never));
        assert!(html.contains("Never expires") && !html.contains("Access tokens"), "{html}");
    }
}
