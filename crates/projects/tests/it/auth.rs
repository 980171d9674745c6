//! Who may read what: tokens, scopes, accounts (RFC 6750, RFC 7617, RFC 9728).

use std::sync::atomic::Ordering;

use axum::http::{Method, StatusCode};
use projects::Basic;

use super::support::databases::on_both;
use super::support::{Answer, TestApi};

mod scopes;

const BASIC: &str = r#"Basic realm="https://api.example", charset="UTF-8""#;
const METADATA: &str = r#"resource_metadata="https://api.example/.well-known/oauth-protected-resource""#;

const DPOP: &str = r#"DPoP algs="ES256 Ed25519 EdDSA PS256 RS256""#;

fn bearer(error: &str) -> String {
    format!("Bearer realm=\"https://api.example\", {METADATA}{error}")
}

// Shows RFC 6750 §3.
#[tokio::test]
async fn without_a_token_there_is_a_challenge_and_no_error() {
    on_both("no_token", async |api: TestApi| {
        for headers in [&[][..], &[("authorization", "Negotiate x")], &[("cookie", "session=1/admin")]] {
            let answer = api.send(Method::GET, "/odata/Projects", headers).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert_eq!(answer.all("www-authenticate"), [bearer("").as_str(), DPOP, BASIC]);
            assert_eq!(answer.header("odata-version"), "4.0");
            assert_eq!(
                answer.body,
                r#"{"error":{"code":"unauthorized","message":"This resource needs an access token in the Authorization header."}}"#
            );
        }
        assert_eq!(api.asked.load(Ordering::Relaxed), 0);
    })
    .await;
}

// Shows P2.
#[tokio::test]
async fn a_bad_token_is_refused_without_a_reason() {
    on_both("bad_token", async |api: TestApi| {
        let sentence = "The access token is unknown, expired, revoked, or not meant for this API.";
        let error = format!(", error=\"invalid_token\", error_description=\"{sentence}\"");
        for credentials in
            ["Bearer nonsense", "Bearer a b", "Basic ???", "bearer exepron_pat_abc123def456:wrong"]
        {
            let answer = api.send(Method::GET, "/odata/Projects", &[("authorization", credentials)]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{credentials}");
            assert_eq!(answer.all("www-authenticate"), [bearer(&error).as_str(), DPOP, BASIC]);
            assert_eq!(
                answer.body,
                format!(r#"{{"error":{{"code":"invalid_token","message":"{sentence}"}}}}"#)
            );
        }
    })
    .await;
}

// Shows RFC 9449 §7.1.
#[tokio::test]
async fn a_token_of_the_scheme_dpop_comes_with_the_proof_of_its_key() {
    on_both("dpop", async |api: TestApi| {
        let send = async |token: &str, proofs: &[&str], address: &str| {
            let token = format!("DPoP {token}");
            let mut headers = vec![("authorization", token.as_str())];
            headers.extend(proofs.iter().map(|proof| ("dpop", *proof)));
            api.send(Method::GET, address, &headers).await
        };
        let projects = "/odata/Projects";
        assert_eq!(send("1/admin", &["good"], "/odata/Projects?$top=1").await.status, StatusCode::OK);
        for (proofs, address) in [
            (&[][..], projects),
            (&["bad"], projects),
            (&["good", "good"], projects),
            (&["good"], "/odata/Tasks"),
        ] {
            let answer = send("1/admin", proofs, address).await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (StatusCode::UNAUTHORIZED, "invalid_dpop_proof")
            );
            let [plain, bound, basic] = answer.all("www-authenticate")[..] else { panic!("not three") };
            assert_eq!((plain, basic), (bearer("").as_str(), BASIC));
            assert!(bound.starts_with(&format!("{DPOP}, error=\"invalid_dpop_proof\"")), "{bound}");
        }
        let answer = send("nonsense", &["good"], projects).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNAUTHORIZED, "invalid_token"));
        assert!(answer.all("www-authenticate")[1].starts_with(&format!("{DPOP}, error=\"invalid_token\"")));
    })
    .await;
}

// Shows RFC 6750 §3.1.
#[tokio::test]
async fn malformed_credentials_are_a_bad_request() {
    on_both("malformed", async |api: TestApi| {
        let cases: [(&str, &[(&str, &str)]); 4] = [
            ("/odata/Projects", &[("authorization", "Bearer ")]),
            ("/odata/Projects", &[("authorization", "Bearer 1/admin"), ("authorization", "Bearer 1/admin")]),
            ("/odata/Projects?access_token=1/admin", &[]),
            ("/odata/Projects?$top=1&access_token=1/admin", &[("authorization", "Bearer 1/admin")]),
        ];
        for (address, headers) in cases {
            let answer = api.send(Method::GET, address, headers).await;
            assert_eq!((answer.status, answer.code().as_str()), (StatusCode::BAD_REQUEST, "invalid_request"));
            assert!(answer.header("www-authenticate").contains("error=\"invalid_request\""), "{address}");
        }
        assert_eq!(api.asked.load(Ordering::Relaxed), 0);
    })
    .await;
}

// Shows R019, R113.
#[tokio::test]
async fn a_personal_access_token_works_as_bearer_and_over_basic() {
    on_both("pat", async |api: TestApi| {
        // exepron_pat_abc123def456 : c2VjcmV0==
        let basic = "Basic ZXhlcHJvbl9wYXRfYWJjMTIzZGVmNDU2OmMyVmpjbVYwPT0=";
        // excel : exepron_pat_abc123def456 : c2VjcmV0==
        let whole = "Basic ZXhjZWw6ZXhlcHJvbl9wYXRfYWJjMTIzZGVmNDU2OmMyVmpjbVYwPT0=";
        for credentials in ["Bearer exepron_pat_abc123def456:c2VjcmV0==", basic, whole] {
            for set in ["Projects", "Tasks", "Resources"] {
                let answer =
                    api.send(Method::GET, &format!("/odata/{set}"), &[("authorization", credentials)]).await;
                assert_eq!(answer.status, StatusCode::OK, "{credentials} {set} {}", answer.body);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn where_basic_is_off_it_is_neither_taken_nor_offered() {
    on_both("basic_off", async |api: TestApi| {
        let api = TestApi::with(api.db.clone(), Basic::Off);
        let basic = "Basic ZXhlcHJvbl9wYXRfYWJjMTIzZGVmNDU2OmMyVmpjbVYwPT0=";
        let answer = api.send(Method::GET, "/odata/Projects", &[("authorization", basic)]).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNAUTHORIZED, "unauthorized"));
        let schemes: Vec<_> = answer
            .all("www-authenticate")
            .iter()
            .filter_map(|challenge| challenge.split(' ').next())
            .collect();
        assert_eq!(schemes, ["Bearer", "DPoP"]);
        assert_eq!(api.asked.load(Ordering::Relaxed), 0);
    })
    .await;
}

#[tokio::test]
async fn when_nobody_can_verify_tokens_the_client_is_asked_to_come_back() {
    on_both("away", async |api: TestApi| {
        let answer = api.get_as("away", "/odata/Projects").await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
        assert_eq!(answer.header("retry-after"), "1");
        assert!(answer.all("www-authenticate").is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_model_is_open_to_everybody() {
    on_both("anonymous", async |api: TestApi| {
        for address in ["/odata", "/odata/", "/odata/$metadata"] {
            for headers in [&[][..], &[("authorization", "Bearer nonsense")]] {
                assert_eq!(api.send(Method::GET, address, headers).await.status, StatusCode::OK, "{address}");
            }
        }
        for (address, methods) in [
            ("Projects", "GET, HEAD, OPTIONS, POST"),
            ("Projects(1)/tasks", "GET, HEAD, OPTIONS, POST"),
            ("Projects(1)", "GET, HEAD, OPTIONS, PATCH, PUT, DELETE"),
            ("Tasks(1)/project", "GET, HEAD, OPTIONS, PATCH, PUT, DELETE"),
            ("Tasks(1)/resources/$ref", "GET, HEAD, OPTIONS, POST, DELETE"),
            ("Tasks(1)/resources(1)/$ref", "GET, HEAD, OPTIONS, DELETE"),
            ("Tasks(1)/project/$ref", "GET, HEAD, OPTIONS, PUT, DELETE"),
            ("Tasks(1)/taskName", "GET, HEAD, OPTIONS, PUT, DELETE"),
            ("Tasks(1)/taskId", "GET, HEAD, OPTIONS"),
            ("WebhookDeliveries", "GET, HEAD, OPTIONS"),
            ("$metadata", "GET, HEAD, OPTIONS"),
        ] {
            let options = api.send(Method::OPTIONS, &format!("/odata/{address}"), &[]).await;
            assert_eq!(
                (options.status, options.header("allow")),
                (StatusCode::NO_CONTENT, methods),
                "{address}"
            );
        }
        assert_eq!(api.asked.load(Ordering::Relaxed), 0);
    })
    .await;
}

#[tokio::test]
async fn strangers_learn_nothing_from_errors() {
    on_both("order", async |api: TestApi| {
        let status = |answer: Answer| answer.status.as_u16();
        for (method, address) in [
            (Method::GET, "/odata/Nothing"),
            (Method::GET, "/odata/Projects?$top=-1"),
            (Method::GET, "/odata/Projects(1)/tasks"),
            (Method::POST, "/odata/Projects"),
            (Method::POST, "/odata/$metadata"),
            (Method::DELETE, "/odata/Projects(1)"),
        ] {
            assert_eq!(status(api.send(method, address, &[]).await), 401, "{address}");
        }
        assert_eq!(status(api.get_as("1/tasks", "/odata/Nothing").await), 404);
        assert_eq!(status(api.get_as("1/tasks", "/odata/Projects?$top=-1").await), 400);
        assert_eq!(status(api.get_as("1/tasks", "/odata/Projects(999)").await), 403);
    })
    .await;
}
