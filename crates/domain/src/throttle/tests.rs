use super::*;

fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_800_000_000_000 + milliseconds).unwrap()
}

fn seconds(wait: Option<Wait>) -> u64 {
    wait.map_or(0, Wait::seconds)
}

/// Begins and fails as often as it is let, and gives how often that was.
fn failures_let_through(
    counted: Counted,
    counter: &mut Counter,
    attempts: usize,
    now: DateTime<Utc>,
) -> usize {
    let mut passed = 0;
    for _ in 0..attempts {
        if counted.wait(counter, now).is_none() {
            *counter = counted.failed(counted.begun(*counter, now), now);
            passed += 1;
        }
    }
    passed
}

#[test]
fn each_failure_after_the_third_doubles_the_pause_up_to_a_minute() {
    let mut counter = Counter::default();
    let mut now = at(0);
    let mut pauses = Vec::new();
    for _ in 0..12 {
        counter = Counted::PersonAtAddress.failed(counter, now);
        let pause = seconds(Counted::PersonAtAddress.wait(&counter, now));
        pauses.push(pause);
        now += TimeDelta::seconds(pause.try_into().unwrap());
        assert_eq!(Counted::PersonAtAddress.wait(&counter, now), None, "the pause is over after {pause} s");
    }
    assert_eq!(pauses, [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
}

#[test]
fn a_pause_lasts_until_its_last_millisecond_and_is_told_in_whole_seconds() {
    let counter = Counter { failures: 5, failed_at: at(0), ..Counter::default() };
    let wait = |now| seconds(Counted::PersonAtAddress.wait(&counter, at(now)));
    assert_eq!((wait(0), wait(1), wait(1000), wait(1999), wait(2000)), (2, 2, 1, 1, 0));
}

#[test]
fn a_quarter_of_an_hour_without_failure_forgets_those_before() {
    let counter = Counter { failures: 9, failed_at: at(0), ..Counter::default() };
    let next = |now| Counted::PersonAtAddress.failed(counter, at(now)).failures;
    assert_eq!((next(15 * 60_000 - 1), next(15 * 60_000)), (10, 1));
}

#[test]
fn strangers_have_twenty_guesses_at_a_person_and_then_one_each_half_minute() {
    let mut counter = Counter::default();
    assert_eq!(failures_let_through(Counted::Person, &mut counter, 100, at(0)), 20);
    assert_eq!(seconds(Counted::Person.wait(&counter, at(0))), 30);
    assert_eq!(failures_let_through(Counted::Person, &mut counter, 100, at(29_999)), 0);
    assert_eq!(failures_let_through(Counted::Person, &mut counter, 100, at(30_000)), 1);
    assert_eq!(failures_let_through(Counted::Person, &mut counter, 100, at(630_000)), 20);
}

#[test]
fn failures_from_an_address_have_a_bucket_that_fills_up_again() {
    for (counted, burst, a_second) in
        [(Counted::Address, 60, 1), (Counted::ClientAtAddress, 120, 1), (Counted::ClientsAtAddress, 600, 5)]
    {
        let mut counter = Counter::default();
        assert_eq!(failures_let_through(counted, &mut counter, 1000, at(0)), burst);
        assert_eq!(seconds(counted.wait(&counter, at(0))), 1);
        assert_eq!(failures_let_through(counted, &mut counter, 1000, at(10_000)), 10 * a_second);
    }
}

#[test]
fn successes_cost_nothing_and_forgive_the_failures_before_them() {
    let mut counter = Counter { failures: 3, failed_at: at(-1), full_at: at(0) };
    for _ in 0..1000 {
        assert_eq!(Counted::PersonOnDevice.wait(&counter, at(0)), None);
        counter = Counted::PersonOnDevice.succeeded(Counted::PersonOnDevice.begun(counter, at(0)));
    }
    assert_eq!((counter.failures, counter.full_at), (0, at(0)));
}

#[test]
fn a_success_does_not_give_strangers_their_guesses_back() {
    let mut counter = Counter::default();
    failures_let_through(Counted::Person, &mut counter, 19, at(0));
    counter = Counted::Person.succeeded(Counted::Person.begun(counter, at(0)));
    assert_eq!(failures_let_through(Counted::Person, &mut counter, 100, at(0)), 1);
}

#[test]
fn an_attempt_that_was_never_decided_is_neither_failure_nor_success() {
    let before = Counter { failures: 2, failed_at: at(0), full_at: at(60_000) };
    assert_eq!(Counted::PersonOnDevice.withdrawn(Counted::PersonOnDevice.begun(before, at(0))), before);
}

#[test]
fn a_clock_that_is_set_back_keeps_nobody_out_for_longer_than_the_rule() {
    let hour = 3_600_000;
    let mut counter = Counter::default();
    for _ in 0..20 {
        counter = Counted::PersonOnDevice.failed(Counted::PersonOnDevice.begun(counter, at(hour)), at(hour));
    }
    assert_eq!(seconds(Counted::PersonOnDevice.wait(&counter, at(0))), 30, "an empty bucket, and no pause");
    let two_replicas = Counter { failures: 4, failed_at: at(900), ..Counter::default() };
    assert_eq!(
        seconds(Counted::PersonAtAddress.wait(&two_replicas, at(0))),
        2,
        "a clock that is a little behind"
    );
}

#[test]
fn a_counter_is_stale_once_it_says_no_more_than_a_new_one() {
    let mut counter = Counter::default();
    failures_let_through(Counted::PersonOnDevice, &mut counter, 3, at(0));
    let stale = counter.stale_at();
    assert_eq!(stale, at(15 * 60_000));
    let again =
        |counter| Counted::PersonOnDevice.failed(Counted::PersonOnDevice.begun(counter, stale), stale);
    assert_eq!(again(counter), again(Counter::default()));
}

#[test]
fn an_ipv6_address_counts_with_its_network_and_an_ipv4_address_alone() {
    for (address, network) in [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
    ] {
        assert_eq!(neighbourhood(address.parse().unwrap()), network.parse::<IpAddr>().unwrap(), "{address}");
    }
}

#[test]
fn the_words_name_the_seconds() {
    assert_eq!(Wait(1).to_string(), "Too many attempts. Try again in 1 second.");
    assert_eq!(Wait(30).to_string(), "Too many attempts. Try again in 30 seconds.");
}
