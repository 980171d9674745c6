//! What the tokens of a sign-in are restricted to (RFC 9700 §2.2, §2.3).

use oauth::dpop::Thumbprint;
use oauth::resource::Resources;

/// Kept with the code and with the family that comes from it; the default restricts nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restriction {
    /// The servers they are for; none for the API.
    pub resources: Resources,
    /// The key that has to be proven for more tokens. With a code it is the client's `dpop_jkt` (RFC 9449 §10); with a
    /// family it is set for public clients, whose refresh tokens nothing else protects (§5).
    pub key: Option<Thumbprint>,
}

/// The code or refresh token needs the proof of a key, and there is none or another one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the code or refresh token is bound to a key that the request does not prove")]
pub struct OtherKey;

impl Restriction {
    /// Checks the key that a request proves to have, if any.
    ///
    /// # Errors
    /// When another key is needed.
    pub fn check_key(&self, proven: Option<&Thumbprint>) -> Result<(), OtherKey> {
        if self.key.is_none() || self.key.as_ref() == proven { Ok(()) } else { Err(OtherKey) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_bound_needs_its_key_and_what_is_not_takes_any() {
        let key = |letter: &str| letter.repeat(43).parse::<Thumbprint>().unwrap();
        let (one, other) = (key("A"), key("E"));
        let bound = Restriction { key: Some(one.clone()), ..Restriction::default() };
        assert_eq!(bound.check_key(Some(&one)), Ok(()));
        assert_eq!(bound.check_key(Some(&other)), Err(OtherKey));
        assert_eq!(bound.check_key(None), Err(OtherKey));
        for proven in [None, Some(&one)] {
            assert_eq!(Restriction::default().check_key(proven), Ok(()));
        }
    }
}
