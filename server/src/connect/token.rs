//! `POST /connect/token` (RFC 6749 §3.2).

use axum::extract::State;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method};
use identity::client_authentication::Credentials;
use identity::dpop::Shown;
use identity::grant::{self, OAuthError, Sent};
use oauth::authorization::Authorization;
use oauth::form::Form;
use oauth::token::TokenResponse;

use super::answer::{NoStore, Refused};
use crate::extract::form_body::NotAForm;
use crate::extract::{Caller, FormBody, proofs};
use crate::state::AppState;

/// Gives tokens for a code, a refresh token, a password, the client's own credentials, or another token.
pub async fn post(
    State(state): State<AppState>,
    Caller(origin): Caller,
    headers: HeaderMap,
    body: Result<FormBody, NotAForm>,
) -> Result<NoStore<TokenResponse>, Refused> {
    let FormBody(form) = body.map_err(not_a_form)?;
    let credentials = credentials_if_any(&headers, &form);
    let proofs = proofs(&headers);
    let address = format!("{}/connect/token", state.identity.settings.issuer);
    let possession = Shown { proofs: &proofs, method: Method::POST.as_str(), address: &address };
    let sent = Sent { form: &form, possession, origin: &origin };
    let answer = grant::redeem(&state.identity, credentials, sent).await;
    answer.map(NoStore).map_err(Refused)
}

/// The body isn't what RFC 6749 Appendix B asks for.
pub(super) fn not_a_form(_: NotAForm) -> Refused {
    Refused(OAuthError::invalid_request("the body has to be application/x-www-form-urlencoded"))
}

/// The client's credentials, from the header or the form (RFC 6749 §2.3.1).
pub(super) fn credentials(headers: &HeaderMap, form: &Form) -> Result<Credentials, OAuthError> {
    credentials_if_any(headers, form)?.ok_or_else(Credentials::missing)
}

fn credentials_if_any(headers: &HeaderMap, form: &Form) -> Result<Option<Credentials>, OAuthError> {
    let header = headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
    match header.map(Authorization::parse) {
        None => Credentials::read_any(None, form),
        Some(Authorization::Basic(basic)) => Credentials::read_any(Some(basic), form),
        Some(Authorization::Bearer(_) | Authorization::Dpop(_) | Authorization::Unusable) => {
            Err(OAuthError::invalid_client("the Authorization header is not Basic", true))
        }
    }
}
