//! What goes with a client or a user, and what stays.

use domain::event::Filter;
use store::audit::{self, Event};
use store::database::Database;
use store::logout_deliveries::{self, NewDelivery};
use store::sessions::{self, NewSession};
use store::{authorization_requests, clients, codes, consents};
use testkit::databases;

use crate::world::{at, by_hand, client, client_id, code, digest, family, number, person, scopes, within};

/// Every table that hangs on a client.
const OF_CLIENTS: [&str; 9] = [
    "clients",
    "client_uris",
    "client_secrets",
    "authorization_requests",
    "token_families",
    "refresh_tokens",
    "codes",
    "consents",
    "logout_deliveries",
];

/// A client of a person, with one of everything. Numbers and ids are made of the person's row.
async fn everything(db: &Database, user: i64) -> String {
    let id = format!("app_{user}");
    let own = u64::try_from(user).unwrap() * 10;
    let key = client(db, user, &id).await;
    within(db, async |txn| {
        let family = family(txn, key, user, own, at(0)).await;
        codes::insert(txn, &digest(own), &code(key, user), at(0)).await?;
        let found = codes::find(txn, &digest(own)).await?.unwrap();
        codes::consume(txn, found.id, family, at(0)).await?;
        consents::remember(txn, user, key, &scopes("openid"), at(0)).await?;
        authorization_requests::insert(txn, &digest(own), key, "", &digest(own), at(9), at(0)).await?;
        let told = NewDelivery { client: key, user, sid: "sid".into() };
        logout_deliveries::insert(txn, &[told], at(0)).await?;
        audit::insert(txn, &[event(user, &id)]).await
    })
    .await;
    id
}

fn event(user: i64, client_id: &str) -> Event {
    Event {
        at: at(user),
        action: "client.create".into(),
        outcome: "done".into(),
        account_id: Some(user),
        actor: Some(user),
        concerns: Some(user),
        client_id: Some(client_id.into()),
        address: Some("192.0.2.1".into()),
        request_id: None,
        detail: "by the wizard".into(),
    }
}

async fn events(db: &Database, reader: i64, most: u64) -> Vec<Event> {
    let found = audit::page(&db.reader, reader, &Filter::default(), None, most).await.unwrap();
    found.into_iter().map(|(_, event)| event).collect()
}

async fn assert_rows(db: &Database, rows: i64, database: &str) {
    for table in OF_CLIENTS {
        let found = number(&db.reader, &format!("SELECT count(*) FROM {table}")).await;
        // Three addresses of one kind or another and one origin make four rows.
        let expected = if table == "client_uris" { rows * 4 } else { rows };
        assert_eq!(found, expected, "{table} on {database}");
    }
}

#[tokio::test]
async fn a_client_takes_along_all_it_was_given_and_leaves_the_events() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        let id = everything(db, alice).await;
        everything(db, bob).await;
        assert_rows(db, 2, database.name).await;
        let id = client_id(&id);
        assert!(!clients::delete(&db.writer, bob, &id, None, at(0)).await.unwrap(), "somebody else's");
        assert!(clients::delete(&db.writer, alice, &id, None, at(0)).await.unwrap(), "{}", database.name);
        assert!(!clients::delete(&db.writer, alice, &id, None, at(0)).await.unwrap(), "it is gone");
        assert_rows(db, 1, database.name).await;
        let events = events(db, alice, 10).await;
        assert_eq!(events, [event(alice, id.as_str())], "{}", database.name);
    }
}

#[tokio::test]
async fn a_user_takes_along_sessions_clients_and_tokens_and_leaves_the_events() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let id = everything(db, alice).await;
        let new = NewSession {
            digest: digest(1),
            user: alice,
            sid: "sid",
            persistent: false,
            expires_at: at(9),
            address: None,
            user_agent: None,
        };
        sessions::insert(&db.writer, new, at(0)).await.unwrap();
        by_hand(db, &format!("INSERT INTO user_roles (user_id, role_id) SELECT {alice}, id FROM roles"))
            .await;
        by_hand(db, &format!("DELETE FROM users WHERE id = {alice}")).await;
        assert_rows(db, 0, database.name).await;
        for table in ["sessions", "user_roles"] {
            assert_eq!(number(&db.reader, &format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
        }
        assert_eq!(events(db, alice, 10).await, [event(alice, &id)], "{}", database.name);
    }
}
