//! Devices without a browser, which ask until their person has decided elsewhere (RFC 8628).

use chrono::{DateTime, Utc};

use crate::code::Granted;

/// Seconds from issue to expiry, of both codes (security rule X-Device).
pub const LIFETIME: i64 = 600;
/// Seconds that a device lets pass between two questions.
pub const INTERVAL: i64 = 5;
/// Seconds that are added each time a device asks too often (RFC 8628 §3.5).
pub const SLOWER_BY: i64 = 5;
/// Seconds by which two questions may come too close: the network doesn't carry them all at the same speed.
pub const JITTER: i64 = 1;
/// Wrong user codes after which a session may type no more (security rule X-Device).
pub const MOST_MISSES: i32 = 5;

/// What a device polls with, as it stands.
///
/// Redeeming takes the value, so no one can check a code and forget to spend it. That a code is spent only
/// once, and how fast it may be polled, are the store's promises: `store::device_codes::consume` and `poll`.
#[derive(Debug, Clone)]
pub struct DeviceCode {
    /// The client it was issued to, by its row.
    pub client: i64,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
    /// What the person said.
    pub answer: Answer,
    /// Whether it was exchanged before.
    pub consumed: bool,
}

/// What a person said to a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Open,
    /// No.
    Denied,
    /// Yes, to this.
    Allowed(Box<Granted>),
}

/// Why a device gets no tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeviceRefused {
    /// There is no such code.
    #[error("there is no such device code")]
    Unknown,
    /// Another client has it.
    #[error("the device code belongs to another client")]
    OtherClient,
    /// It was exchanged before.
    #[error("the device code was redeemed before")]
    Replayed,
    /// The person said no.
    #[error("the person did not allow it")]
    Denied,
    /// It is older than ten minutes.
    #[error("the device code has expired")]
    Expired,
    /// The person has said nothing yet.
    #[error("the person has not decided yet")]
    Pending,
    /// The person has said nothing yet, and the device asks too often.
    #[error("the device asks too often: let five more seconds pass between two questions")]
    TooFast,
}

impl DeviceCode {
    /// Says what the code is good for, or why the device gets nothing (RFC 8628 §3.5).
    ///
    /// # Errors
    /// The reason; after `Pending` the caller looks at how fast the device asks.
    pub fn redeem(self, client: i64, now: DateTime<Utc>) -> Result<Granted, DeviceRefused> {
        if client != self.client {
            return Err(DeviceRefused::OtherClient);
        }
        if self.consumed {
            return Err(DeviceRefused::Replayed);
        }
        match self.answer {
            Answer::Denied => Err(DeviceRefused::Denied),
            _ if self.expires_at <= now => Err(DeviceRefused::Expired),
            Answer::Open => Err(DeviceRefused::Pending),
            Answer::Allowed(granted) => Ok(*granted),
        }
    }
}

#[cfg(test)]
mod tests {
    use oauth::scope::Scopes;

    use super::*;
    use crate::restriction::Restriction;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn granted() -> Granted {
        Granted {
            user: 1,
            scopes: Scopes::parse("openid").unwrap(),
            nonce: None,
            auth_time: at(-5),
            sid: "sid".into(),
            acr: None,
            claims: crate::asked_claims::AskedClaims::default(),
            restriction: Restriction::default(),
        }
    }

    fn code(answer: Answer) -> DeviceCode {
        DeviceCode { client: 1, expires_at: at(LIFETIME), answer, consumed: false }
    }

    #[test]
    fn each_state_has_its_own_answer() {
        assert_eq!(code(Answer::Allowed(Box::new(granted()))).redeem(1, at(0)), Ok(granted()));
        assert_eq!(code(Answer::Open).redeem(1, at(0)), Err(DeviceRefused::Pending));
        assert_eq!(code(Answer::Denied).redeem(1, at(0)), Err(DeviceRefused::Denied));
        assert_eq!(code(Answer::Open).redeem(2, at(0)), Err(DeviceRefused::OtherClient));
        let used = DeviceCode { consumed: true, ..code(Answer::Allowed(Box::new(granted()))) };
        assert_eq!(used.redeem(1, at(0)), Err(DeviceRefused::Replayed));
    }

    #[test]
    fn a_code_lasts_ten_minutes_also_when_it_was_allowed() {
        let redeem = |answer, seconds| code(answer).redeem(1, at(seconds)).err();
        assert_eq!(redeem(Answer::Open, LIFETIME - 1), Some(DeviceRefused::Pending));
        assert_eq!(redeem(Answer::Open, LIFETIME), Some(DeviceRefused::Expired));
        assert_eq!(redeem(Answer::Allowed(Box::new(granted())), LIFETIME - 1), None);
        assert_eq!(redeem(Answer::Allowed(Box::new(granted())), LIFETIME), Some(DeviceRefused::Expired));
        assert_eq!(redeem(Answer::Denied, LIFETIME), Some(DeviceRefused::Denied));
    }
}
