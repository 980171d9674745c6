//! A router over a fresh database, and tokens that say what they are worth.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use projects::{Api, Basic, Limit, PageSeal, PeerAddress, RequestName, router};
use sea_orm::DatabaseConnection;
use tower::ServiceExt;

use post_office::PostOffice;

pub(crate) mod databases;
pub(crate) mod post_office;
mod tokens;

use tokens::{Tokens, encode};

pub(crate) const PUBLIC_URL: &str = "https://api.example";

/// The API with one database behind it.
pub(crate) struct TestApi {
    pub(crate) db: DatabaseConnection,
    /// The receivers of its webhooks, and its clock.
    pub(crate) post: Arc<PostOffice>,
    router: Router,
    pub(crate) asked: Arc<AtomicUsize>,
    /// What the verifier was told of requests that failed: client, request, code and cause.
    pub(crate) told: Arc<Mutex<Vec<String>>>,
    /// How many statements the database was asked.
    pub(crate) statements: Arc<AtomicUsize>,
    /// How often its writer was limited.
    pub(crate) limited: Arc<Limited>,
}

/// Counts how often the writer was limited, and is never stricter than ten seconds.
#[derive(Default)]
pub(crate) struct Limited {
    pub(crate) begun: AtomicUsize,
    pub(crate) ended: AtomicUsize,
}

impl Limit for Limited {
    fn milliseconds(&self) -> u64 {
        10_000
    }

    fn begin(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    fn end(&self) {
        self.ended.fetch_add(1, Ordering::Relaxed);
    }
}

/// A keyed hash that is good enough for a test: it changes with every character.
struct Seal;

impl PageSeal for Seal {
    fn seal(&self, text: &str) -> [u8; 32] {
        let mut state: u64 = 0xcbf2_9ce4_8422_2325;
        std::array::from_fn(|round| {
            for byte in text.bytes().chain([u8::try_from(round).unwrap()]) {
                state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
            (state >> 32) as u8
        })
    }
}

/// An address behind `/odata/` as people write it, encoded as a browser would.
pub(crate) fn encoded(address: &str) -> String {
    let mut text = String::from("/odata/");
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    for byte in path.bytes() {
        match byte {
            b' ' | b'%' | b'"' | 0x80.. => text.push_str(&format!("%{byte:02X}")),
            _ => text.push(char::from(byte)),
        }
    }
    text.push('?');
    for byte in query.bytes() {
        match byte {
            b' '
            | b'%'
            | b'"'
            | b'+'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'|'
            | b'\\'
            | b'^'
            | b'`'
            | 0x80.. => {
                text.push_str(&format!("%{byte:02X}"));
            }
            _ => text.push(char::from(byte)),
        }
    }
    text.trim_end_matches('?').to_owned()
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl TestApi {
    /// The API over a database, with a counter of the statements that reach it.
    pub(crate) fn over(db: DatabaseConnection) -> Self {
        Self::with(db, Basic::Offered)
    }

    /// The same, with Basic or without it.
    pub(crate) fn with(mut db: DatabaseConnection, basic: Basic) -> Self {
        let statements = Arc::new(AtomicUsize::new(0));
        let counter = statements.clone();
        db.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let (asked, told) = (Arc::new(AtomicUsize::new(0)), Arc::<Mutex<Vec<String>>>::default());
        let post = PostOffice::over(&db);
        let limited = Arc::<Limited>::default();
        let api = Api {
            db: db.clone(),
            writer: db.clone(),
            limit: limited.clone(),
            tokens: Arc::new(Tokens { asked: asked.clone(), told: told.clone() }),
            public_url: PUBLIC_URL.into(),
            issuer: "https://id.example".into(),
            basic,
            webhooks: post.webhooks(),
            seal: Arc::new(Seal),
            now: post.clock(),
        };
        Self { db, post, router: router(api), asked, told, statements, limited }
    }

    /// A GET by somebody whose token opens everything in account 1.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.get_as("1/api1.read", address).await
    }

    /// A GET with a bearer token.
    pub(crate) async fn get_as(&self, token: &str, address: &str) -> Answer {
        self.send(Method::GET, address, &[("authorization", &format!("Bearer {}", encode(token)))]).await
    }

    /// A GET with further headers, as in [`TestApi::get`].
    pub(crate) async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let token = format!("Bearer {}", encode("1/api1.read"));
        self.send(Method::GET, address, &[&[("authorization", token.as_str())], headers].concat()).await
    }

    /// A request with a body of JSON, by somebody whose token opens everything in account 1.
    pub(crate) async fn write(&self, method: &str, address: &str, body: &str) -> Answer {
        self.write_with("1/api1", (method, address, body), &[]).await
    }

    /// The same with another token and further headers.
    pub(crate) async fn write_with(
        &self,
        token: &str,
        (method, address, body): (&str, &str, &str),
        headers: &[(&str, &str)],
    ) -> Answer {
        let token = format!("Bearer {}", encode(token));
        let mut all = vec![("authorization", token.as_str())];
        if !body.is_empty() {
            all.push(("content-type", "application/json"));
        }
        all.extend(headers);
        let method = method.parse().unwrap();
        self.send_with(method, &format!("/odata/{address}"), &all, body.to_owned()).await
    }

    /// Any request without a body, with no headers but these.
    pub(crate) async fn send(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.send_with(method, address, headers, Body::empty()).await
    }

    /// Any request, with no headers but these.
    pub(crate) async fn send_with(
        &self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body.into()).unwrap();
        request.extensions_mut().insert(PeerAddress("192.0.2.7".parse().unwrap()));
        request.extensions_mut().insert(RequestName("request-1".into()));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    /// The one value of a header.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().unwrap_or_else(|| panic!("no {name} in {:?}", self.headers));
        assert!(values.next().is_none(), "{name} stands twice");
        value.to_str().unwrap()
    }

    /// All values of a header.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The `value` of a collection, property by property.
    pub(crate) fn column(&self, property: &str) -> Vec<serde_json::Value> {
        let json = self.json();
        let rows = json["value"].as_array().unwrap_or_else(|| panic!("no value in {json}"));
        rows.iter().map(|row| row[property].clone()).collect()
    }

    /// Checks that this is an OData error, and answers its code.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/json;odata.metadata=minimal");
        let error = &self.json()["error"];
        assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{}", self.body);
        error["code"].as_str().unwrap().to_owned()
    }
}
