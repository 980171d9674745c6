//! Reading client metadata, member by member, so that each refusal names the member.

use serde_json::{Map, Value};

use super::{AuthMethod, ClientMetadata};
use crate::error::ErrorCode;
use crate::grant_type::GrantType;
use crate::scope::Scopes;

/// The most entries of a list.
const MOST: usize = 100;

/// Members that would need this server to call others, or to answer in a form that it doesn't have. A client that asks for
/// one of these must not believe that it got it.
const UNSUPPORTED: [&str; 7] = [
    "jwks_uri",
    "sector_identifier_uri",
    "request_uris",
    "id_token_encrypted_response_alg",
    "userinfo_signed_response_alg",
    "userinfo_encrypted_response_alg",
    "request_object_signing_alg",
];

/// What only the server says; a client that sends it back in a change is refused (RFC 7592 §2.2).
const SERVERS_OWN: [&str; 4] = [
    "registration_access_token",
    "registration_client_uri",
    "client_secret_expires_at",
    "client_id_issued_at",
];

/// Why metadata is refused (RFC 7591 §3.2.2).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{description}")]
pub struct MetadataRefused {
    /// `invalid_client_metadata` or `invalid_redirect_uri`.
    pub code: ErrorCode,
    /// What to tell the client's developer.
    pub description: String,
}

/// A change of what was registered (RFC 7592 §2.2): the metadata, and what proves that the client knows what it changes.
#[derive(Clone)]
pub struct Change {
    /// The client that the change is for.
    pub client_id: String,
    /// The client's secret, when it was sent: it has to be the client's.
    pub client_secret: Option<String>,
    /// The metadata, which replaces all of before.
    pub metadata: ClientMetadata,
}

impl MetadataRefused {
    /// Metadata that can't be.
    #[must_use]
    pub fn metadata(description: &str) -> Self {
        Self { code: ErrorCode::InvalidClientMetadata, description: description.to_owned() }
    }
}

impl ClientMetadata {
    /// Reads the body of a registration (RFC 7591 §3.1).
    ///
    /// # Errors
    /// When a member has the wrong type, asks for what this server doesn't have, or contradicts another.
    pub fn read(body: &Value) -> Result<Self, MetadataRefused> {
        let members = object(body)?;
        if let Some(name) = UNSUPPORTED.into_iter().find(|name| is_there(members, name)) {
            return Err(refused(name, "is not supported by this server"));
        }
        if text(members, "subject_type")?.is_some_and(|kind| kind != "public") {
            return Err(refused("subject_type", "can only be public"));
        }
        let redirect_uris = texts(members, "redirect_uris")?.unwrap_or_default();
        let grant_types = grant_types(members)?;
        check_response_types(members, &grant_types)?;
        Ok(Self {
            auth_method: auth_method(members)?,
            client_name: text(members, "client_name")?.map(str::to_owned),
            scopes: scopes(members)?,
            post_logout_redirect_uris: texts(members, "post_logout_redirect_uris")?.unwrap_or_default(),
            backchannel_logout_uri: text(members, "backchannel_logout_uri")?.map(str::to_owned),
            id_token_signed_response_alg: text(members, "id_token_signed_response_alg")?.map(str::to_owned),
            jwks: members.get("jwks").filter(|jwks| !jwks.is_null()).cloned(),
            redirect_uris,
            grant_types,
        })
    }
}

impl Change {
    /// Reads the body of a change (RFC 7592 §2.2).
    ///
    /// # Errors
    /// As for [`ClientMetadata::read`]; also when `client_id` is missing, or a member stands there that only the server
    /// says.
    pub fn read(body: &Value) -> Result<Self, MetadataRefused> {
        let members = object(body)?;
        if let Some(name) = SERVERS_OWN.into_iter().find(|name| members.contains_key(*name)) {
            return Err(refused(name, "is said by the server alone"));
        }
        let client_id = text(members, "client_id")?.ok_or_else(|| refused("client_id", "is missing"))?;
        Ok(Self {
            client_id: client_id.to_owned(),
            client_secret: text(members, "client_secret")?.map(str::to_owned),
            metadata: ClientMetadata::read(body)?,
        })
    }
}

fn object(body: &Value) -> Result<&Map<String, Value>, MetadataRefused> {
    body.as_object().ok_or_else(|| MetadataRefused::metadata("the body has to be a JSON object"))
}

fn is_there(members: &Map<String, Value>, name: &str) -> bool {
    members.get(name).is_some_and(|value| !value.is_null())
}

/// A member as text. `null` counts as left out (RFC 7592 §2.2).
fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, MetadataRefused> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.len() <= 4096 => Ok(Some(text)),
        Some(_) => Err(refused(name, "has to be a text of 4096 bytes at most")),
    }
}

fn texts(members: &Map<String, Value>, name: &str) -> Result<Option<Vec<String>>, MetadataRefused> {
    let wrong = || refused(name, "has to be a list of 100 texts at most");
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(list)) if list.len() <= MOST => {
            let list: Option<_> = list.iter().map(|entry| entry.as_str().map(str::to_owned)).collect();
            list.map(Some).ok_or_else(wrong)
        }
        Some(_) => Err(wrong()),
    }
}

fn auth_method(members: &Map<String, Value>) -> Result<AuthMethod, MetadataRefused> {
    let name = "token_endpoint_auth_method";
    let Some(text) = text(members, name)? else { return Ok(AuthMethod::default()) };
    text.parse()
        .map_err(|_| refused(name, "can be client_secret_basic, client_secret_post, private_key_jwt or none"))
}

/// `authorization_code` when the member was left out (RFC 7591 §2).
fn grant_types(members: &Map<String, Value>) -> Result<Vec<GrantType>, MetadataRefused> {
    let Some(words) = texts(members, "grant_types")? else { return Ok(vec![GrantType::AuthorizationCode]) };
    let mut grants: Vec<GrantType> = Vec::new();
    for word in words {
        let grant =
            word.parse().map_err(|_| refused("grant_types", "holds one that this server does not have"))?;
        if !grants.contains(&grant) {
            grants.push(grant);
        }
    }
    if grants.is_empty() { Err(refused("grant_types", "can not be empty")) } else { Ok(grants) }
}

/// RFC 7591 §2.1: `code` stands there exactly when `authorization_code` does.
fn check_response_types(members: &Map<String, Value>, grants: &[GrantType]) -> Result<(), MetadataRefused> {
    let Some(types) = texts(members, "response_types")? else { return Ok(()) };
    if types == super::response_types(grants) {
        return Ok(());
    }
    Err(refused("response_types", "has to be code with the grant type authorization_code, and empty without"))
}

fn scopes(members: &Map<String, Value>) -> Result<Option<Scopes>, MetadataRefused> {
    let Some(text) = text(members, "scope")? else { return Ok(None) };
    Scopes::parse(text).map(Some).map_err(|_| refused("scope", "is malformed"))
}

fn refused(name: &str, why: &str) -> MetadataRefused {
    MetadataRefused::metadata(&format!("{name} {why}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn words(body: &Value) -> String {
        ClientMetadata::read(body).unwrap_err().description
    }

    #[test]
    fn the_example_of_rfc_7591_3_1_is_read_once_its_keys_come_by_value() {
        let mut body = json!({
            "redirect_uris": ["https://client.example.org/callback", "https://client.example.org/callback2"],
            "client_name": "My Example Client",
            "client_name#ja-Jpan-JP": "クライアント名",
            "token_endpoint_auth_method": "client_secret_basic",
            "logo_uri": "https://client.example.org/logo.png",
            "jwks_uri": "https://client.example.org/my_public_keys.jwks",
            "example_extension_parameter": "example_value",
        });
        assert_eq!(words(&body), "jwks_uri is not supported by this server");
        body["jwks_uri"] = Value::Null;
        let read = ClientMetadata::read(&body).unwrap();
        assert_eq!(read.client_name.as_deref(), Some("My Example Client"));
        assert_eq!((read.redirect_uris.len(), read.auth_method), (2, AuthMethod::ClientSecretBasic));
        assert_eq!(read.grant_types, [GrantType::AuthorizationCode]);
    }

    #[test]
    fn every_refusal_names_its_member() {
        for (body, name) in [
            (json!({ "redirect_uris": "https://a.example/" }), "redirect_uris"),
            (json!({ "redirect_uris": [1] }), "redirect_uris"),
            (json!({ "client_name": ["a"] }), "client_name"),
            (json!({ "client_name": "n".repeat(4097) }), "client_name"),
            (json!({ "grant_types": [] }), "grant_types"),
            (json!({ "grant_types": ["implicit"] }), "grant_types"),
            (json!({ "token_endpoint_auth_method": "client_secret_jwt" }), "token_endpoint_auth_method"),
            (json!({ "response_types": ["token"] }), "response_types"),
            (json!({ "response_types": [] }), "response_types"),
            (json!({ "grant_types": ["client_credentials"], "response_types": ["code"] }), "response_types"),
            (json!({ "scope": "a\"b" }), "scope"),
            (json!({ "subject_type": "pairwise" }), "subject_type"),
        ] {
            assert_eq!(words(&body).split(' ').next(), Some(name), "{body}");
        }
        assert_eq!(words(&json!([])), "the body has to be a JSON object");
    }

    #[test]
    fn a_grant_without_the_authorization_endpoint_has_no_response_type() {
        let device = json!({ "grant_types": ["urn:ietf:params:oauth:grant-type:device_code"] });
        assert_eq!(ClientMetadata::read(&device).unwrap().grant_types, [GrantType::DeviceCode]);
        assert!(super::super::response_types(&[GrantType::DeviceCode]).is_empty());
    }

    #[test]
    fn a_change_names_its_client_and_repeats_nothing_that_only_the_server_says() {
        let change = json!({ "client_id": "app_1", "client_secret": "s" });
        let read = Change::read(&change).unwrap();
        assert_eq!((read.client_id.as_str(), read.client_secret.as_deref()), ("app_1", Some("s")));
        assert_eq!(Change::read(&json!({})).err().unwrap().description, "client_id is missing");
        for name in SERVERS_OWN {
            let mut body = change.clone();
            body[name] = Value::Null;
            assert!(Change::read(&body).is_err(), "{name}");
        }
    }
}
