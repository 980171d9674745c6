//! One request, and the one that follows it.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, LOCATION};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use oauth::form::Form;
use oauth::token::TokenResponse;
use url::Url;

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
    /// The exchange of the code that came with it.
    Redeem(Arc<Flow>),
    /// The authorization request that the next code comes from.
    Authorize(Arc<Flow>),
}

/// What stands between two codes.
pub(crate) struct Flow {
    /// The issuer, which is asked for codes and tokens.
    pub(crate) issuer: String,
    /// The parameters of the authorization request.
    pub(crate) query: String,
    /// The cookies of somebody who is signed in and has allowed it.
    pub(crate) cookies: String,
    /// The form that exchanges a code, but for the code.
    pub(crate) exchange: Vec<(&'static str, String)>,
}

/// Whether an answer was the last one.
pub(crate) enum Step {
    /// It was: what was measured is over.
    Done,
    /// Another request belongs to it.
    GoOn,
}

impl Call {
    /// A form for the token endpoint of an issuer.
    pub(crate) fn token(issuer: &str, pairs: &[(&str, &str)]) -> Result<Self, Fault> {
        Self::form(&format!("{issuer}/connect/token"), pairs)
    }

    /// A form for an address.
    pub(crate) fn form(url: &str, pairs: &[(&str, &str)]) -> Result<Self, Fault> {
        let body = Form::encode(pairs.iter().copied());
        let request = request(Method::POST, url)?
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

    /// A whole code flow: a code for somebody who is signed in, and its exchange.
    pub(crate) fn flow(flow: Arc<Flow>) -> Result<Self, Fault> {
        let request = request(Method::GET, &format!("{}/connect/authorize?{}", flow.issuer, flow.query))?
            .header(COOKIE, &flow.cookies)
            .body(Full::default())?;
        Ok(Self { request, after: After::Redeem(flow) })
    }

    fn exchange(flow: Arc<Flow>, code: &str) -> Result<Self, Fault> {
        let known = flow.exchange.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs: Vec<_> = known.chain([("code", code)]).collect();
        let call = Self::token(&flow.issuer, &pairs)?;
        Ok(Self { after: After::Authorize(flow), ..call })
    }

    /// A reading of an address, with a token where there is one.
    pub(crate) fn read(url: &str, token: Option<&str>) -> Result<Self, Fault> {
        let mut request = request(Method::GET, url)?;
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        Ok(Self { request: request.body(Full::default())?, after: After::Again })
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
    pub(crate) fn follow(&mut self, answer: &Response<Bytes>) -> Result<Step, Fault> {
        let expected =
            if matches!(self.after, After::Redeem(_)) { StatusCode::SEE_OTHER } else { StatusCode::OK };
        if answer.status() != expected {
            return Err(self.unexpected(answer));
        }
        match &self.after {
            After::Again => Ok(Step::Done),
            After::Renew { url, client_id } => {
                let tokens: TokenResponse = serde_json::from_slice(answer.body())?;
                let refresh_token = tokens.refresh_token.ok_or("the answer holds no refresh token")?;
                *self = Self::renewal(url, client_id, &refresh_token)?;
                Ok(Step::Done)
            }
            After::Redeem(flow) => {
                *self = Self::exchange(Arc::clone(flow), &code(answer)?)?;
                Ok(Step::GoOn)
            }
            After::Authorize(flow) => {
                *self = Self::flow(Arc::clone(flow))?;
                Ok(Step::Done)
            }
        }
    }

    fn unexpected(&self, answer: &Response<Bytes>) -> Fault {
        let (uri, status) = (self.request.uri().path(), answer.status());
        let id = answer.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
        format!("{uri} answered {status} ({id}): {}", String::from_utf8_lossy(answer.body())).into()
    }
}

/// The code in the address that an answer leads to.
fn code(answer: &Response<Bytes>) -> Result<String, Fault> {
    let location = answer.headers().get(LOCATION).ok_or("the answer leads nowhere")?.to_str()?;
    let url = Url::parse(location).map_err(|_| format!("the answer leads to {location}"))?;
    let code = url.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    code.ok_or_else(|| format!("no code: {location}").into())
}

/// Begins a request in the form of HTTP/1.1: the path in the first line, the host in its header.
pub(crate) fn request(method: Method, url: &str) -> Result<http::request::Builder, Fault> {
    let url: http::Uri = url.parse()?;
    let host = url.authority().ok_or("an address without a host")?.as_str().to_owned();
    let path = url.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    Ok(Request::builder().method(method).uri(path).header(HOST, host))
}
