//! The checks of an ID token (OpenID Connect Core §3.1.3.7, §12.2).
//!
//! The signature is not checked: the token came straight from the token endpoint over a connection whose
//! server is authenticated by TLS (in the demo: over loopback), which §3.1.3.7 point 6 allows instead. An ID
//! token that came any other way, through the browser's address bar for example, would need it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

/// How far this device's clock may be off, in seconds (RFC 7519 §4.1.4 allows a few minutes).
const CLOCK_SKEW: i64 = 60;

/// What the token has to say.
pub struct Expected<'a> {
    /// Who should have written it.
    pub issuer: &'a str,
    /// For whom.
    pub client_id: &'a str,
    /// In answer to which sign-in.
    pub nonce: Nonce<'a>,
    /// Milliseconds since 1970.
    pub now: i64,
}

/// What is known of the sign-in that the token belongs to.
pub enum Nonce<'a> {
    /// The first token repeats the nonce that was sent.
    Sent(&'a str),
    /// A renewed token belongs to the same person, and repeats the nonce or leaves it out.
    Of(&'a Identity),
}

/// Who signed in, as far as later answers are held against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The person's `sub`, which never changes at this issuer.
    pub subject: String,
    /// The nonce of the sign-in.
    pub nonce: String,
}

/// Why an ID token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdTokenRefused {
    /// Not three parts, not base64url, or not the claims that are required.
    #[error("The sign-in server sent an ID token that this app can't read.")]
    Unreadable,
    /// Written by somebody else.
    #[error("The ID token names another issuer, so it was not used.")]
    OtherIssuer,
    /// Written for another client.
    #[error("The ID token was made for another app, so it was not used.")]
    OtherAudience,
    /// Too old, or this device's clock is wrong.
    #[error("The ID token has expired already. Check whether this device's clock is right.")]
    Expired,
    /// Belongs to another sign-in.
    #[error("The ID token belongs to another sign-in, so it was not used.")]
    OtherNonce,
    /// Belongs to another person.
    #[error("The renewed ID token belongs to another person, so it was not used.")]
    OtherSubject,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    nonce: Option<String>,
    azp: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Says whose token it is, or why it is not believed.
pub fn check(token: &str, expected: &Expected<'_>) -> Result<Identity, IdTokenRefused> {
    let claims = read(token).ok_or(IdTokenRefused::Unreadable)?;
    if claims.iss != expected.issuer {
        return Err(IdTokenRefused::OtherIssuer);
    }
    if !claims.is_for(expected.client_id) {
        return Err(IdTokenRefused::OtherAudience);
    }
    if claims.exp.saturating_add(CLOCK_SKEW) <= expected.now / 1000 {
        return Err(IdTokenRefused::Expired);
    }
    claims.answer(&expected.nonce)
}

fn read(token: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

impl Claims {
    /// With several audiences, the one that asked has to be named as `azp` (§3.1.3.7 points 3 to 5).
    fn is_for(&self, client_id: &str) -> bool {
        let authorized = self.azp.as_deref().is_none_or(|azp| azp == client_id);
        match &self.aud {
            Audience::One(only) => only == client_id && authorized,
            Audience::Several(all) => {
                let named = all.len() == 1 || self.azp.is_some();
                all.iter().any(|one| one == client_id) && named && authorized
            }
        }
    }

    fn answer(self, nonce: &Nonce<'_>) -> Result<Identity, IdTokenRefused> {
        match nonce {
            Nonce::Sent(sent) if self.nonce.as_deref() == Some(*sent) => {
                Ok(Identity { subject: self.sub, nonce: (*sent).to_owned() })
            }
            Nonce::Sent(_) => Err(IdTokenRefused::OtherNonce),
            Nonce::Of(known) if self.sub != known.subject => Err(IdTokenRefused::OtherSubject),
            Nonce::Of(known) if self.nonce.as_ref().is_some_and(|nonce| *nonce != known.nonce) => {
                Err(IdTokenRefused::OtherNonce)
            }
            Nonce::Of(known) => Ok((*known).clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const NOW: i64 = 1_800_000_000;

    fn claims() -> Value {
        json!({ "iss": "https://op.example", "sub": "101", "aud": "app_1", "exp": NOW + 300, "nonce": "n" })
    }

    fn with(name: &str, value: Value) -> Value {
        let mut claims = claims();
        claims[name] = value;
        claims
    }

    fn token(claims: &Value) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()))
    }

    fn checked(claims: &Value, nonce: Nonce<'_>) -> Result<Identity, IdTokenRefused> {
        let expected = Expected { issuer: "https://op.example", client_id: "app_1", nonce, now: NOW * 1000 };
        check(&token(claims), &expected)
    }

    fn first(claims: &Value) -> Result<Identity, IdTokenRefused> {
        checked(claims, Nonce::Sent("n"))
    }

    fn alice() -> Identity {
        Identity { subject: "101".to_owned(), nonce: "n".to_owned() }
    }

    #[test]
    fn a_token_of_this_sign_in_says_who_it_is() {
        assert_eq!(first(&claims()), Ok(alice()));
    }

    #[test]
    fn each_wrong_claim_has_its_own_reason() {
        for (claims, reason) in [
            (with("iss", json!("https://op.example/")), IdTokenRefused::OtherIssuer),
            (with("aud", json!("app_2")), IdTokenRefused::OtherAudience),
            (with("azp", json!("app_2")), IdTokenRefused::OtherAudience),
            (with("aud", json!([])), IdTokenRefused::OtherAudience),
            (with("aud", json!(["app_1", "api"])), IdTokenRefused::OtherAudience),
            (with("nonce", json!("m")), IdTokenRefused::OtherNonce),
            (with("nonce", Value::Null), IdTokenRefused::OtherNonce),
            (with("exp", json!("soon")), IdTokenRefused::Unreadable),
            (with("sub", Value::Null), IdTokenRefused::Unreadable),
        ] {
            assert_eq!(first(&claims), Err(reason), "{claims}");
        }
    }

    #[test]
    fn several_audiences_are_fine_when_this_client_is_the_authorized_one() {
        assert!(first(&with("aud", json!(["app_1"]))).is_ok());
        let mut claims = with("aud", json!(["api", "app_1"]));
        claims["azp"] = json!("app_1");
        assert!(first(&claims).is_ok());
    }

    #[test]
    fn a_token_is_good_until_a_minute_after_it_expired() {
        for (exp, good) in [(NOW + 1, true), (NOW - 59, true), (NOW - 60, false), (i64::MAX, true)] {
            assert_eq!(first(&with("exp", json!(exp))).is_ok(), good, "{exp}");
        }
    }

    #[test]
    fn a_renewed_token_has_the_same_person_and_the_same_nonce_or_none() {
        let known = alice();
        let renewed = |claims: &Value| checked(claims, Nonce::Of(&known));
        assert_eq!(renewed(&claims()), Ok(alice()));
        assert_eq!(renewed(&with("nonce", Value::Null)), Ok(alice()));
        assert_eq!(renewed(&with("nonce", json!("m"))), Err(IdTokenRefused::OtherNonce));
        assert_eq!(renewed(&with("sub", json!("102"))), Err(IdTokenRefused::OtherSubject));
    }

    #[test]
    fn what_is_not_a_token_cannot_be_read() {
        let expected = Expected { issuer: "i", client_id: "c", nonce: Nonce::Sent("n"), now: 0 };
        for text in ["", "a", "a.b", "a.b.c", "e30.e30.e30.e30", "e30.e30.e30", "e30.%%%.e30"] {
            assert_eq!(check(text, &expected), Err(IdTokenRefused::Unreadable), "{text}");
        }
    }
}
