//! Tokens that nobody issued, from nothing to a megabyte, wherever a token can stand.

use reqwest::Method;

use crate::world::{Answer, on_each_database, text};

use super::{CALLBACK, FORM};

/// Every address that takes a form.
const PATHS: [&str; 8] = [
    "/connect/authorize",
    "/connect/token",
    "/connect/userinfo",
    "/connect/deviceauthorization",
    "/connect/par",
    "/connect/introspect",
    "/connect/revocation",
    "/connect/endsession",
];

/// Tokens of many shapes: nothing, half of a real one, other alphabets, other structures.
fn garbage() -> Vec<String> {
    let mut tokens: Vec<String> = [
        "x",
        ".",
        "..",
        "a.b.c",
        "a.b.c.d.e",
        "eyJhbGciOiJub25lIn0.e30.",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.AAAA",
        "eyJhbGciOiJFUzI1NiIsImp3ayI6e319.e30.AAAA",
        "exepron_pat_",
        "exepron_pat_:",
        "exepron_pat_abc123def456:",
        "exepron_pat_abc123def456:dGVzdHNlY3JldA==",
        "exepron_pat_'; DROP TABLE users; --:x",
        "null",
        "0",
        "{}",
        "%00",
        "../../etc/passwd",
    ]
    .map(str::to_owned)
    .into();
    for size in [255, 256, 257, 4096, 4097, 8192, 60 * 1024] {
        tokens.push("a".repeat(size));
        tokens.push(format!("exepron_pat_{}:{}", "a".repeat(size / 2), "b".repeat(size / 2)));
        tokens.push(format!("{0}.{0}.{0}", "e30".repeat(size / 9)));
    }
    tokens
}

// Shows J4, P2, U3.
#[tokio::test]
async fn a_token_that_nobody_issued_is_invalid_at_userinfo_and_at_the_api() {
    on_each_database(async |server| {
        let program = server.stranger();
        for token in garbage() {
            let shown: String = token.chars().take(60).collect();
            for answer in [program.userinfo(&token).await, program.api("/odata/Projects", &token).await] {
                assert_eq!(answer.status, 401, "{shown}: {}", answer.text);
                assert!(answer.header("www-authenticate").contains("error=\"invalid_token\""), "{shown}");
            }
        }
    })
    .await;
}

// Shows RFC 6750 §3.1.
#[tokio::test]
async fn a_header_that_holds_no_token_is_challenged() {
    on_each_database(async |server| {
        let program = server.stranger();
        let (userinfo, api) = (server.identity_url("/connect/userinfo"), server.api_url("/odata/Projects"));
        for (header, at_the_api) in [
            (&b"Bearer \xff\xfe"[..], 401),
            (b"Bearer a\tb", 401),
            // The API tells a request that is malformed from a token that is wrong (RFC 6750 §3.1).
            (b"Bearer ", 400),
            (b"Bearer", 400),
            (b"Basic \xff", 401),
            (b"", 401),
            (b"\xc3\xa9 a", 401),
        ] {
            for (url, status) in [(&userinfo, 401), (&api, at_the_api)] {
                let value = reqwest::header::HeaderValue::from_bytes(header).unwrap();
                let answer =
                    Answer::read(program.plain(Method::GET, url).header("authorization", value)).await;
                assert_eq!(answer.status, status, "{header:?} at {url}: {}", answer.text);
                assert!(answer.header("www-authenticate").contains("Bearer"), "{header:?} at {url}");
            }
        }
    })
    .await;
}

// Shows T5.
#[tokio::test]
async fn credentials_that_nobody_has_are_an_invalid_client() {
    on_each_database(async |server| {
        let program = server.stranger();
        let url = server.identity_url("/connect/token");
        for token in garbage() {
            let body = oauth::form::Form::encode([
                ("grant_type", "refresh_token"),
                ("refresh_token", &token),
                ("client_id", &token),
                ("client_secret", &token),
            ]);
            let answer = super::send(&program, "/connect/token", FORM, body).await;
            super::assert_refused(answer, 401, "invalid_client", &token.chars().take(60).collect::<String>());
        }
        for header in [
            &b"Basic %%%"[..],
            b"Basic ",
            b"Basic YQ==",
            b"Basic /////w==",
            b"Digest x",
            b"Bearer x",
            b"\xff",
        ] {
            let value = reqwest::header::HeaderValue::from_bytes(header).unwrap();
            let request = program.plain(Method::POST, &url).header("authorization", value);
            let answer = Answer::read(request.form(&[("grant_type", "client_credentials")])).await;
            assert!(answer.header("www-authenticate").starts_with("Basic"), "{header:?}");
            super::assert_refused(answer, 401, "invalid_client", &format!("{header:?}"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_megabyte_of_token_is_too_much_for_a_body_and_for_a_head() {
    on_each_database(async |server| {
        let program = server.stranger();
        let token = "a".repeat(1024 * 1024);
        let body = oauth::form::Form::encode([("grant_type", "refresh_token"), ("refresh_token", &token)]);
        super::send(&program, "/connect/token", FORM, body).await.assert_status(413);
        for url in [server.identity_url("/connect/userinfo"), server.api_url("/odata/Projects")] {
            // The server stops reading: its client sees the answer, or a connection that is gone.
            match program.plain(Method::GET, &url).bearer_auth(&token).send().await {
                Ok(answer) => assert_eq!(answer.status(), 431, "{url}"),
                Err(error) => assert!(error.is_request(), "{error}"),
            }
            Answer::read(program.plain(Method::GET, &url)).await.assert_status(401);
        }
    })
    .await;
}

#[tokio::test]
async fn whatever_bytes_come_there_is_an_answer_and_no_failure() {
    on_each_database(async |server| {
        let program = server.stranger();
        let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut draw = || {
            // xorshift64: the same bytes in every run.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        for _ in 0..150 {
            let length = (draw() % 400) as usize;
            let body: Vec<u8> = (0..length)
                .map(|_| match draw() % 4 {
                    0 => b"=&%+"[(draw() % 4) as usize],
                    1 => (draw() % 256) as u8,
                    _ => b"grant_typecodescpdi012"[(draw() % 22) as usize],
                })
                .collect();
            for path in PATHS {
                let answer = super::send(&program, path, FORM, body.clone()).await;
                assert!(answer.status < 500, "{path} {}: {body:?}", answer.status);
            }
        }
    })
    .await;
}

// Shows P5, U1, RFC 6750 §2.3.
#[tokio::test]
async fn a_good_token_is_taken_from_no_address_and_from_no_cookie() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (_, personal) = alice.personal_access_token().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid exepron.restapi").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let access = text(&tokens["access_token"]);
        alice.userinfo(&access).await.assert_status(200);
        for token in [&access, &personal] {
            alice.api("/odata/Projects", token).await.assert_status(200);
            for url in [server.identity_url("/connect/userinfo"), server.api_url("/odata/Projects")] {
                let query = oauth::form::Form::encode([("access_token", &**token)]);
                let in_address = alice.plain(Method::GET, &format!("{url}?{query}"));
                let in_cookie =
                    alice.plain(Method::GET, &url).header("cookie", format!("access_token={token}"));
                for request in [in_address, in_cookie] {
                    let status = Answer::read(request).await.status;
                    assert!(matches!(status, 400 | 401), "{status} at {url}");
                }
            }
        }
    })
    .await;
}
