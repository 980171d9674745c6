//! `POST /connect/token`, by a client that can't prove who it is and does not give up.

use crate::world::on_each_database;

// Shows T9.
#[tokio::test]
async fn a_client_that_fails_too_often_has_to_wait_and_one_that_does_not_never_waits_for_it() {
    on_each_database(async |server| {
        let (id, secret) = server.alice().await.backend_service().await;
        let ask = async |address: &str, id: &str, secret: &str| {
            let fields = [
                ("grant_type", "client_credentials"),
                ("client_id", id),
                ("client_secret", secret),
                ("scope", "exepron.restapi"),
            ];
            server.stranger_at(address).token(&fields).await
        };
        let mut failures = 0;
        let refused = loop {
            let answer = ask("203.0.113.1", &id, "an old secret").await;
            if answer.status != 401 {
                break answer;
            }
            failures += 1;
        };
        // One comes back each second that the test takes.
        assert!((120..=240).contains(&failures), "{failures}");
        assert_eq!(refused.error(), "temporarily_unavailable");
        assert_eq!(refused.assert_status(429).header("retry-after"), "1");
        ask("203.0.113.1", &id, &secret).await.assert_status(200);
        ask("203.0.113.1", "service_unknown", "an old secret").await.assert_status(401);
        ask("203.0.113.2", &id, "an old secret").await.assert_status(401);
    })
    .await;
}
