//! The token endpoint's questions and answers (RFC 6749 §4.1.3, §5.1, §6).

use oauth::token::TokenResponse;

use crate::config::Config;
use crate::oidc::callback::Answer;
use crate::oidc::parameters::Parameters;

/// Hands in the code. A public client has no secret, so it only names itself (RFC 6749 §4.1.3).
pub fn exchange(config: &Config, answer: &Answer) -> Parameters {
    Parameters::default()
        .with("grant_type", "authorization_code")
        .with("code", &answer.code)
        .with("redirect_uri", &config.redirect_uri)
        .with("client_id", &config.client_id)
        .with("code_verifier", &answer.verifier)
}

/// Hands in the refresh token (RFC 6749 §6).
pub fn renewal(config: &Config, refresh_token: &str) -> Parameters {
    Parameters::default()
        .with("grant_type", "refresh_token")
        .with("refresh_token", refresh_token)
        .with("client_id", &config.client_id)
}

/// The tokens of one sign-in. They live in this value and nowhere else, so a reload forgets them.
pub struct Tokens {
    access: String,
    refresh: Option<String>,
    id: Option<String>,
    scope: String,
    expires_at: i64,
}

/// A token type that this client doesn't know, and must not use therefore (RFC 6749 §7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotBearer;

impl Tokens {
    /// Takes an answer that arrived at `now`, in milliseconds since 1970.
    pub fn received(answer: TokenResponse, now: i64) -> Result<Self, NotBearer> {
        if !answer.token_type.eq_ignore_ascii_case("Bearer") {
            return Err(NotBearer);
        }
        let lifetime = i64::try_from(answer.expires_in).unwrap_or(i64::MAX).saturating_mul(1000);
        Ok(Self {
            access: answer.access_token,
            refresh: answer.refresh_token,
            id: answer.id_token,
            scope: answer.scope,
            expires_at: now.saturating_add(lifetime),
        })
    }

    /// Keeps what a renewal did not replace: an answer without a refresh token leaves the old one good
    /// (RFC 6749 §6), and an answer without an ID token is usual (OpenID Connect Core §12.2).
    #[must_use]
    pub fn replacing(mut self, old: Self) -> Self {
        self.refresh = self.refresh.or(old.refresh);
        self.id = self.id.or(old.id);
        self
    }

    /// What the API is asked with.
    pub fn access(&self) -> &str {
        &self.access
    }

    /// What the next tokens are asked with.
    pub fn refresh(&self) -> Option<&str> {
        self.refresh.as_deref()
    }

    /// Who signed in, as the server's signed statement.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The scopes that were granted.
    pub fn scopes(&self) -> Vec<String> {
        self.scope.split_ascii_whitespace().map(str::to_owned).collect()
    }

    /// Milliseconds until the access token expires; none are left once it has.
    pub fn remaining(&self, now: i64) -> i64 {
        self.expires_at.saturating_sub(now).max(0)
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("scope", &self.scope).finish_non_exhaustive()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::config;

    pub fn response(access: &str, refresh: Option<&str>) -> TokenResponse {
        TokenResponse {
            access_token: access.to_owned(),
            token_type: "Bearer".to_owned(),
            expires_in: 3600,
            refresh_token: refresh.map(str::to_owned),
            id_token: None,
            scope: "openid profile".to_owned(),
            issued_token_type: None,
        }
    }

    pub fn tokens(access: &str, refresh: Option<&str>) -> Tokens {
        Tokens::received(response(access, refresh), 0).unwrap()
    }

    #[test]
    fn the_exchange_names_the_client_and_proves_it_with_the_verifier() {
        let answer = Answer { code: "c".to_owned(), verifier: "v".to_owned(), nonce: "n".to_owned() };
        assert_eq!(
            exchange(&config::tests::example(), &answer).encode(),
            "grant_type=authorization_code&code=c&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback\
             &client_id=app_abc123def456&code_verifier=v"
        );
    }

    #[test]
    fn the_renewal_sends_the_refresh_token_and_no_scope() {
        assert_eq!(
            renewal(&config::tests::example(), "r").encode(),
            "grant_type=refresh_token&refresh_token=r&client_id=app_abc123def456"
        );
    }

    #[test]
    fn the_token_type_is_compared_without_case_and_any_other_is_refused() {
        let mut answer = response("a", None);
        answer.token_type = "bearer".to_owned();
        assert!(Tokens::received(answer.clone(), 0).is_ok());
        answer.token_type = "DPoP".to_owned();
        assert_eq!(Tokens::received(answer, 0).err(), Some(NotBearer));
    }

    #[test]
    fn the_time_left_is_counted_from_the_answer_and_never_below_zero() {
        let tokens = Tokens::received(response("a", None), 1_000).unwrap();
        for (now, left) in [(1_000, 3_600_000), (3_600_999, 1), (3_601_000, 0), (9_999_999, 0)] {
            assert_eq!(tokens.remaining(now), left, "{now}");
        }
    }

    #[test]
    fn a_lifetime_beyond_all_reason_does_not_overflow() {
        let mut answer = response("a", None);
        answer.expires_in = u64::MAX;
        assert!(Tokens::received(answer, 1_000).unwrap().remaining(2_000) > 0);
    }

    #[test]
    fn a_renewal_replaces_the_refresh_token_only_when_it_brings_one() {
        let kept = tokens("b", None).replacing(tokens("a", Some("old")));
        assert_eq!((kept.access(), kept.refresh()), ("b", Some("old")));
        let rotated = tokens("b", Some("new")).replacing(tokens("a", Some("old")));
        assert_eq!(rotated.refresh(), Some("new"));
    }

    #[test]
    fn printing_tokens_shows_no_token() {
        assert_eq!(format!("{:?}", tokens("aaa", Some("rrr"))), r#"Tokens { scope: "openid profile", .. }"#);
    }
}
