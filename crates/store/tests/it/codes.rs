//! Codes are spent once, whoever asks at the same time.

use domain::code::MOST_FAILURES;
use store::codes;
use store::database::{self, Database};
use testkit::databases;

use crate::world::{at, at_once, client, code, digest, family, number, person};

async fn issue(db: &Database) -> (i64, i64, i64) {
    let alice = person(db, "alice@example.com").await;
    let key = client(db, alice, "app_1").await;
    codes::insert(&db.writer, &digest(1), &code(key, alice), at(0)).await.unwrap();
    let id = codes::find(&db.reader, &digest(1)).await.unwrap().unwrap().id;
    (alice, key, id)
}

#[tokio::test]
async fn a_code_comes_back_as_it_was_written() {
    for database in databases().await {
        let db = &database.db;
        let (alice, key, _) = issue(db).await;
        let found = codes::find(&db.reader, &digest(1)).await.unwrap().unwrap();
        let written = code(key, alice);
        assert_eq!((found.consumed, found.family), (false, None), "{}", database.name);
        assert_eq!((found.code.client, found.code.redirect_uri), (key, written.redirect_uri));
        assert_eq!((found.code.challenge, found.code.expires_at), (written.challenge, at(60)));
        assert_eq!(found.code.granted, written.granted);
        assert!(codes::find(&db.reader, &digest(2)).await.unwrap().is_none());
    }
}

// Shows TC2.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_who_redeem_a_code_at_once_one_succeeds() {
    for database in databases().await {
        let (alice, key, _) = issue(&database.db).await;
        let results = at_once(&database.db, 50, |db, number| async move {
            let txn = database::begin(&db).await.unwrap();
            let found = codes::find(&txn, &digest(1)).await.unwrap().unwrap();
            let family = family(&txn, key, alice, 100 + number as u64, at(1)).await;
            let won = codes::consume(&txn, found.id, family, at(1)).await.unwrap();
            if won {
                database::commit(txn).await.unwrap();
            }
            won.then_some(family)
        });
        let winners: Vec<i64> = results.await.into_iter().flatten().collect();
        assert_eq!(winners.len(), 1, "{}", database.name);
        let found = codes::find(&database.db.reader, &digest(1)).await.unwrap().unwrap();
        assert_eq!((found.consumed, found.family), (true, Some(winners[0])), "{}", database.name);
        let families = number(&database.db.reader, "SELECT count(*) FROM token_families").await;
        assert_eq!(families, 1, "the others left nothing behind");
    }
}

// Shows TC4.
#[tokio::test]
async fn the_last_failure_that_is_allowed_spends_the_code() {
    for database in databases().await {
        let db = &database.db;
        let (_, _, id) = issue(db).await;
        let consumed = async || codes::find(&db.reader, &digest(1)).await.unwrap().unwrap().consumed;
        for _ in 1..MOST_FAILURES {
            codes::count_failure(&db.writer, id, at(1)).await.unwrap();
        }
        assert!(!consumed().await, "{}", database.name);
        codes::count_failure(&db.writer, id, at(1)).await.unwrap();
        assert!(consumed().await, "{}", database.name);
    }
}
