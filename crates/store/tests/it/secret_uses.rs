//! Uses of secrets are counted by the hour and the address, and go with their secret.

use domain::secret_use::RecentUses;
use store::database::Database;
use store::secret_uses::{self, SecretUse};
use store::{clients, sweep};
use testkit::databases;

use crate::world::{at, at_once, client, client_id, number, person};

fn uses(secret: i64, address: &str, uses: u32, seconds: i64) -> SecretUse {
    let last_at = at(seconds);
    SecretUse { secret, hour: domain::secret_use::hour_of(last_at), address: address.into(), uses, last_at }
}

async fn secret(db: &Database) -> i64 {
    let alice = person(db, "alice@example.com").await;
    let key = client(db, alice, "app_1").await;
    clients::secrets::list(&db.reader, key).await.unwrap().into_iter().next().unwrap().secret.id
}

// Shows R079.
#[tokio::test]
async fn uses_add_up_and_addresses_are_told_apart() {
    for database in databases().await {
        let db = &database.db;
        let secret = secret(db).await;
        let since = async |seconds| {
            let found = secret_uses::since(&db.reader, &[secret], at(seconds)).await.unwrap();
            found.get(&secret).copied().unwrap_or_default()
        };
        assert_eq!(since(0).await, RecentUses::default());
        let first = [uses(secret, "192.0.2.1", 2, 100), uses(secret, "192.0.2.2", 1, 50)];
        secret_uses::add(&db.writer, &first).await.unwrap();
        // Two hours later, and once more in the first hour: a batch that was late moves nothing back.
        let more = [uses(secret, "192.0.2.1", 5, 90), uses(secret, "192.0.2.1", 1, 7300)];
        secret_uses::add(&db.writer, &more).await.unwrap();
        secret_uses::add(&db.writer, &[]).await.unwrap();
        assert_eq!(since(0).await, RecentUses { uses: 9, addresses: 2 }, "{}", database.name);
        assert_eq!(since(99).await, RecentUses { uses: 8, addresses: 1 }, "an hour counts whole");
        assert_eq!(since(100).await, RecentUses { uses: 1, addresses: 1 });
    }
}

#[tokio::test]
async fn uses_that_are_written_at_once_are_all_counted() {
    for database in databases().await {
        let secret = secret(&database.db).await;
        at_once(&database.db, 8, move |db, _| async move {
            let rows = [uses(secret, "192.0.2.1", 1, 1), uses(secret, "192.0.2.2", 1, 1)];
            secret_uses::add(&db.writer, &rows).await.unwrap();
        })
        .await;
        let found = secret_uses::since(&database.db.reader, &[secret], at(0)).await.unwrap();
        assert_eq!(found[&secret], RecentUses { uses: 16, addresses: 2 }, "{}", database.name);
    }
}

#[tokio::test]
async fn uses_go_with_their_secret_and_late_ones_are_forgotten() {
    for database in databases().await {
        let db = &database.db;
        let secret = secret(db).await;
        secret_uses::add(&db.writer, &[uses(secret, "", 1, 1)]).await.unwrap();
        let alice = number(&db.reader, "SELECT owner_id FROM clients").await;
        assert!(clients::delete(&db.writer, alice, &client_id("app_1"), None, at(0)).await.unwrap());
        secret_uses::add(&db.writer, &[uses(secret, "", 1, 2)]).await.unwrap();
        assert_eq!(number(&db.reader, "SELECT count(*) FROM secret_uses").await, 0, "{}", database.name);
    }
}

#[tokio::test]
async fn uses_are_swept_when_nobody_asks_for_them_any_more() {
    for database in databases().await {
        let db = &database.db;
        let secret = secret(db).await;
        secret_uses::add(&db.writer, &[uses(secret, "192.0.2.1", 1, 100)]).await.unwrap();
        let table = sweep::SWEEPS.iter().find(|sweep| sweep.table == "secret_uses").unwrap();
        let swept = async |forgotten| {
            let before = sweep::Before { now: at(0), forgotten: at(forgotten), tokens_over: at(0) };
            sweep::delete_batch(&db.writer, table, &before).await.unwrap()
        };
        assert_eq!((swept(99).await, swept(100).await), (0, 1), "{}", database.name);
    }
}
