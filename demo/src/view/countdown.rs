//! A span of time in words.

/// Says how long it is until something expires.
pub fn expires(milliseconds: i64) -> String {
    let seconds = milliseconds.saturating_add(999) / 1000;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0) => "has expired".to_owned(),
        (0, 0, seconds) => format!("expires in {seconds} s"),
        (0, minutes, seconds) => format!("expires in {minutes} min {seconds} s"),
        (hours, minutes, _) => format!("expires in {hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_the_two_units_that_matter() {
        for (milliseconds, words) in [
            (0, "has expired"),
            (1, "expires in 1 s"),
            (59_000, "expires in 59 s"),
            (59_001, "expires in 1 min 0 s"),
            (3_599_000, "expires in 59 min 59 s"),
            (3_600_000, "expires in 1 h 0 min"),
            (90_060_000, "expires in 25 h 1 min"),
        ] {
            assert_eq!(expires(milliseconds), words, "{milliseconds}");
        }
    }
}
