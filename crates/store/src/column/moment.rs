//! Moments and spans of time.

use chrono::{DateTime, Utc};

/// A moment: Unix milliseconds. What is finer is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) DateTime<Utc>);

/// A moment that decides who was first: Unix microseconds. What is finer is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Precise(pub(crate) DateTime<Utc>);

/// A number of seconds that can't be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seconds(pub(crate) u64);

/// A number that is no moment of any calendar.
#[derive(Debug, thiserror::Error)]
#[error("the number is no moment")]
pub(crate) struct NotAMoment;

impl From<Moment> for i64 {
    fn from(moment: Moment) -> Self {
        moment.0.timestamp_millis()
    }
}

impl TryFrom<i64> for Moment {
    type Error = NotAMoment;

    fn try_from(milliseconds: i64) -> Result<Self, Self::Error> {
        DateTime::from_timestamp_millis(milliseconds).map(Self).ok_or(NotAMoment)
    }
}

impl From<Precise> for i64 {
    fn from(moment: Precise) -> Self {
        moment.0.timestamp_micros()
    }
}

impl TryFrom<i64> for Precise {
    type Error = NotAMoment;

    fn try_from(microseconds: i64) -> Result<Self, Self::Error> {
        DateTime::from_timestamp_micros(microseconds).map(Self).ok_or(NotAMoment)
    }
}

impl From<Seconds> for i64 {
    fn from(seconds: Seconds) -> Self {
        Self::try_from(seconds.0).unwrap_or(Self::MAX)
    }
}

impl TryFrom<i64> for Seconds {
    type Error = std::num::TryFromIntError;

    fn try_from(seconds: i64) -> Result<Self, Self::Error> {
        seconds.try_into().map(Self)
    }
}

stored_as!(Moment, i64);
stored_as!(Precise, i64);
stored_as!(Seconds, i64);
