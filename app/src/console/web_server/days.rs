//! Seconds as the form counts them: in days.

use domain::web_server::DAY;

/// The seconds that were written down; none for what is no number. What is not whole days stands as `90000 s`.
pub(in crate::console) fn seconds(text: &str) -> Option<u64> {
    let text = text.trim();
    match text.strip_suffix('s') {
        Some(seconds) => seconds.trim().parse().ok(),
        None => text.parse::<u64>().ok().map(|days| days.saturating_mul(DAY)),
    }
}

/// These seconds as [`seconds`] reads them: none is lost where they are no whole days.
pub(in crate::console) fn written(seconds: u64) -> String {
    if seconds.is_multiple_of(DAY) { (seconds / DAY).to_string() } else { format!("{seconds} s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_as_the_same_seconds() {
        for (lifetime, text) in [(2_592_000, "30"), (DAY, "1"), (90_000, "90000 s"), (0, "0")] {
            assert_eq!(written(lifetime), text);
            assert_eq!(seconds(text), Some(lifetime), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_days_is_none() {
        for text in ["", "a month", "-1", "1.5", "s", "30 days"] {
            assert_eq!(seconds(text), None, "{text}");
        }
        assert_eq!(seconds(" 90 "), Some(90 * DAY));
        assert_eq!(seconds(&u64::MAX.to_string()), Some(u64::MAX), "too much, and not a small number");
    }
}
