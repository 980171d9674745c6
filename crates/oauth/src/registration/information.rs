//! What a registered client is told (RFC 7591 §3.2.1, RFC 7592 §3).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The client information response: the metadata as it was registered, and what only the server can say.
#[derive(Clone, Serialize, Deserialize)]
pub struct ClientInformation {
    /// The client's public identifier.
    pub client_id: String,
    /// Its secret, for this once; absent for clients without one, and in every later answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// When the id was issued, in seconds since 1970.
    pub client_id_issued_at: i64,
    /// When the secret expires, in seconds since 1970; 0 for never. Only with a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret_expires_at: Option<i64>,
    /// What opens the address below (RFC 7592 §3).
    pub registration_access_token: String,
    /// Where the client reads, changes and deletes its registration.
    pub registration_client_uri: String,
    /// How it authenticates.
    pub token_endpoint_auth_method: String,
    /// The grant types it may use.
    pub grant_types: Vec<String>,
    /// `code`, or nothing.
    pub response_types: Vec<String>,
    /// Where codes may be sent.
    pub redirect_uris: Vec<String>,
    /// Where people may be sent after they signed out.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it is told that a session has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backchannel_logout_uri: Option<String>,
    /// The name that people see.
    pub client_name: String,
    /// The scopes it may ask for.
    pub scope: String,
    /// What signs its ID tokens.
    pub id_token_signed_response_alg: String,
    /// Always `public`: a user has one `sub` for all clients.
    pub subject_type: String,
    /// Its public keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks: Option<Value>,
}

impl std::fmt::Debug for ClientInformation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientInformation").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}
