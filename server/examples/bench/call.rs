//! One request, and the one that follows it.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::Full;
use oauth::form::Form;
use oauth::token::TokenResponse;

use crate::Fault;

/// What one connection sends, over and over.
pub(crate) struct Call {
    request: Request<Full<Bytes>>,
    after: After,
}

/// What comes after an answer.
enum After {
    /// The same request.
    Again,
    /// The exchange of the refresh token that came with it.
    Renew { url: String, client_id: String },
}

impl Call {
    /// A form for the token endpoint of an issuer.
    pub(crate) fn token(issuer: &str, pairs: &[(&str, &str)]) -> Result<Self, Fault> {
        let body = Form::encode(pairs.iter().copied());
        let request = request(Method::POST, &format!("{issuer}/connect/token"))?
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(body))?;
        Ok(Self { request, after: After::Again })
    }

    /// The exchange of a refresh token, and then of each that follows it.
    pub(crate) fn renewal(issuer: &str, client_id: &str, refresh_token: &str) -> Result<Self, Fault> {
        let pairs =
            [("grant_type", "refresh_token"), ("client_id", client_id), ("refresh_token", refresh_token)];
        let after = After::Renew { url: issuer.to_owned(), client_id: client_id.to_owned() };
        Ok(Self { after, ..Self::token(issuer, &pairs)? })
    }

    /// A reading of the API with a token.
    pub(crate) fn read(url: &str, token: &str) -> Result<Self, Fault> {
        let request = request(Method::GET, url)?
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .body(Full::default())?;
        Ok(Self { request, after: After::Again })
    }

    /// The same request for ever, whatever is answered.
    pub(crate) fn repeated(&self) -> Self {
        Self { request: self.request.clone(), after: After::Again }
    }

    /// The request to send now.
    pub(crate) fn request(&self) -> Request<Full<Bytes>> {
        self.request.clone()
    }

    /// Takes the answer: makes sure that it is a good one, and gets the next request ready.
    pub(crate) fn follow(
        &mut self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<(), Fault> {
        if status != StatusCode::OK {
            let id = headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
            let uri = self.request.uri();
            return Err(format!("{uri} answered {status} ({id}): {}", String::from_utf8_lossy(body)).into());
        }
        if let After::Renew { url, client_id } = &self.after {
            let tokens: TokenResponse = serde_json::from_slice(body)?;
            let refresh_token = tokens.refresh_token.ok_or("the answer holds no refresh token")?;
            *self = Self::renewal(url, client_id, &refresh_token)?;
        }
        Ok(())
    }
}

/// Begins a request in the form of HTTP/1.1: the path in the first line, the host in its header.
fn request(method: Method, url: &str) -> Result<http::request::Builder, Fault> {
    let url: http::Uri = url.parse()?;
    let host = url.authority().ok_or("an address without a host")?.as_str().to_owned();
    let path = url.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    Ok(Request::builder().method(method).uri(path).header(HOST, host))
}
