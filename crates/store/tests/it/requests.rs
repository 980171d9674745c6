//! Authorization requests belong to one browser and are answered once.

use store::authorization_requests as requests;
use testkit::databases;

use crate::world::{at, at_once, client, digest, person};

// Shows A9, A10.
#[tokio::test]
async fn a_request_is_found_by_its_browser_until_its_last_second() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        requests::insert(&db.writer, &digest(1), key, "a=b&c=%20", &digest(2), at(600), at(0)).await.unwrap();
        let find = async |name, browser, seconds| {
            requests::find(&db.reader, &digest(name), &digest(browser), at(seconds)).await.unwrap()
        };
        let found = find(1, 2, 599).await.unwrap();
        assert_eq!((found.client, found.client_id.as_str()), (key, "app_1"), "{}", database.name);
        assert_eq!((found.parameters.as_str(), found.completed), ("a=b&c=%20", false));
        assert!(find(1, 2, 600).await.is_none(), "{}", database.name);
        assert!(find(1, 3, 0).await.is_none(), "another browser");
        assert!(find(2, 2, 0).await.is_none(), "another request");
    }
}

// Shows A10.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_who_answer_a_request_at_once_one_succeeds() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        requests::insert(&db.writer, &digest(1), key, "", &digest(2), at(600), at(0)).await.unwrap();
        let id = requests::find(&db.reader, &digest(1), &digest(2), at(0)).await.unwrap().unwrap().id;
        let results =
            at_once(db, 10, |db, _| async move { requests::complete(&db.writer, id, at(1)).await.unwrap() });
        let winners = results.await.into_iter().filter(|won| *won).count();
        assert_eq!(winners, 1, "{}", database.name);
        assert!(requests::find(&db.reader, &digest(1), &digest(2), at(1)).await.unwrap().unwrap().completed);
    }
}
