//! Comparing `htu` with the address of a request (RFC 9449 §4.3, RFC 3986 §6.2.2 and §6.2.3).

use std::fmt::Write as _;

/// An address without query and fragment, in the one form that all ways to write it share.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    scheme: String,
    authority: String,
    path: String,
}

impl Target {
    /// Reads an absolute `http` or `https` address; `None` for all else, also for one with a user in it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let end = text.find(['?', '#']).unwrap_or(text.len());
        let (scheme, rest) = text.get(..end)?.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let default_port = match scheme.as_str() {
            "https" => ":443",
            "http" => ":80",
            _ => return None,
        };
        let (authority, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
        let authority = authority.to_ascii_lowercase();
        let authority = authority.strip_suffix(default_port).unwrap_or(&authority);
        if authority.is_empty()
            || authority.contains('@')
            || !text.bytes().all(|byte| byte.is_ascii_graphic())
        {
            return None;
        }
        let path = if path.is_empty() { "/".to_owned() } else { normalised(path)? };
        Some(Self { scheme, authority: authority.to_owned(), path })
    }
}

/// Escapes of letters, digits and `-._~` become what they stand for, others get capital letters (RFC 3986 §6.2.2).
fn normalised(path: &str) -> Option<String> {
    let mut parts = path.split('%');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        let byte = u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            write!(whole, "%{byte:02X}").ok()?;
        }
        whole.push_str(rest);
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_one_address_are_the_same() {
        let same = |left: &str, right: &str| {
            let (left, right) = (Target::parse(left), Target::parse(right));
            left.is_some() && left == right
        };
        let here = "https://id.example/connect/token";
        for other in [
            "https://id.example/connect/token?a=b",
            "https://id.example/connect/token#a",
            "HTTPS://ID.example:443/connect/token",
            "https://id.example/connect/%74oken",
        ] {
            assert!(same(here, other), "{other}");
        }
        assert!(same("http://localhost:80", "http://localhost/?x"));
        assert!(same("https://a/%c3%a4", "https://a/%C3%A4"));
        for other in [
            "http://id.example/connect/token",
            "https://id.example/connect/token/",
            "https://id.example/connect/Token",
            "https://id.example:8443/connect/token",
            "https://evil.example/connect/token",
            "https://id.example.evil.example/connect/token",
            "https://id.example/connect%2Ftoken",
        ] {
            assert!(!same(here, other), "{other}");
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_is_nothing() {
        for text in [
            "",
            "/connect/token",
            "https://",
            "https:///x",
            "ftp://a/x",
            "https://me@id.example/",
            "https://a/%",
            "https://a/%4",
            "https://a/%+1",
            "https://a/ b",
            "https://\u{e4}/",
        ] {
            assert_eq!(Target::parse(text), None, "{text}");
        }
    }
}
