//! Whether the person has to sign in or be asked before the client gets its answer.

use chrono::{DateTime, TimeDelta, Utc};
use domain::consent::Question;
use domain::roles;
use oauth::error::ErrorCode;

use super::asked::Asked;
use crate::Visit;
use crate::failure::Failure;
use crate::people::SignedIn;

/// What happens with a request.
pub(super) enum Decision {
    /// The client gets a code.
    Grant(SignedIn),
    /// The client gets an error.
    Refuse(ErrorCode, &'static str),
    /// Somebody has to sign in first.
    SignIn,
    /// The person has to be asked first.
    Consent(SignedIn),
}

/// Who is there, as seen by a request.
enum Present {
    /// The right person, and their sign-in is good enough.
    Yes(SignedIn),
    /// Nobody, somebody else, or not since long ago.
    No,
    /// Somebody else, who has signed in for this very request.
    SomebodyElse,
}

/// Decides about a request. With `prompt=none` every page that is needed becomes an error.
///
/// `since` is when the request came in: a password typed after that answers `prompt=login` and `max_age`.
pub(super) async fn decide(
    visit: &Visit,
    asked: &Asked,
    since: Option<DateTime<Utc>>,
) -> Result<Decision, Failure> {
    let silent = asked.wish.request.prompt.none;
    let person = match present(visit, asked, since) {
        Present::Yes(person) => person,
        Present::No if silent => {
            let words = "the person is not signed in, or not recently enough";
            return Ok(Decision::Refuse(ErrorCode::LoginRequired, words));
        }
        Present::No => return Ok(Decision::SignIn),
        Present::SomebodyElse => {
            let words = "another person has signed in than the one whom the client expects";
            return Ok(Decision::Refuse(ErrorCode::LoginRequired, words));
        }
    };
    if roles::decide(&asked.client.client.roles, &person.roles).is_err() {
        let words = "this client acts for people with certain roles, and this person has none of them";
        return Ok(Decision::Refuse(ErrorCode::AccessDenied, words));
    }
    let remembered = store::consents::find(&visit.identity.db.reader, person.id, asked.client.key).await?;
    let question = Question {
        asked: &asked.wish.to_allow(),
        remembered: &remembered,
        prompted: asked.wish.request.prompt.consent,
        client_type: asked.client.client.client_type,
        redirect_uri: &asked.address.redirect_uri,
    };
    Ok(match (question.must_be_asked(), silent) {
        (false, _) => Decision::Grant(person),
        (true, true) => Decision::Refuse(ErrorCode::ConsentRequired, "the person has to be asked"),
        (true, false) => Decision::Consent(person),
    })
}

fn present(visit: &Visit, asked: &Asked, since: Option<DateTime<Utc>>) -> Present {
    let Some(person) = visit.person.clone() else { return Present::No };
    let fresh = since.is_some_and(|since| person.authenticated_at >= since);
    if !asked.wish.expects(&person.id.to_string()) {
        return if fresh { Present::SomebodyElse } else { Present::No };
    }
    let request = &asked.wish.request;
    let age = visit.identity.clock.now() - person.authenticated_at;
    let good = request.prompt.sign_in.is_none() && request.max_age.is_none_or(|most| is_within(age, most));
    if fresh || good { Present::Yes(person) } else { Present::No }
}

/// `max_age=0` asks for a new sign-in, however quick somebody was (OpenID Connect Core §3.1.2.1).
fn is_within(age: TimeDelta, most: u64) -> bool {
    let most = i64::try_from(most).ok().filter(|most| *most > 0).and_then(TimeDelta::try_seconds);
    most.is_some_and(|most| age <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_is_good_until_the_last_second_of_max_age() {
        assert!(is_within(TimeDelta::seconds(60), 60));
        assert!(!is_within(TimeDelta::milliseconds(60_001), 60));
        assert!(is_within(TimeDelta::milliseconds(-5), 1), "the clocks of two processes may differ");
        assert!(!is_within(TimeDelta::zero(), 0));
    }
}
