//! Documents that everybody may read and keep for a while: discovery and the key set.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;

/// A document with its entity tag.
#[derive(Debug, Clone)]
pub struct Published {
    /// The JSON.
    pub json: Bytes,
    /// A strong tag in its quotes (RFC 9110 §8.8.3), made of the bytes: the same on every process.
    pub tag: String,
}

impl Published {
    /// Tags a document.
    #[must_use]
    pub fn new(json: impl Into<Bytes>) -> Self {
        let json = json.into();
        let hash = digest::digest(&digest::SHA256, &json);
        let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(hash));
        Self { json, tag }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_has_one_tag_and_another_text_another() {
        let tag = |text: &'static str| Published::new(text).tag;
        assert_eq!(tag("{}"), tag("{}"));
        assert_ne!(tag("{}"), tag("{ }"));
        assert!(tag("{}").starts_with('"') && tag("{}").ends_with('"'));
    }
}
