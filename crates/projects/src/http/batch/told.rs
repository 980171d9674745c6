//! What a batch tells of an answer: its status, what its header says about it, and its body.

use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, HeaderName, VARY, X_CONTENT_TYPE_OPTIONS};

/// Header fields that are about the way of an answer and not about what it says.
const OF_THE_WAY: [HeaderName; 4] = [CONTENT_LENGTH, VARY, CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS];

/// Status with its words, and header fields of an answer.
pub(super) type Head = ((u16, &'static str), Vec<(String, String)>);

/// The same with its body.
pub(super) type Told = ((u16, &'static str), Vec<(String, String)>, Vec<u8>);

/// The header fields of an answer that say something about it.
pub(super) fn told(headers: &HeaderMap) -> Vec<(String, String)> {
    let said = headers.iter().filter(|(name, _)| !OF_THE_WAY.contains(name));
    said.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned()))).collect()
}
