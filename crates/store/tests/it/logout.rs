//! The end of sessions: what they gave, and the outbox for the clients.

use store::logout_deliveries::{self as deliveries, NewDelivery};
use store::session_end;
use testkit::databases;

use crate::world::{at, at_once, by_hand, client, code, digest, family, number, person, within};

#[tokio::test]
async fn a_session_that_ends_takes_its_unredeemed_codes_and_the_chosen_families_along() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        let (first, second) =
            (family(&db.writer, key, alice, 1, at(0)).await, family(&db.writer, key, alice, 2, at(0)).await);
        let other = family(&db.writer, key, alice, 3, at(0)).await;
        by_hand(db, &format!("UPDATE token_families SET sid = 'other' WHERE id = {other}")).await;
        store::codes::insert(&db.writer, &digest(9), &code(key, alice), at(0)).await.unwrap();

        let sids = ["sid".to_owned(), "unknown".to_owned()];
        within(db, async |txn| session_end::spend_codes(txn, &sids, at(1)).await).await;
        let given = session_end::given(&db.writer, &sids).await.unwrap();
        let families: Vec<i64> = given.iter().map(|given| given.family).collect();
        assert_eq!(families, [first, second], "{}", database.name);
        assert!(given.iter().all(|given| given.client == key && given.user == alice && given.wants_to_know));
        within(db, async |txn| session_end::end_families(txn, &[first], at(1)).await).await;

        let found = store::codes::find(&db.writer, &digest(9)).await.unwrap().unwrap();
        assert!(found.consumed && found.family.is_none(), "{}", database.name);
        let ended = "SELECT id FROM token_families WHERE revoked_reason = 'signed_out'";
        assert_eq!(number(&db.reader, ended).await, first, "{}", database.name);
        let ended = "SELECT count(*) FROM token_families WHERE revoked_at IS NOT NULL";
        assert_eq!(number(&db.reader, ended).await, 1, "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_who_take_a_delivery_at_once_one_gets_it_until_its_lease_is_over() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        let new = NewDelivery { client: key, user: alice, sid: "sid".into() };
        deliveries::insert(&db.writer, &[new], at(0)).await.unwrap();
        let due = deliveries::due(&db.reader, at(0), 10).await.unwrap();
        assert_eq!((due[0].attempts, due[0].uri.as_deref()), (0, Some("https://b.example.com/logout")));

        let taken = at_once(db, 10, |db, _| {
            let due = due[0].clone();
            async move { deliveries::lease(&db.writer, &due, at(30)).await.unwrap() }
        });
        assert_eq!(taken.await.into_iter().filter(|won| *won).count(), 1, "{}", database.name);
        let due = async |seconds| deliveries::due(&db.reader, at(seconds), 10).await.unwrap();
        assert!(due(29).await.is_empty(), "{}", database.name);
        assert_eq!(due(30).await[0].attempts, 1, "{}", database.name);
        by_hand(db, "UPDATE clients SET status = 'inactive'").await;
        assert_eq!(due(30).await[0].uri, None, "who is out of use is told nothing: {}", database.name);
        deliveries::remove(&db.writer, due(30).await[0].id).await.unwrap();
        assert!(due(99).await.is_empty(), "{}", database.name);
    }
}
