//! How the protocol endpoints answer.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, PRAGMA, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use identity::grant::OAuthError;
use oauth::error::ErrorCode;
use serde::Serialize;

use crate::error::Cause;

/// An answer that nobody may keep (RFC 6749 §5.1).
pub struct NoStore<T>(pub T);

impl<T: Serialize> IntoResponse for NoStore<T> {
    fn into_response(self) -> Response {
        no_store(Json(self.0).into_response())
    }
}

/// An answer without words that nobody may keep (RFC 7009 §2.2).
pub struct Empty;

impl IntoResponse for Empty {
    fn into_response(self) -> Response {
        no_store(StatusCode::OK.into_response())
    }
}

/// An error of the token endpoint (RFC 6749 §5.2).
pub struct Refused(pub OAuthError);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let mut response = no_store((status(&error), Json(error.body())).into_response());
        let headers = response.headers_mut();
        if error.challenge_basic {
            headers.insert(
                WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"latchkey\", charset=\"UTF-8\""),
            );
        }
        if error.code == ErrorCode::TemporarilyUnavailable {
            headers.insert(RETRY_AFTER, error.throttled.unwrap_or(1).into());
        }
        Cause::of(&error).put_on(response)
    }
}

fn status(error: &OAuthError) -> StatusCode {
    match error.code {
        _ if error.throttled.is_some() => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::InvalidClient => StatusCode::UNAUTHORIZED,
        ErrorCode::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

fn no_store(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}
