//! Proofs of possession (RFC 9449) at `/connect/token`, userinfo and the API.

mod binding;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Person, ProofKey, TestServer, VERIFIER, bound, claims, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";
const SCOPE: &str = "openid exepron.restapi offline_access";

fn code_fields<'a>(app: &'a str, code: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("client_id", app),
        ("code_verifier", VERIFIER),
    ]
}

fn refresh_fields<'a>(app: &'a str, token: &'a str) -> [(&'a str, &'a str); 3] {
    [("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", app)]
}

/// An app of Alice, and what its sign-in with a proof of this key gave.
async fn signed_in(server: &TestServer, key: &ProofKey) -> (Person, String, Value) {
    let alice = server.alice().await;
    let app = alice.app(CALLBACK).await;
    let code = alice.code(&app, CALLBACK, SCOPE).await;
    let tokens = key.token(&alice, &code_fields(&app, &code)).await.assert_status(200).json();
    (alice, app, tokens)
}

// Shows X-DPoP, RFC 9449 §5, RFC 9449 §7.1.
#[tokio::test]
async fn a_proof_binds_the_tokens_that_it_comes_with() {
    on_each_database(async |server| {
        let key = ProofKey::new(&server);
        let (alice, _, tokens) = signed_in(&server, &key).await;
        assert_eq!(tokens["token_type"], "DPoP");
        let token = text(&tokens["access_token"]);
        assert_eq!(claims(&token)["cnf"], json!({ "jkt": key.thumbprint() }));
        let (api, userinfo) = (server.api_url("/odata/Projects"), server.identity_url("/connect/userinfo"));
        for address in [&api, &userinfo] {
            key.get(&alice, address, &token).await.assert_status(200);
        }
        // The address that the proof names may leave the query out, or not.
        let with_query = format!("{api}?$top=1");
        key.get(&alice, &with_query, &token).await.assert_status(200);
        let without = bound(&alice, &with_query, &token).header("dpop", key.for_resource(&api, &token));
        Answer::read(without).await.assert_status(200);
    })
    .await;
}

// Shows X-DPoP, RFC 9449 §7.1.
#[tokio::test]
async fn a_bound_token_is_worth_nothing_without_its_key() {
    on_each_database(async |server| {
        let (key, thief) = (ProofKey::new(&server), ProofKey::new(&server));
        let (alice, _, tokens) = signed_in(&server, &key).await;
        let token = text(&tokens["access_token"]);
        let other = another_token(&alice, &key).await;
        for address in [server.api_url("/odata/Projects"), server.identity_url("/connect/userinfo")] {
            let bearer = Answer::read(alice.plain(Method::GET, &address).bearer_auth(&token)).await;
            assert!(bearer.assert_status(401).header("www-authenticate").contains("error=\"invalid_token\""));
            let stolen = thief.get(&alice, &address, &token).await.assert_status(401);
            assert_eq!(dpop_error(&stolen).as_deref(), Some("invalid_token"));

            let good = key.for_resource(&address, &token);
            let used = key.for_resource(&address, &token);
            Answer::read(bound(&alice, &address, &token).header("dpop", &used)).await.assert_status(200);
            let of_token = |claims: Value| key.sign(&key.header(), &claims);
            let plain = key.claims(&Method::GET, &address);
            for (proofs, why) in [
                (vec![], "none"),
                (vec![good.clone(), key.for_resource(&address, &token)], "two"),
                (vec![used], "used before"),
                (vec![of_token(plain)], "no ath"),
                (vec![key.for_resource(&address, &other)], "for another token"),
                (vec![key.for_resource(&server.identity_url("/"), &token)], "for another address"),
                (vec!["\u{e4}".to_owned()], "no text"),
            ] {
                let mut request = bound(&alice, &address, &token);
                for proof in proofs {
                    request = request
                        .header("dpop", reqwest::header::HeaderValue::from_bytes(proof.as_bytes()).unwrap());
                }
                let refused = Answer::read(request).await.assert_status(401);
                assert_eq!(dpop_error(&refused).as_deref(), Some("invalid_dpop_proof"), "{why} at {address}");
            }
            Answer::read(bound(&alice, &address, &token).header("dpop", &good)).await.assert_status(200);
        }
    })
    .await;
}

/// Another access token that is bound to the same key.
async fn another_token(person: &Person, key: &ProofKey) -> String {
    let (id, secret) = person.backend_service().await;
    let tokens = key.token(person, &service_fields(&id, &secret)).await.assert_status(200).json();
    text(&tokens["access_token"])
}

fn service_fields<'a>(id: &'a str, secret: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("grant_type", "client_credentials"),
        ("client_id", id),
        ("client_secret", secret),
        ("scope", "exepron.restapi"),
    ]
}

/// The error of the challenge `DPoP`.
fn dpop_error(answer: &Answer) -> Option<String> {
    let challenges = answer.headers.get_all("www-authenticate");
    let dpop = challenges.iter().find_map(|value| value.to_str().unwrap().strip_prefix("DPoP "));
    let dpop = dpop.unwrap_or_else(|| panic!("no challenge: {:?}", answer.headers));
    assert!(dpop.starts_with("algs=\"ES256 Ed25519 EdDSA PS256 RS256\""), "{dpop}");
    Some(dpop.split_once("error=\"")?.1.split_once('"')?.0.to_owned())
}

// Shows RFC 9449 §7.1.
#[tokio::test]
async fn a_token_that_is_bound_to_nothing_is_no_dpop_token() {
    on_each_database(async |server| {
        let key = ProofKey::new(&server);
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, SCOPE).await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        assert_eq!(
            (&tokens["token_type"], claims(&text(&tokens["access_token"])).get("cnf")),
            (&json!("Bearer"), None)
        );
        let (_, personal) = alice.personal_access_token().await;
        let (api, userinfo) = (server.api_url("/odata/Projects"), server.identity_url("/connect/userinfo"));
        for (address, token) in [
            (&api, text(&tokens["access_token"])),
            (&userinfo, text(&tokens["access_token"])),
            (&api, personal),
        ] {
            let refused = key.get(&alice, address, &token).await.assert_status(401);
            assert_eq!(dpop_error(&refused).as_deref(), Some("invalid_token"), "{address}");
            let bearer = alice.plain(Method::GET, address).bearer_auth(&token);
            let bearer = bearer.header("dpop", key.for_resource(address, &token));
            Answer::read(bearer).await.assert_status(200);
        }
        let nothing = Answer::read(alice.plain(Method::GET, &userinfo)).await.assert_status(401);
        assert_eq!(dpop_error(&nothing), None, "a challenge without an error");
    })
    .await;
}

// Shows X-DPoP, RFC 9449 §4.3.
#[tokio::test]
async fn the_token_endpoint_takes_no_proof_but_a_good_one() {
    on_each_database(async |server| {
        let key = ProofKey::new(&server);
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let fields = service_fields(&id, &secret);
        let here = server.identity_url("/connect/token");
        let with = |part: &str, name: &str, value: Value| {
            let (mut header, mut claims) = (key.header(), key.claims(&Method::POST, &here));
            if part == "header" {
                header[name] = value
            } else {
                claims[name] = value
            }
            key.sign(&header, &claims)
        };
        let mut private = key.header()["jwk"].clone();
        private["d"] = json!("AAAA");
        let now = server.identity().clock.now().timestamp();
        let other = ProofKey::new(&server);
        let forged = other.sign(&key.header(), &key.claims(&Method::POST, &here));
        for (proof, why) in [
            (with("header", "typ", json!("JWT")), "typ"),
            (with("header", "alg", json!("none")), "none"),
            (with("header", "alg", json!("HS256")), "symmetric"),
            (with("header", "jwk", private), "a private key"),
            (with("claims", "htm", json!("GET")), "method"),
            (with("claims", "htu", json!(server.identity_url("/connect/userinfo"))), "address"),
            (with("claims", "htu", json!("https://evil.example/connect/token")), "host"),
            (with("claims", "iat", json!(now - 70)), "old"),
            (with("claims", "iat", json!(now + 70)), "of the future"),
            (with("claims", "jti", json!("")), "jti"),
            (forged, "signature"),
            ("x.y.z".to_owned(), "garbage"),
        ] {
            let refused = alice.token_with_proof(&proof, &fields).await.assert_status(400);
            assert_eq!(refused.error(), "invalid_dpop_proof", "{why}");
        }
        let twice = alice.plain(Method::POST, &here).form(&fields);
        let twice = twice.header("dpop", key.for_tokens()).header("dpop", key.for_tokens());
        assert_eq!(Answer::read(twice).await.assert_status(400).error(), "invalid_dpop_proof");
        for seconds in [-50, 50] {
            let proof = with("claims", "iat", json!(now + seconds));
            alice.token_with_proof(&proof, &fields).await.assert_status(200);
        }
        let queried = with("claims", "htu", json!(format!("{here}?a=b#c")));
        alice.token_with_proof(&queried, &fields).await.assert_status(200);
    })
    .await;
}

// Shows X-DPoP, RFC 9449 §4.3.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_use_one_proof_one_succeeds() {
    on_each_database(async |server| {
        let key = ProofKey::new(&server);
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        for _ in 0..5 {
            let proof = key.for_tokens();
            let tries = (0..20).map(|_| {
                let (alice, proof, id, secret) = (alice.clone(), proof.clone(), id.clone(), secret.clone());
                tokio::spawn(
                    async move { alice.token_with_proof(&proof, &service_fields(&id, &secret)).await },
                )
            });
            let mut given = 0;
            for one in tries.collect::<Vec<_>>() {
                let answer = one.await.unwrap();
                if answer.status == 200 {
                    given += 1;
                } else {
                    assert_eq!(answer.assert_status(400).error(), "invalid_dpop_proof");
                }
            }
            assert_eq!(given, 1);
        }
    })
    .await;
}

// Shows T12, D2.
#[tokio::test]
async fn clients_learn_which_algorithms_do_and_browsers_may_send_proofs() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        alice.app(CALLBACK).await;
        let algorithms = json!(["ES256", "Ed25519", "EdDSA", "PS256", "RS256"]);
        let discovery = alice.get("/.well-known/openid-configuration").await.json();
        assert_eq!(discovery["dpop_signing_alg_values_supported"], algorithms);
        let resource = server.api_url("/.well-known/oauth-protected-resource");
        let resource = Answer::read(alice.plain(Method::GET, &resource)).await.json();
        assert_eq!(resource["dpop_signing_alg_values_supported"], algorithms);
        for address in [
            server.identity_url("/connect/token"),
            server.identity_url("/connect/userinfo"),
            server.api_url("/odata/Projects"),
        ] {
            let request = alice.plain(Method::OPTIONS, &address).header("origin", "https://app.example.com");
            let request = request.header("access-control-request-method", "POST");
            let answer = Answer::read(request.header("access-control-request-headers", "dpop")).await;
            let allowed = answer.header("access-control-allow-headers").to_ascii_lowercase();
            assert!(allowed.contains("dpop"), "{address}: {allowed}");
        }
    })
    .await;
}
