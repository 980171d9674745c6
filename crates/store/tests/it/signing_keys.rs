//! Signing keys, and the place in the line that two processes fight for.

use domain::client::SigningAlgorithm;
use domain::signing_key::KeyState;
use store::signing_keys::{self, StoredKey};
use testkit::databases;

use crate::world::{at, at_once};

fn key(kid: &str, number: u32) -> StoredKey {
    StoredKey {
        kid: kid.into(),
        algorithm: SigningAlgorithm::ES256,
        number,
        public_jwk: "{\"kty\":\"EC\"}".into(),
        sealed_private_key: vec![0, 1, 255],
        created_at: at(0),
        signs_from: at(100),
        withdrawn_at: None,
        noted: None,
    }
}

#[tokio::test]
async fn keys_come_back_as_they_were_oldest_first() {
    for database in databases().await {
        let db = &database.db;
        assert!(signing_keys::list(&db.reader).await.unwrap().is_empty());
        assert!(signing_keys::insert(&db.writer, &key("old", 1)).await.unwrap());
        assert!(signing_keys::insert(&db.writer, &key("new", 2)).await.unwrap());
        let found = signing_keys::list(&db.reader).await.unwrap();
        let kids: Vec<_> = found.iter().map(|key| (key.kid.as_str(), key.number)).collect();
        assert_eq!(kids, [("old", 1), ("new", 2)], "{}", database.name);
        let old = &found[0];
        assert_eq!((old.algorithm, old.noted), (SigningAlgorithm::ES256, None));
        assert_eq!((old.created_at, old.signs_from, old.withdrawn_at), (at(0), at(100), None));
        assert_eq!(old.sealed_private_key, [0, 1, 255]);
        assert_eq!(old.public_jwk, "{\"kty\":\"EC\"}");
    }
}

#[tokio::test]
async fn a_key_signs_earlier_or_not_at_all_and_is_withdrawn_once() {
    for database in databases().await {
        let db = &database.db.writer;
        signing_keys::insert(db, &key("k", 1)).await.unwrap();
        assert!(!signing_keys::bring_forward(db, "k", at(100)).await.unwrap(), "it is no earlier");
        assert!(!signing_keys::bring_forward(db, "other", at(50)).await.unwrap());
        assert!(signing_keys::bring_forward(db, "k", at(99)).await.unwrap(), "{}", database.name);
        assert!(!signing_keys::withdraw(db, "other", at(60)).await.unwrap());
        assert!(signing_keys::withdraw(db, "k", at(60)).await.unwrap());
        assert!(!signing_keys::withdraw(db, "k", at(61)).await.unwrap());
        assert!(!signing_keys::bring_forward(db, "k", at(50)).await.unwrap(), "it is withdrawn");
        let found = signing_keys::list(db).await.unwrap();
        assert_eq!((found[0].signs_from, found[0].withdrawn_at), (at(99), Some(at(60))));
        assert!(signing_keys::delete(db, "k").await.unwrap());
        assert!(!signing_keys::delete(db, "k").await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_four_that_start_together_one_gets_the_place_and_one_notes_it() {
    for database in databases().await {
        let results = at_once(&database.db, 4, |db, number| async move {
            signing_keys::insert(&db.writer, &key(&format!("key-{number}"), 1)).await.unwrap()
        });
        let winners = results.await.into_iter().filter(|won| *won).count();
        assert_eq!(winners, 1, "{}", database.name);
        let kid = signing_keys::list(&database.db.reader).await.unwrap().pop().unwrap().kid;
        let results = at_once(&database.db, 4, |db, _| {
            let kid = kid.clone();
            async move {
                let announced = Some(KeyState::Announced);
                let first = signing_keys::note(&db.writer, &kid, None, KeyState::Announced).await.unwrap();
                let then = signing_keys::note(&db.writer, &kid, announced, KeyState::Signing).await.unwrap();
                usize::from(first) + usize::from(then)
            }
        });
        assert_eq!(results.await.into_iter().sum::<usize>(), 2, "each step once on {}", database.name);
    }
}
