//! Moments as OData writes them.

use chrono::{DateTime, Datelike, Timelike, Utc};

/// Prints microseconds since 1970 as `Edm.DateTimeOffset` in UTC, without needless digits (ABNF
/// `dateTimeOffsetValue`).
pub(crate) fn print(microseconds: i64) -> Option<String> {
    let moment = DateTime::<Utc>::from_timestamp_micros(microseconds)?;
    let (date, time) = (moment.date_naive(), moment.time());
    let mut text = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    );
    let fraction = microseconds.rem_euclid(1_000_000);
    if fraction != 0 {
        text.push_str(format!(".{fraction:06}").trim_end_matches('0'));
    }
    text.push('Z');
    Some(text)
}

/// Prints microseconds since midnight as `Edm.TimeOfDay`.
pub(crate) fn print_time(microseconds: i64) -> String {
    let seconds = microseconds.div_euclid(1_000_000);
    let mut text = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = microseconds.rem_euclid(1_000_000);
    if fraction != 0 {
        text.push_str(format!(".{fraction:06}").trim_end_matches('0'));
    }
    text
}

/// Prints microseconds as `Edm.Duration`: seconds alone, which the standard allows any number of.
pub(crate) fn print_duration(microseconds: i64) -> String {
    let sign = if microseconds < 0 { "-" } else { "" };
    let whole = microseconds.unsigned_abs() / 1_000_000;
    let fraction = microseconds.unsigned_abs() % 1_000_000;
    if fraction == 0 {
        return format!("{sign}PT{whole}S");
    }
    format!("{sign}PT{whole}.{}S", format!("{fraction:06}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_durations_are_printed_without_needless_digits() {
        assert_eq!(print_time(0), "00:00:00");
        assert_eq!(print_time(86_399_500_000), "23:59:59.5");
        assert_eq!(print_duration(0), "PT0S");
        assert_eq!(print_duration(-90_061_250_000), "-PT90061.25S");
    }

    #[test]
    fn moments_are_printed_in_utc_with_as_many_digits_as_they_have() {
        let cases = [
            (0, "1970-01-01T00:00:00Z"),
            (1_772_446_530_500_000, "2026-03-02T10:15:30.5Z"),
            (1_772_446_530_000_000, "2026-03-02T10:15:30Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
        ];
        for (microseconds, text) in cases {
            assert_eq!(print(microseconds).as_deref(), Some(text));
        }
        assert_eq!(print(i64::MAX), None);
    }
}
