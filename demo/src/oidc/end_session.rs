//! Sign-out at the server (OpenID Connect RP-Initiated Logout 1.0 §2).

use crate::config::Config;
use crate::oidc::parameters::Parameters;

/// The parameters of the sign-out. The ID token may have expired, it only says who wants to go.
pub fn request(config: &Config, id_token: &str) -> Parameters {
    Parameters::default()
        .with("id_token_hint", id_token)
        .with("client_id", &config.client_id)
        .with("post_logout_redirect_uri", config.after_sign_out())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    #[test]
    fn sign_out_says_who_goes_and_where_to() {
        assert_eq!(
            request(&config::tests::example(), "e30.e30.c2ln").encode(),
            "id_token_hint=e30.e30.c2ln&client_id=app_abc123def456\
             &post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback"
        );
    }
}
