//! Secrets that end soon are told of once.

use store::clients::take_expiring;
use testkit::databases;

use crate::world::{at, at_once, by_hand, client, person};

#[tokio::test]
async fn a_secret_is_taken_once_a_threshold_also_by_several_at_once() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        // It ends at 1000.
        client(db, alice, "app_1").await;
        let take =
            async |days, by, now| take_expiring(&db.writer, days, at(by), at(now)).await.unwrap().len();
        assert_eq!(take(14, 999, 0).await, 0, "not yet");
        let taken = at_once(db, 6, |db, _| async move {
            take_expiring(&db.writer, 14, at(1000), at(0)).await.unwrap().len()
        })
        .await;
        assert_eq!(taken.iter().sum::<usize>(), 1, "{}", database.name);
        assert_eq!((take(3, 1000, 0).await, take(3, 1000, 0).await, take(14, 1000, 0).await), (1, 0, 0));
        for (change, name) in
            [("removed_at = 1", "removed"), ("removed_at = NULL, superseded_at = 1", "on its way out")]
        {
            by_hand(db, &format!("UPDATE client_secrets SET reminded_days = NULL, {change}")).await;
            assert_eq!(take(3, 1000, 0).await, 0, "{name} on {}", database.name);
        }
        by_hand(db, "UPDATE client_secrets SET superseded_at = NULL").await;
        assert_eq!((take(3, 2000, 1000).await, take(3, 2000, 999).await), (0, 1), "over, or not quite");
    }
}
