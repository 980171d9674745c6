//! Everything under `/odata`: authenticate, read the request, check its scopes, answer (in this order, so that nobody
//! learns from an error what they may not see).

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, USER_AGENT, X_CONTENT_TYPE_OPTIONS};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use oauth::dpop;
use odata::error::{Code, Refusal};
use odata::options::Options;
use odata::path::{self, Target};
use odata::request::{self, Kind};
use odata::version::Version;

use super::read::Reading;
use super::{Shared, report, write};
use crate::credentials::{self, Scheme};
use crate::error::ApiError;
use crate::lower::Tenant;
use crate::model::MODEL;
use crate::rows::Source;
use crate::scopes;
use crate::table::Schema;
use crate::webhooks::Caller;
use crate::write::{Work, needs};
use crate::{ErrorCode, Failed, PeerAddress, Possession, Principal, RequestName, TokenRefused, TokenUse};

/// The longest path and query that is read.
const MAX_URI: usize = 8 * 1024;

/// Any method under `/odata`.
pub(super) async fn any(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    respond(&shared, &parts, body, None).await
}

/// What a request has that is part of a batch.
pub(super) struct Part<'p> {
    /// Whom the batch speaks for.
    pub(super) principal: &'p Principal,
    /// The transaction of its group, which whoever has begun it ends; none when it stands for itself.
    pub(super) work: Option<&'p mut Work>,
}

/// Answers a request, which may be part of a batch.
pub(super) async fn respond(shared: &Shared, parts: &Parts, body: Body, part: Option<Part<'_>>) -> Response {
    let version = Version::negotiate(header(&parts.headers, "odata-maxversion").as_deref());
    let spoken = version.clone().unwrap_or_default();
    let answer = answer(shared, parts, body, version, part).await;
    finish(shared, answer, spoken)
}

/// An answer with the headers that all have.
pub(super) fn finish(shared: &Shared, answer: Result<Response, ApiError>, spoken: Version) -> Response {
    let mut response = answer.unwrap_or_else(|error| {
        let code = ErrorCode(error.in_words().0);
        let mut response = error.into_response(&shared.site);
        response.extensions_mut().insert(code);
        response
    });
    let headers = response.headers_mut();
    headers.insert("OData-Version", HeaderValue::from_static(spoken.as_str()));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

async fn answer(
    shared: &Shared,
    parts: &Parts,
    body: Body,
    version: Result<Version, Refusal>,
    part: Option<Part<'_>>,
) -> Result<Response, ApiError> {
    let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
    credentials::none_in_query(query)?;
    let options = Options::parse(query);
    let aliases = options.as_ref().map(Options::aliases).unwrap_or_default();
    let target = path::parse(&MODEL, path.strip_prefix("/odata").unwrap_or(path), aliases);
    if parts.method == Method::OPTIONS {
        return Ok((StatusCode::NO_CONTENT, [(ALLOW, write::allowed(&target?))]).into_response());
    }
    let principal = match (&part, &target) {
        (Some(part), _) => Some(part.principal.clone()),
        // The model is no secret and is the same for everybody; generators fetch it before anyone has signed in.
        (None, Ok(Target::Service | Target::Metadata)) if is_read(&parts.method) => None,
        (None, _) => Some(authenticate(shared, parts).await?),
    };
    let work = part.and_then(|part| part.work);
    let asked = Asked { version, target, options, principal: principal.clone(), work };
    let answer = obey(shared, parts, body, asked).await;
    if let (Some(principal), Err(error)) = (&principal, &answer) {
        tell(shared, parts, principal, error);
    }
    answer
}

/// Lets the owner of the client know what failed.
pub(super) fn tell(shared: &Shared, parts: &Parts, principal: &Principal, error: &ApiError) {
    let (code, cause) = error.in_words();
    let (address, request_id) = (address(parts), name(parts));
    shared.api.tokens.tell(Failed { principal, address, request_id, code, cause: &cause });
}

/// What the head of a request says, read and not yet judged, and who says it.
struct Asked<'p> {
    version: Result<Version, Refusal>,
    target: Result<Target, Refusal>,
    options: Result<Options, Refusal>,
    principal: Option<Principal>,
    work: Option<&'p mut Work>,
}

/// Does what somebody asks who has been let in.
async fn obey(
    shared: &Shared,
    parts: &Parts,
    body: Body,
    Asked { version, target, options, principal, work }: Asked<'_>,
) -> Result<Response, ApiError> {
    let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
    if path.len() + query.len() > MAX_URI {
        return Err(
            Refusal::new(Code::UriTooLong, format!("an address may be {MAX_URI} characters long")).into()
        );
    }
    let (version, target) = (version?, target?);
    check_method(&parts.method, &target)?;
    check_isolation(&parts.headers)?;
    let options = options?;
    let reading = Reading { shared, parts, options: &options, version };
    if !is_read(&parts.method) {
        let principal = &principal.ok_or(ApiError::NoToken)?;
        let body = &whole(body).await?;
        return write::Writing { reading, method: &parts.method, principal, body }.answer(target, work).await;
    }
    let bound = request::bind(&MODEL, target, &options, (shared.api.now)())?;
    look(&reading, bound, principal, work).await
}

/// Answers a request that only looks.
async fn look(
    reading: &Reading<'_>,
    mut bound: request::Request,
    principal: Option<Principal>,
    work: Option<&mut Work>,
) -> Result<Response, ApiError> {
    let principal = match (&bound.kind, principal) {
        (Kind::Service, _) => return reading.service(),
        (Kind::Metadata, _) => return reading.metadata(),
        (_, principal) => principal.ok_or(ApiError::NoToken)?,
    };
    if let Kind::Call(call) = &bound.kind {
        report::authorize(&principal, call.operation)?;
    }
    scopes::authorize(&principal, &needs::reading(Schema::own(), &bound.touched)?)?;
    let (schema, tenant, root) = (Schema::own(), Tenant::of(&principal), &reading.shared.site.root);
    match work {
        // Who reads among those who write together sees what they have written.
        Some(work) => {
            let source = work.source(schema, tenant, root);
            work.limited(reading.answer(source, &principal, &mut bound.kind)).await
        }
        None => {
            let source = Source { db: &reading.shared.api.db, schema, tenant, root };
            reading.answer(source, &principal, &mut bound.kind).await
        }
    }
}

/// The text of a header that may stand on several lines (RFC 9110 §5.3).
pub(super) fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines: Vec<_> = headers.get_all(name).iter().filter_map(|line| line.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

/// Whom a request speaks for.
pub(super) async fn authenticate(shared: &Shared, parts: &Parts) -> Result<Principal, ApiError> {
    let (token, scheme) = credentials::read(&parts.headers, shared.api.basic)?.ok_or(ApiError::NoToken)?;
    let proofs: Vec<&str> =
        parts.headers.get_all(dpop::NAME).iter().map(|proof| proof.to_str().unwrap_or_default()).collect();
    let target = format!("{}{}", shared.site.origin, parts.uri.path());
    let possession = Possession { proofs: &proofs, method: parts.method.as_str(), address: &target };
    let token_use = TokenUse {
        address: address(parts),
        agent: parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()),
        request_id: name(parts),
        possession: (scheme == Scheme::Dpop).then_some(possession),
    };
    let verified = shared.api.tokens.verify(token.as_str(), &token_use).await;
    verified.map_err(|refused| match refused {
        TokenRefused::Invalid => ApiError::BadToken(scheme),
        TokenRefused::BadProof => ApiError::BadProof,
        TokenRefused::Unavailable => ApiError::TokensUnavailable,
    })
}

/// Who asks, and with which request.
pub(super) fn caller(parts: &Parts, principal: &Principal) -> Caller {
    Caller::new(principal, address(parts), name(parts))
}

/// From where the request comes, if the server knows.
fn address(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<PeerAddress>().map(|peer| peer.0)
}

/// The name of the request.
fn name(parts: &Parts) -> &str {
    parts.extensions.get::<RequestName>().map(|name| &*name.0).unwrap_or_default()
}

fn is_read(method: &Method) -> bool {
    method == Method::GET || method == Method::HEAD
}

/// Which methods a resource has.
fn check_method(method: &Method, target: &Target) -> Result<(), ApiError> {
    let allowed = write::allowed(target);
    if allowed.split(", ").any(|known| known == method.as_str()) {
        return Ok(());
    }
    let refusal =
        Refusal::new(Code::MethodNotAllowed, "the resource does not have this method").about(method.as_str());
    Err(ApiError::Method(refusal, allowed))
}

/// The body of a request, to its end.
async fn whole(body: Body) -> Result<Bytes, Refusal> {
    let message = || format!("a body may be {} bytes long", write::MAX_BODY);
    axum::body::to_bytes(body, write::MAX_BODY)
        .await
        .map_err(|_| Refusal::new(Code::BodyTooLarge, message()).about("Content-Length"))
}

/// Snapshot isolation is a promise that must be kept or refused (Protocol §8.2.4).
pub(super) fn check_isolation(headers: &HeaderMap) -> Result<(), ApiError> {
    match header(headers, "odata-isolation").or_else(|| header(headers, "isolation")) {
        None => Ok(()),
        Some(_) => Err(Refusal::new(Code::PreconditionFailed, "isolation is not offered")
            .about("OData-Isolation")
            .into()),
    }
}
