//! Authorization codes (RFC 6749 §4.1).

use chrono::{DateTime, Utc};
use oauth::pkce::{CodeChallenge, CodeVerifier};
use oauth::scope::Scopes;
use oauth::token::CodeExchange;

use crate::asked_claims::AskedClaims;
use crate::restriction::Restriction;

/// Seconds from issue to expiry.
pub const LIFETIME: i64 = 60;
/// Wrong verifiers after which the code is spent.
pub const MOST_FAILURES: i32 = 5;

/// An authorization code, from the moment it is issued to the moment it is redeemed.
///
/// Redeeming takes the value, so no one can check a code and forget to spend it. That a code is spent only
/// once is the store's promise: `store::codes::consume`.
#[derive(Debug, Clone)]
pub struct AuthorizationCode {
    /// The client it was issued to, by its row.
    pub client: i64,
    /// The redirect URI of the request, as text.
    pub redirect_uri: String,
    /// The PKCE challenge of the request.
    pub challenge: Option<CodeChallenge>,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
    /// What it is good for.
    pub granted: Granted,
}

/// What somebody allowed a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The user's row.
    pub user: i64,
    /// The scopes allowed.
    pub scopes: Scopes,
    /// The value for the ID token.
    pub nonce: Option<String>,
    /// When the user last typed a password.
    pub auth_time: DateTime<Utc>,
    /// The session's public name, for the claim `sid`.
    pub sid: String,
    /// How strong the sign-in was, when the client asked.
    pub acr: Option<String>,
    /// The claims asked for one by one.
    pub claims: AskedClaims,
    /// What its tokens are restricted to.
    pub restriction: Restriction,
}

/// Why a code is refused. Outside they all look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefused {
    /// There is no such code.
    #[error("there is no such code")]
    Unknown,
    /// It was redeemed before.
    #[error("the code was redeemed before")]
    Replayed,
    /// It is older than a minute.
    #[error("the code has expired")]
    Expired,
    /// Another client has it.
    #[error("the code belongs to another client")]
    OtherClient,
    /// The redirect URI isn't the one of the request.
    #[error("the redirect URI is not the one of the authorization request")]
    OtherRedirectUri,
    /// The verifier doesn't fit the challenge, or only one of the two is there.
    #[error("the PKCE verifier does not fit")]
    WrongVerifier,
}

impl AuthorizationCode {
    /// Says what the code was good for, or why it is refused (RFC 6749 §4.1.3, RFC 7636 §4.6).
    ///
    /// # Errors
    /// The reason, for the log and the owner's activity.
    pub fn redeem(
        self,
        client: i64,
        exchange: &CodeExchange,
        now: DateTime<Utc>,
    ) -> Result<Granted, CodeRefused> {
        if client != self.client {
            return Err(CodeRefused::OtherClient);
        }
        if self.expires_at <= now {
            return Err(CodeRefused::Expired);
        }
        if exchange.redirect_uri != self.redirect_uri {
            return Err(CodeRefused::OtherRedirectUri);
        }
        // A verifier without a challenge is refused too: somebody may have taken the challenge away
        // (RFC 9700 §4.8.2).
        let proven = match (&self.challenge, &exchange.code_verifier) {
            (None, None) => true,
            (Some(challenge), Some(verifier)) => {
                CodeVerifier::parse(verifier).is_ok_and(|verifier| challenge.accepts(&verifier))
            }
            _ => false,
        };
        if proven { Ok(self.granted) } else { Err(CodeRefused::WrongVerifier) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn code(challenged: bool) -> AuthorizationCode {
        let challenge = CodeChallenge::from_stored("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".into());
        AuthorizationCode {
            client: 1,
            redirect_uri: "https://app.example.com/cb".into(),
            challenge: challenged.then_some(challenge),
            expires_at: at(LIFETIME),
            granted: Granted {
                user: 7,
                scopes: Scopes::default(),
                nonce: None,
                auth_time: at(0),
                sid: "s".into(),
                acr: None,
                claims: AskedClaims::default(),
                restriction: Restriction::default(),
            },
        }
    }

    fn exchange(verifier: Option<&str>) -> CodeExchange {
        CodeExchange {
            code: "c".into(),
            redirect_uri: "https://app.example.com/cb".into(),
            code_verifier: verifier.map(str::to_owned),
        }
    }

    // Shows TC3.
    #[test]
    fn a_code_is_good_until_its_last_second() {
        let redeem = |seconds| {
            code(true).redeem(1, &exchange(Some(VERIFIER)), at(seconds)).map(|granted| granted.user)
        };
        assert_eq!(redeem(59), Ok(7));
        assert_eq!(redeem(60), Err(CodeRefused::Expired));
    }

    // Shows TC1.
    #[test]
    fn another_client_and_another_redirect_uri_are_refused() {
        assert_eq!(code(true).redeem(2, &exchange(Some(VERIFIER)), at(0)), Err(CodeRefused::OtherClient));
        let other =
            CodeExchange { redirect_uri: "https://app.example.com/cb/".into(), ..exchange(Some(VERIFIER)) };
        assert_eq!(code(true).redeem(1, &other, at(0)), Err(CodeRefused::OtherRedirectUri));
    }

    // Shows TC4, TC5, RFC 9700 §4.8.2.
    #[test]
    fn challenge_and_verifier_come_together_or_not_at_all() {
        let wrong = "a".repeat(43);
        for (challenged, verifier, good) in [
            (true, Some(VERIFIER), true),
            (true, None, false),
            (true, Some(wrong.as_str()), false),
            (false, None, true),
            (false, Some(VERIFIER), false),
        ] {
            assert_eq!(
                code(challenged).redeem(1, &exchange(verifier), at(0)).is_ok(),
                good,
                "{challenged} {verifier:?}"
            );
        }
    }
}
