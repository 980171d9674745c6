//! Moments, as people speak of them.
//!
//! Days and hours that stand in a calendar are printed by the browser, in the language and zone of its reader
//! ([`Timestamp`](crate::ui::Timestamp)); what is here is the language of the page, and what stands there before.

use chrono::{DateTime, Datelike, Timelike, Utc};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// How far a moment lies from now, in the largest unit that fits: `3 hours ago`, `in 30 days`.
///
/// What is past is told in whole units. What is to come within a month is told to the nearest, so that what was chosen to
/// last 30 days or an hour doesn't say 29 days or 59 minutes at once.
pub fn relative(now_ms: i64, then_ms: i64) -> String {
    let past = then_ms <= now_ms;
    let seconds = now_ms.abs_diff(then_ms) / 1000;
    let seconds = if past { seconds } else { to_the_nearest(seconds) };
    if !past && seconds == MONTH {
        return "in 30 days".into();
    }
    let (count, unit) = match seconds {
        0..MINUTE if past => return "just now".into(),
        0..MINUTE => return "in a moment".into(),
        MINUTE..HOUR => (seconds / MINUTE, "minute"),
        HOUR..DAY => (seconds / HOUR, "hour"),
        DAY..MONTH => (seconds / DAY, "day"),
        MONTH..YEAR => (seconds / MONTH, "month"),
        YEAR.. => (seconds / YEAR, "year"),
    };
    let counted = counted(count, unit);
    if past { format!("{counted} ago") } else { format!("in {counted}") }
}

/// A whole number of minutes, hours or days, up to a month; what is longer stays.
const fn to_the_nearest(seconds: u64) -> u64 {
    let unit = match seconds {
        0..MINUTE => 1,
        MINUTE..HOUR if seconds + MINUTE / 2 < HOUR => MINUTE,
        MINUTE..DAY if seconds + HOUR / 2 < DAY => HOUR,
        MINUTE..=MONTH => DAY,
        _ => 1,
    };
    (seconds + unit / 2) / unit * unit
}

fn counted(count: u64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// The moment itself, in words that need no key: `22 Nov 2026, 07:31 UTC`.
pub fn exact(then_ms: i64) -> String {
    moment(then_ms).map_or_else(String::new, |then| {
        format!("{}, {:02}:{:02} UTC", day(then), then.hour(), then.minute())
    })
}

/// The same to the second, as a list of events needs it: `22 Nov 2026, 07:31:05 UTC`.
pub fn to_the_second(then_ms: i64) -> String {
    moment(then_ms).map_or_else(String::new, |then| {
        format!("{}, {:02}:{:02}:{:02} UTC", day(then), then.hour(), then.minute(), then.second())
    })
}

/// The day of a moment, in UTC: `22 Nov 2026`. By hand, because chrono's own formatting of patterns is a language that
/// the bundle would carry for this.
pub fn day(then: DateTime<Utc>) -> String {
    let month = usize::try_from(then.month0()).ok().and_then(|month| MONTHS.get(month)).copied();
    format!("{} {} {}", then.day(), month.unwrap_or_default(), then.year())
}

fn moment(ms: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(ms)
}

#[cfg(test)]
mod tests {
    use super::{day, exact, moment, relative, to_the_second};

    const NOW: i64 = 1_795_332_660_000;

    #[test]
    fn moments_are_told_in_the_largest_unit_that_fits() {
        for (seconds, past, future) in [
            (0, "just now", "just now"),
            (59, "just now", "in a moment"),
            (60, "1 minute ago", "in 1 minute"),
            (3569, "59 minutes ago", "in 59 minutes"),
            (3570, "59 minutes ago", "in 1 hour"),
            (3600, "1 hour ago", "in 1 hour"),
            (5399, "1 hour ago", "in 1 hour"),
            (5400, "1 hour ago", "in 2 hours"),
            (84_599, "23 hours ago", "in 23 hours"),
            (84_600, "23 hours ago", "in 1 day"),
            (86_400, "1 day ago", "in 1 day"),
            (86_400 + 43_199, "1 day ago", "in 1 day"),
            (86_400 + 43_200, "1 day ago", "in 2 days"),
            (30 * 86_400 - 1, "29 days ago", "in 30 days"),
            (30 * 86_400, "1 month ago", "in 30 days"),
            (30 * 86_400 + 1, "1 month ago", "in 1 month"),
            (365 * 86_400 - 1, "12 months ago", "in 12 months"),
            (365 * 86_400, "1 year ago", "in 1 year"),
            (800 * 86_400, "2 years ago", "in 2 years"),
        ] {
            assert_eq!(relative(NOW, NOW - seconds * 1000), past);
            assert_eq!(relative(NOW, NOW + seconds * 1000), future);
        }
    }

    #[test]
    fn every_month_has_its_name() {
        let names: Vec<String> =
            (0..12).map(|month| day(moment(NOW + month * 30 * 86_400_000).unwrap())).collect();
        assert_eq!(
            names,
            [
                "22 Nov 2026",
                "22 Dec 2026",
                "21 Jan 2027",
                "20 Feb 2027",
                "22 Mar 2027",
                "21 Apr 2027",
                "21 May 2027",
                "20 Jun 2027",
                "20 Jul 2027",
                "19 Aug 2027",
                "18 Sep 2027",
                "18 Oct 2027"
            ]
        );
        assert_eq!(
            (exact(0), to_the_second(5_000)),
            ("1 Jan 1970, 00:00 UTC".into(), "1 Jan 1970, 00:00:05 UTC".into())
        );
    }

    #[test]
    fn the_far_ends_of_time_break_nothing() {
        assert!(relative(i64::MAX, i64::MIN).ends_with("years ago"));
        assert_eq!((exact(i64::MAX), to_the_second(i64::MIN)), (String::new(), String::new()));
    }
}
