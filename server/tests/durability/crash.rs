//! A process is killed in the middle of an exchange, again and again, with the moment spread over all of it.

use std::time::{Duration, Instant};

use testkit::TestDatabase;

use crate::journey::{Alice, Answer};
use crate::process::{Place, Server};

/// The variable that says how often each test kills a server, on each database; a hundred times when it isn't set.
const CRASHES: &str = "LATCHKEY_TEST_CRASHES";

/// How the exchanges that were cut off came out.
#[derive(Debug, Default)]
struct Tally {
    /// The answer came before the end did.
    answered: u64,
    /// No answer came, and the second try found that everything was done.
    done: u64,
    /// No answer came, and nothing was done.
    undone: u64,
}

// Shows TC2, R6.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_whose_exchange_is_cut_off_gives_tokens_once_at_the_most() {
    for database in testkit::databases().await {
        let (place, mut server, mut alice) = begin(database).await;
        let (code, warm_up) = (alice.code(server.identity).await, Instant::now());
        assert_eq!(alice.redeem(server.identity, &code).await.unwrap().status, 200);
        let (whole, mut tally) = (warm_up.elapsed(), Tally::default());
        for crash in 0..crashes() {
            let code = alice.code(server.identity).await;
            let answer = cut_off(server, moment(crash, whole), |port| alice.redeem(port, &code)).await;
            server = place.start().await;
            match answer {
                Some(answer) => tally.answered += u64::from(answer.status == 200),
                None => tally.tried_again(&alice.redeem(server.identity, &code).await.unwrap()),
            }
        }
        server.kill();
        eprintln!("{}: {tally:?}", place.name());
        assert_eq!(tally.all(), crashes(), "{tally:?}");
        let look = place.look().await;
        look.assert_sound(place.name()).await;
        // One family for each code that was spent, also where nobody heard of it; and the only families that ended are
        // those whose code came twice, and those with twenty newer ones.
        let spent = look.count("codes", "consumed_at IS NOT NULL AND family_id IS NOT NULL").await;
        assert_eq!((spent, look.count("token_families", "1 = 1").await), (crashes() + 1, crashes() + 1));
        assert_eq!(look.count("token_families", "revoked_reason = 'code_replayed'").await, tally.done);
        let other = "revoked_at IS NOT NULL AND revoked_reason NOT IN ('code_replayed', 'evicted')";
        assert_eq!(look.count("token_families", other).await, 0);
        assert_eq!(look.count("refresh_tokens", "1 = 1").await, crashes() + 1, "one for each family");
    }
}

// Shows R4, R6.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_whose_refresh_is_cut_off_is_back_after_one_more_try() {
    for database in testkit::databases().await {
        let (place, mut server, mut alice) = begin(database).await;
        let code = alice.code(server.identity).await;
        let mut token = alice.redeem(server.identity, &code).await.unwrap().member("refresh_token");
        let warm_up = Instant::now();
        token = alice.refresh(server.identity, &token).await.unwrap().member("refresh_token");
        let (whole, mut answered) = (warm_up.elapsed(), 0);
        for crash in 0..crashes() {
            let answer = cut_off(server, moment(crash, whole), |port| alice.refresh(port, &token)).await;
            server = place.start().await;
            let answer = match answer {
                Some(answer) => {
                    answered += 1;
                    answer
                }
                None => alice.refresh(server.identity, &token).await.unwrap(),
            };
            assert_eq!(answer.status, 200, "crash {crash} on {}: {}", place.name(), answer.text());
            token = answer.member("refresh_token");
        }
        assert_eq!(alice.refresh(server.identity, &token).await.unwrap().status, 200);
        server.kill();
        eprintln!("{}: {answered} of {} were answered", place.name(), crashes());
        let look = place.look().await;
        look.assert_sound(place.name()).await;
        assert_eq!(look.count("token_families", "1 = 1").await, 1);
        assert_eq!(look.count("token_families", "revoked_at IS NOT NULL").await, 0, "by the crash alone");
        assert_eq!(look.count("refresh_tokens", "consumed_at IS NULL").await, 1, "one live leaf");
    }
}

impl Tally {
    /// What the second try with a code says of the first.
    fn tried_again(&mut self, again: &Answer) {
        match again.status {
            200 => self.undone += 1,
            _ => {
                assert_eq!(
                    (again.status, &*again.member("error")),
                    (400, "invalid_grant"),
                    "{}",
                    again.text()
                );
                self.done += 1;
            }
        }
    }

    fn all(&self) -> u64 {
        self.answered + self.done + self.undone
    }
}

async fn begin(database: TestDatabase) -> (Place, Server, Alice) {
    let place = Place::new(database).await;
    let server = place.start().await;
    let alice = Alice::sign_in(&place, server.identity).await;
    (place, server, alice)
}

/// Begins a request, kills the server after a while, and gives the answer if there was one.
async fn cut_off<F>(server: Server, after: Duration, request: impl FnOnce(u16) -> F) -> Option<Answer>
where
    F: Future<Output = reqwest::Result<Answer>>,
{
    let end = async |server: Server| {
        tokio::time::sleep(after).await;
        server.kill();
    };
    let (answer, ()) = tokio::join!(request(server.identity), end(server));
    answer.ok()
}

/// A moment somewhere within half as long again as a whole exchange takes. Multiples of the golden ratio come to lie
/// evenly, however many there are.
fn moment(crash: u64, whole: Duration) -> Duration {
    let part = (crash * 618_034 % 1_000_000) * 3 / 2;
    whole * u32::try_from(part).unwrap() / 1_000_000
}

fn crashes() -> u64 {
    std::env::var(CRASHES).map_or(100, |number| number.parse().unwrap())
}
