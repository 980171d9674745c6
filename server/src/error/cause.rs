//! Why an answer is what it is, for the log alone.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::response::Response;
use domain::refusal::Refusal;

/// The private reason of an answer, for the request log and nobody else.
///
/// A handler puts it into the extensions of its response; the line of the request then carries it, once.
#[derive(Clone, Debug)]
pub struct Cause(Arc<str>);

impl Cause {
    /// Keeps what went wrong, with everything it was caused by.
    pub fn of(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(deeper) = source {
            text.push_str(": ");
            text.push_str(&deeper.to_string());
            source = deeper.source();
        }
        Self(text.into())
    }

    /// Keeps a sentence.
    pub fn new(sentence: impl Into<Arc<str>>) -> Self {
        Self(sentence.into())
    }

    /// Keeps what a use case refused: its code and the names of fields, and nothing that was sent.
    pub fn refusal(refusal: &Refusal) -> Self {
        let mut words = format!("refused: {:?}", refusal.code);
        for problem in &refusal.problems {
            // Text takes whatever is written into it.
            let _ = write!(words, " {}={}", problem.field.chars().take(60).collect::<String>(), problem.code);
        }
        Self::new(words)
    }

    /// The reason as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Puts the reason on an answer.
    pub fn put_on(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use domain::problem::Problems;

    use super::*;

    #[test]
    fn a_cause_tells_the_whole_chain() {
        #[derive(Debug, thiserror::Error)]
        #[error("could not read the row")]
        struct Outer(#[source] std::io::Error);

        let cause = Cause::of(&Outer(std::io::Error::other("the disk is gone")));
        assert_eq!(cause.as_str(), "could not read the row: the disk is gone");
    }

    #[test]
    fn a_cause_of_a_refusal_names_fields_and_repeats_nothing() {
        let refusal = Refusal::from(Problems::one("email", "taken", "alice@example.com is taken"));
        assert_eq!(Cause::refusal(&refusal).as_str(), "refused: FieldProblems email=taken");
    }
}
