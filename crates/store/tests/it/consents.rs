//! Consents add up.

use store::consents;
use testkit::databases;

use crate::world::{at, at_once, client, person, scopes, within};

#[tokio::test]
async fn what_was_never_allowed_is_nothing_and_what_is_allowed_adds_up() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let (one, two) = (client(db, alice, "app_1").await, client(db, alice, "app_2").await);
        assert!(consents::find(&db.reader, alice, one).await.unwrap().is_empty());
        for text in ["openid", "profile openid", "email"] {
            within(db, async |txn| consents::remember(txn, alice, one, &scopes(text), at(0)).await).await;
        }
        let found = consents::find(&db.reader, alice, one).await.unwrap();
        assert_eq!(found, scopes("openid profile email"), "{}", database.name);
        assert!(consents::find(&db.reader, alice, two).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn consents_given_at_once_are_all_remembered() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        let results = at_once(db, 10, |db, number| async move {
            let asked = scopes(&format!("openid scope{number}"));
            within(&db, async |txn| consents::remember(txn, alice, key, &asked, at(0)).await).await;
        });
        results.await;
        assert_eq!(consents::find(&db.reader, alice, key).await.unwrap().len(), 11, "{}", database.name);
    }
}
