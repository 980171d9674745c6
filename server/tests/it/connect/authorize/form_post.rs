//! `/connect/authorize` with `response_mode=form_post` (OAuth 2.0 Form Post Response Mode).

use super::CALLBACK;
use crate::world::{Answer, authorize, on_each_database, parameter};

/// The value of a hidden field, as a browser reads it.
fn field(page: &Answer, name: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")];
    marks.iter().fold(page.hidden(name), |text, (mark, letter)| text.replace(mark, letter))
}

// Shows A19, oidcc-formpost, OAuth 2.0 Form Post Response Mode §2.
#[tokio::test]
async fn the_answer_is_a_form_that_sends_itself_to_the_client() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun =
            alice.get(&authorize(&app, CALLBACK, "openid", "&response_mode=form_post")).await.location();
        let page = alice.answer_consent(&begun, "allow").await.assert_status(200);
        assert!(
            page.text.contains(&format!("<form method=\"post\" action=\"{CALLBACK}\">")),
            "{}",
            page.text
        );
        assert_eq!(
            (field(&page, "state"), field(&page, "iss")),
            ("xyz".to_owned(), server.issuer().to_owned())
        );
        let policy = page.header("content-security-policy").to_owned();
        let nonce = policy.split_once("'nonce-").unwrap().1.split_once('\'').unwrap().0;
        assert_eq!(
            policy,
            format!(
                "default-src 'none'; script-src 'nonce-{nonce}'; form-action https://app.example.com; \
                 frame-ancestors 'none'; base-uri 'none'"
            )
        );
        assert!(
            page.text.contains(&format!("<script nonce=\"{nonce}\">document.forms[0].submit()</script>"))
        );
        assert!(
            page.text.contains("<button type=\"submit\">Continue</button>"),
            "for browsers without scripts"
        );
        assert_eq!(
            (page.header("cache-control"), page.header("referrer-policy")),
            ("no-store", "no-referrer")
        );
        alice.redeem(&app, CALLBACK, &field(&page, "code")).await.assert_status(200);
        let again = alice.get(&authorize(&app, CALLBACK, "openid", "&response_mode=form_post")).await;
        assert_ne!(
            again.assert_status(200).header("content-security-policy"),
            policy,
            "a nonce is used once"
        );
    })
    .await;
}

// Shows A19, OAuth 2.0 Form Post Response Mode §2.
#[tokio::test]
async fn errors_come_in_the_same_way() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let post = "&response_mode=form_post";
        for (scope, more, error) in [
            ("openid", "&prompt=none", "consent_required"),
            ("admin", "", "invalid_scope"),
            ("openid", "&prompt=none%20login", "invalid_request"),
            ("openid", "&request=x", "request_not_supported"),
        ] {
            let address = authorize(&app, CALLBACK, scope, &format!("{post}{more}"));
            let page = alice.get(&address).await.assert_status(200);
            assert_eq!((field(&page, "error").as_str(), field(&page, "state").as_str()), (error, "xyz"));
            assert_eq!(field(&page, "iss"), server.issuer());
        }
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", post)).await.location();
        let denied = alice.answer_consent(&begun, "deny").await.assert_status(200);
        assert_eq!(field(&denied, "error"), "access_denied");
    })
    .await;
}

// Shows A12, A19.
#[tokio::test]
async fn no_state_breaks_out_of_the_form() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let state = "\"><script>alert(1)</script>&quot;'\u{2713}";
        let sent = oauth::form::Form::encode([("state", state)]);
        let address =
            authorize(&app, CALLBACK, "admin", "&response_mode=form_post").replace("state=xyz", &sent);
        let page = alice.get(&address).await.assert_status(200);
        assert_eq!(page.text.matches("<script").count(), 1, "{}", page.text);
        assert_eq!(field(&page, "state"), state);
    })
    .await;
}

// Shows A19.
#[tokio::test]
async fn other_response_modes_are_refused_in_the_query() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for mode in ["fragment", "web_message", "jwt", "x"] {
            let more = format!("&response_mode={mode}");
            let location =
                alice.get(&authorize(&app, CALLBACK, "openid", &more)).await.assert_status(303).location();
            assert!(!location.contains('#'), "{location}");
            assert_eq!(parameter(&location, "error").as_deref(), Some("invalid_request"), "{mode}");
        }
        // An app's own scheme opens the app with an address; a form would arrive nowhere.
        let uri = "com.example.app://oauth/callback";
        let app = alice.app(uri).await;
        let location =
            alice.get(&authorize(&app, uri, "openid", "&response_mode=form_post")).await.location();
        assert_eq!(parameter(&location, "error").as_deref(), Some("invalid_request"));
    })
    .await;
}
