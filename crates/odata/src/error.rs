//! Why a request is refused, and the body that says so (OData JSON Format 4.01 §21.1).

use serde::Serialize;

/// A refusal: a stable code, a sentence, what it is about, and where in the text the trouble starts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct Refusal {
    /// The machine's word.
    pub code: Code,
    /// The sentence for people, without the position.
    pub message: String,
    /// The query option, header or path segment in question.
    pub target: Option<String>,
    /// Characters from the start of the option's decoded value; for a problem with an option's name,
    /// from the start of the query string. Counted from 0.
    pub position: Option<usize>,
}

impl Refusal {
    /// A refusal that is about the request as a whole.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), target: None, position: None }
    }

    /// The same refusal, about this option, header or segment.
    pub fn about(mut self, target: impl Into<String>) -> Self {
        self.target = Some(target.into());
        self
    }

    /// The same refusal, at this position.
    pub fn at(mut self, position: usize) -> Self {
        self.position = Some(position);
        self
    }

    /// The error body; the message names target and position, so that it can be read alone.
    pub fn body(&self) -> ErrorBody {
        ErrorBody::new(self.code.as_str(), self.sentence()).about(self.target.as_deref())
    }

    fn sentence(&self) -> String {
        let mut sentence = match &self.target {
            Some(target) => format!("{target}: {}", self.message),
            None => self.message.clone(),
        };
        if let Some(position) = self.position {
            sentence.push_str(&format!(" (at position {position})"));
        }
        sentence
    }
}

/// The stable words of refusals. Clients may branch on them; the sentences may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The text is not a sentence of the grammar.
    SyntaxError,
    /// A system query option that OData does not have.
    UnknownOption,
    /// A system query option that stands twice.
    DuplicateOption,
    /// Two options that say the same thing.
    ConflictingOptions,
    /// An option that makes no sense for what is addressed.
    OptionNotAllowed,
    /// A value outside what the option takes.
    InvalidValue,
    /// A name that the entity type does not have.
    UnknownProperty,
    /// A function that OData does not have.
    UnknownFunction,
    /// A parameter that the operation does not have.
    UnknownParameter,
    /// A parameter that has to be given, and is not.
    MissingParameter,
    /// A value of a type that does not fit here.
    TypeMismatch,
    /// More than the service is willing to work through.
    QueryTooComplex,
    /// A key of the wrong form or type.
    InvalidKey,
    /// A version that the service does not speak.
    UnsupportedVersion,
    /// Nothing stands at this address.
    NotFound,
    /// The address is right, the method is not.
    MethodNotAllowed,
    /// No media type that the client accepts can be served.
    NotAcceptable,
    /// An entity that lacks a property which is never null.
    MissingProperty,
    /// What is asked for contradicts what is there.
    Conflict,
    /// There are as many as there may be.
    LimitReached,
    /// A promise that the service cannot give, or a version that is not the one that is there.
    PreconditionFailed,
    /// The body is larger than the service reads.
    BodyTooLarge,
    /// The body is in a form that the service does not read.
    UnsupportedMediaType,
    /// The address is longer than the service reads.
    UriTooLong,
    /// A request of a batch without another that failed (Protocol §11.7.4).
    FailedDependency,
    /// Part of OData, not built here (Protocol §9.3.1: fail rather than guess).
    NotImplemented,
}

impl Code {
    /// The word in the body.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SyntaxError => "syntax_error",
            Self::UnknownOption => "unknown_option",
            Self::DuplicateOption => "duplicate_option",
            Self::ConflictingOptions => "conflicting_options",
            Self::OptionNotAllowed => "option_not_allowed",
            Self::InvalidValue => "invalid_value",
            Self::UnknownProperty => "unknown_property",
            Self::UnknownFunction => "unknown_function",
            Self::UnknownParameter => "unknown_parameter",
            Self::MissingParameter => "missing_parameter",
            Self::TypeMismatch => "type_mismatch",
            Self::QueryTooComplex => "query_too_complex",
            Self::InvalidKey => "invalid_key",
            Self::UnsupportedVersion => "unsupported_version",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::NotAcceptable => "not_acceptable",
            Self::MissingProperty => "missing_property",
            Self::Conflict => "conflict",
            Self::LimitReached => "limit_reached",
            Self::PreconditionFailed => "precondition_failed",
            Self::BodyTooLarge => "body_too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::UriTooLong => "uri_too_long",
            Self::FailedDependency => "failed_dependency",
            Self::NotImplemented => "not_implemented",
        }
    }

    /// The HTTP status that goes with it (Protocol §9).
    pub fn status(self) -> u16 {
        match self {
            Self::SyntaxError
            | Self::UnknownOption
            | Self::DuplicateOption
            | Self::ConflictingOptions
            | Self::OptionNotAllowed
            | Self::InvalidValue
            | Self::UnknownProperty
            | Self::UnknownFunction
            | Self::UnknownParameter
            | Self::MissingParameter
            | Self::TypeMismatch
            | Self::QueryTooComplex
            | Self::InvalidKey
            | Self::MissingProperty
            | Self::UnsupportedVersion => 400,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::Conflict | Self::LimitReached => 409,
            Self::PreconditionFailed => 412,
            Self::BodyTooLarge => 413,
            Self::UriTooLong => 414,
            Self::UnsupportedMediaType => 415,
            Self::FailedDependency => 424,
            Self::NotImplemented => 501,
        }
    }
}

/// The JSON of an error answer: `{"error":{"code","message","target"}}`.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Clone, Debug, Serialize)]
struct ErrorDetail {
    code: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
}

impl ErrorBody {
    /// A body for a code that is not OData's own, such as a refused token.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { error: ErrorDetail { code: code.to_owned(), message: message.into(), target: None } }
    }

    /// The same body, about this target.
    pub fn about(mut self, target: Option<&str>) -> Self {
        self.error.target = target.map(str::to_owned);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_names_target_and_position() {
        let refusal =
            Refusal::new(Code::UnknownProperty, "`x` is not a property of Thing").about("$select").at(4);
        let body = serde_json::to_string(&refusal.body()).unwrap();
        assert_eq!(
            body,
            r#"{"error":{"code":"unknown_property","message":"$select: `x` is not a property of Thing (at position 4)","target":"$select"}}"#
        );
    }

    #[test]
    fn a_body_without_target_or_position_leaves_them_out() {
        let body = serde_json::to_string(&Refusal::new(Code::NotFound, "Nothing is here.").body()).unwrap();
        assert_eq!(body, r#"{"error":{"code":"not_found","message":"Nothing is here."}}"#);
    }
}
