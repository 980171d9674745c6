//! Random lives of a family, against a model that knows only three things: which token is the leaf, which one may be
//! tried again, and whether it is over.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use oauth::scope::Scopes;
use proptest::prelude::*;

use super::*;

const LIFETIME: i64 = 60;
const ABSOLUTE: i64 = 200;

/// What happens to a family. Tokens are named by their number, counted back from the newest.
#[derive(Debug, Clone)]
enum Event {
    /// Somebody brings a token, and the answer arrives or doesn't.
    Present { back: usize },
    /// Several requests bring a token at the same moment.
    Race { back: usize, requests: usize },
    /// Seconds pass.
    Wait(i64),
    /// The family is ended.
    Revoke,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        6 => (0..4_usize).prop_map(|back| Event::Present { back }),
        2 => (0..3_usize, 2..6_usize).prop_map(|(back, requests)| Event::Race { back, requests }),
        4 => prop_oneof![Just(1_i64), Just(2), Just(3), Just(30), Just(31), Just(60)].prop_map(Event::Wait),
        1 => Just(Event::Revoke),
    ];
    proptest::collection::vec(event, 1..40)
}

/// The rows as the store keeps them, changed only in the ways in which its statements change them.
struct Rows {
    tokens: Vec<Row>,
    revoked: bool,
    sliding: bool,
}

struct Row {
    parent: Option<usize>,
    expires_at: DateTime<Utc>,
    spent_at: Option<DateTime<Utc>>,
    retried_at: Option<DateTime<Utc>>,
    contended_at: Option<DateTime<Utc>>,
}

impl Rows {
    fn begin(sliding: bool) -> Self {
        let mut rows = Self { tokens: Vec::new(), revoked: false, sliding };
        let expires_at = rows.policy().first(start());
        rows.insert(None, expires_at);
        rows
    }

    fn policy(&self) -> Policy {
        let absolute = self.sliding.then_some(ABSOLUTE.unsigned_abs());
        Policy { rotates: true, sliding: self.sliding, lifetime: LIFETIME.unsigned_abs(), absolute }
    }

    fn insert(&mut self, parent: Option<usize>, expires_at: DateTime<Utc>) {
        let row = Row { parent, expires_at, spent_at: None, retried_at: None, contended_at: None };
        self.tokens.push(row);
    }

    fn unused_successor(&self, of: usize) -> Option<usize> {
        self.tokens.iter().position(|row| row.parent == Some(of) && row.spent_at.is_none())
    }

    fn leaves(&self) -> Vec<usize> {
        (0..self.tokens.len()).filter(|token| self.tokens[*token].spent_at.is_none()).collect()
    }

    fn read(&self, token: usize) -> RefreshToken {
        let row = &self.tokens[token];
        let state = match row.spent_at {
            _ if self.revoked => State::Revoked,
            None => State::Live,
            Some(at) => State::Spent(Spent {
                at,
                retried_at: row.retried_at,
                contended_at: row.contended_at,
                successor_unused: self.unused_successor(token).is_some(),
            }),
        };
        let (expires_at, scopes) = (row.expires_at, Scopes::default());
        RefreshToken { client: 1, scopes, first_issued_at: start(), expires_at, state }
    }

    /// What the grant does: decide, then change the rows. Whether something was given.
    fn present(&mut self, token: usize, arrived: DateTime<Utc>, company: Company) -> bool {
        // Spent a moment after the request came in.
        let now = arrived + TimeDelta::milliseconds(1);
        let presented = Presentation { client: 1, scopes: None, arrived, since: arrived, company };
        let renewal = match self.read(token).exchange(&presented, &self.policy()) {
            Ok(renewal) => renewal,
            Err(RefreshRefused::Early) => return self.present(token, arrived, Company::Alone),
            Err(RefreshRefused::Concurrent) => {
                self.tokens[token].contended_at = Some(now);
                return false;
            }
            Err(RefreshRefused::Reused) => {
                self.revoked = true;
                return false;
            }
            Err(_) => return false,
        };
        if renewal.step == Step::Retry {
            let lost = self.unused_successor(token).unwrap();
            self.tokens[token].retried_at = Some(now);
            self.tokens[lost].spent_at = Some(now);
        } else {
            self.tokens[token].spent_at = Some(now);
        }
        self.insert(Some(token), renewal.expires_at);
        true
    }
}

/// What must come out, said without rows.
struct Model {
    leaf: usize,
    expires_at: DateTime<Utc>,
    /// The token whose answer may have been lost, and since when.
    lost: Option<(usize, DateTime<Utc>)>,
    /// The tokens that were fought for, and when.
    contended: BTreeMap<usize, DateTime<Utc>>,
    /// When the tokens that are spent were last exchanged.
    exchanged: BTreeMap<usize, DateTime<Utc>>,
    over: bool,
    sliding: bool,
    made: usize,
}

impl Model {
    fn present(&mut self, token: usize, now: DateTime<Utc>) -> bool {
        let contended = self.contended.get(&token).is_some_and(|at| now < *at + CONTENTION);
        let again = self.lost.is_some_and(|(what, at)| what == token && now - at <= RETRY_WINDOW);
        if self.over {
            return false;
        }
        if token == self.leaf {
            return now < self.expires_at && self.give(token, Some((token, now)), now);
        }
        if contended {
            return false;
        }
        if again {
            return self.give(token, None, now);
        }
        self.over = true;
        false
    }

    fn renewed(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let sliding = (now + TimeDelta::seconds(LIFETIME)).min(start() + TimeDelta::seconds(ABSOLUTE));
        if self.sliding { sliding } else { self.expires_at }
    }

    fn give(&mut self, token: usize, lost: Option<(usize, DateTime<Utc>)>, now: DateTime<Utc>) -> bool {
        let expires_at = self.renewed(now);
        if expires_at <= now {
            return false;
        }
        // The old leaf is spent, also when it is its parent that was presented.
        self.exchanged.extend([(token, now), (self.leaf, now)]);
        (self.leaf, self.expires_at, self.lost) = (self.made, expires_at, lost);
        self.made += 1;
        true
    }
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

proptest! {
    #[test]
    fn a_family_has_one_live_leaf_and_gives_nothing_once_it_is_over(events in events(), sliding in any::<bool>()) {
        let mut rows = Rows::begin(sliding);
        let expires_at = start() + TimeDelta::seconds(LIFETIME);
        let mut model =
            Model { leaf: 0, expires_at, lost: None, contended: BTreeMap::new(), exchanged: BTreeMap::new(), over: false, sliding, made: 1 };
        let mut now = start();
        for event in events {
            now += TimeDelta::milliseconds(10);
            let token = |back: usize| (rows.tokens.len() - 1).saturating_sub(back);
            match event {
                Event::Wait(seconds) => now += TimeDelta::seconds(seconds),
                Event::Revoke => (rows.revoked, model.over) = (true, true),
                Event::Present { back } => {
                    let token = token(back);
                    let over = model.over;
                    let given = rows.present(token, now, Company::Unknown);
                    prop_assert_eq!(given, model.present(token, now), "token {} at {}", token, now);
                    prop_assert!(!(over && given), "a family that is over gives nothing");
                }
                Event::Race { back, requests } => {
                    let (token, before) = (token(back), model.over);
                    let given = (0..requests).filter(|_| rows.present(token, now, Company::Others)).count();
                    let stragglers = model.exchanged.get(&token).is_some_and(|at| now <= *at + STRAGGLING);
                    let expected = !stragglers && model.present(token, now);
                    prop_assert_eq!(given, usize::from(expected), "one of a race at most");
                    if expected || (stragglers && !before) {
                        model.contended.insert(token, now + TimeDelta::milliseconds(1));
                        prop_assert_eq!(rows.revoked, before, "nobody is revoked by a race that somebody wins");
                    }
                }
            }
            prop_assert_eq!(rows.leaves().len(), 1, "one live leaf");
            prop_assert_eq!(rows.leaves()[0], model.leaf);
            prop_assert_eq!(rows.revoked, model.over);
        }
    }
}
