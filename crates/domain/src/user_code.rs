//! What a person types to say which device is theirs (RFC 8628 §6.1).

use std::fmt;
use std::str::FromStr;

/// Consonants without Y: nothing that looks alike, and no words (RFC 8628 §6.1).
const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// Letters in a user code: 20 to the eighth are 34 bits.
const LETTERS: usize = 8;

/// What a person types: eight letters, shown in two groups.
#[derive(Clone, PartialEq, Eq)]
pub struct UserCode(String);

/// A text that no device has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a user code has eight letters, and not every letter occurs")]
pub struct NotAUserCode;

impl UserCode {
    /// Makes a code out of random bytes, each letter as likely as the others.
    ///
    /// `None` when too many bytes are of no use; the caller draws again.
    #[must_use]
    pub fn generate(random: [u8; 16]) -> Option<Self> {
        // 240 is the largest multiple of 20 in a byte.
        let even = random.iter().filter(|byte| **byte < 240);
        let letters = even.filter_map(|byte| ALPHABET.get(usize::from(byte % 20)).copied().map(char::from));
        let code: String = letters.take(LETTERS).collect();
        (code.len() == LETTERS).then_some(Self(code))
    }

    /// The code in its one spelling, to be hashed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UserCode {
    type Err = NotAUserCode;

    /// Reads what was typed: in any case, and with or without dashes and blanks (RFC 8628 §6.1).
    fn from_str(text: &str) -> Result<Self, NotAUserCode> {
        let letters: String =
            text.chars().filter(|letter| letter.is_alphanumeric()).take(LETTERS + 1).collect();
        let code = letters.to_ascii_uppercase();
        let right = code.len() == LETTERS && code.bytes().all(|letter| ALPHABET.contains(&letter));
        if right { Ok(Self(code)) } else { Err(NotAUserCode) }
    }
}

impl fmt::Display for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at_checked(LETTERS / 2).unwrap_or((&self.0, ""));
        write!(f, "{first}-{second}")
    }
}

impl fmt::Debug for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserCode([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_code_is_two_groups_of_four_consonants() {
        let code = UserCode::generate(std::array::from_fn(|index| index as u8)).unwrap();
        assert_eq!(code.to_string(), "BCDF-GHJK");
        assert_eq!(format!("{code:?}"), "UserCode([redacted])");
    }

    #[test]
    fn bytes_that_would_favour_a_letter_are_not_used() {
        let mut random = [240; 16];
        assert_eq!(UserCode::generate(random), None);
        random[..8].fill(239);
        assert_eq!(UserCode::generate(random).unwrap().to_string(), "ZZZZ-ZZZZ");
        random[0] = 240;
        assert_eq!(UserCode::generate(random), None, "seven letters are too few");
    }

    #[test]
    fn a_user_code_is_read_however_it_was_typed() {
        for typed in ["WDJB-MJHT", "wdjbmjht", " wdjb mjht ", "WD-JB\u{2013}MJ_HT", "w.d.j.b.m.j.h.t"] {
            assert_eq!(typed.parse::<UserCode>().unwrap().as_str(), "WDJBMJHT", "{typed}");
        }
    }

    #[test]
    fn other_letters_and_other_lengths_are_no_user_code() {
        for typed in ["", "WDJBMJH", "WDJBMJHTT", "WDJBMJHA", "WDJBMJH0", "WDJBMJH\u{e9}", "ＷDJBMJHT"] {
            assert_eq!(typed.parse::<UserCode>(), Err(NotAUserCode), "{typed}");
        }
    }
}
