//! When clients and secrets were last used.

use store::clients::{self, Used};
use testkit::databases;

use crate::world::{at, client, client_id, person};

#[tokio::test]
async fn a_stamp_moves_forward_only_and_the_newest_of_a_batch_counts() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let (one, two) = (client(db, alice, "app_1").await, client(db, alice, "app_2").await);
        let found = async |id| clients::find(&db.reader, &client_id(id)).await.unwrap().unwrap();
        let secret = found("app_1").await.secrets[0].id;
        let used = [
            Used { client: two, secret: None, at: at(4) },
            Used { client: one, secret: Some(secret), at: at(9) },
            Used { client: one, secret: Some(secret), at: at(7) },
        ];
        clients::stamp_used(&db.writer, &used).await.unwrap();
        clients::stamp_used(&db.writer, &[Used { client: one, secret: Some(secret), at: at(8) }])
            .await
            .unwrap();
        clients::stamp_used(&db.writer, &[]).await.unwrap();
        let (first, second) = (found("app_1").await.client, found("app_2").await.client);
        assert_eq!(first.last_used_at, Some(at(9)), "{}", database.name);
        assert_eq!(first.client_secrets[0].last_used_at, Some(at(9)), "{}", database.name);
        assert_eq!(second.last_used_at, Some(at(4)), "{}", database.name);
        assert_eq!(second.client_secrets[0].last_used_at, None, "{}", database.name);
    }
}
