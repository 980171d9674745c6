//! `POST /odata/$batch`: several requests in one (Protocol §11.7).
//!
//! Whom the batch speaks for is settled once. Then its requests are done one after the other, each by the way that it would
//! have gone alone.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use odata::batch::answer;
use odata::batch::{self, MAX_BODY};
use odata::error::{Code, Refusal};
use odata::media;
use odata::media::batch::Content;
use odata::options::Options;
use odata::prefer;
use odata::version::Version;

use super::Shared;
use super::service::{self, header};
use crate::Principal;
use crate::credentials;
use crate::error::ApiError;

mod run;
mod told;

use run::{Ended, Run};

/// The methods of `$batch` itself.
const METHODS: &str = "POST, OPTIONS";

const MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// Any method at `$batch`.
pub(super) async fn any(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let version = Version::negotiate(header(&parts.headers, MAX_VERSION.as_str()).as_deref());
    let spoken = version.clone().unwrap_or_default();
    let answer = answer(&shared, &parts, body, version).await;
    service::finish(&shared, answer, spoken)
}

async fn answer(
    shared: &Shared,
    parts: &Parts,
    body: Body,
    version: Result<Version, Refusal>,
) -> Result<Response, ApiError> {
    credentials::none_in_query(parts.uri.query().unwrap_or_default())?;
    if parts.method == Method::OPTIONS {
        return Ok((StatusCode::NO_CONTENT, [(ALLOW, METHODS)]).into_response());
    }
    let principal = service::authenticate(shared, parts).await?;
    let answer = async { obey(shared, parts, body, (&principal, version?)).await };
    let answer = answer.await;
    if let Err(error) = &answer {
        service::tell(shared, parts, &principal, error);
    }
    answer
}

/// Does what a batch asks of somebody who has been let in.
async fn obey(
    shared: &Shared,
    parts: &Parts,
    body: Body,
    speaker: (&Principal, Version),
) -> Result<Response, ApiError> {
    if parts.method != Method::POST {
        let refusal = Refusal::new(Code::MethodNotAllowed, "a batch is sent with POST");
        return Err(ApiError::Method(refusal.about(parts.method.as_str()), METHODS));
    }
    service::check_isolation(&parts.headers)?;
    Options::parse(parts.uri.query().unwrap_or_default())?.only(&[])?;
    media::plain_body(header(&parts.headers, "content-encoding").as_deref())?;
    let content = Content::of(header(&parts.headers, CONTENT_TYPE.as_str()).as_deref())?;
    let form = content.answer(header(&parts.headers, ACCEPT.as_str()).as_deref())?;
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| too_large())?;
    let steps = batch::read(&content, &body)?;

    let preference = header(&parts.headers, "prefer").and_then(|prefer| prefer::continue_on_error(&prefer));
    let mut run = Run::new(shared, parts, speaker);
    let mut done = Vec::new();
    for step in steps {
        let (outcome, ended) = run.step(step).await;
        done.push(outcome);
        if ended == Ended::Badly && preference.is_none() {
            break;
        }
    }
    let (content_type, body) = answer::print(form, &done)?;
    let headers = [(CONTENT_TYPE, content_type.as_str()), (CACHE_CONTROL, "no-store")];
    let mut response = (headers, body).into_response();
    if let Some(name) = preference {
        response.headers_mut().insert(PREFERENCE_APPLIED, HeaderValue::from_static(name));
    }
    Ok(response)
}

fn too_large() -> Refusal {
    Refusal::new(Code::BodyTooLarge, format!("the body of a batch may be {MAX_BODY} bytes long"))
}
