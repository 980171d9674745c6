//! What changed in the management API, and what is on its way out: the one place from which its callers learn it, in the
//! document, on its page, and in the answers themselves (R118, decision 0086).

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::MethodRouter;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use http::header::LINK;
use http::{HeaderName, HeaderValue};

use super::operation::{Operation, ROOT};

const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// The anchor of the change log on the page of the API.
pub(super) const ANCHOR: &str = "changes";

/// A version of the API, and what came with it.
pub(super) struct Version {
    /// Semantic: the first number changes with the address, the second with every addition.
    pub(super) number: &'static str,
    /// The day from which it is served, as RFC 3339 writes dates.
    pub(super) date: &'static str,
    /// What a caller can do now, or has to mind.
    pub(super) changes: &'static [&'static str],
}

/// Every version, the newest first. The first of them is the version of the document.
pub(super) const VERSIONS: [Version; 3] = [
    Version {
        number: "1.2.0",
        date: "2026-11-23",
        changes: &[
            "`GET /clients/{client_id}/secrets` lists secrets with how they were used, and which are safe to remove.",
            "`GET /clients/{client_id}/snippets` has the first call of a client in every language.",
            "`DELETE /sessions` ends all other sessions at once.",
        ],
    },
    Version {
        number: "1.1.0",
        date: "2026-11-22",
        changes: &[
            "A refusal with `limit_reached` counts (`active`, `limit`) and names clients that could make room (`retirable`).",
            "A client that was revoked can be deleted; its id stays taken.",
            "`null` takes away `description` and `documentation`, as it does `environment`.",
            "The answer to a new client has `warnings`, as a line of an import has.",
            "`roles` takes the roles that the server has, and no others.",
            "`requireRequestedScopes` is always `true` for a client that is made here; an import goes on taking `false`.",
        ],
    },
    Version { number: "1.0.0", date: "2026-11-21", changes: &["The first version."] },
];

/// An operation that will be taken away.
#[derive(Clone, Copy)]
pub(super) struct Deprecated {
    /// The name by which generated clients call it.
    pub(super) operation: &'static str,
    /// Since when there is something better.
    pub(super) since: NaiveDate,
    /// When it may be gone, half a year later at the earliest.
    pub(super) until: NaiveDate,
    /// What to do instead.
    pub(super) instead: &'static str,
}

/// What is on its way out.
pub(super) const DEPRECATED: &[Deprecated] = &[];

impl Deprecated {
    /// The entry of an operation, if it is on its way out.
    pub(super) fn of(operation: &Operation, all: &'static [Self]) -> Option<&'static Self> {
        all.iter().find(|deprecated| deprecated.operation == operation.name)
    }

    /// What the document adds to the words of the operation.
    pub(super) fn words(&self) -> String {
        format!(
            " Deprecated since {}, and served until {} at least: {}",
            self.since, self.until, self.instead
        )
    }

    /// A route whose every answer says so (RFC 9745 §2, RFC 8594 §3), whatever its status.
    pub(super) fn announced_by<S>(&'static self, route: MethodRouter<S>) -> MethodRouter<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        route.layer(from_fn_with_state(self, announce))
    }

    fn headers(&self) -> [(HeaderName, String); 3] {
        let link = format!("<{ROOT}#{ANCHOR}>; rel=\"deprecation\"; type=\"text/html\"");
        [
            (DEPRECATION, format!("@{}", begin_of(self.since).timestamp())),
            (SUNSET, http_date(self.until)),
            (LINK, link),
        ]
    }
}

async fn announce(State(deprecated): State<&'static Deprecated>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in deprecated.headers() {
        // Dates and an address of our own have no other letters than a header may have.
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

fn begin_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// A moment as headers write it (RFC 9110 §5.6.7).
fn http_date(day: NaiveDate) -> String {
    begin_of(day).format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::{get, post};
    use tower::ServiceExt as _;

    use super::*;
    use crate::error::Problem;
    use crate::management::document;

    fn out() -> &'static [Deprecated] {
        let day = |text: &str| text.parse().unwrap();
        let one = Deprecated {
            operation: "getClient",
            since: day("2026-11-22"),
            until: day("2027-06-01"),
            instead: "use `listClients`.",
        };
        vec![one].leak()
    }

    // Shows R118.
    #[tokio::test]
    async fn every_answer_of_what_is_on_its_way_out_says_since_when_and_until_when() {
        let [old] = out() else { panic!("one") };
        let refuses = old.announced_by(post(async || Problem::not_found()));
        let router = Router::new()
            .route("/old", old.announced_by(get(async || "good")).merge(refuses))
            .route("/new", get(async || "good"));
        let ask = async |method: &str, path: &str| {
            let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
            router.clone().oneshot(request).await.unwrap()
        };
        for (method, status) in [("GET", 200), ("POST", 404)] {
            let answer = ask(method, "/old").await;
            assert_eq!(answer.status(), status);
            assert_eq!(answer.headers()["deprecation"], "@1795305600");
            assert_eq!(answer.headers()["sunset"], "Tue, 01 Jun 2027 00:00:00 GMT");
            let link = "</api/v1#changes>; rel=\"deprecation\"; type=\"text/html\"";
            assert_eq!(answer.headers()["link"], link);
        }
        assert!(!ask("GET", "/new").await.headers().contains_key("deprecation"));
    }

    // Shows R118.
    #[test]
    fn the_document_marks_what_is_on_its_way_out_and_has_the_newest_version() {
        let all = crate::management::operations();
        let described = document::of(&all, out());
        let old = &described["paths"]["/api/v1/clients/{client_id}"]["get"];
        assert_eq!(old["deprecated"], true);
        let words = old["description"].as_str().unwrap();
        assert!(words.ends_with(
            "Deprecated since 2026-11-22, and served until 2027-06-01 at least: use `listClients`."
        ));
        assert!(described["paths"]["/api/v1/clients"]["get"].get("deprecated").is_none());
        assert_eq!(described["info"]["version"], VERSIONS[0].number);
        let known =
            |deprecated: &Deprecated| all.iter().any(|operation| operation.name == deprecated.operation);
        assert!(DEPRECATED.iter().all(known), "what is on its way out is still there");
    }

    #[test]
    fn versions_go_up_and_stay_with_the_address() {
        let number = |version: &Version| -> Vec<u32> {
            version.number.split('.').map(|part| part.parse().unwrap()).collect()
        };
        for pair in VERSIONS.windows(2) {
            assert!(number(&pair[0]) > number(&pair[1]) && pair[0].date >= pair[1].date);
        }
        for version in &VERSIONS {
            assert_eq!(number(version)[0], 1, "another first number is another address than {ROOT}");
            assert!(version.date.parse::<NaiveDate>().is_ok() && !version.changes.is_empty());
        }
    }
}
