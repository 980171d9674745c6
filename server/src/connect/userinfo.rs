//! `GET` and `POST /connect/userinfo` (OpenID Connect Core §5.3).

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{AppendHeaders, IntoResponse, Response};
use http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use http::{HeaderMap, Method, StatusCode};
use identity::bearer::Shown;
use identity::userinfo::{self, Userinfo};
use oauth::authorization::Authorization;
use oauth::dpop;

use crate::error::{Cause, Problem};
use crate::extract::{Caller, form_body, proofs};
use crate::state::AppState;

const INVALID_TOKEN: &str = ", error=\"invalid_token\"";

/// Tells whose the access token is.
pub async fn any(
    State(state): State<AppState>,
    Caller(origin): Caller,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let header = headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
    let in_body = match token_in_body(&method, &headers, &body) {
        Ok(token) => token,
        Err(Malformed(why)) => return malformed(why),
    };
    let proofs = proofs(&headers);
    let address = format!("{}/connect/userinfo", state.identity.settings.issuer);
    let possession = identity::dpop::Shown { proofs: &proofs, method: method.as_str(), address: &address };
    let shown = match (header.map(Authorization::parse), in_body.as_deref()) {
        (None, None) => return challenge(StatusCode::UNAUTHORIZED, ["", ""], "no token was sent"),
        (Some(_), Some(_)) => return malformed("the token is sent in more than one way"),
        (Some(Authorization::Bearer(token)), None) | (None, Some(token)) => Shown { token, possession: None },
        (Some(Authorization::Dpop(token)), None) => Shown { token, possession: Some(possession) },
        (Some(Authorization::Basic(_) | Authorization::Unusable), None) => {
            return challenge(StatusCode::UNAUTHORIZED, [INVALID_TOKEN, ""], "the header holds no token");
        }
    };
    let bound = shown.possession.is_some();
    match userinfo::claims(&state.identity, shown, &origin).await {
        Ok(answer) => answered(answer, bound),
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

/// Why the body of a request can't bring a token.
struct Malformed(&'static str);

/// The token that a form brings (RFC 6750 §2.2): in a POST alone, and once. What stands in the address is never looked at.
fn token_in_body(method: &Method, headers: &HeaderMap, body: &[u8]) -> Result<Option<String>, Malformed> {
    if *method != Method::POST || body.is_empty() {
        return Ok(None);
    }
    let Ok(form) = form_body::parse(headers, body) else { return Ok(None) };
    let token = form.get("access_token").map_err(|_| Malformed("the token is sent more than once"))?;
    Ok(token.map(str::to_owned))
}

fn answered(answer: Userinfo, bound: bool) -> Response {
    let errors = |error: &'static str| if bound { ["", error] } else { [error, ""] };
    match answer {
        Userinfo::Claims(claims) => ([(CACHE_CONTROL, "no-store")], Json(claims)).into_response(),
        Userinfo::InvalidToken => {
            challenge(StatusCode::UNAUTHORIZED, errors(INVALID_TOKEN), "the token is not good here")
        }
        Userinfo::InvalidProof(why) => {
            let error = format!(", error=\"invalid_dpop_proof\", error_description=\"{why}\"");
            challenge(StatusCode::UNAUTHORIZED, ["", &error], &why.to_string())
        }
        Userinfo::InsufficientScope => {
            let error = errors(", error=\"insufficient_scope\", scope=\"openid\"");
            challenge(StatusCode::FORBIDDEN, error, "the token lacks the scope openid")
        }
    }
}

/// A request that is not what RFC 6750 §3.1 takes, whatever its token is worth.
fn malformed(why: &str) -> Response {
    let error = format!(", error=\"invalid_request\", error_description=\"{why}\"");
    challenge(StatusCode::BAD_REQUEST, [&error, ""], why)
}

/// One challenge for each scheme; the error stands with the scheme that was used, and nowhere when no token was sent
/// (RFC 6750 §3, RFC 9449 §7.1).
fn challenge(status: StatusCode, [bearer, bound]: [&str; 2], cause: &str) -> Response {
    let challenges = AppendHeaders([
        (WWW_AUTHENTICATE, format!("Bearer realm=\"latchkey\"{bearer}")),
        (WWW_AUTHENTICATE, dpop::challenge(bound)),
    ]);
    let response = (status, challenges, [(CACHE_CONTROL, "no-store")]).into_response();
    Cause::new(format!("userinfo: {cause}")).put_on(response)
}
