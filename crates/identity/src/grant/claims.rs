//! What tokens say.

use oauth::dpop::Thumbprint;
use oauth::resource::Audience;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::access::Question;

/// The claims of an access token (RFC 9068 §2.2), five of our own, and the client's static ones.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AccessTokenClaims {
    pub(crate) iss: String,
    pub(crate) sub: String,
    pub(crate) aud: Audience,
    pub(crate) exp: i64,
    pub(crate) iat: i64,
    pub(crate) jti: String,
    pub(crate) client_id: String,
    pub(crate) scope: String,
    /// The tenant whose rows the token may see.
    pub(crate) account_id: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) auth_time: Option<i64>,
    /// The user's number, absent when the client acts as itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user_id: Option<i64>,
    /// The family the token came with: when it ends, the token ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) family: Option<String>,
    /// The row of the personal access token's secret that this one was given for: when that goes, the token ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) secret_id: Option<i64>,
    /// The row of the secret that the client showed to get it: when that is thrown out, the token ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) shown_secret_id: Option<i64>,
    /// The key that has to be proven whenever the token is used (RFC 7800 §3, RFC 9449 §6.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cnf: Option<Confirmation>,
    /// The user's roles, as far as the client may learn them; absent without the scope `role`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<Vec<String>>,
    /// What the client's owner put into its tokens. None of these names is one of the above.
    #[serde(flatten)]
    pub(crate) of_client: Map<String, Value>,
}

impl AccessTokenClaims {
    /// What has to be looked up before the token is believed.
    pub(crate) fn question(&self) -> Question<'_> {
        Question {
            jti: &self.jti,
            client_id: &self.client_id,
            family: self.family.as_deref(),
            secret: self.secret_id,
            shown_secret: self.shown_secret_id,
            user: self.user_id,
        }
    }
}

/// The claim `cnf`: what a token is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Confirmation {
    /// The thumbprint of a key.
    pub(crate) jkt: Thumbprint,
}

/// The claims of an ID token (OpenID Connect Core §2).
#[derive(Serialize)]
pub(super) struct IdTokenClaims<'a> {
    pub(super) iss: &'a str,
    pub(super) sub: &'a str,
    pub(super) aud: &'a str,
    pub(super) exp: i64,
    pub(super) iat: i64,
    pub(super) auth_time: i64,
    pub(super) at_hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nonce: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) acr: Option<&'a str>,
    /// What the person tells under the names that the client asked for. None of these is one of the above.
    #[serde(flatten)]
    pub(super) told: &'a Map<String, Value>,
}
