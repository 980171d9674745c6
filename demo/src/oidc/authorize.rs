//! The way out: the authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1).

use crate::config::Config;
use crate::oidc::parameters::Parameters;

/// The length of each drawn value: 43 characters of 66 are 259 bits, and RFC 7636 §4.1 allows no fewer.
pub const DRAWN_LENGTH: usize = 43;

/// What has to be remembered while the browser is away, and nothing else is.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    /// Proves at the token endpoint that the one who asked is the one who redeems (RFC 7636 §4.1).
    pub verifier: String,
    /// Proves that the answer belongs to a question of this tab (RFC 6749 §10.12).
    pub state: String,
    /// Ties the ID token to this sign-in (OpenID Connect Core §15.5.2).
    pub nonce: String,
}

impl Pending {
    /// Draws three values. The dice have to be good for secrets.
    pub fn draw(mut dice: impl FnMut() -> String) -> Self {
        Self { verifier: dice(), state: dice(), nonce: dice() }
    }
}

/// The parameters of the authorization request. The verifier stays here; its hash travels.
pub fn request(config: &Config, pending: &Pending) -> Parameters {
    Parameters::default()
        .with("response_type", "code")
        .with("client_id", &config.client_id)
        .with("redirect_uri", &config.redirect_uri)
        .with("scope", &config.scope)
        .with("state", &pending.state)
        .with("nonce", &pending.nonce)
        .with("code_challenge", &pkce::code_challenge(pending.verifier.as_bytes()))
        .with("code_challenge_method", "S256")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use oauth::form::Form;

    #[test]
    fn the_request_asks_for_a_code_with_the_challenge_of_rfc_7636_appendix_b() {
        let pending = Pending {
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
            state: "s".to_owned(),
            nonce: "n".to_owned(),
        };
        let query = request(&config::tests::example(), &pending).encode();
        let form = Form::parse(query.as_bytes()).unwrap();
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", "app_abc123def456"),
            ("redirect_uri", "http://localhost:3000/callback"),
            ("scope", "openid profile offline_access"),
            ("state", "s"),
            ("nonce", "n"),
            ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            ("code_challenge_method", "S256"),
        ] {
            assert_eq!(form.get(name), Ok(Some(value)));
        }
        assert!(!query.contains("dBjftJeZ"), "the verifier must not travel");
    }

    #[test]
    fn the_three_values_are_drawn_one_by_one() {
        let mut count = 0;
        let pending = Pending::draw(|| {
            count += 1;
            count.to_string()
        });
        assert_eq!((&*pending.verifier, &*pending.state, &*pending.nonce), ("1", "2", "3"));
    }
}
