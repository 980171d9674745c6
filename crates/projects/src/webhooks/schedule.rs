//! When a message is tried again (Standard Webhooks, *Retry schedule*).

/// A second, in the API's unit of time.
pub(super) const SECOND: i64 = 1_000_000;

/// Seconds to wait before each attempt, counted from the end of the one before. The first is made at once.
const PAUSES: [i64; 10] =
    [0, 5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600];

/// How many attempts there are.
pub(super) const ATTEMPTS: usize = PAUSES.len();

/// How many thousandths a pause may be shorter or longer, so that messages which failed together don't come together.
const JITTER: i64 = 100;

/// Microseconds until the next attempt, after so many that failed; none when these were enough. `dice` is any random number.
pub(super) fn pause(attempts: i32, dice: u16) -> Option<i64> {
    let pause = usize::try_from(attempts).ok().and_then(|made| PAUSES.get(made))?;
    let thousandths = 1000 - JITTER + i64::from(dice) % (2 * JITTER + 1);
    Some(pause * thousandths * (SECOND / 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_ten_attempts_and_each_waits_longer() {
        // 100 thousandths of jitter, which is none.
        let waits: Vec<_> = (0..=11).map(|made| pause(made, 100).map(|pause| pause / SECOND)).collect();
        let steps = [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400].map(Some);
        assert_eq!(waits, [&steps[..], &[None, None]].concat());
        assert_eq!((ATTEMPTS, pause(-1, 100)), (10, None));
    }

    #[test]
    fn chance_moves_a_pause_by_a_tenth_at_most() {
        for dice in 0..=u16::MAX {
            let waited = pause(2, dice).unwrap();
            assert!((270 * SECOND..=330 * SECOND).contains(&waited), "{dice}: {waited}");
        }
        assert_eq!((pause(2, 0), pause(2, 200)), (Some(270 * SECOND), Some(330 * SECOND)));
    }
}
