//! What the server says of itself: only what works.

use domain::asked_claims::CLAIMS;
use domain::authentication_context;
use domain::client::SigningAlgorithm;
use domain::scope_catalogue::CATALOGUE;
use oauth::authorize::ResponseMode;
use oauth::discovery::Metadata;
use oauth::dpop::Algorithm;
use oauth::grant_type::GrantType;

use crate::{Settings, client_assertion};

/// How a client that keeps a secret or a key authenticates.
const CONFIDENTIAL: [&str; 3] = ["client_secret_basic", "client_secret_post", "private_key_jwt"];

/// The discovery document of a server with these settings (RFC 8414 §2).
#[must_use]
pub fn metadata(settings: &Settings) -> Metadata {
    let issuer = settings.issuer.as_str();
    let registration = settings.registration.as_ref();
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let algorithms = [SigningAlgorithm::RS256, SigningAlgorithm::ES256];
    Metadata {
        issuer: issuer.to_owned(),
        authorization_endpoint: format!("{issuer}/connect/authorize"),
        token_endpoint: format!("{issuer}/connect/token"),
        device_authorization_endpoint: format!("{issuer}/connect/deviceauthorization"),
        pushed_authorization_request_endpoint: format!("{issuer}/connect/par"),
        require_pushed_authorization_requests: false,
        registration_endpoint: registration.map(|_| format!("{issuer}/connect/register")),
        userinfo_endpoint: format!("{issuer}/connect/userinfo"),
        end_session_endpoint: Some(format!("{issuer}/connect/endsession")),
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
        introspection_endpoint: format!("{issuer}/connect/introspect"),
        introspection_endpoint_auth_methods_supported: words(&CONFIDENTIAL),
        introspection_endpoint_auth_signing_alg_values_supported: words(&client_assertion::ALGORITHMS),
        revocation_endpoint: format!("{issuer}/connect/revocation"),
        revocation_endpoint_auth_methods_supported: words(&[&CONFIDENTIAL[..], &["none"]].concat()),
        revocation_endpoint_auth_signing_alg_values_supported: words(&client_assertion::ALGORITHMS),
        jwks_uri: format!("{issuer}/.well-known/openid-configuration/jwks"),
        scopes_supported: CATALOGUE.iter().map(|entry| entry.name.to_owned()).collect(),
        response_types_supported: words(&["code"]),
        response_modes_supported: ResponseMode::ALL.iter().map(|mode| mode.as_str().to_owned()).collect(),
        grant_types_supported: grant_types(settings),
        subject_types_supported: words(&["public"]),
        id_token_signing_alg_values_supported: algorithms.iter().map(|alg| alg.as_str().to_owned()).collect(),
        token_endpoint_auth_methods_supported: words(&[&CONFIDENTIAL[..], &["none"]].concat()),
        token_endpoint_auth_signing_alg_values_supported: words(&client_assertion::ALGORITHMS),
        code_challenge_methods_supported: words(&["S256"]),
        claims_supported: claims(),
        claim_types_supported: words(&["normal"]),
        acr_values_supported: words(&[authentication_context::PASSWORD]),
        display_values_supported: words(&["page"]),
        ui_locales_supported: words(&["en"]),
        dpop_signing_alg_values_supported: Algorithm::ALL.map(|alg| alg.as_str().to_owned()).to_vec(),
        prompt_values_supported: words(&["none", "login", "consent", "select_account"]),
        authorization_response_iss_parameter_supported: true,
        request_parameter_supported: false,
        request_uri_parameter_supported: false,
        claims_parameter_supported: true,
    }
}

/// The claims of the protocol, those that people tell of themselves, and their roles.
fn claims() -> Vec<String> {
    let protocol = ["sub", "iss", "aud", "exp", "iat", "auth_time", "acr", "nonce", "at_hash", "sid"];
    let people = CLAIMS.iter().map(|(claim, _)| *claim);
    protocol.into_iter().chain(people).chain(["role"]).map(str::to_owned).collect()
}

fn grant_types(settings: &Settings) -> Vec<String> {
    let here = GrantType::ALL.iter().filter(|grant| settings.has_grant(**grant));
    here.map(|grant| grant.as_str().to_owned()).collect()
}
