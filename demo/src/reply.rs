//! What came back over HTTP, and what to say when it is not what was asked for.

use oauth::error::ErrorBody;
use serde::de::DeserializeOwned;

/// A status and a body.
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The body, as text.
    pub body: String,
}

/// Why there is no answer to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No answer came: no network, no server, or the server does not allow this origin.
    Unreachable,
    /// The server refused.
    Refused {
        /// The status code.
        status: u16,
        /// The error code of RFC 6749 §5.2, if the body held one.
        error: Option<String>,
    },
    /// An answer came and is not what the protocol promises.
    Unreadable,
}

impl Reply {
    /// The body, if the server was content.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Trouble> {
        if (200..300).contains(&self.status) {
            return serde_json::from_str(&self.body).map_err(|_| Trouble::Unreadable);
        }
        let error = serde_json::from_str::<ErrorBody>(&self.body).ok().map(|body| body.error);
        Err(Trouble::Refused { status: self.status, error })
    }
}

impl Trouble {
    /// Whether the token is no longer good (RFC 6750 §3.1).
    pub const fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Refused { status: 401, .. })
    }

    /// Whether the sign-in is over: the refresh token is spent, withdrawn or expired (RFC 6749 §5.2).
    pub fn ends_session(&self) -> bool {
        matches!(self, Self::Refused { error: Some(code), .. } if code == "invalid_grant" || code == "invalid_client")
    }

    /// What to tell people about it; `who` is the server that was asked.
    pub fn told_of(&self, who: &str) -> String {
        match self {
            Self::Unreachable => format!("{who} can't be reached. Check that it runs, and your network."),
            Self::Unreadable => format!("{who} sent an answer that this app can't read."),
            Self::Refused { error: Some(code), .. } => format!("{who} answered {code}."),
            Self::Refused { status: 401, .. } => format!("{who} does not accept the token (401)."),
            Self::Refused { status: 403, .. } => {
                format!("{who} needs a scope that the token does not hold (403).")
            }
            Self::Refused { status: 429, .. } => format!("{who} got too many requests (429). Wait a moment."),
            Self::Refused { status, .. } => format!("{who} answered with status {status}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> Result<u8, Trouble> {
        Reply { status, body: body.to_owned() }.read()
    }

    fn refused(status: u16, error: Option<&str>) -> Trouble {
        Trouble::Refused { status, error: error.map(str::to_owned) }
    }

    #[test]
    fn only_success_is_read_as_the_answer() {
        for (status, body, result) in [
            (200, "7", Ok(7)),
            (299, "7", Ok(7)),
            (200, "<html>", Err(Trouble::Unreadable)),
            (199, "7", Err(refused(199, None))),
            (300, "7", Err(refused(300, None))),
            (400, r#"{"error":"invalid_grant"}"#, Err(refused(400, Some("invalid_grant")))),
            (403, r#"{"error":{"code":"x","message":"y"}}"#, Err(refused(403, None))),
            (502, "", Err(refused(502, None))),
        ] {
            assert_eq!(read(status, body), result, "{status} {body}");
        }
    }

    #[test]
    fn a_refused_grant_ends_the_session_and_a_broken_server_does_not() {
        for (trouble, over) in [
            (refused(400, Some("invalid_grant")), true),
            (refused(401, Some("invalid_client")), true),
            (refused(400, Some("invalid_request")), false),
            (refused(500, None), false),
            (Trouble::Unreachable, false),
        ] {
            assert_eq!(trouble.ends_session(), over, "{trouble:?}");
        }
    }

    #[test]
    fn every_trouble_is_told_in_words() {
        for (trouble, words) in [
            (Trouble::Unreachable, "The API can't be reached. Check that it runs, and your network."),
            (Trouble::Unreadable, "The API sent an answer that this app can't read."),
            (refused(400, Some("invalid_scope")), "The API answered invalid_scope."),
            (refused(401, None), "The API does not accept the token (401)."),
            (refused(403, None), "The API needs a scope that the token does not hold (403)."),
            (refused(429, None), "The API got too many requests (429). Wait a moment."),
            (refused(501, None), "The API answered with status 501."),
        ] {
            assert_eq!(trouble.told_of("The API"), words);
        }
    }
}
