//! Signing keys, and the slot that two processes fight for.

use store::signing_keys::{self, StoredKey};
use testkit::databases;

use crate::world::{at, at_once, by_hand};

fn key(kid: &str, seconds: i64) -> StoredKey {
    StoredKey {
        kid: kid.into(),
        algorithm: "ES256".into(),
        public_jwk: "{\"kty\":\"EC\"}".into(),
        sealed_private_key: vec![0, 1, 255],
        created_at: at(seconds),
    }
}

#[tokio::test]
async fn keys_come_back_newest_first_until_they_are_retired() {
    for database in databases().await {
        let db = &database.db;
        assert!(signing_keys::list(&db.reader).await.unwrap().is_empty());
        assert!(signing_keys::insert(&db.writer, "ES256/1", &key("old", 0)).await.unwrap());
        assert!(signing_keys::insert(&db.writer, "ES256/2", &key("new", 1)).await.unwrap());
        let found = signing_keys::list(&db.reader).await.unwrap();
        let kids: Vec<_> = found.iter().map(|key| key.kid.as_str()).collect();
        assert_eq!(kids, ["new", "old"], "{}", database.name);
        assert_eq!((found[0].algorithm.as_str(), found[0].created_at), ("ES256", at(1)));
        assert_eq!(found[0].sealed_private_key, [0, 1, 255]);
        assert_eq!(found[0].public_jwk, "{\"kty\":\"EC\"}");
        by_hand(db, "UPDATE signing_keys SET retired_at = 1 WHERE kid = 'old'").await;
        assert_eq!(signing_keys::list(&db.reader).await.unwrap().len(), 1, "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_four_that_start_together_one_fills_the_slot() {
    for database in databases().await {
        let results = at_once(&database.db, 4, |db, number| async move {
            signing_keys::insert(&db.writer, "RS256/1", &key(&format!("key-{number}"), 0)).await.unwrap()
        });
        let winners = results.await.into_iter().filter(|won| *won).count();
        assert_eq!(winners, 1, "{}", database.name);
        assert_eq!(signing_keys::list(&database.db.reader).await.unwrap().len(), 1);
    }
}
