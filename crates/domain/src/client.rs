//! A client as JSON: one spelling for console, REST, import, export and documentation.

mod issued;

use chrono::{DateTime, Utc};
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

use crate::allowed_ip_addresses::AllowedIpAddresses;
use crate::client_claims::ClientClaim;
use crate::client_id::ClientId;
use crate::client_keys::ClientKeys;
use crate::documentation::Documentation;
use crate::environment::Environment;
use crate::redirect_uri;
use crate::template::Template;

pub use self::issued::{CreatedClient, Issued, IssuedSecret};

/// Whether a client can keep a secret (RFC 6749 §2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientType {
    /// Runs where its user can read it: a browser, a phone.
    Public,
    /// Runs on a server and has a secret.
    Confidential,
}

/// Whether a client may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// In use.
    Active,
    /// Switched off by its owner, who can switch it on again.
    Inactive,
    /// Ended for good; the id stays taken.
    Revoked,
}

/// What signs a client's ID tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SigningAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256, which every relying party has to support.
    #[default]
    RS256,
    /// ECDSA with P-256 and SHA-256.
    ES256,
}

/// A client as its owner sees it. There is no field that could hold a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// Public identifier.
    pub client_id: ClientId,
    /// The name that its owner and, at consent, its users see.
    pub client_name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What it was made from; absent for imported clients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// Public or confidential.
    pub client_type: ClientType,
    /// Whether it may be used.
    pub status: Status,
    /// The grant types it may use.
    pub grant_types: Vec<GrantType>,
    /// Where codes may be sent.
    pub redirect_uris: Vec<String>,
    /// Where people may be sent after they signed out.
    pub post_logout_redirect_uris: Vec<String>,
    /// The web origins from which its scripts may call the server.
    pub allowed_cors_origins: Vec<String>,
    /// Whether it has to use PKCE.
    pub require_pkce: bool,
    /// Whether it can get refresh tokens by `offline_access`.
    pub allow_offline_access: bool,
    /// Seconds an access token lasts; absent for a token that never expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token_lifetime: Option<u64>,
    /// Seconds a refresh token lasts.
    pub refresh_token_lifetime: u64,
    /// Seconds from a sign-in after which its refresh tokens end, however often they are used; 0 for no such end.
    /// When it is absent, 180 days for sliding tokens and no end for others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absolute_refresh_token_lifetime: Option<u64>,
    /// Whether a refresh token's time starts anew when it is used.
    pub sliding_refresh_token: bool,
    /// Whether a refreshed access token carries the claims of now.
    pub update_access_token_claims_on_refresh: bool,
    /// Whether every use of a refresh token gives a new one.
    pub rotate_refresh_token: bool,
    /// What signs its ID tokens.
    pub id_token_signing_algorithm: SigningAlgorithm,
    /// The scopes it may ask for.
    pub scopes: Scopes,
    /// The roles of the people it may act for; empty when it may act for everybody.
    #[serde(default)]
    pub roles: Vec<String>,
    /// What its access tokens say beside what the server says.
    #[serde(default)]
    pub claims: Vec<ClientClaim>,
    /// Its secrets, without their values.
    pub client_secrets: Vec<ClientSecret>,
    /// Whether a request without scopes is refused.
    pub require_requested_scopes: bool,
    /// From where its own requests may come; blank allows all.
    #[serde(default)]
    pub allowed_ip_addresses: AllowedIpAddresses,
    /// The public keys by which it proves who it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks: Option<ClientKeys>,
    /// Where it wants to be told that somebody has signed out (OpenID Connect Back-Channel Logout 1.0 §2.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_channel_logout_uri: Option<String>,
    /// Whether a sign-in for it outlives the browser.
    #[serde(default)]
    pub persistent_sso: bool,
    /// Where it runs, when somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    /// What its owner wrote down about it.
    #[serde(default, skip_serializing_if = "Documentation::is_empty")]
    pub documentation: Documentation,
    /// How often it was changed. Who changes it says which version they saw.
    #[serde(default)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last authenticated with success.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A secret as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientSecret {
    /// Identifier of the secret within the server.
    pub id: i64,
    /// What the owner calls it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its last four characters, to tell it from others.
    pub hint: String,
    /// When it stops working; absent when never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiration: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used with success.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<DateTime<Utc>>,
}

impl ClientSecret {
    /// Whether it works at this moment: it has no end, or one to come.
    #[must_use]
    pub fn works(&self, now: DateTime<Utc>) -> bool {
        self.expiration.is_none_or(|end| end > now)
    }
}

impl Client {
    /// Whether this secret works and no other of the client does: without it the client can't prove who it is.
    #[must_use]
    pub fn has_only(&self, secret: &ClientSecret, now: DateTime<Utc>) -> bool {
        secret.works(now)
            && !self.client_secrets.iter().any(|other| other.id != secret.id && other.works(now))
    }

    /// Whether a sign-in that gave these scopes also gives a refresh token: by `offline_access` where the client may
    /// have that (OpenID Connect Core §11), or by the grant type.
    #[must_use]
    pub fn gets_refresh_tokens(&self, scopes: &Scopes) -> bool {
        let offline = scopes.contains("offline_access") && self.allow_offline_access;
        offline || self.grant_types.contains(&GrantType::RefreshToken)
    }

    /// Whether its post-logout URIs are its redirect URIs, and follow them when they change (C17).
    #[must_use]
    pub fn derives_post_logout(&self) -> bool {
        self.post_logout_redirect_uris == self.redirect_uris
    }

    /// Whether its web origins are those of its redirect URIs, and follow them when they change (R090).
    #[must_use]
    pub fn derives_origins(&self) -> bool {
        self.allowed_cors_origins == redirect_uri::origins(&self.redirect_uris)
    }
}

impl ClientType {
    /// The type as it is written in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Confidential => "confidential",
        }
    }
}

impl Status {
    /// The status as it is written in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Revoked => "revoked",
        }
    }
}

impl SigningAlgorithm {
    /// The name of RFC 7518 §3.1.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RS256 => "RS256",
            Self::ES256 => "ES256",
        }
    }
}

/// A stored word that no enum knows: the row was written by another version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no {1}")]
pub struct UnknownWord(pub String, pub &'static str);

macro_rules! from_word {
    ($type:ident, $what:literal, $($variant:ident),+) => {
        impl std::str::FromStr for $type {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                [$(Self::$variant),+]
                    .into_iter()
                    .find(|word| word.as_str() == text)
                    .ok_or_else(|| UnknownWord(text.to_owned(), $what))
            }
        }
    };
}

from_word!(ClientType, "client type", Public, Confidential);
from_word!(Status, "status", Active, Inactive, Revoked);
from_word!(SigningAlgorithm, "signing algorithm", RS256, ES256);
from_word!(Template, "template", PersonalAccessToken, BackendService, WebMobileApp, WebServerApplication);
