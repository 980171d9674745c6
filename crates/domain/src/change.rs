//! A change of a client: only what is named changes (`PATCH /api/v1/clients/{id}`, the edit dialog).

mod check;
mod members;
mod sensitive;

use std::fmt;

use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::client::SigningAlgorithm;
use crate::client_claims::ClientClaim;
use crate::documentation::Documentation;
use crate::environment::Environment;

pub use members::{allowed_grant_types, has_member};
pub use sensitive::is_sensitive;

/// The members of a client that its owner may change, in the JSON of `contract.md`. What is left out stays as it is.
///
/// A member that a client can be without is taken away by `null`; for the addresses that follow the redirect URIs,
/// `null` lets them follow again (C17).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, remote = "Self")]
pub struct Change {
    /// The client's name.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    /// What it is for; `null` for nothing.
    #[serde(deserialize_with = "given_or_empty", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The grant types it may use.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub grant_types: Option<Vec<GrantType>>,
    /// Where codes may be sent.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub redirect_uris: Option<Vec<String>>,
    /// Where people may be sent after they signed out.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub post_logout_redirect_uris: Option<Option<Vec<String>>>,
    /// The web origins whose scripts may call.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub allowed_cors_origins: Option<Option<Vec<String>>>,
    /// Where it wants to be told that somebody has signed out.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub back_channel_logout_uri: Option<Option<String>>,
    /// Whether it has to use PKCE.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub require_pkce: Option<bool>,
    /// Whether it can get refresh tokens by `offline_access`.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub allow_offline_access: Option<bool>,
    /// Seconds an access token lasts.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub access_token_lifetime: Option<u64>,
    /// Seconds a refresh token lasts.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub refresh_token_lifetime: Option<u64>,
    /// Seconds from a sign-in after which its refresh tokens end; 0 for no such end, `null` for the default (C24).
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub absolute_refresh_token_lifetime: Option<Option<u64>>,
    /// Whether a refresh token's time starts anew when it is used.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub sliding_refresh_token: Option<bool>,
    /// Whether a refreshed access token carries the claims of now.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub update_access_token_claims_on_refresh: Option<bool>,
    /// Whether every use of a refresh token gives a new one.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub rotate_refresh_token: Option<bool>,
    /// What signs its ID tokens.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub id_token_signing_algorithm: Option<SigningAlgorithm>,
    /// The scopes it may ask for. People are asked again before it gets one that is new (C18).
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Scopes>,
    /// The roles of the people it may act for.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// What its access tokens say beside what the server says.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub claims: Option<Vec<ClientClaim>>,
    /// From where its own requests may come; an empty list allows all.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub allowed_ip_addresses: Option<Vec<String>>,
    /// Whether a request without scopes is refused. Once it is so, it stays so (R140).
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub require_requested_scopes: Option<bool>,
    /// Whether a sign-in for it outlives the browser.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub persistent_sso: Option<bool>,
    /// Where it runs.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub environment: Option<Option<Environment>>,
    /// What its owner writes down about it, as a whole; `null` for nothing.
    #[serde(deserialize_with = "given_or_empty", skip_serializing_if = "Option::is_none")]
    pub documentation: Option<Documentation>,
}

/// Reads a member that is there, so that `null` is told from one that is left out.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// Reads a member that is there and has an empty value for being without it, which `null` means as well.
fn given_or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    from: D,
) -> Result<Option<T>, D::Error> {
    Option::<T>::deserialize(from).map(|value| Some(value.unwrap_or_default()))
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, to)
    }
}

impl<'de> Deserialize<'de> for Change {
    /// Reads an object. A list, which would name nothing, is none.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Object)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Change;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the members that change")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Change, A::Error> {
        Change::deserialize(MapAccessDeserializer::new(members))
    }
}

impl Change {
    /// Whether nothing is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests;
