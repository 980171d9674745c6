//! What holds for every input: parsers answer whatever comes, and what was written is what is read.
#![cfg(test)]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth::authorization::Authorization;
use oauth::authorize::{Address, AuthorizationRequest};
use oauth::dpop::Proof;
use oauth::form::Form;
use oauth::pkce::{CodeChallenge, CodeVerifier};
use oauth::redirect_uri;
use oauth::resource::Resources;
use oauth::scope::Scopes;
use oauth::token::TokenRequest;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

/// Pieces of forms, more often than chance would make them.
const FORMISH: &str =
    r"(grant_type|scope|code|state|client_id|redirect_uri|prompt|[a-z]{0,4}|[=&%+]|%[0-9a-fA-F]{2}|.){0,40}";
/// Pieces of web addresses on and off the loopback address.
const ADDRESS: &str =
    r"(http://|https://|127\.0\.0\.1|localhost|\[::1\]|:[0-9]{0,5}|:PORT|:\*|/cb|/|@|\\|\?x|#f|[a-z.]){0,6}";

proptest! {
    // Shows A20.
    #[test]
    fn an_authorization_request_is_read_or_refused_whatever_it_is(query in FORMISH) {
        if let Ok(form) = Form::parse(query.as_bytes()) {
            let _ = Address::read(&form);
            if let Ok(request) = AuthorizationRequest::read(&form) {
                prop_assert!(form.refuse_repeated().is_ok());
                prop_assert_eq!(form.get("response_type"), Ok(Some("code")));
                prop_assert!(request.nonce.is_none_or(|nonce| nonce.len() <= 512));
            }
        }
    }

    #[test]
    fn a_form_is_read_or_refused_whatever_bytes_it_is(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(form) = Form::parse(&bytes) {
            let _ = (TokenRequest::read(&form), AuthorizationRequest::read(&form));
        }
    }

    // Shows A12, A13.
    #[test]
    fn an_authorization_request_is_read_as_it_was_written(state in r"[^\p{Cc}]{1,60}", nonce in "[^\0]{1,60}", scopes in scopes()) {
        let (written, challenge) = (scopes.to_string(), "A".repeat(43));
        let query = Form::encode([
            ("response_type", "code"),
            ("client_id", "app"),
            ("redirect_uri", "https://app.example.com/callback?a=b&c=ü"),
            ("state", &state),
            ("nonce", &nonce),
            ("scope", &written),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let form = Form::parse(query.as_bytes()).unwrap();
        let address = Address::read(&form).unwrap();
        prop_assert_eq!(&*address.redirect_uri, "https://app.example.com/callback?a=b&c=ü");
        prop_assert_eq!(address.state, Some(state));
        let request = AuthorizationRequest::read(&form).unwrap();
        prop_assert_eq!(request.nonce, Some(nonce));
        prop_assert_eq!(request.scopes, scopes);
    }

    // Shows T3.
    #[test]
    fn a_token_request_is_read_as_it_was_written_and_refused_when_a_part_is_repeated(code in "[^\0]{1,60}", verifier in "[^\0]{1,60}") {
        let pairs = [
            ("grant_type", "authorization_code"),
            ("code", &*code),
            ("redirect_uri", "myapp://callback"),
            ("code_verifier", &*verifier),
        ];
        let body = Form::encode(pairs);
        let Ok(TokenRequest::AuthorizationCode(read)) = TokenRequest::read(&Form::parse(body.as_bytes()).unwrap()) else {
            return Err(TestCaseError::fail(body));
        };
        prop_assert_eq!((&*read.code, &*read.redirect_uri), (&*code, "myapp://callback"));
        prop_assert_eq!(read.code_verifier.as_deref(), Some(&*verifier));
        for pair in pairs {
            let twice = format!("{body}&{}", Form::encode([pair]));
            prop_assert!(TokenRequest::read(&Form::parse(twice.as_bytes()).unwrap()).is_err());
        }
    }

    // Shows RFC 6749 §2.3.1.
    #[test]
    fn basic_credentials_are_read_as_they_were_written(user in "[^:]{0,40}", password in "(?s).{0,40}") {
        let header = format!("bAsIc {}", STANDARD.encode(format!("{user}:{password}")));
        let Authorization::Basic(read) = Authorization::parse(&header) else {
            return Err(TestCaseError::fail(header));
        };
        prop_assert_eq!((read.user, read.password), (user, password));
    }

    // Shows U4, RFC 6750 §2.1.
    #[test]
    fn a_bearer_token_is_read_as_it_was_written(scheme in "[bB][eE][aA][rR][eE][rR]", token in "[!-~]{1,100}") {
        let header = format!("{scheme} {token}");
        prop_assert!(Authorization::parse(&header) == Authorization::Bearer(&token), "{}", header);
    }

    #[test]
    fn a_header_is_read_or_unusable_whatever_it_is(header in "(?s)(Basic |Bearer |.){0,3}.{0,60}") {
        if let Authorization::Bearer(token) = Authorization::parse(&header) {
            prop_assert!(header.ends_with(token.trim()) || header.trim_end().ends_with(token));
            prop_assert!(!token.contains(char::is_whitespace));
        }
    }

    // Shows RFC 8707 §2.
    #[test]
    fn a_resource_is_read_as_it_was_written_and_once(host in "[a-z0-9.]{1,20}", path in "(/[a-z0-9]{1,8}){0,3}") {
        let written = format!("https://{host}{path}");
        let form = Form::encode([("resource", &*written), ("resource", &*format!("{written}/"))]);
        let read = Resources::read(&Form::parse(form.as_bytes()).unwrap()).unwrap();
        prop_assert!(read.iter().any(|resource| resource == written));
        // Only behind the host a slash means nothing.
        prop_assert_eq!(read.iter().count(), if path.is_empty() { 1 } else { 2 });
    }

    // Shows RFC 9449 §4.2.
    #[test]
    fn a_proof_is_read_or_refused_whatever_it_is(header in "(?s).{0,60}", claims in "(?s).{0,60}", rest in "(?s)[.a-zA-Z0-9_-]{0,20}") {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        for text in [format!("{}.{}.{rest}", part(&header), part(&claims)), format!("{header}.{claims}.{rest}")] {
            prop_assert!(Proof::parse(&text).is_err());
        }
    }

    // Shows RFC 6749 §3.3.
    #[test]
    fn scopes_are_read_as_they_were_written_in_any_order(scopes in scopes()) {
        let written = scopes.to_string();
        prop_assert_eq!(Scopes::parse(&written), Ok(scopes.clone()));
        let backwards: Vec<_> = written.split(' ').rev().collect();
        prop_assert_eq!(Scopes::parse(&format!("{} {written}", backwards.join("  "))), Ok(scopes));
    }

    #[test]
    fn what_is_read_as_scopes_can_be_written(text in "(?s).{0,60}") {
        if let Ok(scopes) = Scopes::parse(&text) {
            prop_assert_eq!(Scopes::parse(&scopes.to_string()), Ok(scopes));
        }
    }

    // Shows A3, A4, RFC 6749 §3.1.2.3, RFC 8252 §7.3.
    #[test]
    fn two_redirect_uris_match_when_they_are_equal_or_differ_in_a_loopback_port(registered in ADDRESS, received in ADDRESS) {
        prop_assert!(redirect_uri::matches(&registered, &registered));
        if registered != received && redirect_uri::matches(&registered, &received) {
            let (ours, theirs) = (without_port(&registered), without_port(&received));
            prop_assert!(ours.is_some() && ours == theirs, "{} {}", registered, received);
        }
    }

    // Shows A3, RFC 9700 §2.1.
    #[test]
    fn one_other_character_is_another_redirect_uri(place in 0_usize..37, other in any::<char>()) {
        let registered = "https://app.example.com/auth/callback";
        let mut received: Vec<char> = registered.chars().collect();
        let own = std::mem::replace(&mut received[place], other);
        let received: String = received.into_iter().collect();
        prop_assert_eq!(redirect_uri::matches(registered, &received), own == other);
    }

    // Shows A8, TC4, RFC 7636 §4.6.
    #[test]
    fn a_challenge_accepts_its_verifier_and_no_other(one in "[A-Za-z0-9._~-]{43,128}", other in "[A-Za-z0-9._~-]{43,128}") {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(one.as_bytes()));
        let challenge = CodeChallenge::parse(&challenge, Some("S256")).unwrap();
        prop_assert!(challenge.accepts(&CodeVerifier::parse(&one).unwrap()));
        prop_assert_eq!(challenge.accepts(&CodeVerifier::parse(&other).unwrap()), one == other);
    }
}

fn scopes() -> impl Strategy<Value = Scopes> {
    let scope = r"[!#-\[\]-~]{1,20}";
    prop::collection::vec(scope, 1..8).prop_map(|words| Scopes::parse(&words.join(" ")).unwrap())
}

/// Host and path of an http address on a loopback host.
fn without_port(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = ["127.0.0.1", "localhost", "[::1]"].into_iter().find(|host| {
        authority.strip_prefix(host).is_some_and(|port| port.is_empty() || port.starts_with(':'))
    })?;
    Some((host, path))
}
