//! Who calls, for the audit trail: an address, the name of the request and what the program calls itself.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::request::Parts;
use identity::client_authentication::Origin;

use super::agent;
use crate::http::{ClientAddress, RequestId};

/// Where a request comes from, as the edge has noted it.
pub struct Caller(pub Origin);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ClientAddress>().map(|address| address.0);
        let request_id = parts.extensions.get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        let agent = agent::of(&parts.headers).map(str::to_owned);
        Ok(Self(Origin { address, request_id, agent }))
    }
}
