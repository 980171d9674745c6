//! A batch under way: its requests one after the other, what they led to, and what failed.

use std::collections::HashSet;

use axum::body::to_bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::Response;
use odata::batch::answer::{Answer, Done};
use odata::batch::reference::Results;
use odata::batch::{self, Step};
use odata::error::{Code, Refusal};
use odata::version::Version;

use super::MAX_VERSION;
use super::told::{Head, Told, told};
use crate::Principal;
use crate::error::{self, ApiError};
use crate::http::{Shared, service};
use crate::write::Work;

/// How long all answers of a batch may be together, in bytes: they are put together before the first is sent.
const MAX_ANSWERS: usize = 16 * 1024 * 1024;

/// The methods of the requests in it (JSON Format §19.1).
const PART_METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE];

/// How a step ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Well,
    Badly,
}

/// A batch under way.
pub(super) struct Run<'b> {
    shared: &'b Shared,
    /// The batch itself.
    parts: &'b Parts,
    principal: &'b Principal,
    /// The version that the batch speaks.
    spoken: Version,
    results: Results,
    /// Requests and groups that failed.
    failed: HashSet<String>,
    /// How many bytes the answers may still have.
    room: usize,
    /// The transaction of the group that is being done.
    work: Option<Work>,
}

impl<'b> Run<'b> {
    pub(super) fn new(
        shared: &'b Shared,
        parts: &'b Parts,
        (principal, spoken): (&'b Principal, Version),
    ) -> Self {
        let (results, failed) = (Results::default(), HashSet::new());
        Self { shared, parts, principal, spoken, results, failed, room: MAX_ANSWERS, work: None }
    }
}

impl Run<'_> {
    /// Does one step, and says how it ended.
    pub(super) async fn step(&mut self, step: Step) -> (Done, Ended) {
        match step {
            Step::Single(request) => {
                let answer = self.request(request, None).await;
                let ended = ended(&answer);
                (Done::Single(answer), ended)
            }
            Step::Group { name, requests } => self.group(name, requests).await,
        }
    }

    /// All of a group, or nothing: behind the first that fails the others are not done.
    async fn group(&mut self, name: Option<String>, requests: Vec<batch::Request>) -> (Done, Ended) {
        let mut answers = Vec::new();
        let mut culprit = None;
        // What only reads has nothing to be undone, and keeps no writer waiting.
        let mut broken = match requests.iter().all(|request| request.method == Method::GET.as_str()) {
            true => None,
            false => self.begin().await.err(),
        };
        for (index, request) in requests.into_iter().enumerate() {
            let answer = match (culprit, broken.take()) {
                (None, None) => self.request(request, name.clone()).await,
                (None, Some(error)) => self.failure(request.id, name.clone(), error).await,
                (Some(_), _) => refused(self.spoken, request.id, name.clone(), &dependent()),
            };
            if culprit.is_none() && ended(&answer) == Ended::Badly {
                culprit = Some(index);
            }
            answers.push(answer);
        }
        // Work that is not kept is undone.
        let work = self.work.take();
        if let (None, Some(work)) = (culprit, work)
            && let Err(error) = work.commit().await
            && let Some(last) = answers.pop()
        {
            culprit = Some(answers.len());
            answers.push(self.failure(last.id, last.group, error.into()).await);
        }
        let Some(culprit) = culprit else {
            return (Done::Group(answers), Ended::Well);
        };
        self.failed.extend(name);
        for (index, answer) in answers.iter_mut().enumerate().filter(|(index, _)| *index != culprit) {
            self.failed.extend(answer.id.clone());
            if index < culprit {
                *answer = refused(self.spoken, answer.id.take(), answer.group.take(), &dependent());
            }
        }
        (Done::Failed { answers, culprit }, Ended::Badly)
    }

    async fn begin(&mut self) -> Result<(), ApiError> {
        self.work = Some(Work::begin(&self.shared.api).await?);
        Ok(())
    }

    /// The answer to a request whose transaction is no good.
    async fn failure(&mut self, id: Option<String>, group: Option<String>, error: ApiError) -> Answer {
        let response = service::finish(self.shared, Err(error), self.spoken);
        match self.told(response).await {
            Ok((status, headers, body)) => Answer { id, group, status, headers, body },
            Err((_, refusal)) => refused(self.spoken, id, group, &refusal),
        }
    }

    async fn request(&mut self, request: batch::Request, group: Option<String>) -> Answer {
        let id = request.id.clone();
        let answer = match self.perform(request).await {
            Ok((status, headers, body)) => Answer { id, group, status, headers, body },
            Err(refusal) => refused(self.spoken, id, group, &refusal),
        };
        if ended(&answer) == Ended::Badly {
            self.failed.extend(answer.id.clone());
        }
        answer
    }

    async fn perform(&mut self, request: batch::Request) -> Result<Told, Refusal> {
        if request.depends_on.iter().any(|wanted| self.failed.contains(wanted)) {
            return Err(dependent());
        }
        let root = &self.shared.site.root;
        let path = self.results.resolve(root, &request.url)?;
        let parts = self.parts(&request, &path)?;
        let body = self.results.fill(root, request.body);
        let part = service::Part { principal: self.principal, work: self.work.as_mut() };
        let response = service::respond(self.shared, &parts, body.into(), Some(part)).await;
        let (status, headers, body) = match self.told(response).await {
            // What was written is written, also when there is no room to show it.
            Err((head, _)) if request.method != Method::GET.as_str() => (head.0, head.1, Vec::new()),
            told => told.map_err(|(_, refusal)| refusal)?,
        };
        if let Some(id) = request.id.filter(|_| status.0 < 300) {
            let location =
                headers.iter().find(|(name, _)| name == "location").map(|(_, value)| value.as_str());
            self.results.remember(&id, root, location, &path);
        }
        Ok((status, headers, body))
    }

    /// An answer as the batch tells it; without a body, and why, when there is no room for it.
    async fn told(&mut self, response: Response) -> Result<Told, (Head, Refusal)> {
        let (status, headers) = (response.status(), told(response.headers()));
        let status = (status.as_u16(), status.canonical_reason().unwrap_or_default());
        match to_bytes(response.into_body(), self.room).await {
            Ok(body) => {
                self.room -= body.len();
                Ok((status, headers, body.into()))
            }
            Err(_) => Err(((status, headers), no_room())),
        }
    }

    /// The head of a request as it would have come alone, from the same place and under the same name as the batch.
    fn parts(&self, request: &batch::Request, path: &str) -> Result<Parts, Refusal> {
        let wrong = |message: &str| Refusal::new(Code::InvalidValue, message);
        let (mut parts, ()) = axum::http::Request::new(()).into_parts();
        parts.method =
            PART_METHODS.into_iter().find(|method| method.as_str() == request.method).ok_or_else(|| {
                wrong("a batch holds no requests with this method").about(request.method.as_str())
            })?;
        let address = format!("/odata{path}");
        parts.uri = Uri::try_from(address).map_err(|_| wrong("this is no address").about("url"))?;
        for (name, value) in &request.headers {
            let name =
                HeaderName::try_from(name.as_str()).map_err(|_| wrong("this is no header").about(name))?;
            let value =
                HeaderValue::try_from(value).map_err(|_| wrong("this is no header").about(name.as_str()))?;
            parts.headers.append(name, value);
        }
        // Some clients repeat the batch's own credentials. Others would be looked at by nobody.
        let repeated = |value: &HeaderValue| self.parts.headers.get(AUTHORIZATION) == Some(value);
        if !parts.headers.get_all(AUTHORIZATION).iter().all(repeated) {
            return Err(wrong("the credentials of a batch stand in its own headers").about("Authorization"));
        }
        if let (false, Some(version)) =
            (parts.headers.contains_key(MAX_VERSION), self.parts.headers.get(MAX_VERSION))
        {
            parts.headers.insert(MAX_VERSION, version.clone());
        }
        parts.extensions = self.parts.extensions.clone();
        Ok(parts)
    }
}

fn ended(answer: &Answer) -> Ended {
    if answer.status.0 < 400 { Ended::Well } else { Ended::Badly }
}

fn dependent() -> Refusal {
    Refusal::new(Code::FailedDependency, "a request on which this one depends has failed")
}

fn no_room() -> Refusal {
    let message = format!("the answers of a batch may be {MAX_ANSWERS} bytes long together");
    Refusal::new(Code::QueryTooComplex, message)
}

/// The answer to a request that went nowhere.
fn refused(spoken: Version, id: Option<String>, group: Option<String>, refusal: &Refusal) -> Answer {
    let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::BAD_REQUEST);
    Answer {
        id,
        group,
        status: (status.as_u16(), status.canonical_reason().unwrap_or_default()),
        headers: vec![
            (CONTENT_TYPE.to_string(), error::CONTENT_TYPE_OF_ERRORS.to_owned()),
            ("odata-version".to_owned(), spoken.as_str().to_owned()),
        ],
        // A body of strings has no way to fail.
        body: serde_json::to_vec(&refusal.body()).unwrap_or_default(),
    }
}
