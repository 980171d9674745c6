//! What the server says of itself: only what works.

use domain::client::SigningAlgorithm;
use domain::scope_catalogue::CATALOGUE;
use oauth::discovery::Metadata;
use oauth::grant_type::GrantType;

use crate::client_assertion;

/// The discovery document of a server with this issuer (RFC 8414 §2).
#[must_use]
pub fn metadata(issuer: &str) -> Metadata {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let algorithms = [SigningAlgorithm::RS256, SigningAlgorithm::ES256];
    Metadata {
        issuer: issuer.to_owned(),
        authorization_endpoint: format!("{issuer}/connect/authorize"),
        token_endpoint: format!("{issuer}/connect/token"),
        device_authorization_endpoint: format!("{issuer}/connect/deviceauthorization"),
        userinfo_endpoint: format!("{issuer}/connect/userinfo"),
        end_session_endpoint: None,
        jwks_uri: format!("{issuer}/.well-known/openid-configuration/jwks"),
        scopes_supported: CATALOGUE.iter().map(|entry| entry.name.to_owned()).collect(),
        response_types_supported: words(&["code"]),
        response_modes_supported: words(&["query"]),
        grant_types_supported: GrantType::ALL.iter().map(|grant| grant.as_str().to_owned()).collect(),
        subject_types_supported: words(&["public"]),
        id_token_signing_alg_values_supported: algorithms.iter().map(|alg| alg.as_str().to_owned()).collect(),
        token_endpoint_auth_methods_supported: words(&[
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
            "none",
        ]),
        token_endpoint_auth_signing_alg_values_supported: words(&client_assertion::ALGORITHMS),
        code_challenge_methods_supported: words(&["S256"]),
        claims_supported: words(&[
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "at_hash",
            "sid",
            "name",
            "given_name",
            "family_name",
            "preferred_username",
            "email",
            "email_verified",
            "phone_number",
            "phone_number_verified",
            "address",
            "role",
        ]),
        prompt_values_supported: words(&["none", "login", "consent", "select_account"]),
        authorization_response_iss_parameter_supported: true,
        request_parameter_supported: false,
        request_uri_parameter_supported: false,
        claims_parameter_supported: false,
    }
}
