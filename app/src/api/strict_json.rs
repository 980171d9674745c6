//! JSON that takes no more than it knows.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// JSON in which an unknown field is an error, at any depth.
///
/// The `#[server]` macro writes the type of the arguments and lets nobody add `deny_unknown_fields` to it; a body that
/// tries to bind what isn't asked for (an owner, a role) must not pass unnoticed.
pub struct StrictJson;

/// Why a body was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// It isn't JSON of this form.
    #[error(transparent)]
    Form(#[from] serde_json::Error),
    /// It has a field that nobody asked for.
    #[error("unknown field `{0}`")]
    UnknownField(String),
}

impl ContentType for StrictJson {
    const CONTENT_TYPE: &'static str = JsonEncoding::CONTENT_TYPE;
}

impl FormatType for StrictJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for StrictJson {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        JsonEncoding::encode(output)
    }
}

impl<T: DeserializeOwned> Decodes<T> for StrictJson {
    type Error = NotTaken;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let mut unknown = None;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_ignored::deserialize(&mut json, |path| unknown = Some(path.to_string()))?;
        json.end()?;
        match unknown {
            Some(field) => Err(NotTaken::UnknownField(field)),
            None => Ok(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::clients::{CreateClient, FindClient, ListClients};

    fn taken<T: DeserializeOwned>(body: &'static str) -> bool {
        <StrictJson as Decodes<T>>::decode(Bytes::from_static(body.as_bytes())).is_ok()
    }

    #[test]
    fn what_a_function_takes_is_read() {
        assert!(taken::<ListClients>("{}"));
        assert!(taken::<FindClient>(r#"{"clientId":"app_abc123def456"}"#));
        assert!(taken::<CreateClient>(
            r#"{"client":{"template":"backend_service","clientName":"Data Sync Service"}}"#
        ));
    }

    #[test]
    fn an_unknown_field_is_refused_at_any_depth() {
        assert!(!taken::<ListClients>(r#"{"accountId":2}"#));
        assert!(!taken::<FindClient>(r#"{"clientId":"app_abc123def456","accountId":2}"#));
        assert!(!taken::<CreateClient>(
            r#"{"client":{"template":"backend_service","clientName":"abc","accountId":2}}"#
        ));
        assert!(!taken::<CreateClient>(
            r#"{"client":{"template":"backend_service","clientName":"abc"},"roles":["admin"]}"#
        ));
    }

    #[test]
    fn what_is_no_json_or_has_more_behind_it_is_refused() {
        for body in ["", "{", "null", "{} {}", "client=1", "{\"clientId\":\"101\"}"] {
            assert!(!taken::<FindClient>(body), "{body}");
        }
    }
}
