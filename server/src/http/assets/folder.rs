//! Folders of built files, and how a file out of one is served.

use std::borrow::Cow;

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::super::{accept, etag};

/// What was built of the console.
#[derive(RustEmbed)]
#[folder = "../dist/app"]
#[allow_missing = true]
pub(in crate::http) struct App;

/// What Trunk has built of the demo's client program.
#[derive(RustEmbed)]
#[folder = "../dist/demo"]
#[allow_missing = true]
pub(in crate::http) struct Demo;

/// The stylesheets, in parts.
#[derive(RustEmbed)]
#[folder = "../style"]
#[allow_missing = true]
pub(in crate::http) struct Style;

/// Files that are served as they are.
#[derive(RustEmbed)]
#[folder = "../public"]
#[allow_missing = true]
pub(in crate::http) struct Public;

/// The types of file that are served. What is not in this list is not served: no source map, no settings, no database.
const TYPES: [(&str, &str); 10] = [
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("woff2", "font/woff2"),
];

/// Kept for ever, because another text has another name.
pub(super) const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Asked for each time, and mostly answered with 304.
const REVALIDATED: HeaderValue = HeaderValue::from_static("no-cache");

/// The codings in which a file may lie beside itself, best first, with the ending of its name.
const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Whether a name may be asked for: plain segments, none hidden, and a type that is served. A page is not a file.
pub(in crate::http) fn is_asset(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let fine = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain);
    name.split('/').all(fine) && media_type(name).is_some_and(|kind| !kind.starts_with("text/html"))
}

fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

/// The text of a file.
pub(in crate::http) fn text<F: RustEmbed>(name: &str) -> Option<String> {
    F::get(name).and_then(|file| String::from_utf8(file.data.into_owned()).ok())
}

/// The answer with a file, in the best coding that lies ready and is welcome; `None` when there is no such file.
pub(in crate::http) fn answer<F: RustEmbed>(name: &str, headers: &HeaderMap) -> Option<Response> {
    let kind = media_type(name)?;
    let ready = CODINGS.into_iter().filter(|(coding, _)| accept::takes_encoding(headers, coding));
    let coded = ready
        .filter_map(|(coding, ending)| F::get(&format!("{name}{ending}")).map(|file| (file, coding)))
        .next();
    let (file, coding) = match coded {
        Some((file, coding)) => (file, Some(coding)),
        None => (F::get(name)?, None),
    };
    let caching = if is_hashed(name) { IMMUTABLE } else { REVALIDATED };
    let tag = tag_of(&file);
    Some(Sent { kind, coding, caching, tag, content: content_of(file) }.answer(headers))
}

/// Whether the build has put a hash into the name, as in `0123456789abcdef/app.js` or `demo-0123456789abcdef_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split(['-', '_', '.', '/']).any(is_hash)
}

fn tag_of(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

fn content_of(file: EmbeddedFile) -> Bytes {
    match file.data {
        Cow::Borrowed(content) => Bytes::from_static(content),
        Cow::Owned(content) => Bytes::from(content),
    }
}

/// A static answer, ready to be sent.
pub(super) struct Sent {
    pub(super) kind: &'static str,
    pub(super) coding: Option<&'static str>,
    pub(super) caching: HeaderValue,
    /// Made of the bytes that are sent, so every coding has its own, and every replica the same.
    pub(super) tag: String,
    pub(super) content: Bytes,
}

impl Sent {
    /// The answer, or 304 when the browser has it already (RFC 9110 §13.1.2).
    pub(super) fn answer(self, headers: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", self.tag);
        let is_known = etag::is_known(headers, &tag);
        let common: [(HeaderName, HeaderValue); 2] =
            [(CACHE_CONTROL, self.caching), (VARY, HeaderValue::from_static("accept-encoding"))];
        let tag = [(ETAG, tag)];
        if is_known {
            return (StatusCode::NOT_MODIFIED, common, tag).into_response();
        }
        let mut answer = (common, tag, [(CONTENT_TYPE, self.kind)], self.content).into_response();
        if let Some(coding) = self.coding {
            answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        answer
    }
}
