//! The ID token that comes with a refreshed sign-in.

use crate::world::{authorize, claims, on_each_database, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";

// Shows OpenID Connect Core §12.2.
#[tokio::test]
async fn a_refreshed_id_token_says_the_same_of_the_sign_in_and_has_no_nonce() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let more = "&nonce=n-0S6_WzA2Mj&acr_values=1&max_age=3600";
        let asked = alice.get(&authorize(&app, CALLBACK, "openid offline_access", more)).await;
        let location = alice.answer_consent(&asked.location(), "allow").await.assert_status(303).location();
        let code = parameter(&location, "code").unwrap();
        let first = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let before = claims(&text(&first["id_token"]));
        assert_eq!((&*text(&before["nonce"]), &*text(&before["acr"])), ("n-0S6_WzA2Mj", "1"));
        server.wait(90);
        let second = alice.refresh(&app, &text(&first["refresh_token"])).await.assert_status(200).json();
        let third = alice.refresh(&app, &text(&second["refresh_token"])).await.assert_status(200).json();
        for tokens in [second, third] {
            let after = claims(&text(&tokens["id_token"]));
            for name in ["iss", "sub", "aud", "auth_time", "sid", "acr"] {
                assert!(before[name] == after[name] && !before[name].is_null(), "{name}: {after}");
            }
            assert!(after["iat"].as_i64() >= before["iat"].as_i64().map(|at| at + 90), "{after}");
            assert!(after.get("nonce").is_none() && after["at_hash"] != before["at_hash"], "{after}");
        }
    })
    .await;
}
