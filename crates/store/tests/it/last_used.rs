//! When clients and secrets were last used, and from where.

use std::net::IpAddr;

use domain::secret_use::LastUse;
use store::clients::{self, Used};
use testkit::databases;

use crate::world::{at, client, client_id, person};

/// A use so many seconds after the tests began, from an address that says so, too.
fn used(client: i64, secret: Option<i64>, seconds: u8) -> Used {
    let address = Some(IpAddr::from([192, 0, 2, seconds]));
    Used { client, secret, at: at(seconds.into()), address, agent: Some(format!("curl/{seconds}").into()) }
}

#[tokio::test]
async fn a_stamp_moves_forward_only_and_the_newest_of_a_batch_counts() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let (one, two) = (client(db, alice, "app_1").await, client(db, alice, "app_2").await);
        let found = async |id| clients::find(&db.reader, &client_id(id)).await.unwrap().unwrap();
        let secret = found("app_1").await.secrets[0].id;
        let batch = [used(two, None, 4), used(one, Some(secret), 9), used(one, Some(secret), 7)];
        clients::stamp_used(&db.writer, &batch).await.unwrap();
        clients::stamp_used(&db.writer, &[used(one, Some(secret), 8)]).await.unwrap();
        clients::stamp_used(&db.writer, &[]).await.unwrap();
        let (first, second) = (found("app_1").await.client, found("app_2").await.client);
        assert_eq!(first.last_used_at, Some(at(9)), "{}", database.name);
        assert_eq!(first.client_secrets[0].last_used_at, Some(at(9)), "{}", database.name);
        assert_eq!(second.last_used_at, Some(at(4)), "{}", database.name);
        assert_eq!(second.client_secrets[0].last_used_at, None, "{}", database.name);
        let listed = clients::secrets::list(&db.reader, one).await.unwrap();
        let newest = LastUse { at: at(9), address: Some("192.0.2.9".into()), agent: Some("curl/9".into()) };
        assert_eq!(listed[0].last_use, Some(newest), "from where is of the same use");
    }
}
