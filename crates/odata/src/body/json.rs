//! JSON as it was sent: members in their order, none twice, and no number rounded before its type is known.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::error::{Code, Refusal};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Boolean(bool),
    /// A number without a point or an exponent, that fits 64 bits with or without a sign.
    Integer(i128),
    /// Any other number.
    Double(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// What it is, as the end of the sentence "this is …".
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "true or false",
            Self::Integer(_) | Self::Double(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// Reads a text to its end.
///
/// # Errors
/// When it is no JSON (RFC 8259), or a name stands twice in an object, with the character at which that shows.
pub(super) fn parse(text: &[u8]) -> Result<Json, Refusal> {
    serde_json::from_slice(text).map_err(|error| {
        let sentence = error.to_string();
        let (sentence, _) = sentence.rsplit_once(" at line ").unwrap_or((&sentence, ""));
        Refusal::new(Code::SyntaxError, format!("this is not JSON: {sentence}"))
            .about(super::BODY)
            .at(characters_before(text, error.line(), error.column()))
    })
}

/// How many characters stand before a line and column, both counted from 1, the column in bytes.
fn characters_before(text: &[u8], line: usize, column: usize) -> usize {
    let start: usize =
        text.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let end = (start + column.saturating_sub(1)).min(text.len());
    text.get(..end).map_or(0, |before| String::from_utf8_lossy(before).chars().count())
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Integer(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Double(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut names = std::collections::HashSet::new();
        let mut members = Vec::new();
        while let Some((name, value)) = entries.next_entry::<String, Json>()? {
            // Of two members with one name nobody can say which was meant (RFC 8259 §4).
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format!("`{name}` stands twice")));
            }
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        let cases: [(&[u8], usize); 9] = [
            (b"", 0),
            (b"{", 0),
            (b"{\"a\":}", 5),
            (b"{\"a\":1,}", 7),
            ("{\"é\":\n nope}".as_bytes(), 8),
            (b"{} {}", 3),
            (b"{\"a\":1,\"a\":2}", 12),
            (b"[1e400]", 5),
            (b"\"\xff\"", 1),
        ];
        for (text, position) in cases {
            let refusal = parse(text).unwrap_err();
            assert_eq!(refusal.code, Code::SyntaxError);
            assert_eq!(refusal.position, Some(position), "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn nothing_is_rounded_and_nothing_is_sorted() {
        let read = parse(br#"{"b":9223372036854775807,"a":[1.5,null,true,"x"]}"#).unwrap();
        let list = vec![Json::Double(1.5), Json::Null, Json::Boolean(true), Json::Text("x".into())];
        let members = vec![("b".into(), Json::Integer(i64::MAX.into())), ("a".into(), Json::List(list))];
        assert_eq!(read, Json::Object(members));
    }

    #[test]
    fn nesting_ends_before_the_stack_does() {
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(parse(deep.as_bytes()).unwrap_err().code, Code::SyntaxError);
    }
}
