//! How a server function says no.

use domain::refusal::{Refusal, RefusalCode};
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

use super::said_no::{No, leave};
use super::strict_json::NotTaken;
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

impl Refused {
    /// The answer to a body that the function doesn't take. Why goes into the log and nowhere else.
    pub(super) fn unreadable(why: &NotTaken) -> Self {
        let refusal = Refusal::new(RefusalCode::BadRequest, words::UNREADABLE);
        crate::set_status(refusal.code.status());
        leave(No::Unreadable { refusal: refusal.clone(), cause: why.to_string() });
        Self(refusal)
    }

    /// A refusal as it came. What was turned away before it reached a function has words for programs; people get theirs.
    pub(super) fn in_words_of_ours(self) -> Self {
        let Self(refusal) = self;
        match refusal.code {
            RefusalCode::TooLarge => Self(Refusal { message: words::TOO_LARGE.to_owned(), ..refusal }),
            _ => Self(refusal),
        }
    }
}

impl FromServerFnError for Refused {
    type Encoder = JsonEncoding;

    /// What went wrong on the way, in words for people. The technical cause may hold what was sent, so it is dropped.
    fn from_server_fn_error(cause: ServerFnErrorErr) -> Self {
        match cause {
            ServerFnErrorErr::Request(_) => Refusal::new(RefusalCode::Busy, words::UNREACHABLE),
            _ => Refusal::broken(),
        }
        .into()
    }
}

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

    #[test]
    fn a_body_that_no_function_takes_is_a_bad_request_in_plain_words() {
        let Refused(refusal) = Refused::unreadable(&NotTaken::Unknown("canary".into()));
        assert_eq!((refusal.code, refusal.code.status()), (RefusalCode::BadRequest, 400));
        assert_eq!(refusal.message, words::UNREADABLE);
        assert!(refusal.problems.is_empty());
    }

    #[test]
    fn what_is_too_large_is_told_to_people_and_every_other_refusal_speaks_for_itself() {
        let sent = r#"{"code":"too_large","message":"KiB","requestId":"00ff"}"#;
        let Refused(refusal) = Refused::de(sent.into()).in_words_of_ours();
        assert_eq!((refusal.code, refusal.message.as_str()), (RefusalCode::TooLarge, words::TOO_LARGE));
        let other = Refused(Refusal::not_found());
        assert_eq!(other.clone().in_words_of_ours(), other);
    }
}
