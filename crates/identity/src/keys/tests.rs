use std::sync::atomic::{AtomicI64, Ordering};

use domain::signing_key::KeyState;
use serde_json::Value;
use store::database::ConnectionTrait as _;
use testkit::TestDatabase;

use super::by_hand::NotChanged;
use super::*;
use crate::random::SystemRandom;

const DAY: i64 = 86_400_000;
const ISSUER: &str = "https://id.example.com";

/// A clock that stands still until it is set.
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_800_000_000_000 + self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// Two servers on one database, by one clock.
struct Two {
    database: TestDatabase,
    clock: Arc<TestClock>,
    recorder: Recorder,
    a: SigningKeys,
    b: SigningKeys,
}

impl Two {
    async fn start(database: TestDatabase) -> Self {
        let clock = Arc::new(TestClock(AtomicI64::new(0)));
        let recorder = Recorder::start(database.db.clone());
        let tools = || Tools {
            db: database.db.clone(),
            vault: Arc::new(Vault::new("0123456789abcdef0123456789abcdef").unwrap()),
            random: Arc::new(SystemRandom),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            recorder: recorder.clone(),
            schedule: Schedule::default(),
        };
        let (a, b) = tokio::join!(SigningKeys::start(tools()), SigningKeys::start(tools()));
        let (a, b) = (a.unwrap(), b.unwrap());
        let two = Self { database, clock, recorder, a, b };
        // Who was second may have read the rows before the other wrote its second key.
        two.tend(0).await;
        two
    }

    /// Sets the clock, and lets both do what is due at the same time.
    async fn tend(&self, milliseconds: i64) {
        self.clock.0.store(milliseconds, Ordering::SeqCst);
        let (a, b) = tokio::join!(self.a.tend(), self.b.tend());
        a.and(b).unwrap();
        let (a, b) = tokio::join!(self.a.tend(), self.b.tend());
        a.and(b).unwrap();
        assert_eq!(self.a.jwks().tag, self.b.jwks().tag, "{}", self.database.name);
    }

    async fn states(&self) -> Vec<(SigningAlgorithm, KeyState)> {
        let mut states: Vec<_> =
            by_hand::list(&self.a).await.unwrap().into_iter().map(|key| (key.algorithm, key.state)).collect();
        states.sort_by_key(|(algorithm, _)| algorithm.as_str());
        states
    }

    /// How many events of a kind the audit trail holds.
    async fn events(&self, action: &str) -> u64 {
        self.recorder.flush().await;
        let touch = format!("UPDATE audit_events SET outcome = outcome WHERE action = '{action}'");
        self.database.db.writer.execute_unprepared(&touch).await.unwrap().rows_affected()
    }
}

fn sign(keys: &SigningKeys) -> String {
    let claims = json!({ "iss": ISSUER, "exp": 4_102_444_800_u32 });
    keys.sign(SigningAlgorithm::ES256, TokenKind::Access, &claims).unwrap()
}

async fn verifies(keys: &SigningKeys, token: &str) -> bool {
    keys.verify::<Value>(TokenKind::Access, token, ISSUER).await.is_some()
}

fn kid(token: &str) -> String {
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}

// Shows J2.
#[tokio::test(flavor = "multi_thread")]
async fn two_that_start_together_agree_on_one_key_for_each_algorithm() {
    for database in testkit::databases().await {
        let two = Two::start(database).await;
        use SigningAlgorithm::{ES256, RS256};
        assert_eq!(two.states().await, [(ES256, KeyState::Signing), (RS256, KeyState::Signing)]);
        assert!(verifies(&two.b, &sign(&two.a)).await && verifies(&two.a, &sign(&two.b)).await);
        assert_eq!((two.events("key.announced").await, two.events("key.signing").await), (2, 2));
    }
}

// Shows J2.
#[tokio::test(flavor = "multi_thread")]
async fn keys_change_on_schedule_and_every_step_happens_once() {
    use KeyState::{Announced, Retired, Signing};
    for database in testkit::databases().await {
        let two = Two::start(database).await;
        let states = async || two.states().await.into_iter().map(|(_, state)| state).collect::<Vec<_>>();
        let first = sign(&two.a);
        two.tend(76 * DAY - 1).await;
        assert_eq!(states().await, [Signing, Signing]);
        two.tend(76 * DAY).await;
        assert_eq!(states().await, [Signing, Announced, Signing, Announced]);
        two.tend(90 * DAY - 1).await;
        assert_eq!(kid(&sign(&two.b)), kid(&first), "what is announced doesn't sign");
        two.tend(90 * DAY).await;
        assert_eq!(states().await, [Retired, Signing, Retired, Signing]);
        let second = sign(&two.b);
        assert_eq!(kid(&second), kid(&sign(&two.a)));
        assert_ne!(kid(&second), kid(&first));
        assert!(verifies(&two.a, &second).await && verifies(&two.b, &first).await);
        two.tend(104 * DAY - 1).await;
        assert!(verifies(&two.a, &first).await, "kept for fourteen days");
        two.tend(104 * DAY).await;
        assert!(!verifies(&two.a, &first).await && verifies(&two.a, &second).await);
        assert_eq!(states().await, [Signing, Signing]);
        for (action, times) in
            [("key.announced", 4), ("key.signing", 4), ("key.retired", 2), ("key.deleted", 2)]
        {
            assert_eq!(two.events(action).await, times, "{action} on {}", two.database.name);
        }
    }
}

// Shows J2.
#[tokio::test(flavor = "multi_thread")]
async fn by_command_a_successor_signs_after_ten_minutes_and_another_process_sees_it_before() {
    for database in testkit::databases().await {
        let two = Two::start(database).await;
        let first = sign(&two.a);
        let changed = by_hand::rotate(&two.a).await.unwrap();
        assert_eq!(changed.len(), 2);
        assert!(changed.iter().all(|key| key.signs_from == two.clock.now() + TimeDelta::minutes(10)));
        two.tend(599_999).await;
        assert!(String::from_utf8_lossy(&two.b.jwks().json).contains(&changed[0].kid));
        assert_eq!(kid(&sign(&two.b)), kid(&first));
        let again = by_hand::rotate(&two.b).await.unwrap();
        assert_eq!(again, changed, "a second command finds the successor announced");
        two.tend(600_000).await;
        assert_eq!(kid(&sign(&two.b)), changed[0].kid);
        assert!(verifies(&two.a, &first).await);
    }
}

// Shows J2, J4.
#[tokio::test(flavor = "multi_thread")]
async fn a_compromised_key_is_gone_at_once_and_a_stranger_to_the_new_one_asks_once_a_second() {
    for database in testkit::databases().await {
        let two = Two::start(database).await;
        let first = sign(&two.a);
        let stranger = first.replacen(&first[..first.find('.').unwrap()], &header("unknown"), 1);
        assert!(!verifies(&two.b, &stranger).await, "this one made B look, and there was nothing");
        let changed = by_hand::replace(&two.a).await.unwrap();
        assert_eq!(changed[0].withdrawn, [kid(&first)]);
        let second = sign(&two.a);
        assert_eq!(kid(&second), changed[0].kid);
        assert!(!verifies(&two.a, &first).await);
        two.clock.0.store(999, Ordering::SeqCst);
        assert!(!verifies(&two.b, &second).await, "B has looked less than a second ago");
        two.clock.0.store(1_000, Ordering::SeqCst);
        assert!(verifies(&two.b, &second).await);
        assert!(!verifies(&two.b, &first).await);
        let refused = by_hand::retire(&two.a, &kid(&first)).await;
        assert!(matches!(refused, Err(NotChanged::Withdrawn(_))));
        two.tend(14 * DAY).await;
        assert_eq!(two.states().await.len(), 2, "withdrawn keys are deleted, too");
    }
}

fn header(kid: &str) -> String {
    use base64::Engine as _;
    let header = json!({ "typ": "at+jwt", "alg": "ES256", "kid": kid });
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(header.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_key_that_does_not_sign_can_be_taken_away() {
    for database in testkit::databases().await {
        let two = Two::start(database).await;
        let first = sign(&two.a);
        assert!(matches!(by_hand::retire(&two.a, &kid(&first)).await, Err(NotChanged::Signing(_))));
        assert!(matches!(by_hand::retire(&two.a, "nobody").await, Err(NotChanged::Unknown(_))));
        let announced = by_hand::rotate(&two.a).await.unwrap().remove(0).kid;
        by_hand::retire(&two.a, &announced).await.unwrap();
        two.tend(600_000).await;
        assert_eq!(kid(&sign(&two.a)), kid(&first), "its successor was taken away before it signed");
        let next = by_hand::rotate(&two.a).await.unwrap().remove(0).kid;
        two.tend(1_200_000).await;
        assert_eq!(kid(&sign(&two.b)), next);
        by_hand::retire(&two.a, &kid(&first)).await.unwrap();
        two.tend(1_200_001).await;
        assert!(!verifies(&two.b, &first).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_replace_the_keys_at_once_one_key_signs_in_the_end() {
    for database in testkit::databases().await {
        let two = Two::start(database).await;
        let (a, b) = tokio::join!(by_hand::replace(&two.a), by_hand::replace(&two.b));
        assert!(a.is_ok() || b.is_ok());
        two.tend(1).await;
        let signing = two.states().await.into_iter().filter(|(_, state)| *state == KeyState::Signing);
        assert_eq!(signing.count(), 2, "one for each algorithm on {}", two.database.name);
        assert_eq!(kid(&sign(&two.a)), kid(&sign(&two.b)));
    }
}

// Shows J3.
#[tokio::test]
async fn another_encryption_key_is_noticed_at_start() {
    let two = Two::start(testkit::sqlite().await).await;
    let tools = Tools {
        db: two.database.db.clone(),
        vault: Arc::new(Vault::new("another key, and as long as the first").unwrap()),
        random: Arc::new(SystemRandom),
        clock: Arc::clone(&two.clock) as Arc<dyn Clock>,
        recorder: two.recorder.clone(),
        schedule: Schedule::default(),
    };
    assert!(matches!(SigningKeys::start(tools).await, Err(Failure::Crypto(_))));
}
