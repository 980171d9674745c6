//! Secrets of clients: made, accepted, recognised.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Random bytes in a generated secret; two bytes of checksum follow them.
pub const RANDOM_BYTES: usize = 32;

/// A secret in plain text. It can't be copied, printed or serialised by accident.
pub struct PlainSecret(String);

/// Why a secret that somebody brings along is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Use 16 to 256 printable ASCII characters.")]
pub struct NotASecret;

impl PlainSecret {
    /// Makes a secret: 32 random bytes and their CRC-16 in standard base64, 46 characters and `==`.
    ///
    /// `None` when it holds `+` or `/`: the caller draws again, so that the secret survives a form body that
    /// nobody encoded.
    #[must_use]
    pub fn generate(random: [u8; RANDOM_BYTES]) -> Option<Self> {
        let mut bytes = [0; RANDOM_BYTES + 2];
        let (head, tail) = bytes.split_at_mut(RANDOM_BYTES);
        head.copy_from_slice(&random);
        tail.copy_from_slice(&crc16(&random).to_be_bytes());
        let text = STANDARD.encode(bytes);
        (!text.contains(['+', '/'])).then_some(Self(text))
    }

    /// Takes a secret that somebody brings along.
    ///
    /// # Errors
    /// When it isn't 16 to 256 printable ASCII characters.
    pub fn accept(text: &str) -> Result<Self, NotASecret> {
        let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
        if (16..=256).contains(&text.len()) && printable {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotASecret)
        }
    }

    /// Takes a secret that has ended already: it opens nothing, so only what can't be a secret at all is refused.
    ///
    /// # Errors
    /// When it isn't 1 to 256 printable ASCII characters.
    pub fn accept_ended(text: &str) -> Result<Self, NotASecret> {
        let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
        if (1..=256).contains(&text.len()) && printable { Ok(Self(text.to_owned())) } else { Err(NotASecret) }
    }

    /// The text, to be hashed or to be put into the one answer that issues it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The last four letters or digits, to tell this secret from others later.
    #[must_use]
    pub fn hint(&self) -> String {
        let core: Vec<char> = self.0.chars().filter(char::is_ascii_alphanumeric).collect();
        core.iter().skip(core.len().saturating_sub(4)).collect()
    }
}

impl std::fmt::Debug for PlainSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Whether a secret that somebody brings along could have less than 128 bits, at best: if each of its characters was drawn
/// from all of its kind, and hex digits from sixteen. That is worth a warning.
#[must_use]
pub fn is_weak(text: &str) -> bool {
    let letters =
        |kind: fn(&u8) -> bool, many: f64| if text.as_bytes().iter().any(kind) { many } else { 0.0 };
    let alphabet = letters(u8::is_ascii_lowercase, 26.0)
        + letters(u8::is_ascii_uppercase, 26.0)
        + letters(u8::is_ascii_digit, 10.0)
        + letters(u8::is_ascii_punctuation, 32.0);
    let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let bits = if hex { 4.0 } else { alphabet.max(1.0).log2() };
    // A few letters over and over are as good as those few.
    let distinct = text.bytes().collect::<std::collections::BTreeSet<_>>().len();
    f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)) * bits < 128.0 || distinct < 8
}

/// Whether a text was made by [`PlainSecret::generate`], as far as its checksum tells. Works offline.
#[must_use]
pub fn has_valid_checksum(text: &str) -> bool {
    let Ok(bytes) = STANDARD.decode(text) else {
        return false;
    };
    match bytes.split_at_checked(RANDOM_BYTES) {
        Some((head, tail)) => tail == crc16(head).to_be_bytes(),
        None => false,
    }
}

/// CRC-16/XMODEM: polynomial 0x1021, start 0.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc: u16, _| {
            if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_crc_16_xmodem() {
        assert_eq!(crc16(b"123456789"), 0x31C3);
    }

    // Shows R036.
    #[test]
    fn a_generated_secret_has_46_characters_and_two_equals_signs() {
        let secret = PlainSecret::generate([7; 32]).unwrap();
        assert_eq!(secret.expose().len(), 48);
        assert!(secret.expose().ends_with("==") && has_valid_checksum(secret.expose()));
        assert_eq!(format!("{secret:?}"), "[redacted]");
    }

    #[test]
    fn a_secret_with_plus_or_slash_is_drawn_again() {
        assert!(PlainSecret::generate([0xff; 32]).is_none());
    }

    // Shows P7.
    #[test]
    fn one_wrong_character_breaks_the_checksum() {
        let secret = PlainSecret::generate([7; 32]).unwrap();
        assert!(!has_valid_checksum(&secret.expose().replacen('B', "C", 1)));
        assert!(!has_valid_checksum("dGVzdHNlY3JldA=="));
    }

    // Shows R037, R050.
    #[test]
    fn a_secret_with_less_than_128_bits_is_weak() {
        for (text, weak) in [
            ("supersecret123", true),
            ("supersecret1234567", true),
            ("7f3d8c2a9b5e4f1d8a6c3e2f9d5b7a1", true),
            ("7f3d8c2a9b5e4f1d8a6c3e2f9d5b7a1c", false),
            (&"abcabcabc".repeat(20), true),
            ("q7Rr2mZ0xVb9Lk4TtYw1Ns", false),
        ] {
            assert_eq!(is_weak(text), weak, "{text}");
        }
    }

    #[test]
    fn a_secret_that_has_ended_may_be_short() {
        for (length, good) in [(0, false), (1, true), (256, true), (257, false)] {
            assert_eq!(PlainSecret::accept_ended(&"x".repeat(length)).is_ok(), good, "{length}");
        }
        assert!(PlainSecret::accept_ended("two words").is_err());
    }

    #[test]
    fn a_secret_brought_along_has_16_to_256_printable_characters() {
        for (length, good) in [(15, false), (16, true), (256, true), (257, false)] {
            assert_eq!(PlainSecret::accept(&"x".repeat(length)).is_ok(), good, "{length}");
        }
        assert!(PlainSecret::accept("a secret with blanks").is_err());
    }
}
