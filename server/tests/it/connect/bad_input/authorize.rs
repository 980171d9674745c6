//! `/connect/authorize`: what is wrong with client or address is a page, all else goes back to the client.

use crate::world::{CHALLENGE, Person, on_each_database, parameter};

use super::CALLBACK;
use super::forms::GoodForm;

/// A request with every parameter that has a meaning.
async fn good_request(alice: &Person) -> GoodForm {
    let app = alice.app(CALLBACK).await;
    GoodForm::new(
        "/connect/authorize",
        &[
            ("client_id", &app),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("response_mode", "query"),
            ("scope", "openid"),
            ("state", "xyz"),
            ("nonce", "n-0S6_WzA2Mj"),
            ("prompt", "consent"),
            ("max_age", "3600"),
            ("login_hint", "alice@example.com"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ],
    )
}

/// Where a mistake has to end.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Page,
    Client(&'static str),
}

async fn assert_ends(alice: &Person, query: &str, end: End) {
    let shown: String = query.chars().take(2000).collect();
    let answer = alice.get(&format!("/connect/authorize?{query}")).await;
    match end {
        End::Page => {
            assert_eq!(answer.status, 400, "{shown}");
            assert!(!answer.headers.contains_key("location"), "{shown}");
        }
        End::Client(error) => {
            let back = answer.assert_status(303).location();
            assert!(back.starts_with(&format!("{CALLBACK}?")), "{shown}: {back}");
            assert_eq!(parameter(&back, "error").as_deref(), Some(error), "{shown}");
            assert_eq!(parameter(&back, "iss").as_deref(), Some(alice.server.issuer()), "{shown}");
        }
    }
}

// Shows A5, RFC 6749 §3.1.
#[tokio::test]
async fn a_parameter_that_is_sent_twice_goes_back_unless_it_says_where_to() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let request = good_request(&alice).await;
        for (name, value) in &request.fields {
            let again = oauth::form::Form::encode([(*name, &**value)]);
            let end = match *name {
                "client_id" | "redirect_uri" => End::Page,
                _ => End::Client("invalid_request"),
            };
            assert_ends(&alice, &format!("{}&{again}", request.encoded()), end).await;
        }
    })
    .await;
}

// Shows A7, A8, A14.
#[tokio::test]
async fn a_value_of_another_type_goes_back_as_invalid_request() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let request = good_request(&alice).await;
        for (name, values) in [
            ("max_age", &["-1", "1.5", "soon", "99999999999999999999", "0x10"][..]),
            ("prompt", &["maybe", "none login", "NONE"]),
            ("response_mode", &["fragment", "web_message", "QUERY"]),
            ("code_challenge", &["short", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM"]),
            ("code_challenge_method", &["plain", "s256", "S512"]),
        ] {
            for value in values {
                assert_ends(&alice, &request.with(name, value), End::Client("invalid_request")).await;
            }
        }
        for value in ["token", "code token", "CODE", "none"] {
            let end = End::Client("unsupported_response_type");
            assert_ends(&alice, &request.with("response_type", value), end).await;
        }
    })
    .await;
}

// Shows A13, A20.
#[tokio::test]
async fn a_request_has_at_most_8_kib_and_some_values_less() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let request = good_request(&alice).await;
        for (name, _) in &request.fields {
            assert_ends(&alice, &request.with(name, &"a".repeat(8 * 1024)), End::Page).await;
        }
        for (name, length, end) in [
            ("nonce", 513, End::Client("invalid_request")),
            ("login_hint", 321, End::Client("invalid_request")),
            ("code_challenge", 44, End::Client("invalid_request")),
            ("scope", 101, End::Client("invalid_scope")),
            ("redirect_uri", 4000, End::Page),
            ("client_id", 4000, End::Page),
        ] {
            assert_ends(&alice, &request.with(name, &"a".repeat(length)), end).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_text_ends_on_a_page() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let request = good_request(&alice).await;
        for bad in ["%00", "%ff", "%c3%28", "%ed%a0%80"] {
            for (name, _) in &request.fields {
                for query in [format!("{name}={bad}"), format!("{name}{bad}=1")] {
                    assert_ends(&alice, &format!("{}&{query}", request.encoded()), End::Page).await;
                }
            }
        }
    })
    .await;
}

// Shows A20.
#[tokio::test]
async fn a_posted_request_is_held_to_the_same_limits() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let good = good_request(&alice).await.encoded();
        for body in
            [format!("{good}&x={}", "a".repeat(8 * 1024)), format!("{good}&x=%00"), format!("{good}&x=%ff")]
        {
            super::send(&alice, "/connect/authorize", super::FORM, body).await.assert_status(400);
        }
        let raw = [good.as_bytes(), b"&x=\xff"].concat();
        super::send(&alice, "/connect/authorize", super::FORM, raw).await.assert_status(400);
        let huge = "a".repeat(1024 * 1024);
        super::send(&alice, "/connect/authorize", super::FORM, huge).await.assert_status(413);
    })
    .await;
}
