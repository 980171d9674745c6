//! Percent-encoding, strictly: what is broken is refused and not guessed (RFC 3986 §2.1, OData URL §2).

/// Why a text cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadEncoding {
    /// A `%` without two hexadecimal digits, with its position.
    Escape(usize),
    /// The bytes are not UTF-8.
    NotUtf8,
}

/// What `+` means in the text at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plus {
    /// A plus, as in a path.
    Plus,
    /// A space, as in the query strings that forms and most client libraries write.
    Space,
}

/// Undoes percent-encoding.
pub(crate) fn decode(text: &str, plus: Plus) -> Result<String, BadEncoding> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes().enumerate();
    while let Some((at, byte)) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let high = rest.next().and_then(|(_, digit)| hex(digit));
                let low = rest.next().and_then(|(_, digit)| hex(digit));
                match (high, low) {
                    (Some(high), Some(low)) => high * 16 + low,
                    _ => return Err(BadEncoding::Escape(at)),
                }
            }
            b'+' if plus == Plus::Space => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| BadEncoding::NotUtf8)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_broken_ones_refused() {
        let cases = [
            ("a%20b", Ok("a b".to_owned())),
            ("%24top", Ok("$top".to_owned())),
            ("%C3%89", Ok("É".to_owned())),
            ("a+b", Ok("a b".to_owned())),
            ("a%2Bb", Ok("a+b".to_owned())),
            ("ab%2", Err(BadEncoding::Escape(2))),
            ("%", Err(BadEncoding::Escape(0))),
            ("%zz", Err(BadEncoding::Escape(0))),
            ("%C3", Err(BadEncoding::NotUtf8)),
        ];
        for (text, expected) in cases {
            assert_eq!(decode(text, Plus::Space), expected, "{text}");
        }
        assert_eq!(decode("a+b", Plus::Plus), Ok("a+b".to_owned()));
    }
}
