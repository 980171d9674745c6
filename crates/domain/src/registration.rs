//! What a client that registers itself may be (RFC 7591): less than one that somebody has made.

use oauth::error::ErrorCode;
use oauth::grant_type::GrantType;
use oauth::registration::{AuthMethod, ClientMetadata, MetadataRefused};
use oauth::scope::Scopes;

use crate::client::{ClientType, SigningAlgorithm};
use crate::client_keys::ClientKeys;
use crate::definition::Definition;
use crate::documentation::Documentation;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::scope_catalogue::{self, Group};

/// The grant types that a registered client may have: no password of anybody ever passes through its hands.
const GRANT_TYPES: [GrantType; 4] = [
    GrantType::AuthorizationCode,
    GrantType::RefreshToken,
    GrantType::ClientCredentials,
    GrantType::DeviceCode,
];
/// The name of a client that says none.
const UNNAMED: &str = "An app without a name";
/// The scopes of a client that says none.
const DEFAULT_SCOPES: [&str; 3] = ["openid", "profile", "email"];
/// What lets a client stay signed in.
const OFFLINE: &str = "offline_access";

/// The client that metadata describes, within the bounds of registration: never the password grant, always PKCE, and
/// no scope but those that tell who somebody is and those that the operator allows (security rule X-DCR).
///
/// # Errors
/// `invalid_redirect_uri`, or `invalid_client_metadata` with the member's name (RFC 7591 §3.2.2).
pub fn draft(metadata: &ClientMetadata, allowed: &Scopes) -> Result<Draft, MetadataRefused> {
    check_grants(metadata)?;
    let definition = Definition {
        client_id: None,
        client_name: metadata.client_name.clone().unwrap_or_else(|| UNNAMED.to_owned()),
        description: String::new(),
        client_type: client_type(metadata.auth_method),
        grant_types: metadata.grant_types.clone(),
        redirect_uris: metadata.redirect_uris.clone(),
        post_logout_redirect_uris: Some(metadata.post_logout_redirect_uris.clone()),
        allowed_cors_origins: None,
        require_pkce: Some(true),
        allow_offline_access: stays_signed_in(metadata),
        access_token_lifetime: None,
        refresh_token_lifetime: None,
        absolute_refresh_token_lifetime: None,
        sliding_refresh_token: true,
        update_access_token_claims_on_refresh: true,
        rotate_refresh_token: Some(true),
        id_token_signing_algorithm: signing_algorithm(metadata)?,
        scopes: scopes(metadata, allowed)?,
        roles: Vec::new(),
        claims: Vec::new(),
        client_secrets: Vec::new(),
        jwks: keys(metadata)?,
        allowed_ip_addresses: Vec::new(),
        require_requested_scopes: true,
        back_channel_logout_uri: metadata.backchannel_logout_uri.clone(),
        persistent_sso: false,
        environment: None,
        documentation: Documentation::default(),
    };
    definition.checked(0).map(|checked| checked.draft).map_err(|problems| first(&problems))
}

/// Whether a way of authentication keeps a secret or a key.
#[must_use]
pub const fn client_type(method: AuthMethod) -> ClientType {
    match method {
        AuthMethod::None => ClientType::Public,
        AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost | AuthMethod::PrivateKeyJwt => {
            ClientType::Confidential
        }
    }
}

/// Whether the server makes a secret for a client that authenticates in this way.
#[must_use]
pub const fn has_secret(method: AuthMethod) -> bool {
    matches!(method, AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost)
}

fn check_grants(metadata: &ClientMetadata) -> Result<(), MetadataRefused> {
    let uses = |grant| metadata.grant_types.contains(&grant);
    if let Some(grant) = metadata.grant_types.iter().find(|grant| !GRANT_TYPES.contains(grant)) {
        return refuse(&format!("grant_types: {grant} is not for clients that register themselves"));
    }
    if uses(GrantType::ClientCredentials) && metadata.auth_method == AuthMethod::None {
        return refuse("grant_types: client_credentials needs a client that authenticates");
    }
    let signs_people_in = uses(GrantType::AuthorizationCode) || uses(GrantType::DeviceCode);
    if uses(GrantType::RefreshToken) && !signs_people_in {
        return refuse("grant_types: refresh_token needs authorization_code or device_code beside it");
    }
    Ok(())
}

fn stays_signed_in(metadata: &ClientMetadata) -> bool {
    metadata.grant_types.contains(&GrantType::RefreshToken)
}

fn scopes(metadata: &ClientMetadata, allowed: &Scopes) -> Result<Scopes, MetadataRefused> {
    let identity = scope_catalogue::CATALOGUE.iter().filter(|entry| entry.group == Group::Identity);
    let offline = stays_signed_in(metadata).then_some(OFFLINE);
    let names = identity.map(|entry| entry.name).chain(offline);
    let allowed = allowed.union(&names.filter_map(|name| name.parse().ok()).collect());
    let Some(asked) = &metadata.scopes else {
        let names = DEFAULT_SCOPES.into_iter().chain(offline);
        return Ok(names.filter_map(|name| name.parse().ok()).collect());
    };
    match asked.iter().find(|scope| !allowed.contains(scope.as_str())) {
        Some(scope) => refuse(&format!("scope: {scope} is not for clients that register themselves")),
        None => Ok(asked.clone()),
    }
}

fn signing_algorithm(metadata: &ClientMetadata) -> Result<SigningAlgorithm, MetadataRefused> {
    let Some(name) = &metadata.id_token_signed_response_alg else { return Ok(SigningAlgorithm::default()) };
    name.parse().or_else(|_| refuse("id_token_signed_response_alg can be RS256 or ES256"))
}

fn keys(metadata: &ClientMetadata) -> Result<Option<ClientKeys>, MetadataRefused> {
    match (&metadata.jwks, metadata.auth_method) {
        (None, AuthMethod::PrivateKeyJwt) => refuse("jwks is missing: private_key_jwt needs a public key"),
        (Some(set), AuthMethod::PrivateKeyJwt) => {
            ClientKeys::try_from(set.clone()).map(Some).or_else(|why| refuse(&format!("jwks: {why}")))
        }
        (Some(_), _) => refuse("jwks goes with private_key_jwt only"),
        (None, _) => Ok(None),
    }
}

/// The first problem, in the words of RFC 7591.
fn first(problems: &Problems) -> MetadataRefused {
    let Some(problem) = problems.0.first() else { return MetadataRefused::metadata("the client can not be") };
    let name = match problem.field.as_str() {
        "redirectUris" => "redirect_uris",
        "postLogoutRedirectUris" => "post_logout_redirect_uris",
        "backChannelLogoutUri" => "backchannel_logout_uri",
        "clientName" => "client_name",
        "grantTypes" => "grant_types",
        "scopes" => "scope",
        other => other,
    };
    let code = match name {
        "redirect_uris" => ErrorCode::InvalidRedirectUri,
        _ => ErrorCode::InvalidClientMetadata,
    };
    MetadataRefused { code, description: format!("{name}: {}", problem.message) }
}

fn refuse<T>(words: &str) -> Result<T, MetadataRefused> {
    Err(MetadataRefused::metadata(words))
}

#[cfg(test)]
mod tests;
