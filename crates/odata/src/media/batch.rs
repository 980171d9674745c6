//! In what form a batch is sent and answered (Protocol §11.7.1).

use super::choose;
use crate::error::{Code, Refusal};

/// The form of a batch's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// `multipart/mixed`.
    Multipart {
        /// What stands between its parts.
        boundary: String,
    },
    /// `application/json`.
    Json,
}

impl Content {
    /// Reads `Content-Type`. A boundary keeps its letters as they are (RFC 2046 §5.1.1).
    ///
    /// # Errors
    /// When it is another form, or a multipart without a boundary.
    pub fn of(content_type: Option<&str>) -> Result<Self, Refusal> {
        let mut parts = content_type.unwrap_or_default().split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        if kind == "application/json" {
            return Ok(Self::Json);
        }
        let boundary = parts
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))
            .map(|(_, value)| value.trim().trim_matches('"'))
            .filter(|boundary| is_boundary(boundary));
        match (kind.as_str(), boundary) {
            ("multipart/mixed", Some(boundary)) => Ok(Self::Multipart { boundary: boundary.to_owned() }),
            _ => {
                let message = "a batch is `multipart/mixed` with a boundary, or `application/json`";
                Err(Refusal::new(Code::UnsupportedMediaType, message).about("Content-Type"))
            }
        }
    }

    /// The form of the answer: that of the request where it is welcome, and otherwise the other one. A new multipart
    /// gets its boundary from whoever writes it.
    ///
    /// # Errors
    /// When neither is welcome.
    pub fn answer(&self, accept: Option<&str>) -> Result<AnswerForm, Refusal> {
        let own = match self {
            Self::Multipart { .. } => AnswerForm::Multipart,
            Self::Json => AnswerForm::Json,
        };
        let welcome = |form: AnswerForm| {
            choose(accept, None, |range| Ok(form.names().contains(&range.name.as_str()).then_some(form)))
        };
        welcome(own).or_else(|_| welcome(own.other()))
    }
}

/// Between 1 and 70 characters of those that a boundary may have (RFC 2046 §5.1.1).
fn is_boundary(text: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&byte);
    (1..=70).contains(&text.len()) && text.bytes().all(legal) && !text.ends_with(' ')
}

/// The form of a batch's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerForm {
    /// `multipart/mixed`.
    Multipart,
    /// `application/json`.
    Json,
}

impl AnswerForm {
    fn other(self) -> Self {
        match self {
            Self::Multipart => Self::Json,
            Self::Json => Self::Multipart,
        }
    }

    /// The media ranges that mean it.
    fn names(self) -> [&'static str; 3] {
        match self {
            Self::Multipart => ["multipart/mixed", "multipart/*", "*/*"],
            Self::Json => ["application/json", "application/*", "*/*"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_and_its_boundary_are_read() {
        let multipart = |boundary: &str| Some(Content::Multipart { boundary: boundary.into() });
        let longest = "x".repeat(70);
        let cases = [
            ("application/json", Some(Content::Json)),
            ("Application/JSON;odata.metadata=minimal;IEEE754Compatible=true", Some(Content::Json)),
            ("multipart/mixed;boundary=batch_1", multipart("batch_1")),
            ("Multipart/Mixed; charset=UTF-8; Boundary=\"A b:c\"", multipart("A b:c")),
            (&format!("multipart/mixed;boundary={longest}"), multipart(&longest)),
            (&format!("multipart/mixed;boundary={longest}x"), None),
            ("multipart/mixed", None),
            ("multipart/mixed;boundary=", None),
            ("multipart/mixed;boundary=\"a \"", None),
            ("multipart/mixed;boundary=a\u{e9}", None),
            ("multipart/form-data;boundary=x", None),
            ("text/plain", None),
            ("", None),
        ];
        for (header, content) in cases {
            assert_eq!(Content::of(Some(header)).ok(), content, "{header}");
        }
        assert_eq!(Content::of(None).unwrap_err().code, Code::UnsupportedMediaType);
    }

    #[test]
    fn the_answer_has_the_form_of_the_request_where_that_is_welcome() {
        use AnswerForm::{Json, Multipart};
        let multipart = Content::Multipart { boundary: "x".into() };
        let cases = [
            (None, Some(Multipart), Some(Json)),
            (Some("*/*"), Some(Multipart), Some(Json)),
            (Some("application/json, */*;q=0.1"), Some(Multipart), Some(Json)),
            (Some("application/json"), Some(Json), Some(Json)),
            (Some("multipart/mixed"), Some(Multipart), Some(Multipart)),
            (Some("text/html"), None, None),
        ];
        for (accept, to_multipart, to_json) in cases {
            assert_eq!(multipart.answer(accept).ok(), to_multipart, "{accept:?}");
            assert_eq!(Content::Json.answer(accept).ok(), to_json, "{accept:?}");
        }
    }
}
