//! An operation: what is called at an address, and what the document says of it, written down together.

use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use http::{Method, StatusCode};

use super::shape::{Member, Record, Shape};
use crate::state::AppState;

/// Where the API begins.
pub(super) const ROOT: &str = "/api/v1";

/// One method at one address.
pub(super) struct Operation {
    /// The method.
    pub(super) method: Method,
    /// The address behind [`ROOT`], with its parameters in braces.
    pub(super) path: &'static str,
    /// The name by which generated clients call it.
    pub(super) name: &'static str,
    /// What it does, in a few words.
    pub(super) summary: &'static str,
    /// What else to know.
    pub(super) description: &'static str,
    /// The parameters behind the `?`.
    pub(super) query: &'static [Member],
    /// What is sent.
    pub(super) body: Option<Shape>,
    /// Whether nothing may be sent instead of the body.
    pub(super) body_may_miss: bool,
    /// What comes back when all is well, and what is particular to this operation.
    pub(super) answers: Vec<Answer>,
    /// Whether the answer has an entity tag, and the request may name one.
    pub(super) tagged: bool,
    handler: MethodRouter<AppState>,
}

/// One status that an operation answers with.
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// When.
    pub(super) description: &'static str,
    /// The body; `None` for none, or for a problem.
    pub(super) shape: Option<Shape>,
}

impl Operation {
    /// An operation, and the handler that does it.
    pub(super) fn new<H, T>(method: Method, path: &'static str, name: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        Self {
            method,
            path,
            name,
            summary: "",
            description: "",
            query: &[],
            body: None,
            body_may_miss: false,
            answers: Vec::new(),
            tagged: false,
            handler: on(filter, handler),
        }
    }

    /// What it does, and what else to know.
    pub(super) fn about(mut self, summary: &'static str, description: &'static str) -> Self {
        (self.summary, self.description) = (summary, description);
        self
    }

    /// The parameters behind the `?`.
    pub(super) fn query(mut self, parameters: &'static [Member]) -> Self {
        self.query = parameters;
        self
    }

    /// What is sent.
    pub(super) fn body(mut self, shape: Shape) -> Self {
        self.body = Some(shape);
        self
    }

    /// What may be sent.
    pub(super) fn body_or_nothing(mut self, record: &'static Record) -> Self {
        self.body_may_miss = true;
        self.body(Shape::Of(record))
    }

    /// What comes back.
    pub(super) fn answers(
        mut self,
        status: StatusCode,
        record: &'static Record,
        description: &'static str,
    ) -> Self {
        self.answers.push(Answer { status, description, shape: Some(Shape::Of(record)) });
        self
    }

    /// A status without a body, or a problem that not every operation has.
    pub(super) fn says(mut self, status: StatusCode, description: &'static str) -> Self {
        self.answers.push(Answer { status, description, shape: None });
        self
    }

    /// Entity tags are given and understood.
    pub(super) fn tagged(mut self) -> Self {
        self.tagged = true;
        self
    }

    /// The whole address.
    pub(super) fn address(&self) -> String {
        format!("{ROOT}{}", self.path)
    }

    /// The names in braces.
    pub(super) fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        let parts = self.path.split('/');
        parts.filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')))
    }

    /// What the resource is called: the first part of the path.
    pub(super) fn resource(&self) -> &'static str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// The address with what is called there.
    pub(super) fn into_route(self) -> (String, MethodRouter<AppState>) {
        (self.address(), self.handler)
    }
}
