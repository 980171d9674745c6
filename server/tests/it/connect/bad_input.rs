//! What no client should send, to every address under `/connect/`: repeated, too long, of another type, by another
//! method, no text at all. Each has its answer, and none of them is a 500.

mod authorize;
mod forms;
mod tokens;

use reqwest::Method;

use self::forms::good_forms;
use crate::world::{Answer, Person, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";
const FORM: &str = "application/x-www-form-urlencoded";

/// Sends bytes as they are.
async fn send(person: &Person, path: &str, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    let url = person.server.identity_url(path);
    Answer::read(person.plain(Method::POST, &url).header("content-type", kind).body(body)).await
}

/// The error that is meant, kept by nobody, in words that are plain and short and none of the sender's.
#[track_caller]
fn assert_refused(answer: Answer, status: u16, error: &str, what: &str) {
    assert_eq!((answer.status, &*answer.error()), (status, error), "{what}: {}", answer.text);
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    let words = text(&answer.json()["error_description"]);
    let plain = |byte: u8| (byte.is_ascii_graphic() || byte == b' ') && byte != b'"' && byte != b'\\';
    assert!(words.len() < 200 && words.bytes().all(plain), "{what}: {words}");
}

// Shows T3, T10, RFC 6749 §3.2.
#[tokio::test]
async fn a_parameter_that_is_sent_twice_is_refused_whichever_it_is() {
    on_each_database(async |server| {
        let program = server.stranger();
        for form in good_forms(&server).await {
            for (name, value) in form.fields.iter().map(|(name, value)| (*name, &**value)).chain([("x", "1")])
            {
                let twice = if name == "x" { "x=1&x=1".to_owned() } else { form.with(name, value) };
                let again = oauth::form::Form::encode([(name, value)]);
                let answer =
                    send(&program, form.path, FORM, format!("{}&{twice}&{again}", form.encoded())).await;
                assert_refused(answer, 400, "invalid_request", &format!("{} {name}", form.path));
            }
        }
    })
    .await;
}

/// The answer to a value of 100 KiB in one place of a good form.
fn answer_to_endless(path: &str, name: &str) -> (u16, Option<&'static str>) {
    match (path, name) {
        ("/connect/par", _) => (413, None),
        (_, "client_id" | "client_secret") => (401, Some("invalid_client")),
        ("/connect/introspect" | "/connect/revocation", _) => (200, None),
        (_, "grant_type") => (400, Some("unsupported_grant_type")),
        (_, "scope") => (400, Some("invalid_scope")),
        _ => (400, Some("invalid_grant")),
    }
}

// Shows I4, T10, TP3, V1.
#[tokio::test]
async fn a_value_that_is_too_long_is_a_wrong_value() {
    on_each_database(async |server| {
        let program = server.stranger();
        let endless = "a".repeat(100 * 1024);
        for form in good_forms(&server).await {
            for (name, _) in &form.fields {
                let what = format!("{} {name}", form.path);
                let answer = send(&program, form.path, FORM, form.with(name, &endless)).await;
                match answer_to_endless(form.path, name) {
                    (status, Some(error)) => assert_refused(answer, status, error, &what),
                    (status, None) => assert_eq!(answer.status, status, "{what}: {}", answer.text),
                }
            }
        }
    })
    .await;
}

// Shows T10.
#[tokio::test]
async fn a_body_that_is_no_text_or_holds_nul_is_no_form() {
    on_each_database(async |server| {
        let program = server.stranger();
        for form in good_forms(&server).await {
            let good = form.encoded();
            for bad in [&b"%00"[..], b"\0", b"%ff", b"\xff", b"%c3%28", b"\xc3\x28", b"%ed%a0%80"] {
                for name in form.fields.iter().map(|(name, _)| *name) {
                    let in_value = [good.as_bytes(), b"&", name.as_bytes(), b"=", bad].concat();
                    let in_name = [good.as_bytes(), b"&", name.as_bytes(), bad, b"=1"].concat();
                    for body in [in_value, in_name] {
                        let what = format!("{} {}", form.path, String::from_utf8_lossy(&body));
                        let answer = send(&program, form.path, FORM, body).await;
                        assert_refused(answer, 400, "invalid_request", &what);
                    }
                }
            }
        }
    })
    .await;
}

// Shows T1.
#[tokio::test]
async fn a_body_of_another_type_is_no_form() {
    on_each_database(async |server| {
        let program = server.stranger();
        for form in good_forms(&server).await {
            for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "form"] {
                let answer = send(&program, form.path, kind, form.encoded()).await;
                assert_refused(answer, 400, "invalid_request", &format!("{} as {kind}", form.path));
            }
            let none = program.plain(Method::POST, &server.identity_url(form.path)).body(form.encoded());
            assert_refused(Answer::read(none).await, 400, "invalid_request", form.path);
        }
    })
    .await;
}

// Shows T1.
#[tokio::test]
async fn parameters_in_the_address_are_no_parameters() {
    on_each_database(async |server| {
        let program = server.stranger();
        for form in good_forms(&server).await {
            let path = format!("{}?{}", form.path, form.encoded());
            let answer = send(&program, &path, FORM, "").await;
            assert!(matches!(answer.status, 400 | 401), "{path}: {} {}", answer.status, answer.text);
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_may_be_as_large_as_its_limit_and_not_one_byte_more() {
    on_each_database(async |server| {
        let program = server.stranger();
        for form in good_forms(&server).await {
            let head = "grant_type=none&client_id=none&x=";
            let filled = |size: usize| format!("{head}{}", "a".repeat(size - head.len()));
            let limit = if form.path == "/connect/par" { 64 * 1024 } else { 256 * 1024 };
            let most = send(&program, form.path, FORM, filled(limit)).await;
            assert!(matches!(most.status, 400 | 401), "{}: {}", most.status, most.text);
            for size in [limit + 1, 1024 * 1024] {
                send(&program, form.path, FORM, filled(size)).await.assert_status(413);
            }
        }
    })
    .await;
}

// Shows T1, RFC 6749 §3.2.
#[tokio::test]
async fn another_method_is_refused_with_those_that_are_allowed() {
    on_each_database(async |server| {
        let program = server.stranger();
        for (path, allowed) in [
            ("/connect/authorize", &["GET", "POST"][..]),
            ("/connect/token", &["POST"]),
            ("/connect/deviceauthorization", &["POST"]),
            ("/connect/par", &["POST"]),
            ("/connect/endsession", &["GET", "POST"]),
            ("/connect/introspect", &["POST"]),
            ("/connect/revocation", &["POST"]),
            ("/connect/userinfo", &["GET", "POST"]),
            ("/.well-known/openid-configuration", &["GET"]),
            ("/.well-known/openid-configuration/jwks", &["GET"]),
        ] {
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"] {
                if allowed.contains(&method) {
                    continue;
                }
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let answer = Answer::read(program.plain(method.clone(), &server.identity_url(path))).await;
                assert_eq!(answer.status, 405, "{method} {path}: {}", answer.text);
                for allowed in allowed {
                    assert!(
                        answer.header("allow").contains(allowed),
                        "{method} {path}: {:?}",
                        answer.headers
                    );
                }
            }
        }
    })
    .await;
}
