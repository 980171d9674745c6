//! Clients for tests.

use chrono::{DateTime, Utc};
use domain::client::{Client, ClientSecret, Status};
use domain::event::{Actor, Entry, Kind};
use domain::secret_use::{Evidence, KnownSecret};
use domain::template::{NewClient, Template, TokenExpiration};
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

/// The moment of all samples.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-22T08:00:00Z".parse().unwrap()
}

/// The client that Create writes for these answers, two hours ago.
pub(crate) fn client(new: &NewClient, id: &str) -> Client {
    let draft = new.checked().unwrap();
    let created_at = now() - chrono::Duration::hours(2);
    let expiration = new.expiration().and_then(|expiration| expiration.expires_at(created_at));
    let secret = ClientSecret {
        id: 1,
        description: String::new(),
        hint: "JldA".into(),
        expiration,
        created_at,
        last_used_at: None,
    };
    Client {
        client_id: id.parse().unwrap(),
        client_name: draft.client_name,
        description: draft.description,
        template: draft.template,
        client_type: draft.client_type,
        status: Status::Active,
        grant_types: draft.grant_types,
        redirect_uris: draft.redirect_uris,
        post_logout_redirect_uris: draft.post_logout_redirect_uris,
        allowed_cors_origins: draft.allowed_cors_origins,
        require_pkce: draft.require_pkce,
        allow_offline_access: draft.allow_offline_access,
        access_token_lifetime: draft.access_token_lifetime,
        refresh_token_lifetime: draft.refresh_token_lifetime,
        absolute_refresh_token_lifetime: draft.absolute_refresh_token_lifetime,
        sliding_refresh_token: draft.sliding_refresh_token,
        update_access_token_claims_on_refresh: draft.update_access_token_claims_on_refresh,
        rotate_refresh_token: draft.rotate_refresh_token,
        id_token_signing_algorithm: draft.id_token_signing_algorithm,
        scopes: draft.scopes,
        roles: draft.roles,
        claims: draft.claims,
        client_secrets: vec![secret],
        require_requested_scopes: true,
        allowed_ip_addresses: draft.allowed_ip_addresses,
        jwks: draft.jwks,
        back_channel_logout_uri: None,
        persistent_sso: false,
        environment: draft.environment,
        documentation: draft.documentation,
        version: 1,
        created_at,
        last_used_at: None,
    }
}

/// The secret of every sample, as its owner sees it beside others.
pub(crate) fn known_secret() -> KnownSecret {
    let secret = ClientSecret {
        id: 1,
        description: String::new(),
        hint: "JldA".into(),
        expiration: None,
        created_at: now() - chrono::Duration::hours(2),
        last_used_at: None,
    };
    KnownSecret { secret, superseded_at: None, evidence: Evidence::default() }
}

/// A request of the service that failed, as the audit trail has it.
pub(crate) fn refused_token() -> Entry {
    Entry {
        at: now(),
        action: "token.refused".into(),
        kind: Kind::Tokens,
        outcome: "invalid_client".into(),
        detail: "client_credentials: the secret has expired".into(),
        actor: Actor::Nobody,
        client_id: Some("service_abc123def456".into()),
        client_name: Some("Data Sync Service".into()),
        address: Some("192.0.2.7".into()),
        request_id: Some("00ff".into()),
    }
}

/// Answers of the wizard with nothing but a name.
pub(crate) fn named(template: Template, name: &str) -> NewClient {
    NewClient::named(template, name)
}

/// What a manager asks for: an application that may do this by these grant types.
pub(crate) fn portal(grant_types: &[GrantType], scopes: &str) -> NewClient {
    NewClient {
        grant_types: Some(grant_types.to_vec()),
        redirect_uris: Some(vec!["https://portal.example.com/callback".to_owned()]),
        scopes: Some(Scopes::parse(scopes).unwrap()),
        ..named(Template::WebServerApplication, "Customer Portal")
    }
}

/// A Web/Mobile App.
pub(crate) fn app() -> Client {
    let uris =
        vec!["https://app.example.com/callback".to_owned(), "http://localhost:3000/callback".to_owned()];
    let new = NewClient { redirect_uris: Some(uris), ..named(Template::WebMobileApp, "React Dashboard") };
    Client { client_secrets: Vec::new(), ..client(&new, "app_abc123def456") }
}

/// A Backend Service.
pub(crate) fn service() -> Client {
    client(&named(Template::BackendService, "Data Sync Service"), "service_abc123def456")
}

/// A personal access token that lasts this long.
pub(crate) fn token(expiration: TokenExpiration) -> Client {
    let new = NewClient {
        token_expiration: Some(expiration),
        ..named(Template::PersonalAccessToken, "Local Development Testing")
    };
    client(&new, "abc123def456")
}
