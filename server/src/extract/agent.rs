//! What a program calls itself.

use http::HeaderMap;
use http::header::USER_AGENT;

/// As much of a name is kept, in bytes; browsers' names have about 120.
const LONGEST: usize = 300;

/// The header `User-Agent`, where it can be read.
pub fn of(headers: &HeaderMap) -> Option<&str> {
    headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(beginning)
}

/// As much of a name as is kept.
pub fn beginning(agent: &str) -> &str {
    agent.get(..LONGEST).unwrap_or(agent)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_name_is_kept_up_to_three_hundred_bytes() {
        for (sent, kept) in [(300, 300), (301, 300)] {
            let agent = HeaderValue::try_from("a".repeat(sent)).unwrap();
            let headers = HeaderMap::from_iter([(USER_AGENT, agent)]);
            assert_eq!(of(&headers).map(str::len), Some(kept));
        }
        assert_eq!(of(&HeaderMap::new()), None);
    }
}
