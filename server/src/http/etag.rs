//! Entity tags (RFC 9110 §8.8.3).

use http::HeaderMap;
use http::header::IF_NONE_MATCH;

/// Whether the asker has what this tag (in its quotes) stands for, so that 304 is enough (RFC 9110 §13.1.2). A weak tag
/// is as good as a strong one here.
pub(crate) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let lines = headers.get_all(IF_NONE_MATCH).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|one| is_same(one.trim(), tag))
}

fn is_same(one: &str, tag: &str) -> bool {
    one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_when_it_stands_in_the_list_in_any_form() {
        let known = |line: &str| {
            let headers = HeaderMap::from_iter([(IF_NONE_MATCH, line.parse().unwrap())]);
            is_known(&headers, "\"abc\"")
        };
        for line in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"] {
            assert!(known(line), "{line}");
        }
        for line in ["", "abc", "\"ab\"", "\"x\", \"y\"", "w/\"abc\""] {
            assert!(!known(line), "{line}");
        }
        assert!(!is_known(&HeaderMap::new(), "\"abc\""));
    }
}
