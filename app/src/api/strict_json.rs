//! JSON that takes no more than it knows.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// JSON in which an unknown field is an error, at any depth.
///
/// The `#[server]` macro writes the type of the arguments and lets nobody add `deny_unknown_fields` to it; a body that
/// tries to bind what isn't asked for (an owner, a role) must not pass unnoticed.
pub struct StrictJson;

/// Why a body was not taken. The log keeps it, so it names places and fields and repeats no value: that may be a password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It is no JSON; why and where.
    #[error("no JSON: {0}")]
    Syntax(String),
    /// It is a list, which the library would take for the fields in their order.
    #[error("a list instead of an object")]
    List,
    /// It lacks a field.
    #[error("{0}")]
    Missing(String),
    /// There is something of another form.
    #[error("another form than is taken, at line {line} column {column}")]
    Form {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It has a field that nobody asked for.
    #[error("unknown field `{0}`")]
    Unknown(String),
}

/// Letters of a field's name that are kept: it is whatever its sender calls it.
const LONGEST_NAME: usize = 60;

impl From<serde_json::Error> for NotTaken {
    fn from(why: serde_json::Error) -> Self {
        let words = why.to_string();
        match why.classify() {
            // These words are the library's own. Those about data repeat it, but for the name of a field that is ours.
            Category::Syntax | Category::Eof | Category::Io => Self::Syntax(words),
            Category::Data if words.starts_with("missing field ") => Self::Missing(words),
            Category::Data => Self::Form { line: why.line(), column: why.column() },
        }
    }
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
        if bytes.trim_ascii_start().starts_with(b"[") {
            return Err(NotTaken::List);
        }
        let mut unknown = None;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_ignored::deserialize(&mut json, |path| unknown = Some(path.to_string()))?;
        json.end()?;
        match unknown {
            Some(field) => Err(NotTaken::Unknown(field.chars().take(LONGEST_NAME).collect())),
            None => Ok(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::clients::{CreateClient, FindClient, ListClients};
    use crate::api::session::ConfirmSession;

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
    fn why_a_body_is_refused_is_said_without_what_was_sent() {
        let why = |body: String| match <StrictJson as Decodes<ConfirmSession>>::decode(body.into()) {
            Err(why) => why.to_string(),
            Ok(_) => panic!("it was taken"),
        };
        for (body, said) in [
            ("{\"password\":\"hunter2", "no JSON: EOF while parsing a string at line 1 column 20"),
            ("{\"password\":hunter2}", "no JSON: expected value at line 1 column 13"),
            ("[\"hunter2\"]", "a list instead of an object"),
            ("{}", "missing field `password` at line 1 column 2"),
            ("{\"password\":[\"hunter2\"]}", "another form than is taken, at line 1 column 12"),
            ("{\"password\":2222}", "another form than is taken, at line 1 column 16"),
            ("{\"password\":\"hunter2\",\"user\":2}", "unknown field `user`"),
        ] {
            assert_eq!(why(body.to_owned()), said, "{body}");
        }
        let long = why(format!("{{\"password\":\"hunter2\",\"{}\":2}}", "x".repeat(5000)));
        assert_eq!(long, format!("unknown field `{}`", "x".repeat(LONGEST_NAME)));
    }

    #[test]
    fn what_is_no_json_or_has_more_behind_it_is_refused() {
        for body in ["", "{", "null", "{} {}", "client=1", "{\"clientId\":\"101\"}"] {
            assert!(!taken::<FindClient>(body), "{body}");
        }
    }
}
