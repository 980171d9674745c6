//! The token of a request: `Bearer`, `DPoP`, or a personal access token over `Basic` (RFC 6750 §2, RFC 9449 §7.1,
//! RFC 7617).
//!
//! Cookies are not looked at, so no other site can borrow a browser's session here. A token in the address is refused:
//! addresses end up in logs and histories (RFC 9700 §4.3.2).

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oauth::dpop;

use crate::Basic;

/// No token of this server is longer.
const MAX_TOKEN: usize = 8 * 1024;

/// A token as it was sent. It is neither printed nor copied.
#[derive(PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    /// The text, for the verifier alone.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a token was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// As it is.
    Bearer,
    /// With a proof that the caller has its key.
    Dpop,
}

/// Why a request's credentials cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CredentialsRefused {
    /// The request breaks the rules of the scheme (RFC 6750 §3.1 `invalid_request`).
    Malformed(&'static str),
    /// A credential of the right form that can't be a token (`invalid_token`).
    NotAToken,
}

/// Refuses a token in the query string (RFC 6750 §2.3 describes it, RFC 9700 §4.3.2 forbids it).
pub(crate) fn none_in_query(query: &str) -> Result<(), CredentialsRefused> {
    if form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "access_token") {
        return Err(CredentialsRefused::Malformed(
            "A token belongs into the Authorization header, not into the address.",
        ));
    }
    Ok(())
}

/// Reads the token out of the headers; none when there are no credentials that this API understands.
pub(crate) fn read(
    headers: &HeaderMap,
    over_basic: Basic,
) -> Result<Option<(Token, Scheme)>, CredentialsRefused> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(CredentialsRefused::Malformed("The request holds more than one Authorization header."));
    }
    let value = value.to_str().map_err(|_| CredentialsRefused::NotAToken)?;
    let (scheme, credentials) = value.split_once(' ').unwrap_or((value, ""));
    let credentials = credentials.trim();
    if scheme.eq_ignore_ascii_case("Bearer") {
        sent(credentials).map(|token| Some((token, Scheme::Bearer)))
    } else if scheme.eq_ignore_ascii_case(dpop::NAME) {
        sent(credentials).map(|token| Some((token, Scheme::Dpop)))
    } else if over_basic == Basic::Offered && scheme.eq_ignore_ascii_case("Basic") {
        basic(credentials).map(|token| Some((token, Scheme::Bearer)))
    } else {
        Ok(None)
    }
}

fn sent(credentials: &str) -> Result<Token, CredentialsRefused> {
    if credentials.is_empty() {
        return Err(CredentialsRefused::Malformed("The Authorization header holds no token."));
    }
    token(credentials.to_owned())
}

/// Some programs know no other scheme. The whole token is the password and the user anything, or the token is written at
/// its colon as a user with a password.
fn basic(credentials: &str) -> Result<Token, CredentialsRefused> {
    let decoded = STANDARD.decode(credentials).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let pair = decoded.ok_or(CredentialsRefused::NotAToken)?;
    // Nobody's user name and password are wanted here, not even to be looked at.
    match pair.split_once(':') {
        Some((_, whole)) if whole.contains("_pat_") && whole.contains(':') => token(whole.to_owned()),
        Some((user, password)) if user.contains("_pat_") && !password.is_empty() => token(pair),
        _ => Err(CredentialsRefused::NotAToken),
    }
}

/// Accepts what a token can be made of: `b64token` (RFC 6750 §2.1), and the colon of personal access tokens.
fn token(text: String) -> Result<Token, CredentialsRefused> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=:".contains(&byte);
    if text.len() <= MAX_TOKEN && text.bytes().all(legal) {
        Ok(Token(text))
    } else {
        Err(CredentialsRefused::NotAToken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(values: &[&str]) -> Result<Option<(String, Scheme)>, CredentialsRefused> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, value.parse().unwrap());
        }
        read(&headers, Basic::Offered).map(|read| read.map(|(token, scheme)| (token.0, scheme)))
    }

    #[test]
    fn tokens_are_read_from_bearer_and_from_basic() {
        let over_basic = |pair: &str| format!("Basic {}", STANDARD.encode(pair));
        let basic = over_basic("exepron_pat_abc123def456:c2VjcmV0==");
        let whole = over_basic("alice@example.com:exepron_pat_abc123def456:c2VjcmV0==");
        let nameless = over_basic(":exepron_pat_abc123def456:c2VjcmV0==");
        let cases = [
            ("Bearer abc.def-ghi_~+/==", "abc.def-ghi_~+/=="),
            ("bearer abc", "abc"),
            ("BEARER  abc ", "abc"),
            ("DPoP abc", "abc"),
            ("dpop  abc", "abc"),
            ("Bearer exepron_pat_abc123def456:c2VjcmV0==", "exepron_pat_abc123def456:c2VjcmV0=="),
            (basic.as_str(), "exepron_pat_abc123def456:c2VjcmV0=="),
            (whole.as_str(), "exepron_pat_abc123def456:c2VjcmV0=="),
            (nameless.as_str(), "exepron_pat_abc123def456:c2VjcmV0=="),
        ];
        for (header, token) in cases {
            let scheme = if token == "abc" && header.to_lowercase().starts_with("dpop") {
                Scheme::Dpop
            } else {
                Scheme::Bearer
            };
            assert_eq!(received(&[header]), Ok(Some((token.to_owned(), scheme))), "{header}");
        }
    }

    #[test]
    fn other_schemes_are_no_credentials() {
        for headers in [&[][..], &["Negotiate abc"], &["Digest username=\"x\""], &["Bearerabc"], &[""]] {
            assert_eq!(received(headers), Ok(None), "{headers:?}");
        }
    }

    #[test]
    fn basic_is_no_credential_where_it_is_off() {
        let mut headers = HeaderMap::new();
        let pair = STANDARD.encode("exepron_pat_abc123def456:c2VjcmV0==");
        headers.insert(AUTHORIZATION, format!("Basic {pair}").parse().unwrap());
        assert!(read(&headers, Basic::Off).unwrap().is_none());
    }

    #[test]
    fn two_credentials_and_empty_ones_are_malformed() {
        for headers in
            [&["Bearer"][..], &["Bearer "], &["DPoP"], &["Bearer a", "Bearer b"], &["Bearer a", "Basic b"]]
        {
            assert!(matches!(received(headers), Err(CredentialsRefused::Malformed(_))), "{headers:?}");
        }
    }

    #[test]
    fn what_cannot_be_a_token_is_refused_unseen() {
        let long = format!("Bearer {}", "x".repeat(MAX_TOKEN + 1));
        let person = format!("Basic {}", STANDARD.encode("alice@example.com:correct horse"));
        let half = format!("Basic {}", STANDARD.encode("exepron_pat_abc123def456"));
        for header in
            ["Bearer a b", "Bearer a,b", "Bearer \"a\"", "Basic", "Basic ???", &long, &person, &half]
        {
            assert_eq!(received(&[header]), Err(CredentialsRefused::NotAToken), "{header}");
        }
        assert!(received(&[&format!("Bearer {}", "x".repeat(MAX_TOKEN))]).is_ok());
    }

    #[test]
    fn a_token_in_the_address_is_refused() {
        for query in ["access_token=x", "$top=1&access_token=", "access%5Ftoken=x"] {
            assert!(matches!(none_in_query(query), Err(CredentialsRefused::Malformed(_))), "{query}");
        }
        assert_eq!(none_in_query("$top=1&token=x"), Ok(()));
    }
}
