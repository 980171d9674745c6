use super::*;

fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_800_000_000_000 + milliseconds).unwrap()
}

fn set(text: &str) -> Scopes {
    Scopes::parse(text).unwrap()
}

fn token(state: State) -> RefreshToken {
    let scopes = set("openid profile");
    RefreshToken { client: 1, scopes, first_issued_at: at(0), expires_at: at(100_000), state }
}

/// Spent ten seconds after it was issued.
fn spent() -> Spent {
    Spent { at: at(10_000), retried_at: None, contended_at: None, successor_unused: true }
}

const ROTATING: Policy = Policy { rotates: true, sliding: false, lifetime: 100, absolute: None };

fn alone(milliseconds: i64) -> Presentation<'static> {
    Presentation {
        client: 1,
        scopes: None,
        arrived: at(milliseconds),
        since: at(milliseconds),
        company: Company::Alone,
    }
}

fn step(state: State, milliseconds: i64) -> Result<Step, RefreshRefused> {
    token(state).exchange(&alone(milliseconds), &ROTATING).map(|renewal| renewal.step)
}

// Shows R2.
#[test]
fn scopes_may_be_narrowed_and_never_widened() {
    let ask = |text: Option<&str>| {
        let asked = text.map(set);
        let presented = Presentation { scopes: asked.as_ref(), ..alone(0) };
        token(State::Live).exchange(&presented, &ROTATING).map(|renewal| renewal.scopes)
    };
    assert_eq!(ask(None), Ok(set("openid profile")));
    assert_eq!(ask(Some("")), Ok(set("openid profile")));
    assert_eq!(ask(Some("openid")), Ok(set("openid")));
    assert_eq!(ask(Some("openid email")), Err(RefreshRefused::WiderScope));
}

#[test]
fn a_token_is_good_until_its_last_millisecond() {
    assert_eq!(step(State::Live, 99_999), Ok(Step::Rotate));
    assert_eq!(step(State::Live, 100_000), Err(RefreshRefused::Expired));
}

#[test]
fn a_token_stays_where_the_clients_tokens_do_not_rotate() {
    let kept = token(State::Live).exchange(&alone(0), &Policy { rotates: false, ..ROTATING }).unwrap();
    assert_eq!((kept.step, kept.expires_at), (Step::Keep, at(100_000)));
}

#[test]
fn another_client_gets_nothing_whatever_became_of_the_token() {
    for state in [State::Live, State::Spent(spent()), State::Revoked] {
        let presented = Presentation { client: 2, ..alone(60_000) };
        assert_eq!(token(state).exchange(&presented, &ROTATING), Err(RefreshRefused::OtherClient));
    }
    assert_eq!(step(State::Revoked, 0), Err(RefreshRefused::Revoked));
}

#[test]
fn an_answer_that_was_lost_can_be_asked_for_once_more_within_thirty_seconds() {
    assert_eq!(step(State::Spent(spent()), 10_001), Ok(Step::Retry));
    assert_eq!(step(State::Spent(spent()), 40_000), Ok(Step::Retry));
    assert_eq!(step(State::Spent(spent()), 40_001), Err(RefreshRefused::Reused));
    let used = Spent { successor_unused: false, ..spent() };
    assert_eq!(step(State::Spent(used), 10_001), Err(RefreshRefused::Reused));
    let retried = Spent { retried_at: Some(at(12_000)), ..spent() };
    assert_eq!(step(State::Spent(retried), 12_001), Err(RefreshRefused::Reused));
}

#[test]
fn a_retry_never_outlives_what_was_granted() {
    let short = RefreshToken { expires_at: at(15_000), ..token(State::Spent(spent())) };
    assert_eq!(short.exchange(&alone(14_999), &ROTATING).map(|renewal| renewal.expires_at), Ok(at(15_000)));
    assert_eq!(short.exchange(&alone(15_000), &ROTATING), Err(RefreshRefused::Expired));
}

#[test]
fn who_was_on_the_way_before_the_exchange_is_neither_a_retry_nor_a_thief() {
    assert_eq!(step(State::Spent(spent()), 9_999), Err(RefreshRefused::Concurrent));
    assert_eq!(step(State::Spent(spent()), 10_000), Err(RefreshRefused::Concurrent));
    let overlapping = Presentation { since: at(9_000), ..alone(10_500) };
    assert_eq!(
        token(State::Spent(spent())).exchange(&overlapping, &ROTATING),
        Err(RefreshRefused::Concurrent)
    );
    let retried = Spent { retried_at: Some(at(12_000)), ..spent() };
    assert_eq!(
        step(State::Spent(retried), 12_000),
        Err(RefreshRefused::Concurrent),
        "of two retries one wins"
    );
}

#[test]
fn who_comes_a_moment_after_the_exchange_is_asked_to_wait_and_a_straggler_unless_alone() {
    let come = |milliseconds, company| {
        let presented = Presentation { company, ..alone(milliseconds) };
        token(State::Spent(spent())).exchange(&presented, &ROTATING).map(|renewal| renewal.step)
    };
    assert_eq!(come(10_999, Company::Unknown), Err(RefreshRefused::Early));
    assert_eq!(come(10_999, Company::Others), Err(RefreshRefused::Concurrent));
    assert_eq!(come(10_999, Company::Alone), Ok(Step::Retry));
    for company in [Company::Unknown, Company::Others, Company::Alone] {
        assert_eq!(come(11_000, company), Ok(Step::Retry), "{company:?}");
    }
    let fresh =
        token(State::Live).exchange(&Presentation { company: Company::Others, ..alone(0) }, &ROTATING);
    assert!(fresh.is_ok(), "of those who come together one wins");
}

#[test]
fn a_contended_token_is_closed_for_two_seconds() {
    let contended = || State::Spent(Spent { contended_at: Some(at(10_500)), ..spent() });
    assert_eq!(step(contended(), 10_400), Err(RefreshRefused::Contended));
    assert_eq!(step(contended(), 12_499), Err(RefreshRefused::Contended));
    assert_eq!(step(contended(), 12_500), Ok(Step::Retry));
}
