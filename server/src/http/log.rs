//! The one line that the log has for each request.

use std::time::Duration;

use axum::response::Response;
use http::{Method, StatusCode};

use crate::error::{Cause, Problem};

/// Writes the line. It says the template of the route and never an address, a query, a header or a body: those hold
/// codes, tokens and names of people (security rule 3.9).
pub(super) fn line(method: &Method, route: &str, response: &Response, took: Duration) {
    let status = response.status().as_u16();
    let milliseconds = took.as_micros() as f64 / 1000.0;
    let cause = cause(response);
    if failed(response.status()) {
        tracing::error!(
            http.method = %method, http.route = route, http.status = status, duration_ms = milliseconds, cause,
            "Failed to answer {method} {route}: {status} in {milliseconds:.1} ms"
        );
    } else {
        tracing::info!(
            http.method = %method, http.route = route, http.status = status, duration_ms = milliseconds, cause,
            "Answered {method} {route} with {status} in {milliseconds:.1} ms"
        );
    }
}

/// Whether the server is to blame. Who asks for what it never does (501, RFC 9110 §15.6.2) finds nothing broken.
fn failed(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
}

/// Why an answer is an error: what its handler says, or else the stable code that the answer carries.
fn cause(response: &Response) -> Option<&str> {
    let extensions = response.extensions();
    let said = extensions.get::<Cause>().map(Cause::as_str);
    said.or_else(|| extensions.get::<projects::ErrorCode>().map(|code| code.0))
        .or_else(|| extensions.get::<Problem>().map(|problem| problem.code.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::{StatusCode, failed};

    #[test]
    fn only_what_the_server_should_have_done_is_its_failure() {
        for status in [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::SERVICE_UNAVAILABLE] {
            assert!(failed(status), "{status}");
        }
        for status in [StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::NOT_IMPLEMENTED] {
            assert!(!failed(status), "{status}");
        }
    }
}
