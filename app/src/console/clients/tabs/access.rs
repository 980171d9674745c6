//! What a client may do, for whom, from where and for how long: the facts, in words.

use domain::client::Client;
use domain::refresh::Policy;
use domain::web_server::has_scopes_policy;
use leptos::prelude::*;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use super::About;
use crate::console::clients::acts::Acts;
use crate::console::clients::enforce::Enforce;
use crate::console::clients::facts::{Fact, Lines};
use crate::words::client as kinds;
use crate::words::client_page::{self as words, fact};

/// What a client may do; nothing here can be pressed.
pub(super) fn show(about: About) -> AnyView {
    let client = about.client;
    let scopes = client.scopes.clone();
    let requested = requested_scopes(&client, about.acts);
    let grant_types = kinds::grant_types(&client).join(", ");
    let (signing_in, lifetimes) = (signing_in(&client), lifetimes(&client));
    view! {
        <dl class="facts">
            <Fact name=fact::SCOPES>
                <Meanings scopes />
            </Fact>
            {requested}
            <Fact name=fact::GRANT_TYPES>{grant_types}</Fact>
            {signing_in}
            {lifetimes}
            {restrictions(client)}
        </dl>
    }
    .into_any()
}

/// Whether requests have to name their scopes: said where the rule is spoken of (R141), and of a client of before, which
/// gets all of them whatever its grant types are, until somebody enforces it.
fn requested_scopes(client: &Client, acts: Acts) -> Option<AnyView> {
    let required = client.require_requested_scopes;
    (!required || has_scopes_policy(&client.grant_types)).then(|| {
        let client = client.clone();
        view! {
            <Fact name=fact::REQUESTED_SCOPES>
                <div class="stack stack--tight">
                    <p>{words::requested_scopes(required)}</p>
                    <Enforce client acts />
                </div>
            </Fact>
        }
        .into_any()
    })
}

#[component]
fn Meanings(scopes: Scopes) -> impl IntoView {
    let meanings = kinds::scopes(&scopes)
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
    view! { <ul class="meanings">{meanings}</ul> }.into_any()
}

/// What holds where people sign in to the client; nothing for a client to which nobody does.
fn signing_in(client: &Client) -> AnyView {
    if !client.grant_types.contains(&GrantType::AuthorizationCode) {
        return ().into_any();
    }
    let pkce = words::pkce(client.require_pkce);
    let told = client.back_channel_logout_uri.clone().into_iter().collect();
    let signed = words::signed_with(client.id_token_signing_algorithm);
    let kept = words::persistent_sso(client.persistent_sso);
    view! {
        <Fact name=fact::PKCE>{pkce}</Fact>
        <Lines name=fact::REDIRECT_URLS lines=client.redirect_uris.clone() exact=true />
        <Lines name=fact::AFTER_SIGN_OUT lines=client.post_logout_redirect_uris.clone() exact=true />
        <Lines name=fact::ORIGINS lines=client.allowed_cors_origins.clone() exact=true />
        <Lines name=fact::TOLD_OF_SIGN_OUT lines=told exact=true />
        <Fact name=fact::ID_TOKENS>{signed}</Fact>
        <Fact name=fact::PERSISTENT_SSO>{kept}</Fact>
    }
    .into_any()
}

/// How long tokens last; a personal access token is itself what expires, and says so elsewhere.
fn lifetimes(client: &Client) -> AnyView {
    let access = client.access_token_lifetime.filter(|_| !kinds::is_token(client)).map(words::valid_for);
    let refreshes = client.gets_refresh_tokens(&client.scopes);
    let mut refresh = if refreshes { words::refresh_tokens(&Policy::of(client)) } else { Vec::new() };
    if refreshes {
        refresh.push(words::claims_on_refresh(client.update_access_token_claims_on_refresh).to_owned());
    }
    view! {
        <Lines name=fact::ACCESS_TOKENS lines=access.into_iter().collect() />
        <Lines name=fact::REFRESH_TOKENS lines=refresh />
    }
    .into_any()
}

/// For whom and from where, and what its tokens say beside what the server says.
fn restrictions(client: Client) -> AnyView {
    let roles = if client.roles.is_empty() { vec![words::ANYBODY.to_owned()] } else { client.roles };
    let addresses = if client.allowed_ip_addresses.is_empty() {
        vec![words::ANY_ADDRESS.to_owned()]
    } else {
        client.allowed_ip_addresses.into()
    };
    let claims = client.claims.into_iter().map(|claim| format!("{}: {}", claim.name, claim.value)).collect();
    view! {
        <Lines name=fact::ACTS_FOR lines=roles />
        <Lines name=fact::REQUESTS_COME lines=addresses />
        <Lines name=fact::CLAIMS lines=claims exact=true />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::client_claims::ClientClaim;
    use domain::template::TokenExpiration;

    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn access(client: Client) -> String {
        printed(|| {
            let nothing = Callback::new(|_| {});
            show(About { client, now: sample::now(), acts: Acts::new(nothing, nothing) })
        })
    }

    // Shows R088.
    #[test]
    fn an_app_shows_where_people_come_back_to_and_how_long_its_tokens_last() {
        let html = access(sample::app());
        for part in [
            "https://app.example.com/callback",
            "Stay signed in while you are away",
            "Authorization Code + PKCE",
            "Required, with S256",
            "Valid for 1 hour",
            "Valid for 30 days after its last use",
            "Ends for good 180 days after sign-in",
            "Each use gives a new one",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_service_says_nothing_of_people_who_sign_in() {
        let html = access(sample::service());
        assert!(!html.contains("PKCE") && !html.contains("Refresh tokens"), "{html}");
        assert!(html.contains("From any address") && html.contains("Everybody"), "{html}");
        let token = access(sample::token(TokenExpiration::Never));
        assert!(!token.contains("Access tokens"), "{token}");
    }

    // Shows R141.
    #[test]
    fn the_policy_is_spoken_of_with_two_grant_types_and_where_it_is_off() {
        for (grant, required, said) in [
            (GrantType::AuthorizationCode, true, true),
            (GrantType::Password, true, true),
            (GrantType::ClientCredentials, true, false),
            (GrantType::DeviceCode, true, false),
            (GrantType::ClientCredentials, false, true),
        ] {
            let html = access(Client {
                grant_types: vec![grant],
                require_requested_scopes: required,
                ..sample::service()
            });
            assert_eq!(html.contains("Requested scopes"), said, "{grant:?}, {required}");
        }
    }

    #[test]
    fn what_restricts_a_client_is_listed() {
        let html = access(Client {
            roles: vec!["manager".into()],
            allowed_ip_addresses: "203.0.113.0/24, 2001:db8::1".parse().unwrap(),
            claims: vec![ClientClaim { name: "tenant".into(), value: "<b>north</b>".into() }],
            require_requested_scopes: false,
            ..sample::service()
        });
        for part in ["manager", "203.0.113.0/24", "2001:db8::1", "tenant: &lt;b&gt;north", "gets all of them"]
        {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
