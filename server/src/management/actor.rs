//! Who calls the management API: a person with a session, or a program with an access token (decision 0040).

use axum::extract::FromRequestParts;
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum_extra::extract::CookieJar;
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use identity::bearer::{Refused as BadToken, Shown};
use identity::failure::Failure;
use identity::management::{self, Refused, SCOPE};
use identity::{Visit, sessions};
use oauth::authorization::Authorization;
use oauth::dpop;

use crate::error::{Cause, Problem};
use crate::extract::{Caller, proofs};
use crate::http::accepts_json;
use crate::state::AppState;

/// Somebody who may manage clients: their own.
pub(super) struct Actor(pub(super) Visit);

impl FromRequestParts<AppState> for Actor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        if !accepts_json(&parts.headers) {
            return Err(Problem::not_acceptable("application/json").into_response());
        }
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        // Whoever sends this header is judged by it alone: a cookie that comes along adds nothing, so that a page of
        // another site has nothing to abuse (`http::same_origin`).
        let visit = match parts.headers.get(AUTHORIZATION) {
            Some(_) => by_token(parts, state, caller).await?,
            None => by_session(parts, state, caller).await?,
        };
        Ok(Self(visit))
    }
}

async fn by_session(parts: &Parts, state: &AppState, Caller(origin): Caller) -> Result<Visit, Response> {
    let cookies = CookieJar::from_headers(&parts.headers);
    let identity = state.identity.clone();
    let person = match cookies.get(&state.cookies.session) {
        Some(cookie) => sessions::find(&identity, cookie.value()).await.map_err(broken)?,
        None => None,
    };
    if person.is_none() {
        let words = "Sign in, or send an access token with the scope admin.";
        return Err(challenged(Problem::new(StatusCode::UNAUTHORIZED, "not_signed_in", words), ["", ""]));
    }
    let device = cookies.get(&state.cookies.device).map(|cookie| cookie.value().to_owned());
    Ok(Visit { identity, person, address: origin.address, device, request_id: origin.request_id })
}

async fn by_token(parts: &Parts, state: &AppState, Caller(origin): Caller) -> Result<Visit, Response> {
    let proofs = proofs(&parts.headers);
    let address = format!("{}{}", state.identity.settings.issuer, parts.uri.path());
    let possession =
        identity::dpop::Shown { proofs: &proofs, method: parts.method.as_str(), address: &address };
    let shown = match authorization(&parts.headers) {
        Authorization::Bearer(token) => Shown { token, possession: None },
        Authorization::Dpop(token) => Shown { token, possession: Some(possession) },
        Authorization::Basic(_) | Authorization::Unusable => return Err(invalid_token(false)),
    };
    let bound = shown.possession.is_some();
    match management::visit(&state.identity, shown, origin).await.map_err(broken)? {
        Ok(visit) => Ok(visit),
        Err(refused) => Err(refuse(refused, bound)),
    }
}

fn authorization(headers: &HeaderMap) -> Authorization<'_> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    Authorization::parse(header.unwrap_or_default())
}

fn refuse(refused: Refused, bound: bool) -> Response {
    match refused {
        Refused::Token(BadToken::Invalid) => invalid_token(bound),
        Refused::Token(BadToken::Proof(why)) => {
            let error = format!(", error=\"invalid_dpop_proof\", error_description=\"{why}\"");
            let problem = Problem::new(StatusCode::UNAUTHORIZED, "invalid_dpop_proof", why.to_string());
            challenged(problem, ["", &error])
        }
        Refused::Personal => {
            let words = "Personal access tokens are for the API and never manage clients. Use your session, or an \
                         access token with the scope admin.";
            Problem::new(StatusCode::FORBIDDEN, "personal_access_token", words).into_response()
        }
        Refused::Scope => {
            let words = "This token was not given the scope admin, which managing clients needs.";
            let error = format!(", error=\"insufficient_scope\", scope=\"{SCOPE}\"");
            let problem = Problem::new(StatusCode::FORBIDDEN, "insufficient_scope", words);
            challenged(problem, schemes(&error, bound))
        }
    }
}

fn invalid_token(bound: bool) -> Response {
    let words = "This access token is not good here, or not any more.";
    let problem = Problem::new(StatusCode::UNAUTHORIZED, "invalid_token", words);
    challenged(problem, schemes(", error=\"invalid_token\"", bound))
}

/// The error stands with the scheme that was used (RFC 6750 §3, RFC 9449 §7.1).
fn schemes(error: &str, bound: bool) -> [&str; 2] {
    if bound { ["", error] } else { [error, ""] }
}

fn challenged(problem: Problem, [bearer, bound]: [&str; 2]) -> Response {
    let challenges = AppendHeaders([
        (WWW_AUTHENTICATE, format!("Bearer realm=\"latchkey\"{bearer}")),
        (WWW_AUTHENTICATE, dpop::challenge(bound)),
    ]);
    (challenges, problem).into_response()
}

fn broken(failure: Failure) -> Response {
    Cause::of(&failure).put_on(Problem::internal().into_response())
}
