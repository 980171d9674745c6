//! The body of a request, whole, before anybody looks at it.

use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use http::header;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use crate::error::Problem;

/// The largest body that is read (security rule M4).
pub(super) const LIMIT: usize = 256 * 1024;

/// The largest body that the API reads: it may bring along many entities at once.
pub(super) const API_LIMIT: usize = 1024 * 1024;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(20);

/// How much of a body that is too large is still taken off the wire, and for how long, so that its sender gets around
/// to reading the refusal instead of a reset connection.
const SWALLOWED: usize = 16 * 1024 * 1024;
const SWALLOWING: Duration = Duration::from_secs(2);

/// Reads the body to its end, within the limits; handlers get it as one piece that is already there.
///
/// Every endpoint needs its whole body before it can do anything. Reading it here gives one answer to bodies that are
/// too large or too slow, whatever a handler does with them.
pub(super) async fn read_whole(request: Request, limit: usize) -> Result<Request, Problem> {
    if request.body().is_end_stream() {
        return Ok(request);
    }
    let (head, body) = request.into_parts();
    let declared = head.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if declared.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > limit as u64) {
        swallow(body).await;
        return Err(Problem::too_large(limit));
    }
    let mut body = Limited::new(body, limit);
    let Ok(outcome) = timeout(PATIENCE, (&mut body).collect()).await else {
        return Err(Problem::too_slow());
    };
    match outcome {
        Ok(whole) => Ok(Request::from_parts(head, Body::from(whole.to_bytes()))),
        Err(error) if error.is::<LengthLimitError>() => Err(Problem::too_large(limit)),
        Err(_) => Err(Problem::bad_request("The request ended before its body did.")),
    }
}

async fn swallow(body: Body) {
    let mut body = Limited::new(body, SWALLOWED);
    let all = async { while let Some(Ok(_)) = body.frame().await {} };
    // Whether it came to an end does not matter: the answer is the same.
    let _ = timeout(SWALLOWING, all).await;
}
