//! What an answer means (Standard Webhooks, *Response status codes*).

use chrono::DateTime;

use super::Answer;
use super::schedule::SECOND;

/// How long a receiver that has enough is left alone when it doesn't say how long.
const PAUSE: i64 = 60 * SECOND;

/// The longest that a receiver is left alone, whatever it says.
const LONGEST_PAUSE: i64 = 24 * 3600 * SECOND;

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It has arrived.
    Delivered,
    /// There is nobody any more, and never will be.
    Gone,
    /// The receiver has enough for so many microseconds.
    Throttled(i64),
    /// It has not arrived.
    Failed,
}

/// Judges an answer. A redirect is a failure: the address that was written down is the one that is checked.
pub(super) fn judge(answer: &Answer, now: i64) -> Verdict {
    match answer.status {
        200..=299 => Verdict::Delivered,
        410 => Verdict::Gone,
        429 | 502 | 504 => {
            let asked = answer.retry_after.as_deref().and_then(|text| retry_after(text, now));
            Verdict::Throttled(asked.unwrap_or(PAUSE).clamp(0, LONGEST_PAUSE))
        }
        _ => Verdict::Failed,
    }
}

/// `Retry-After`: seconds, or a date (RFC 9110 §10.2.3); in microseconds from now on.
fn retry_after(text: &str, now: i64) -> Option<i64> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // So many digits that they are no number are certainly too long.
        return Some(text.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(SECOND));
    }
    let date = DateTime::parse_from_rfc2822(text).ok()?;
    Some(date.timestamp_micros().saturating_sub(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(status: u16, retry_after: Option<&str>) -> Verdict {
        // 2015-10-21T07:28:00Z.
        judge(&Answer { status, retry_after: retry_after.map(str::to_owned) }, 1_445_412_480 * SECOND)
    }

    #[test]
    fn only_a_success_is_one() {
        for status in [200, 201, 202, 204, 299] {
            assert_eq!(judged(status, None), Verdict::Delivered, "{status}");
        }
        for status in [100, 199, 300, 301, 302, 304, 307, 308, 400, 401, 404, 409, 411, 500, 501, 503, 599] {
            assert_eq!(judged(status, Some("5")), Verdict::Failed, "{status}");
        }
        assert_eq!(judged(410, None), Verdict::Gone);
    }

    #[test]
    fn a_receiver_says_how_long_it_wants_to_be_left_alone_within_bounds() {
        for (asked, seconds) in [
            (None, 60),
            (Some(""), 60),
            (Some("soon"), 60),
            (Some("-1"), 60),
            (Some("0"), 0),
            (Some("7"), 7),
            (Some(" 120 "), 120),
            (Some("86400"), 86_400),
            (Some("86401"), 86_400),
            (Some("99999999999999999999999"), 86_400),
            (Some("Wed, 21 Oct 2015 07:29:30 GMT"), 90),
            (Some("Wed, 21 Oct 2015 07:27:00 GMT"), 0),
            (Some("Thu, 31 Dec 2099 23:59:59 GMT"), 86_400),
        ] {
            for status in [429, 502, 504] {
                assert_eq!(judged(status, asked), Verdict::Throttled(seconds * SECOND), "{status} {asked:?}");
            }
        }
    }
}
