//! `GET` and `POST /connect/userinfo` (OpenID Connect Core §5.3).

use axum::Json;
use axum::extract::State;
use axum::response::{AppendHeaders, IntoResponse, Response};
use http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use http::{HeaderMap, Method, StatusCode};
use identity::bearer::Shown;
use identity::userinfo::{self, Userinfo};
use oauth::authorization::Authorization;
use oauth::dpop;

use crate::error::{Cause, Problem};
use crate::extract::{Caller, proofs};
use crate::state::AppState;

const INVALID_TOKEN: &str = ", error=\"invalid_token\"";

/// Tells whose the access token is.
pub async fn any(
    State(state): State<AppState>,
    Caller(origin): Caller,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let header = headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
    let proofs = proofs(&headers);
    let address = format!("{}/connect/userinfo", state.identity.settings.issuer);
    let possession = identity::dpop::Shown { proofs: &proofs, method: method.as_str(), address: &address };
    let shown = match header.map(Authorization::parse) {
        None => return challenge(StatusCode::UNAUTHORIZED, ["", ""]),
        Some(Authorization::Bearer(token)) => Shown { token, possession: None },
        Some(Authorization::Dpop(token)) => Shown { token, possession: Some(possession) },
        Some(Authorization::Basic(_) | Authorization::Unusable) => {
            return challenge(StatusCode::UNAUTHORIZED, [INVALID_TOKEN, ""]);
        }
    };
    let bound = shown.possession.is_some();
    let errors = |error: &'static str| if bound { ["", error] } else { [error, ""] };
    match userinfo::claims(&state.identity, shown, &origin).await {
        Ok(Userinfo::Claims(claims)) => ([(CACHE_CONTROL, "no-store")], Json(claims)).into_response(),
        Ok(Userinfo::InvalidToken) => challenge(StatusCode::UNAUTHORIZED, errors(INVALID_TOKEN)),
        Ok(Userinfo::InvalidProof(why)) => {
            let error = format!(", error=\"invalid_dpop_proof\", error_description=\"{why}\"");
            challenge(StatusCode::UNAUTHORIZED, ["", &error])
        }
        Ok(Userinfo::InsufficientScope) => {
            challenge(StatusCode::FORBIDDEN, errors(", error=\"insufficient_scope\", scope=\"openid\""))
        }
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

/// One challenge for each scheme; the error stands with the scheme that was used, and nowhere when no token was sent
/// (RFC 6750 §3, RFC 9449 §7.1).
fn challenge(status: StatusCode, [bearer, bound]: [&str; 2]) -> Response {
    let challenges = AppendHeaders([
        (WWW_AUTHENTICATE, format!("Bearer realm=\"latchkey\"{bearer}")),
        (WWW_AUTHENTICATE, dpop::challenge(bound)),
    ]);
    (status, challenges, [(CACHE_CONTROL, "no-store")]).into_response()
}
