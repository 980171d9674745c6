//! The one stylesheet of all pages: the parts in `style/`, in the order of their names.

use std::io::Write;

use axum::response::Response;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderMap;
use sha2::{Digest, Sha256};

use super::super::accept;
use super::folder::{self, IMMUTABLE, Sent, Style};

/// Good enough for text, and done in milliseconds when the server starts.
const BROTLI_QUALITY: i32 = 9;

/// The stylesheet in every coding that it is sent in, made once.
#[derive(Debug)]
pub(super) struct Stylesheet {
    path: String,
    hash: String,
    /// Best first; the last one is the text itself.
    codings: Vec<(Option<&'static str>, Bytes)>,
}

impl Stylesheet {
    /// Puts the parts together.
    pub(super) fn collect() -> Self {
        let mut names: Vec<_> =
            Style::iter().filter(|name| name.ends_with(".css") && folder::is_asset(name)).collect();
        names.sort();
        let parts: Vec<_> = names.iter().filter_map(|name| folder::text::<Style>(name)).collect();
        Self::of(parts.join("\n"))
    }

    fn of(text: String) -> Self {
        let hash: String =
            Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let coded = [(Some("br"), brotli(&text)), (Some("gzip"), gzip(&text))];
        let mut codings: Vec<_> =
            coded.into_iter().filter_map(|(name, bytes)| Some((name, Bytes::from(bytes?)))).collect();
        codings.push((None, Bytes::from(text)));
        Self { path: format!("/assets/latchkey-{hash}.css"), hash, codings }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn answer(&self, headers: &HeaderMap) -> Response {
        let welcome =
            |coding: &Option<&str>| coding.is_none_or(|coding| accept::takes_encoding(headers, coding));
        let best = self.codings.iter().find(|(coding, _)| welcome(coding));
        let (coding, content) = best.cloned().unwrap_or_default();
        let tag = format!("{}-{}", self.hash, coding.unwrap_or("text"));
        Sent { kind: "text/css; charset=utf-8", coding, caching: IMMUTABLE, tag, content }.answer(headers)
    }
}

/// `None` when it can't be compressed; then it is sent as it is.
fn brotli(text: &str) -> Option<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: BROTLI_QUALITY, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut compressed, &parameters).ok()?;
    Some(compressed)
}

fn gzip(text: &str) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG};
    use http_body_util::BodyExt;

    use super::*;

    const TEXT: &str = "body { color: red }\nbody { color: red }\nbody { color: red }\n";

    async fn sent(accepted: &str) -> (Option<String>, Vec<u8>) {
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, accepted.parse().unwrap())]);
        let answer = Stylesheet::of(TEXT.to_owned()).answer(&headers);
        let coding = answer.headers().get(CONTENT_ENCODING).map(|coding| coding.to_str().unwrap().to_owned());
        (coding, answer.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    #[tokio::test]
    async fn every_coding_holds_the_same_text() {
        let (coding, bytes) = sent("gzip, br").await;
        assert_eq!(coding.as_deref(), Some("br"));
        let mut text = Vec::new();
        brotli::BrotliDecompress(&mut bytes.as_slice(), &mut text).unwrap();
        assert_eq!(text, TEXT.as_bytes());

        let (coding, bytes) = sent("gzip").await;
        assert_eq!(coding.as_deref(), Some("gzip"));
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
        assert_eq!(text, TEXT);

        assert_eq!(sent("identity").await, (None, TEXT.as_bytes().to_vec()));
    }

    #[test]
    fn another_text_has_another_address() {
        let (one, other) = (Stylesheet::of(TEXT.to_owned()), Stylesheet::of(format!("{TEXT} ")));
        assert_ne!(one.path(), other.path());
        assert!(
            one.path().starts_with("/assets/latchkey-") && one.path().ends_with(".css"),
            "{}",
            one.path()
        );
    }

    #[test]
    fn each_coding_has_its_own_tag() {
        let stylesheet = Stylesheet::of(TEXT.to_owned());
        let tag = |accepted: &str| {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, accepted.parse().unwrap())]);
            stylesheet.answer(&headers).headers()[ETAG].clone()
        };
        assert_ne!(tag("br"), tag("gzip"));
    }
}
