//! What breaks in the middle of a grant leaves nothing behind.

use crate::world::{TestServer, on_each_database};

const CALLBACK: &str = "https://app.example.com/callback";

// Shows TC2.
#[tokio::test]
async fn a_code_is_as_good_as_before_when_its_exchange_broke_half_way() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid offline_access").await;

        // The refresh token comes last: by then the family is there and the code is spent.
        server.execute("ALTER TABLE refresh_tokens RENAME TO refresh_tokens_away").await;
        let broken = alice.redeem(&app, CALLBACK, &code).await.assert_status(500);
        assert_eq!(broken.error(), "server_error");
        server.execute("ALTER TABLE refresh_tokens_away RENAME TO refresh_tokens").await;
        assert_eq!(
            server.count("SELECT COUNT(*) FROM token_families").await,
            0,
            "no family without its tokens"
        );

        alice.redeem(&app, CALLBACK, &code).await.assert_status(200);
    })
    .await;
}
