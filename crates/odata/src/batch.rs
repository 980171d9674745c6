//! Several requests in one: `$batch` (Protocol §11.7), as `multipart/mixed` and as JSON (JSON Format §19).
//!
//! [`read`] takes a body apart without looking at what the requests in it mean, [`mod@reference`] puts the results of earlier
//! requests into later ones, and [`answer`] puts the answers together again.

use std::collections::HashSet;

use crate::error::{Code, Refusal};
use crate::media::batch::Content;

pub mod answer;
mod json;
mod message;
mod multipart;
pub mod reference;

/// How long the body of a batch may be, in bytes.
pub const MAX_BODY: usize = 1024 * 1024;

/// How many requests a batch may hold.
pub const MAX_REQUESTS: usize = 100;

/// What refusals of a batch are about.
const TARGET: &str = "$batch";

/// One request of a batch, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// By what others refer to it: `Content-ID` or `id`.
    pub id: Option<String>,
    /// The method, in capitals.
    pub method: String,
    /// The address: absolute, from the host's root, from the service's root, or behind the result of another request.
    pub url: String,
    /// Headers, in their order.
    pub headers: Vec<(String, String)>,
    /// The body, empty when there is none.
    pub body: Vec<u8>,
    /// Requests and groups without which this one is not to be done (JSON Format §19.1).
    pub depends_on: Vec<String>,
}

/// What is done at once: a request, or several of which all succeed or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A request on its own.
    Single(Request),
    /// A change set or atomicity group (Protocol §11.7.4).
    Group {
        /// Its name, which only JSON gives.
        name: Option<String>,
        /// Its requests, in their order.
        requests: Vec<Request>,
    },
}

impl Step {
    /// The requests of the step, in their order.
    pub fn requests(&self) -> &[Request] {
        match self {
            Self::Single(request) => std::slice::from_ref(request),
            Self::Group { requests, .. } => requests,
        }
    }
}

/// Takes the body of a batch apart.
///
/// # Errors
/// When the body is not of the form that it says, names something twice, or holds too much. Positions are bytes from the
/// start of the body.
pub fn read(content: &Content, body: &[u8]) -> Result<Vec<Step>, Refusal> {
    let steps = match content {
        Content::Multipart { boundary } => multipart::read(body, boundary)?,
        Content::Json => json::read(body)?,
    };
    let requests = || steps.iter().flat_map(Step::requests);
    if requests().count() > MAX_REQUESTS {
        return Err(too_many());
    }
    let mut names = HashSet::new();
    for name in requests().filter_map(|request| request.id.as_ref()) {
        if !names.insert(name) {
            return Err(malformed(format!("`{name}` names two requests")));
        }
    }
    Ok(steps)
}

fn too_many() -> Refusal {
    let message = format!("a batch may hold {MAX_REQUESTS} requests");
    Refusal::new(Code::QueryTooComplex, message).about(TARGET)
}

fn malformed(message: impl Into<String>) -> Refusal {
    Refusal::new(Code::SyntaxError, message).about(TARGET)
}

#[cfg(test)]
mod tests;
