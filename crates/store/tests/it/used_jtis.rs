//! Assertions and proofs are used once.

use store::used_jtis::spend;
use testkit::databases;

use crate::world::{at, at_once, digest};

#[tokio::test]
async fn an_identifier_is_new_once() {
    for database in databases().await {
        let db = &database.db;
        assert!(spend(&db.writer, &digest(1), at(60)).await.unwrap(), "{}", database.name);
        assert!(!spend(&db.writer, &digest(1), at(90)).await.unwrap(), "{}", database.name);
        assert!(spend(&db.writer, &digest(2), at(61)).await.unwrap(), "{}", database.name);
        assert!(!spend(&db.writer, &digest(2), at(99)).await.unwrap(), "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_use_an_identifier_at_once_one_is_first() {
    for database in databases().await {
        for round in 0..10 {
            let firsts = at_once(&database.db, 20, |db, _| async move {
                spend(&db.writer, &digest(100 + round), at(60)).await.unwrap()
            })
            .await;
            assert_eq!(firsts.iter().filter(|first| **first).count(), 1, "{}", database.name);
        }
    }
}
