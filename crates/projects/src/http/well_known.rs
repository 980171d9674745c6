//! `GET /.well-known/oauth-protected-resource`: where the tokens of this API come from (RFC 9728).

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use oauth::dpop::Algorithm;
use serde::Serialize;

use crate::scopes;

/// The metadata of a protected resource (RFC 9728 §2).
#[derive(Serialize)]
struct ProtectedResource<'a> {
    resource: &'a str,
    authorization_servers: [&'a str; 1],
    scopes_supported: Vec<&'static str>,
    bearer_methods_supported: [&'static str; 1],
    dpop_signing_alg_values_supported: [&'static str; 5],
    resource_name: &'static str,
}

/// Makes the document, once.
pub(super) fn document(public_url: &str, issuer: &str) -> Bytes {
    let document = ProtectedResource {
        resource: public_url,
        authorization_servers: [issuer],
        scopes_supported: scopes::supported(),
        bearer_methods_supported: ["header"],
        dpop_signing_alg_values_supported: Algorithm::ALL.map(Algorithm::as_str),
        resource_name: "Latchkey OData API",
    };
    // A struct of strings has no way to fail.
    Bytes::from(serde_json::to_vec(&document).unwrap_or_default())
}

/// Answers with the document.
pub(super) async fn get(document: Bytes) -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "public, max-age=300")];
    (headers, document).into_response()
}
