//! Proofs of possession (RFC 9449 §4.1).

use http::HeaderMap;
use oauth::dpop;

/// The values of the headers `DPoP`. One that is no text becomes an empty one, which is no proof.
pub fn proofs(headers: &HeaderMap) -> Vec<&str> {
    headers.get_all(dpop::NAME).iter().map(|proof| proof.to_str().unwrap_or_default()).collect()
}
