//! How a server function says no.

use domain::refusal::{Refusal, RefusalCode};
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

use crate::words::parts as words;

/// A refusal on its way through a server function; in JSON it is the refusal itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(transparent)]
#[error("{0}")]
pub struct Refused(pub Refusal);

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl FromServerFnError for Refused {
    type Encoder = JsonEncoding;

    /// What went wrong on the way, in words for people. The technical cause may hold what was sent, so it is dropped.
    fn from_server_fn_error(cause: ServerFnErrorErr) -> Self {
        match cause {
            // Raised on the server before the function runs: the body is not what the function takes.
            ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_) => {
                crate::set_status(BAD_REQUEST);
                Refusal::new(RefusalCode::FieldProblems, words::UNREADABLE)
            }
            ServerFnErrorErr::Request(_) => Refusal::new(RefusalCode::Busy, words::UNREACHABLE),
            _ => Refusal::broken(),
        }
        .into()
    }
}

/// A body that can't be read is a bad request, whatever the fields in it (RFC 9110 §15.5.1).
const BAD_REQUEST: u16 = 400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_json_it_is_the_refusal_itself() {
        let refused = Refused(Refusal::not_found());
        let text = String::from_utf8(refused.ser().to_vec()).unwrap();
        assert_eq!(text, r#"{"code":"not_found","message":"There is no such client."}"#);
        assert_eq!(Refused::de(text.into()), refused);
    }

    #[test]
    fn a_technical_cause_never_leaves() {
        for cause in [
            ServerFnErrorErr::Deserialization("expected value at line 1: hunter2".into()),
            ServerFnErrorErr::ServerError("SQLITE_BUSY /var/lib".into()),
            ServerFnErrorErr::Request("TypeError: NetworkError".into()),
        ] {
            let text = Refused::from_server_fn_error(cause).to_string();
            assert!(
                !text.contains("hunter2") && !text.contains("SQLITE") && !text.contains("TypeError"),
                "{text}"
            );
        }
    }
}
