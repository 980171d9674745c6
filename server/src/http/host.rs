//! Whether a request is meant for this server.

use http::{Request, header};

use crate::config::PublicUrl;
use crate::error::Problem;

/// Asked by machines that know an address and no name.
const NAMELESS: [&str; 2] = ["/healthz", "/readyz"];

/// Refuses a request for another host with 421 (RFC 9110 §7.4, security rule W8).
///
/// Every name that the request uses must be ours: the `Host` header, and the authority of its target when it has one,
/// which is how HTTP/2 says it and how a request to a proxy looks (RFC 9112 §3.2.2).
pub(super) fn check<B>(request: &Request<B>, public: &PublicUrl) -> Result<(), Problem> {
    if NAMELESS.contains(&request.uri().path()) {
        return Ok(());
    }
    let mut names = 0;
    for host in request.headers().get_all(header::HOST) {
        names += 1;
        if !host.to_str().is_ok_and(|host| public.is_named_by(host)) {
            return Err(Problem::misdirected());
        }
    }
    if let Some(authority) = request.uri().authority() {
        names += 1;
        if !public.is_named_by(authority.as_str()) {
            return Err(Problem::misdirected());
        }
    }
    if names == 0 { Err(Problem::misdirected()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ours(uri: &str, hosts: &[&str]) -> bool {
        let request =
            hosts.iter().fold(Request::get(uri), |request, host| request.header(header::HOST, *host));
        check(&request.body(()).unwrap(), &"https://id.example.com".parse().unwrap()).is_ok()
    }

    #[test]
    fn a_request_for_another_host_is_refused() {
        assert!(is_ours("/", &["id.example.com"]));
        assert!(!is_ours("/", &["evil.example"]));
        assert!(!is_ours("/", &[]));
    }

    #[test]
    fn every_name_must_be_ours() {
        assert!(is_ours("https://id.example.com/", &[]));
        assert!(is_ours("https://id.example.com/", &["id.example.com"]));
        assert!(!is_ours("https://evil.example/", &["id.example.com"]));
        assert!(!is_ours("https://id.example.com/", &["evil.example"]));
        assert!(!is_ours("/", &["id.example.com", "evil.example"]));
    }

    #[test]
    fn health_is_answered_under_every_name() {
        assert!(is_ours("/healthz", &["10.0.0.5:44367"]));
        assert!(is_ours("/readyz", &[]));
        assert!(!is_ours("/healthz/x", &["10.0.0.5:44367"]));
    }
}
