//! Asking the token endpoint, for the first tokens and for the next.

use oauth::token::TokenResponse;

use crate::browser;
use crate::http;
use crate::oidc::parameters::Parameters;
use crate::oidc::token::Tokens;
use crate::page::{Page, Provider};
use crate::reply::Trouble;
use crate::trail::{self, Purpose};

/// Sends a token request and takes the answer (RFC 6749 §3.2).
pub async fn ask(
    page: Page,
    provider: &Provider,
    purpose: Purpose,
    form: &Parameters,
) -> Result<Tokens, Trouble> {
    let url = &provider.metadata.token_endpoint;
    let came = http::post_form(url, form).await;
    page.record(purpose, &trail::request_line("POST", url), form.names(), &came);
    let answer: TokenResponse = came?.read()?;
    Tokens::received(answer, browser::now()).map_err(|_not_bearer| Trouble::Unreadable)
}
