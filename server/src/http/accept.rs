//! What the sender of a request can read (RFC 9110 §12.5).

use http::{HeaderMap, HeaderName, header};

/// Whether an answer should be a page: HTML is named, and JSON is not liked better.
pub(super) fn prefers_page(headers: &HeaderMap) -> bool {
    let html = quality(headers, &header::ACCEPT, "text/html").unwrap_or(0.0);
    html > 0.0 && html >= quality(headers, &header::ACCEPT, "application/json").unwrap_or(0.0)
}

/// Whether an answer in JSON can be read: nothing is named, or one of the names covers it.
pub(crate) fn accepts_json(headers: &HeaderMap) -> bool {
    let kinds = ["application/json", "application/*", "*/*"];
    let named = kinds.into_iter().find_map(|kind| quality(headers, &header::ACCEPT, kind));
    let problems = || quality(headers, &header::ACCEPT, "application/problem+json");
    !headers.contains_key(header::ACCEPT) || named.or_else(problems).is_some_and(|quality| quality > 0.0)
}

/// Whether a content coding such as `br` may be used.
pub(super) fn takes_encoding(headers: &HeaderMap, coding: &str) -> bool {
    let named = quality(headers, &header::ACCEPT_ENCODING, coding);
    named.or_else(|| quality(headers, &header::ACCEPT_ENCODING, "*")).is_some_and(|quality| quality > 0.0)
}

/// The weight that a header gives to a token; `None` when it does not name it.
fn quality(headers: &HeaderMap, name: &HeaderName, token: &str) -> Option<f32> {
    let lines = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).find_map(|choice| {
        let mut parts = choice.split(';').map(str::trim);
        if !parts.next()?.eq_ignore_ascii_case(token) {
            return None;
        }
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        Some(weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(value: &str) -> HeaderMap {
        HeaderMap::from_iter([
            (header::ACCEPT, value.parse().unwrap()),
            (header::ACCEPT_ENCODING, value.parse().unwrap()),
        ])
    }

    #[test]
    fn browsers_get_pages_and_programs_get_json() {
        for value in [
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "TEXT/HTML",
            "application/json;q=0.5, text/html",
        ] {
            assert!(prefers_page(&accept(value)), "{value}");
        }
        for value in ["*/*", "", "application/json", "text/html;q=0", "text/html;q=0.5, application/json"] {
            assert!(!prefers_page(&accept(value)), "{value}");
        }
        assert!(!prefers_page(&HeaderMap::new()));
    }

    #[test]
    fn json_is_for_whoever_names_nothing_or_something_that_covers_it() {
        for value in ["*/*", "application/json", "text/html, application/*;q=0.1", "image/png, */*;q=0.1"] {
            assert!(accepts_json(&accept(value)), "{value}");
        }
        for value in ["text/html", "", "application/json;q=0", "*/*;q=0", "application/json;q=0, */*"] {
            assert!(!accepts_json(&accept(value)), "{value}");
        }
        assert!(accepts_json(&HeaderMap::new()));
    }

    #[test]
    fn an_encoding_is_used_only_when_it_is_welcome() {
        for value in ["gzip, deflate, br, zstd", "br;q=0.5", "*"] {
            assert!(takes_encoding(&accept(value), "br"), "{value}");
        }
        for value in ["gzip", "br;q=0", "br;q=0, *", "brotli", "*;q=0"] {
            assert!(!takes_encoding(&accept(value), "br"), "{value}");
        }
    }
}
