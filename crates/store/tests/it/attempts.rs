//! Counters of attempts: nobody's count is lost, and what says nothing any more can go.

use domain::throttle::Counter;
use store::{attempts, database};
use testkit::databases;

use crate::world::{at, at_once, digest, within};

fn failures(failures: u32) -> Counter {
    Counter { failures, failed_at: at(0), full_at: at(30) }
}

#[tokio::test]
async fn counters_come_back_in_the_order_asked_for_and_new_where_there_is_none() {
    for database in databases().await {
        let db = &database.db;
        let asked = [digest(3), digest(1), digest(2)];
        assert_eq!(
            attempts::find(&db.reader, &asked).await.unwrap(),
            [Counter::default(); 3],
            "{}",
            database.name
        );
        let written = [(digest(1), failures(1)), (digest(3), failures(3))];
        within(db, async |txn| attempts::write(txn, &written).await).await;
        let expected = [failures(3), failures(1), Counter::default()];
        assert_eq!(attempts::find(&db.reader, &asked).await.unwrap(), expected, "{}", database.name);
        let locked = within(db, async |txn| attempts::lock(txn, &asked).await).await;
        assert_eq!(locked, expected, "locking changes nothing on {}", database.name);
        assert_eq!(attempts::find(&db.reader, &asked).await.unwrap(), expected, "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_who_count_at_once_none_is_lost() {
    for database in databases().await {
        let keys = [digest(1), digest(2)];
        let done = at_once(&database.db, 50, move |db, _| async move {
            let txn = database::begin(&db).await.unwrap();
            let counters = attempts::lock(&txn, &keys).await.unwrap();
            let counted: Vec<_> = keys
                .iter()
                .zip(counters)
                .map(|(key, counter)| (*key, Counter { failures: counter.failures + 1, ..failures(0) }))
                .collect();
            attempts::write(&txn, &counted).await.unwrap();
            database::commit(txn).await.unwrap();
        });
        done.await;
        let counters = attempts::find(&database.db.reader, &keys).await.unwrap();
        assert_eq!(counters, [failures(50); 2], "{}", database.name);
    }
}
