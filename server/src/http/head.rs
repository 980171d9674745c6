//! How large the head of a request may be.

use axum::extract::Request;

use crate::error::Problem;

/// The largest head, in bytes: address, names and values. What is larger gets 431 (RFC 6585 §5).
const LARGEST: usize = 64 * 1024;

/// Beyond this a connection is ended with a bare 431: it isn't read on to find out what is asked for.
pub(super) const MOST_READ: usize = 96 * 1024;

/// Refuses a request with a head that is too large.
pub(super) fn check(request: &Request) -> Result<(), Problem> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let headers = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len());
    if address + headers.sum::<usize>() > LARGEST {
        return Err(Problem::head_too_large(LARGEST));
    }
    Ok(())
}
