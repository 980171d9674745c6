//! The way back: the authorization response (RFC 6749 §4.1.2, RFC 9207).

use oauth::form::{Form, FormError};

use crate::oidc::authorize::Pending;

/// What may be told about an answer: the names of these parameters, if they came.
const KNOWN: [&str; 7] = ["code", "error", "error_description", "error_uri", "state", "iss", "session_state"];

/// A code that belongs to a question of this tab. It is good for one exchange, and so is this value.
pub struct Answer {
    /// The authorization code.
    pub code: String,
    /// The verifier whose hash went out with the question.
    pub verifier: String,
    /// The nonce that the ID token has to repeat.
    pub nonce: String,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallbackRefused {
    /// The person pressed Deny.
    #[error("You chose Deny, so this app learned nothing about you. To change your mind, sign in again.")]
    Denied,
    /// No question of this tab is open, so somebody else may have sent this answer.
    #[error("This answer belongs to no sign-in that was started in this tab. Start again from here.")]
    NotStartedHere,
    /// The state is not the one that was sent.
    #[error("The answer's state is not the one that this tab sent, so the answer was not used.")]
    OtherState,
    /// Another server answered than was asked (RFC 9207 §2.4).
    #[error("The answer came from another server than the one that was asked, so it was not used.")]
    OtherIssuer,
    /// The server refused for another reason.
    #[error("The sign-in server answered {error}{}", said(.description))]
    Server {
        /// The code of RFC 6749 §4.1.2.1.
        error: String,
        /// What it said about it.
        description: Option<String>,
    },
    /// Neither code nor error, or one of them twice.
    #[error("The answer of the sign-in server could not be read.")]
    Malformed,
}

impl From<FormError> for CallbackRefused {
    fn from(_: FormError) -> Self {
        Self::Malformed
    }
}

/// Whether a query is an authorization response at all.
pub fn is_answer(query: &str) -> bool {
    let names = names(query);
    names.contains(&"code") || names.contains(&"error")
}

/// The names in a query that the protocol knows. Any other name is somebody's text and not repeated.
pub fn names(query: &str) -> Vec<&'static str> {
    let Ok(form) = Form::parse(query.as_bytes()) else {
        return Vec::new();
    };
    KNOWN.into_iter().filter(|name| form.get(name) != Ok(None)).collect()
}

/// Takes the code out of an answer, or says why not.
///
/// State and issuer are compared before anything else is believed, also of an error (RFC 9207 §2.4). The
/// pending values are taken, so that no second answer can be checked against them.
pub fn read(query: &str, issuer: &str, pending: Option<Pending>) -> Result<Answer, CallbackRefused> {
    let form = Form::parse(query.as_bytes())?;
    let pending = pending.ok_or(CallbackRefused::NotStartedHere)?;
    if form.get("state")? != Some(pending.state.as_str()) {
        return Err(CallbackRefused::OtherState);
    }
    if form.get("iss")? != Some(issuer) {
        return Err(CallbackRefused::OtherIssuer);
    }
    if let Some(error) = form.get("error")? {
        return Err(refused(error, form.get("error_description")?));
    }
    let code = form.require("code")?.to_owned();
    Ok(Answer { code, verifier: pending.verifier, nonce: pending.nonce })
}

fn refused(error: &str, description: Option<&str>) -> CallbackRefused {
    match error {
        "access_denied" => CallbackRefused::Denied,
        other => {
            CallbackRefused::Server { error: other.to_owned(), description: description.map(str::to_owned) }
        }
    }
}

fn said(description: &Option<String>) -> String {
    description.as_ref().map_or_else(|| ".".to_owned(), |words| format!(": {words}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "http://localhost:44367";

    fn pending() -> Option<Pending> {
        Some(Pending { verifier: "v".to_owned(), state: "s".to_owned(), nonce: "n".to_owned() })
    }

    fn refusal(query: &str) -> Option<CallbackRefused> {
        read(query, ISSUER, pending()).err()
    }

    #[test]
    fn a_code_with_state_and_issuer_is_taken_with_its_verifier_and_nonce() {
        let query = "code=c%2Bd&state=s&iss=http%3A%2F%2Flocalhost%3A44367";
        let Ok(answer) = read(query, ISSUER, pending()) else { panic!("refused") };
        assert_eq!((&*answer.code, &*answer.verifier, &*answer.nonce), ("c+d", "v", "n"));
    }

    #[test]
    fn an_answer_that_nobody_here_asked_for_is_not_used() {
        let query = "code=c&state=s&iss=http://localhost:44367";
        assert_eq!(read(query, ISSUER, None).err(), Some(CallbackRefused::NotStartedHere));
    }

    #[test]
    fn each_broken_answer_has_its_own_reason() {
        let server = |error: &str, description: Option<&str>| CallbackRefused::Server {
            error: error.to_owned(),
            description: description.map(str::to_owned),
        };
        for (query, reason) in [
            ("code=c&iss=http://localhost:44367", CallbackRefused::OtherState),
            ("code=c&state=t&iss=http://localhost:44367", CallbackRefused::OtherState),
            ("error=access_denied&state=t&iss=http://localhost:44367", CallbackRefused::OtherState),
            ("code=c&state=s", CallbackRefused::OtherIssuer),
            ("code=c&state=s&iss=http://localhost:44367/", CallbackRefused::OtherIssuer),
            ("error=access_denied&state=s&iss=http://localhost:44367", CallbackRefused::Denied),
            ("error=server_error&state=s&iss=http://localhost:44367", server("server_error", None)),
            (
                "error=invalid_scope&error_description=not+assigned&state=s&iss=http://localhost:44367",
                server("invalid_scope", Some("not assigned")),
            ),
            ("state=s&iss=http://localhost:44367", CallbackRefused::Malformed),
            ("code=c&code=d&state=s&iss=http://localhost:44367", CallbackRefused::Malformed),
            ("code=%ff&state=s&iss=http://localhost:44367", CallbackRefused::Malformed),
        ] {
            assert_eq!(refusal(query), Some(reason), "{query}");
        }
    }

    #[test]
    fn a_server_error_is_told_with_and_without_its_description() {
        let words = |query| refusal(query).map(|why| why.to_string());
        assert_eq!(
            words("error=server_error&state=s&iss=http://localhost:44367").as_deref(),
            Some("The sign-in server answered server_error.")
        );
        assert_eq!(
            words("error=invalid_scope&error_description=No.&state=s&iss=http://localhost:44367").as_deref(),
            Some("The sign-in server answered invalid_scope: No.")
        );
    }

    #[test]
    fn only_a_query_with_code_or_error_is_an_answer() {
        assert!(is_answer("code=c&state=s"));
        assert!(is_answer("error=access_denied"));
        assert!(!is_answer(""));
        assert!(!is_answer("state=s&lang=en"));
        assert!(!is_answer("decode=1"));
    }

    #[test]
    fn only_names_that_the_protocol_knows_are_told() {
        assert_eq!(names("evil=1&code=c&code=d&state=s"), ["code", "state"]);
    }
}
