//! When a secret stops working.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

/// Why a text is no expiration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Write a date such as 2027-01-31, or a moment such as 2027-01-31T12:00:00Z.")]
pub struct NotAnExpiration;

/// Reads an expiration: a date, which lasts to the end of that day in UTC, or a moment (RFC 3339).
///
/// The answer is the first moment at which the secret doesn't work any more.
///
/// # Errors
/// When the text is neither.
pub fn read(text: &str) -> Result<DateTime<Utc>, NotAnExpiration> {
    if let Ok(date) = text.parse::<NaiveDate>() {
        let next = date.checked_add_days(Days::new(1)).ok_or(NotAnExpiration)?;
        return Ok(next.and_time(NaiveTime::MIN).and_utc());
    }
    let moment = DateTime::parse_from_rfc3339(text).map_err(|_| NotAnExpiration)?;
    Ok(moment.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows R049, R080.
    #[test]
    fn a_date_lasts_to_the_end_of_its_day() {
        assert_eq!(read("2026-01-01").unwrap().to_rfc3339(), "2026-01-02T00:00:00+00:00");
        assert_eq!(read("2024-02-29").unwrap().to_rfc3339(), "2024-03-01T00:00:00+00:00");
    }

    #[test]
    fn a_moment_is_itself() {
        assert_eq!(read("2026-01-01T10:00:00+02:00").unwrap().to_rfc3339(), "2026-01-01T08:00:00+00:00");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "never",
            "2026-13-01",
            "2026-02-29",
            "01.02.2026",
            "2026-01-01 10:00",
            "999999-01-01T00:00:00Z",
        ] {
            assert_eq!(read(text), Err(NotAnExpiration), "{text}");
        }
    }
}
