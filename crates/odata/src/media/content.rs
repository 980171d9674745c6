//! What form the body of a request has: `Content-Type` (Protocol §8.1.1).

use super::Range;
use crate::error::{Code, Refusal};

/// Makes sure that a body says it is JSON. What its parameters say about numbers needs no word: the properties' types do.
///
/// # Errors
/// When it is something else, or nothing is said.
pub fn json_body(content_type: Option<&str>) -> Result<(), Refusal> {
    let said = Range::read(content_type.unwrap_or_default());
    let charset = said.parameters.iter().find(|(name, _)| name == "charset").map(|(_, value)| value.as_str());
    match (said.name.as_str(), charset) {
        ("application/json", None | Some("utf-8")) => Ok(()),
        _ => Err(Refusal::new(Code::UnsupportedMediaType, "a body is `application/json` in UTF-8")
            .about("Content-Type")),
    }
}

/// Makes sure that a body is sent as it is (RFC 9110 §8.4): nothing is unpacked here.
///
/// # Errors
/// When it was packed.
pub fn plain_body(content_encoding: Option<&str>) -> Result<(), Refusal> {
    match content_encoding.map(str::trim) {
        None | Some("") => Ok(()),
        Some(coding) if coding.eq_ignore_ascii_case("identity") => Ok(()),
        Some(_) => Err(Refusal::new(Code::UnsupportedMediaType, "a body is sent as it is, and not packed")
            .about("Content-Encoding")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_packed_is_read() {
        for (header, read) in [
            (None, true),
            (Some("identity"), true),
            (Some(""), true),
            (Some("gzip"), false),
            (Some("identity, br"), false),
        ] {
            assert_eq!(plain_body(header).is_ok(), read, "{header:?}");
        }
    }

    #[test]
    fn only_json_is_read() {
        let cases = [
            (Some("application/json"), true),
            (Some("Application/JSON; charset=UTF-8"), true),
            (Some("application/json;odata.metadata=minimal;IEEE754Compatible=true;charset=utf-8"), true),
            (Some("application/json;charset=latin1"), false),
            (Some("application/x-www-form-urlencoded"), false),
            (Some("text/json"), false),
            (Some(""), false),
            (None, false),
        ];
        for (header, read) in cases {
            assert_eq!(json_body(header).is_ok(), read, "{header:?}");
        }
    }
}
