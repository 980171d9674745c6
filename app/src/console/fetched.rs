//! What came back from the server, in the three ways a page has to tell apart.

use domain::refusal::RefusalCode;
use serde::{Deserialize, Serialize};

use crate::api::Refused;

/// What came back. Anything else that goes wrong stays a problem, with another try offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Fetched<T> {
    /// The data.
    Here(T),
    /// Nobody is signed in any more: another try would not help, signing in does.
    SignedOut,
    /// There is no such thing.
    Missing,
}

impl<T> Fetched<T> {
    /// Sorts an answer.
    pub(super) fn sort(answer: Result<T, Refused>) -> Result<Self, Refused> {
        match answer {
            Ok(data) => Ok(Self::Here(data)),
            Err(Refused(refusal)) if refusal.code == RefusalCode::NotSignedIn => Ok(Self::SignedOut),
            Err(Refused(refusal)) if refusal.code == RefusalCode::NotFound => Ok(Self::Missing),
            Err(refused) => Err(refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::Refusal;

    use super::*;

    #[test]
    fn a_refusal_that_another_try_can_not_cure_is_no_problem_of_loading() {
        let sorted = |refusal: Refusal| Fetched::<()>::sort(Err(Refused(refusal)));
        assert_eq!(sorted(Refusal::not_signed_in()), Ok(Fetched::SignedOut));
        assert_eq!(sorted(Refusal::not_found()), Ok(Fetched::Missing));
        assert_eq!(sorted(Refusal::broken()), Err(Refused(Refusal::broken())));
        assert_eq!(Fetched::sort(Ok(1)), Ok(Fetched::Here(1)));
    }
}
