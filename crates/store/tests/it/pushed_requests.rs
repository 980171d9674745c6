//! Pushed requests belong to one client and are used once.

use store::pushed_requests as requests;
use testkit::databases;

use crate::world::{at, at_once, client, digest, person};

#[tokio::test]
async fn a_request_is_good_for_its_client_until_its_last_second_and_once() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        client(db, alice, "app_2").await;
        for name in [1, 2] {
            requests::insert(&db.writer, &digest(name), key, "a=b&c=%20", at(90), at(0)).await.unwrap();
        }
        let take = async |name, client, seconds| {
            requests::take(&db.writer, &digest(name), client, at(seconds)).await.unwrap()
        };
        assert_eq!(take(1, "app_2", 1).await, None, "{}: another client", database.name);
        assert_eq!(take(3, "app_1", 1).await, None, "another name");
        assert_eq!(take(1, "app_1", 89).await.as_deref(), Some("a=b&c=%20"), "{}", database.name);
        assert_eq!(take(1, "app_1", 89).await, None, "twice");
        assert_eq!(take(2, "app_1", 90).await, None, "too late");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_who_use_a_request_at_once_one_succeeds() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        requests::insert(&db.writer, &digest(1), key, "", at(90), at(0)).await.unwrap();
        let results = at_once(db, 10, |db, _| async move {
            requests::take(&db.writer, &digest(1), "app_1", at(1)).await.unwrap()
        });
        let winners = results.await.into_iter().flatten().count();
        assert_eq!(winners, 1, "{}", database.name);
    }
}
