//! The arithmetic of the critical chain (TOCICO dictionary; Theory of Constraints Handbook, chapter 3): how far a chain
//! is, how much of the buffer behind it is used up, and what the two say together. Days in, hundredths out; no IO.

pub(crate) mod load;

/// The critical chain of a project, in days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The focused durations of its tasks.
    pub(crate) planned: i64,
    /// What is left of them, as reported.
    pub(crate) remaining: i64,
}

/// The project buffer, in days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Buffer {
    /// How long it is.
    pub(crate) size: i64,
    /// How much of it is used up.
    pub(crate) consumed: i64,
}

/// What chain and buffer say about a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Status {
    /// The part of the chain that is done, in hundredths of a percent.
    pub(crate) completion: i64,
    /// The part of the buffer that is used up, in hundredths of a percent; more than 10,000 when the end is late.
    pub(crate) penetration: i64,
    /// Penetration by completion, in hundredths: 100 is as planned. None while nothing of the chain is done.
    pub(crate) burn_rate: Option<i64>,
    /// What to do.
    pub(crate) zone: Zone,
}

/// The thirds of a buffer; the numbers are what the tables hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Zone {
    /// There is no buffer, and nothing that would have used one.
    None = 0,
    /// At most a third is used up: leave it alone.
    Green = 1,
    /// At most two thirds: make a plan.
    Yellow = 2,
    /// More: act.
    Red = 3,
}

/// The largest number with nine digits: what a `Decimal(9,2)` can say.
pub(crate) const MOST: i64 = 999_999_999;

/// More days than a table can hold.
const DAYS: i64 = i32::MAX as i64;

/// A hundred percent, in hundredths.
const WHOLE: i64 = 10_000;

/// What chain and buffer say. Days below zero count as none, and more than the plan that is left as nothing done.
pub(crate) fn status(chain: Chain, buffer: Buffer) -> Status {
    let planned = chain.planned.clamp(0, DAYS);
    let done = planned - chain.remaining.clamp(0, planned);
    let (size, consumed) = (buffer.size.clamp(0, DAYS), buffer.consumed.clamp(0, DAYS));
    Status {
        completion: quotient(done, WHOLE, planned).unwrap_or(0),
        // Days that are lost without a buffer are lost from the end.
        penetration: quotient(consumed, WHOLE, size).unwrap_or(if consumed > 0 { WHOLE } else { 0 }),
        burn_rate: burn_rate((done, planned), (consumed, size)),
        zone: zone(consumed, size),
    }
}

/// (consumed / size) / (done / planned), rounded once.
fn burn_rate((done, planned): (i64, i64), (consumed, size): (i64, i64)) -> Option<i64> {
    let numerator = i128::from(consumed) * i128::from(planned) * 100;
    rounded(numerator, i128::from(size) * i128::from(done))
}

/// By thirds, each with its upper bound.
fn zone(consumed: i64, size: i64) -> Zone {
    let (thirds, size) = (i128::from(consumed) * 3, i128::from(size));
    match (size, consumed) {
        (0, 0) => Zone::None,
        (0, _) => Zone::Red,
        _ if thirds <= size => Zone::Green,
        _ if thirds <= size * 2 => Zone::Yellow,
        _ => Zone::Red,
    }
}

fn quotient(part: i64, times: i64, whole: i64) -> Option<i64> {
    rounded(i128::from(part) * i128::from(times), i128::from(whole))
}

/// Half away from zero, as people round; nothing when there is nothing to divide by.
fn rounded(numerator: i128, denominator: i128) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let value = (numerator * 2 + denominator) / (denominator * 2);
    Some(i64::try_from(value).unwrap_or(MOST).min(MOST))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(planned: i64, remaining: i64, size: i64, consumed: i64) -> Status {
        status(Chain { planned, remaining }, Buffer { size, consumed })
    }

    fn said(completion: i64, penetration: i64, burn_rate: Option<i64>, zone: Zone) -> Status {
        Status { completion, penetration, burn_rate, zone }
    }

    #[test]
    fn the_example_of_the_handbook_comes_out() {
        // Figure 3-10: 14 of 52 days done, 10 of 30 days of the buffer used. The book divides rounded figures.
        assert_eq!(of(52, 38, 30, 10), said(2692, 3333, Some(124), Zone::Green));
    }

    #[test]
    fn numbers_are_rounded_once_and_end_where_their_type_does() {
        let cases = [
            ((29, 18, 25, 20), said(3793, 8000, Some(211), Zone::Red)),
            ((5, 0, 5, 1), said(10_000, 2000, Some(20), Zone::Green)),
            ((8, 7, 8, 1), said(1250, 1250, Some(100), Zone::Green)),
            ((3, 2, 3, 4), said(3333, 13_333, Some(400), Zone::Red)),
            ((200_000, 199_999, 1, 0), said(0, 0, Some(0), Zone::Green)),
            ((20_000, 19_999, 1, 0), said(1, 0, Some(0), Zone::Green)),
            ((i64::MAX, 0, 1, i64::MAX), said(10_000, MOST, Some(MOST), Zone::Red)),
            ((i64::MAX, i64::MAX - 1, i64::MAX, i64::MAX), said(0, 10_000, None, Zone::Red)),
        ];
        for ((planned, remaining, size, consumed), expected) in cases {
            assert_eq!(of(planned, remaining, size, consumed), expected);
        }
    }

    #[test]
    fn a_zone_ends_exactly_at_its_third() {
        let cases = [
            (30, 0, Zone::Green),
            (30, 10, Zone::Green),
            (30, 11, Zone::Yellow),
            (30, 20, Zone::Yellow),
            (30, 21, Zone::Red),
            (30, 31, Zone::Red),
            (10, 3, Zone::Green),
            (10, 4, Zone::Yellow),
            (10, 6, Zone::Yellow),
            (10, 7, Zone::Red),
            (1, 0, Zone::Green),
            (1, 1, Zone::Red),
        ];
        for (size, consumed, zone) in cases {
            assert_eq!(of(1, 1, size, consumed).zone, zone, "{consumed} of {size}");
        }
    }

    #[test]
    fn what_is_not_there_has_no_part_that_is_done() {
        assert_eq!(of(0, 0, 10, 5), said(0, 5000, None, Zone::Yellow));
        assert_eq!(of(0, 0, 0, 0), said(0, 0, None, Zone::None));
        assert_eq!(of(10, 5, 0, 0), said(5000, 0, None, Zone::None));
        assert_eq!(of(10, 5, 0, 1), said(5000, 10_000, None, Zone::Red));
        assert_eq!(of(10, 10, 10, 5), said(0, 5000, None, Zone::Yellow));
        assert_eq!(of(10, 12, 10, 5), said(0, 5000, None, Zone::Yellow));
        assert_eq!(of(10, -1, -10, -5), said(10_000, 0, None, Zone::None));
    }

    proptest! {
        #[test]
        fn the_more_is_used_up_the_worse_it_gets(size in 0..1000_i64, used in 0..2000_i64, left in 0..60_i64) {
            let (before, after) = (of(52, left, size, used), of(52, left, size, used + 1));
            prop_assert!(before.penetration <= after.penetration && before.zone <= after.zone);
            prop_assert!(before.burn_rate <= after.burn_rate);
        }

        #[test]
        fn the_less_is_left_the_further_it_is(planned in 0..1000_i64, left in 0..1000_i64) {
            let (before, after) = (of(planned, left + 1, 9, 4), of(planned, left, 9, 4));
            prop_assert!(before.completion <= after.completion && (0..=WHOLE).contains(&after.completion));
        }

        #[test]
        fn a_buffer_that_is_used_up_as_the_chain_is_done_burns_as_planned(done in 1..500_i64, times in 1..9_i64) {
            prop_assert_eq!(of(500, 500 - done, 500 * times, done * times).burn_rate, Some(100));
        }
    }
}
