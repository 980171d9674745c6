use proptest::prelude::*;

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

const DAY: i64 = 86_400;
const HOUR: TimeDelta = TimeDelta::hours(1);

fn key(number: u32, announced: i64, signs: i64) -> Key {
    Key { kid: format!("k{number}"), number, announced_at: at(announced), signs_from: at(signs) }
}

/// One key that signs since the beginning.
fn one() -> KeyLine {
    KeyLine::new([key(1, 0, 0)])
}

/// Its successor was announced on day 76 and signs from day 90.
fn two() -> KeyLine {
    KeyLine::new([key(2, 76 * DAY, 90 * DAY), key(1, 0, 0)])
}

fn states(line: &KeyLine, now: DateTime<Utc>) -> Vec<KeyState> {
    line.0.iter().map(|key| line.state(&key.kid, now).unwrap()).collect()
}

#[test]
fn the_first_key_signs_at_once() {
    assert_eq!(KeyLine::default().due(&Schedule::default(), at(5)), Some(at(5)));
    assert_eq!(KeyLine::default().signing(at(5)), None);
    // Also where the clock is behind the one of the server that made it.
    assert_eq!(one().signing(at(-1)), one().0.first());
}

#[test]
fn a_successor_is_announced_fourteen_days_before_the_ninetieth_day() {
    let due = |seconds| one().due(&Schedule::default(), at(seconds));
    assert_eq!(due(76 * DAY - 1), None);
    assert_eq!(due(76 * DAY), Some(at(90 * DAY)));
}

#[test]
fn a_server_that_slept_announces_before_it_signs() {
    assert_eq!(one().due(&Schedule::default(), at(200 * DAY)), Some(at(214 * DAY)));
    let hasty = Schedule { announce: TimeDelta::seconds(1), ..Schedule::default() };
    assert_eq!(one().due(&hasty, at(200 * DAY)), Some(at(200 * DAY) + SEEN_BY_ALL));
}

#[test]
fn while_a_successor_is_announced_there_is_no_second_one() {
    assert_eq!(two().due(&Schedule::default(), at(80 * DAY)), None);
    assert_eq!(two().due(&Schedule::default(), at(90 * DAY)), None, "it signs, and its own time has begun");
    assert_eq!(two().due(&Schedule::default(), at(166 * DAY)), Some(at(180 * DAY)));
}

#[test]
fn keys_change_at_the_planned_moment() {
    use KeyState::{Announced, Retired, Signing};
    assert_eq!(states(&two(), at(90 * DAY - 1)), [Signing, Announced]);
    assert_eq!(states(&two(), at(90 * DAY)), [Retired, Signing]);
    assert_eq!(two().state("k3", at(0)), None);
}

// Shows J2.
#[test]
fn a_retired_key_stays_as_long_as_anything_that_it_signed() {
    let over = |longest, seconds| {
        let line = two();
        line.over(&Schedule::default(), longest, at(seconds)).map(|key| key.number).collect::<Vec<_>>()
    };
    assert_eq!(over(HOUR, 104 * DAY - 1), [0_u32; 0]);
    assert_eq!(over(HOUR, 104 * DAY), [1]);
    let long = TimeDelta::days(30);
    assert_eq!(over(long, 120 * DAY + 299), [0_u32; 0], "thirty days, and the age of the caches");
    assert_eq!(over(long, 120 * DAY + 300), [1]);
    assert_eq!(two().leaves_at("k2", &Schedule::default(), HOUR), None, "it has no successor");
}

// Shows J2.
#[test]
fn by_command_a_successor_signs_once_every_cache_has_seen_it() {
    assert_eq!(one().rotate(at(0)), Rotation::Announce(at(600)));
    let line = two();
    let successor = line.0.last().unwrap();
    let forward = |now, signs| assert_eq!(line.rotate(at(now)), Rotation::BringForward(successor, at(signs)));
    forward(76 * DAY + 599, 76 * DAY + 600);
    forward(76 * DAY + 601, 76 * DAY + 601);
    assert_eq!(line.rotate(at(90 * DAY)), Rotation::Announce(at(90 * DAY + 600)), "it signs already");
    let soon = KeyLine::new([key(1, 0, 0), key(2, 10, 20)]);
    let Rotation::BringForward(_, moment) = soon.rotate(at(15)) else { panic!("it is announced") };
    assert_eq!(moment, at(20), "never later than it was");
}

#[test]
fn the_key_that_signs_cannot_be_taken_away() {
    assert_eq!(two().may_retire("k1", at(80 * DAY)), Err(NotRetired::Signing));
    assert_eq!(two().may_retire("k2", at(80 * DAY)), Ok(()));
    assert_eq!(two().may_retire("k1", at(95 * DAY)), Ok(()));
    assert_eq!(two().may_retire("k3", at(95 * DAY)), Err(NotRetired::Unknown));
}

#[test]
fn every_state_is_read_back_from_its_word() {
    for state in [KeyState::Announced, KeyState::Signing, KeyState::Retired] {
        assert_eq!(state.as_str().parse(), Ok(state));
    }
    assert_eq!("Signing".parse::<KeyState>(), Err(NoKeyState));
}

/// What may happen at a moment.
#[derive(Debug, Clone, Copy)]
enum Act {
    Nothing,
    Rotate,
    Withdraw,
}

/// A server that lives through moments, with the tokens that are out.
struct World {
    line: KeyLine,
    now: DateTime<Utc>,
    tokens: Vec<(String, DateTime<Utc>)>,
    numbers: u32,
    commanded: bool,
}

const LONGEST: TimeDelta = TimeDelta::days(20);

impl World {
    fn new() -> Self {
        Self { line: KeyLine::default(), now: at(0), tokens: Vec::new(), numbers: 0, commanded: false }
    }

    fn announce(&mut self, signs_from: DateTime<Utc>) {
        self.numbers += 1;
        let kid = format!("k{}", self.numbers);
        self.line.0.push(Key { kid, number: self.numbers, announced_at: self.now, signs_from });
    }

    fn tend(&mut self) {
        let schedule = Schedule::default();
        if let Some(signs_from) = self.line.due(&schedule, self.now) {
            self.announce(signs_from);
        }
        let over: Vec<u32> = self.line.over(&schedule, LONGEST, self.now).map(|key| key.number).collect();
        self.line.0.retain(|key| !over.contains(&key.number));
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Nothing => {}
            Act::Rotate => {
                self.commanded = true;
                match self.line.rotate(self.now) {
                    Rotation::Announce(signs_from) => self.announce(signs_from),
                    Rotation::BringForward(_, signs_from) => {
                        self.line.0.last_mut().unwrap().signs_from = signs_from;
                    }
                }
            }
            // Only what is announced: taking a retired key away ends its tokens, and is meant to.
            Act::Withdraw => {
                let newest = self.line.0.last().unwrap().kid.clone();
                if self.line.may_retire(&newest, self.now).is_ok() {
                    self.line.0.pop();
                }
            }
        }
    }

    fn check(&mut self, lifetime: i64) {
        let signing: Vec<_> = self
            .line
            .0
            .iter()
            .filter(|key| self.line.state(&key.kid, self.now) == Some(KeyState::Signing))
            .collect();
        let [key] = signing[..] else { panic!("{} keys sign", signing.len()) };
        assert_eq!(self.line.signing(self.now), Some(key));
        let known = self.now - key.announced_at;
        let needed = if self.commanded { SEEN_BY_ALL } else { Schedule::default().announce };
        assert!(key.number == 1 || known >= needed, "{key:?} signs at {}", self.now);
        self.tokens.push((key.kid.clone(), self.now + TimeDelta::seconds(lifetime)));
        self.tokens.retain(|(_, expires_at)| *expires_at > self.now);
        for (kid, expires_at) in &self.tokens {
            assert!(self.line.place(kid).is_some(), "{kid} is gone before {expires_at}");
        }
    }
}

fn life(moments: Vec<(i64, Act, i64)>) {
    let mut world = World::new();
    world.tend();
    for (step, act, lifetime) in moments {
        world.now += TimeDelta::seconds(step);
        world.tend();
        world.act(act);
        world.check(lifetime);
    }
}

fn moments(acts: impl Strategy<Value = Act>) -> impl Strategy<Value = Vec<(i64, Act, i64)>> {
    // Seconds, days, and now and then a long sleep.
    let step = prop_oneof![0..700_i64, 0..5 * DAY, 0..200 * DAY];
    prop::collection::vec((step, acts, 1..=LONGEST.num_seconds()), 1..120)
}

proptest! {
    // Shows J2.
    #[test]
    fn at_every_moment_one_announced_key_signs_and_every_token_can_be_verified(
        moments in moments(Just(Act::Nothing))
    ) {
        life(moments);
    }

    #[test]
    fn it_holds_whatever_is_commanded_when(
        moments in moments(prop_oneof![3 => Just(Act::Nothing), 1 => Just(Act::Rotate), 1 => Just(Act::Withdraw)])
    ) {
        life(moments);
    }
}
