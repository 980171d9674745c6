//! The body of a form (RFC 6749 Appendix B).

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use oauth::form::Form;

use crate::error::Problem;

/// A body of type `application/x-www-form-urlencoded`, read whole. The edge has limited its size.
pub struct FormBody(pub Form);

/// A body that is no form.
pub struct NotAForm;

/// Reads a form out of a body that is already there.
///
/// # Errors
/// When the body says it's something else, or isn't what it says.
pub fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Form, NotAForm> {
    let written = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = written.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(NotAForm);
    }
    Form::parse(body).map_err(|_| NotAForm)
}

impl<S: Send + Sync> FromRequest<S> for FormBody {
    type Rejection = NotAForm;

    async fn from_request(request: Request, _: &S) -> Result<Self, NotAForm> {
        let (head, body) = request.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.map_err(|_| NotAForm)?;
        parse(&head.headers, &bytes).map(Self)
    }
}

impl IntoResponse for NotAForm {
    fn into_response(self) -> Response {
        Problem::unsupported_media_type("application/x-www-form-urlencoded").into_response()
    }
}
