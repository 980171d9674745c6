//! `/connect/authorize`

mod claims;
mod form_post;
mod prompt;
mod redirect_uri;
mod request;

use crate::world::{authorize, claims, on_each_database, parameter, text};

/// The redirect URI of the app in these tests.
const CALLBACK: &str = "https://app.example.com/callback";

// Shows A12, A13, TC7, OpenID Connect Core §2, OpenID Connect Core §3.1.2.1, RFC 9207 §2.
#[tokio::test]
async fn who_is_not_signed_in_signs_in_consents_and_comes_back_with_a_code() {
    on_each_database(async |server| {
        let app = server.alice().await.app(CALLBACK).await;
        let person = server.stranger();
        let begun =
            person.get(&authorize(&app, CALLBACK, "openid", "&nonce=n-0S6_WzA2Mj")).await.assert_status(303);
        let page = person.get(&begun.location()).await.assert_status(200);
        assert!(
            page.text.contains("My app")
                && page.header("content-security-policy").contains("https://app.example.com")
        );
        let on = person.sign_in_at(&begun.location(), "bob@example.com").await;
        let allowed = person.answer_consent(&on, "allow").await.assert_status(303).location();
        assert!(allowed.starts_with(&format!("{CALLBACK}?")));
        assert_eq!(parameter(&allowed, "state").as_deref(), Some("xyz"));
        assert_eq!(parameter(&allowed, "iss").as_deref(), Some(server.issuer()));
        let tokens = person
            .redeem(&app, CALLBACK, &parameter(&allowed, "code").unwrap())
            .await
            .assert_status(200)
            .json();
        let claims = claims(&text(&tokens["id_token"]));
        assert_eq!((claims["sub"].as_str(), claims["nonce"].as_str()), (Some("102"), Some("n-0S6_WzA2Mj")));
        assert_eq!((claims["aud"].as_str(), claims["iss"].as_str()), (Some(&*app), Some(server.issuer())));
        assert!(claims.get("email").is_none() && claims["at_hash"].is_string() && claims["sid"].is_string());
    })
    .await;
}

// Shows A9, A10, C2, RFC 6749 §10.12.
#[tokio::test]
async fn a_request_belongs_to_the_browser_that_began_it() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.location();
        server.bob().await.get(&begun).await.assert_status(400);
        let fields = [("csrf", "forged"), ("request", "x"), ("decision", "allow")];
        alice.post("/Identity/Account/Consent", &fields).await.assert_status(403);
        alice.answer_consent(&begun, "allow").await.assert_status(303);
        alice.get(&begun).await.assert_status(400);
    })
    .await;
}
