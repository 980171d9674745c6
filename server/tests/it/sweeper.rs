//! What is over goes, while the server runs.

use identity::sweeper::sweep;

use crate::world::{on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";

#[tokio::test]
async fn sweeping_takes_what_is_over_and_leaves_what_lives() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid offline_access").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        // What a successful sign-in leaves in the counters of attempts says nothing any more.
        sweep(server.identity()).await.unwrap();
        alice.userinfo(&text(&tokens["access_token"])).await.assert_status(200);
        alice.get("/Identity/Account/Manage").await.assert_status(200);
        server.wait(86_400 + 61);
        assert!(sweep(server.identity()).await.unwrap() >= 2, "the code, and the request that was answered");
        assert_eq!(sweep(server.identity()).await.unwrap(), 0);
        alice.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}
