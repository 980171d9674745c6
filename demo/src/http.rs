//! Asking other servers.
//!
//! No cookie travels along and no redirect is followed: what these requests prove, they prove by what they
//! carry, and they carry it to the address that was meant and to no other.

use gloo_net::http::{Request, RequestBuilder, Response};
use web_sys::{RequestCache, RequestCredentials, RequestRedirect};

use crate::oidc::parameters::Parameters;
use crate::reply::{Reply, Trouble};

/// Reads something that everybody may read.
pub async fn get(url: &str) -> Result<Reply, Trouble> {
    reply(careful(Request::get(url)).send().await).await
}

/// Reads something with an access token (RFC 6750 §2.1).
pub async fn get_with_token(url: &str, query: &[(&str, &str)], token: &str) -> Result<Reply, Trouble> {
    let request = careful(Request::get(url)).query(query.iter().copied()).cache(RequestCache::NoStore);
    reply(request.header("Authorization", &format!("Bearer {token}")).send().await).await
}

/// Sends a form (RFC 6749 §3.2).
pub async fn post_form(url: &str, form: &Parameters) -> Result<Reply, Trouble> {
    let request = careful(Request::post(url)).cache(RequestCache::NoStore);
    let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(form.encode());
    reply(request.map_err(unreachable)?.send().await).await
}

fn careful(request: RequestBuilder) -> RequestBuilder {
    request
        .header("Accept", "application/json")
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
}

async fn reply(response: Result<Response, gloo_net::Error>) -> Result<Reply, Trouble> {
    let response = response.map_err(unreachable)?;
    let body = response.text().await.map_err(unreachable)?;
    Ok(Reply { status: response.status(), body })
}

/// A browser does not say why a request failed, so that pages learn nothing about networks.
fn unreachable(_: gloo_net::Error) -> Trouble {
    Trouble::Unreachable
}
