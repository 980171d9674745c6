//! The name of one request.

use std::fmt;

use http::HeaderValue;

/// Names one request, in the log, in the header `X-Request-Id` and on error pages.
///
/// It is drawn here and never taken from a request, so that nobody can write into the log under another's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RequestId([u8; 16]);

impl RequestId {
    /// Makes an id out of random bytes.
    pub fn new(random: [u8; 16]) -> Self {
        Self(random)
    }

    /// The id as the value of a header.
    pub(super) fn header(self) -> HeaderValue {
        // Hex digits are always a header value, so the other branch is never taken.
        HeaderValue::try_from(self.to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_32_hex_digits() {
        let mut bytes = [0; 16];
        bytes[1] = 0xab;
        assert_eq!(RequestId::new(bytes).to_string(), "00ab0000000000000000000000000000");
        assert_eq!(RequestId::new(bytes).header(), "00ab0000000000000000000000000000");
    }
}
