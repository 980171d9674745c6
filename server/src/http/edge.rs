//! What every request passes on its way in, and every answer on its way out. One for each listener.

use std::sync::Arc;

use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::CookieJar;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, Method};
use serde_json::json;
use tokio::time::Instant;
use tracing::Instrument;

use super::headers::{Dress, Referrer};
use super::same_origin::SERVER_FUNCTIONS;
use super::{
    Csp, DrawId, RequestId, THEME_COOKIE, accept, body, client_address, head, host, log, same_origin,
};
use crate::config::{Networks, PublicUrl};
use crate::error::{ErrorPage, ErrorView, Problem};
use crate::management;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");
/// RFC 9457 §6.1.
const PROBLEM_JSON: &str = "application/problem+json";

/// The edge of one listener.
pub(super) struct Edge {
    pub(super) public: PublicUrl,
    pub(super) proxies: Networks,
    pub(super) draw_id: DrawId,
    pub(super) surface: Surface,
    pub(super) dress: Dress,
}

/// Who uses a listener: it decides what is guarded and how a problem looks.
pub(super) enum Surface {
    /// People with cookies, and programs.
    Identity { error_page: ErrorPage },
    /// Programs that speak OData.
    Api,
    /// The pages of a client program, which has no session here.
    Demo { error_page: ErrorPage },
}

/// What is remembered of a request for its answer.
struct Visit {
    id: RequestId,
    method: Method,
    route: Option<MatchedPath>,
    prefers_page: bool,
    theme: Option<String>,
    door: Door,
    referrer: Referrer,
}

/// Which part of the identity listener a request is for: each says no in a form of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    /// `/api/v1/`
    Management,
    /// `/connect/`
    Protocol,
    /// `/api/console/`
    Functions,
    /// Everything else.
    Other,
}

impl Door {
    fn of(path: &str) -> Self {
        match path {
            path if path.starts_with(management::BELOW) => Self::Management,
            path if path.starts_with("/connect/") => Self::Protocol,
            path if path.starts_with(SERVER_FUNCTIONS) => Self::Functions,
            _ => Self::Other,
        }
    }
}

/// Lets a request through the edge to its handler, and the answer out again.
pub(super) async fn pass(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    let began = now();
    let visit = Visit::of(&edge, &request);
    request.extensions_mut().insert(visit.id);

    let span = tracing::info_span!("request", request.id = %visit.id);
    let answered = async {
        match edge.admit(request).await {
            Ok(request) => next.run(request).await,
            Err(problem) => problem.into_response(),
        }
    };
    let answer = edge.send_off(&visit, answered.instrument(span.clone()).await);

    let route = visit.route.as_ref().map_or("(none)", MatchedPath::as_str);
    span.in_scope(|| log::line(&visit.method, route, &answer, began.elapsed()));
    answer
}

#[expect(clippy::disallowed_methods, reason = "how long an answer took is for the log and decides nothing")]
fn now() -> Instant {
    Instant::now()
}

impl Edge {
    /// The checks that come before every handler, the cheap ones first; the body is read last.
    async fn admit(&self, mut request: Request) -> Result<Request, Problem> {
        head::check(&request)?;
        host::check(&request, &self.public)?;
        let client = client_address::of(&request, &self.proxies)?;
        request.extensions_mut().insert(client);
        if let Surface::Identity { .. } = self.surface {
            same_origin::check(&request, &self.public)?;
        }
        let limit = match self.surface {
            Surface::Api => body::API_LIMIT,
            Surface::Identity { .. } | Surface::Demo { .. } => body::LIMIT,
        };
        body::read_whole(request, limit).await
    }

    /// Turns a problem into what its reader can read, and puts the headers on.
    fn send_off(&self, visit: &Visit, answer: Response) -> Response {
        let mut answer = match answer.extensions().get::<Problem>().cloned() {
            Some(problem) => self.tell(visit, &problem, answer),
            None => answer,
        };
        let referrer = if let Surface::Demo { .. } = self.surface { Referrer::Never } else { visit.referrer };
        self.dress.put_on(&mut answer, referrer);
        answer.headers_mut().insert(X_REQUEST_ID, visit.id.header());
        answer
    }

    /// A page for people, an OData error (OData JSON Format 4.01 §21.1), a problem (RFC 9457), an error of the protocol
    /// (RFC 6749 §5.2) or plain JSON. What else was on the answer stays on it.
    fn tell(&self, visit: &Visit, problem: &Problem, answer: Response) -> Response {
        let (mut old, _) = answer.into_parts();
        let mut told = self.print(visit, problem);
        old.headers.remove(CONTENT_TYPE);
        old.headers.remove(http::header::CONTENT_LENGTH);
        old.headers.extend(std::mem::take(told.headers_mut()));
        *told.headers_mut() = old.headers;
        *told.status_mut() = problem.status;
        told.extensions_mut().extend(old.extensions);
        told
    }

    fn print(&self, visit: &Visit, problem: &Problem) -> Response {
        let id = visit.id.to_string();
        match &self.surface {
            Surface::Identity { .. } if visit.door == Door::Management => {
                ([(CONTENT_TYPE, PROBLEM_JSON)], Json(problem.details(&id))).into_response()
            }
            Surface::Identity { error_page } | Surface::Demo { error_page }
                if visit.prefers_page && visit.door != Door::Functions =>
            {
                let (status, theme) = (problem.status.as_u16(), visit.theme.as_deref());
                let view = ErrorView { status, message: &problem.message, request_id: &id, theme };
                Csp::Account { form_action: None }.put_on(Html(error_page(&view)).into_response())
            }
            Surface::Api => {
                let error = json!({ "code": problem.code, "message": problem.message });
                ([(ODATA_VERSION, "4.0")], Json(json!({ "error": error }))).into_response()
            }
            Surface::Identity { .. } if visit.door == Door::Protocol => {
                Json(problem.of_protocol(&id)).into_response()
            }
            Surface::Identity { .. } | Surface::Demo { .. } => {
                let (code, message) = (&problem.code, &problem.message);
                Json(json!({ "code": code, "message": message, "requestId": id })).into_response()
            }
        }
    }
}

impl Visit {
    fn of(edge: &Edge, request: &Request) -> Self {
        Self {
            id: RequestId::new((edge.draw_id)()),
            method: request.method().clone(),
            route: request.extensions().get::<MatchedPath>().cloned(),
            prefers_page: accept::prefers_page(request.headers()),
            theme: theme(request.headers()),
            door: Door::of(request.uri().path()),
            referrer: Referrer::for_path(request.uri().path()),
        }
    }
}

/// What the reader's cookie says of light and dark.
fn theme(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(THEME_COOKIE).map(|cookie| cookie.value().to_owned())
}
