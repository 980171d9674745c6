//! What the server says of itself (RFC 8414, OpenID Connect Discovery §3).

use serde::{Deserialize, Serialize};

/// The discovery document. It lists only what works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The issuer: the identity listener's public URL, without a slash at its end.
    pub issuer: String,
    /// Where people are sent to.
    pub authorization_endpoint: String,
    /// Where codes and secrets become tokens.
    pub token_endpoint: String,
    /// Where a device without a browser begins (RFC 8628 §4).
    pub device_authorization_endpoint: String,
    /// Where clients push authorization requests (RFC 9126).
    pub pushed_authorization_request_endpoint: String,
    /// Whether they have to.
    pub require_pushed_authorization_requests: bool,
    /// Where clients register themselves (RFC 7591 §3), when they may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_endpoint: Option<String>,
    /// Where an access token shows whose it is.
    pub userinfo_endpoint: String,
    /// Where a client learns what a token stands for (RFC 7662).
    pub introspection_endpoint: String,
    /// How clients authenticate there.
    pub introspection_endpoint_auth_methods_supported: Vec<String>,
    /// The algorithms of assertions there.
    pub introspection_endpoint_auth_signing_alg_values_supported: Vec<String>,
    /// Where a client ends a token (RFC 7009).
    pub revocation_endpoint: String,
    /// How clients authenticate there.
    pub revocation_endpoint_auth_methods_supported: Vec<String>,
    /// The algorithms of assertions there.
    pub revocation_endpoint_auth_signing_alg_values_supported: Vec<String>,
    /// Where people are sent to sign out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_session_endpoint: Option<String>,
    /// Clients are told when a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.1).
    #[serde(default)]
    pub backchannel_logout_supported: bool,
    /// And which session it was.
    #[serde(default)]
    pub backchannel_logout_session_supported: bool,
    /// The public signing keys.
    pub jwks_uri: String,
    /// The scopes that can be asked for.
    pub scopes_supported: Vec<String>,
    /// Only `code`.
    pub response_types_supported: Vec<String>,
    /// How an authorization answer may travel.
    pub response_modes_supported: Vec<String>,
    /// The grant types of the token endpoint.
    pub grant_types_supported: Vec<String>,
    /// Only `public`: a user has one `sub` for all clients.
    pub subject_types_supported: Vec<String>,
    /// The algorithms that sign ID tokens.
    pub id_token_signing_alg_values_supported: Vec<String>,
    /// How clients authenticate at the token endpoint.
    pub token_endpoint_auth_methods_supported: Vec<String>,
    /// What a client's assertion may be signed with.
    pub token_endpoint_auth_signing_alg_values_supported: Vec<String>,
    /// Only `S256`.
    pub code_challenge_methods_supported: Vec<String>,
    /// The claims that ID token and userinfo may hold.
    pub claims_supported: Vec<String>,
    /// Only `normal`: every claim is this server's own word.
    pub claim_types_supported: Vec<String>,
    /// How strong a sign-in can be.
    pub acr_values_supported: Vec<String>,
    /// Only `page`.
    pub display_values_supported: Vec<String>,
    /// The languages of the pages (BCP 47).
    pub ui_locales_supported: Vec<String>,
    /// The algorithms that may sign proofs of possession (RFC 9449 §5.1).
    pub dpop_signing_alg_values_supported: Vec<String>,
    /// The values of `prompt` that are understood.
    pub prompt_values_supported: Vec<String>,
    /// Every authorization answer names the issuer (RFC 9207).
    pub authorization_response_iss_parameter_supported: bool,
    /// Request objects are refused.
    pub request_parameter_supported: bool,
    /// Request objects by reference are refused. The member's absence would mean that they are taken.
    pub request_uri_parameter_supported: bool,
    /// Claims can be asked for one by one.
    pub claims_parameter_supported: bool,
}
