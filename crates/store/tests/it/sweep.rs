//! What is over goes, a batch at a time, and nothing else does.

use std::collections::BTreeMap;

use domain::throttle::Counter;
use store::database::Database;
use store::sweep::{self, BATCH, Before, SWEEPS};
use store::{attempts, authorization_requests, codes, families, refresh_tokens, sessions, setup_links};
use testkit::databases;

use crate::world::{at, by_hand, client, code, digest, family, number, person, within};

/// What is over is remembered for 100 seconds, and an access token lasts 1000.
fn before(seconds: i64) -> Before {
    Before { now: at(seconds), forgotten: at(seconds - 100), tokens_over: at(seconds - 1000) }
}

/// Sweeps everything, and gives the number of rows by table, of those that lost any.
async fn swept(db: &Database, before: &Before) -> BTreeMap<&'static str, u64> {
    let mut gone = BTreeMap::new();
    for table in SWEEPS {
        let rows = sweep::delete_batch(&db.writer, table, before).await.unwrap();
        if rows > 0 {
            *gone.entry(table.table).or_default() += rows;
        }
    }
    gone
}

#[tokio::test]
async fn requests_links_codes_and_sessions_go_at_their_limit_and_not_a_second_earlier() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let app = client(db, alice, "app_1").await;
        setup_links::insert(&db.writer, &digest(1), at(10), at(0)).await.unwrap();
        authorization_requests::insert(&db.writer, &digest(2), app, "q", &digest(3), at(20), at(0))
            .await
            .unwrap();
        within(db, async |txn| codes::insert(txn, &digest(4), &code(app, alice), at(0)).await).await;
        for (number, sid, expires_at) in [(5, "ended", at(900)), (6, "expired", at(300))] {
            let new = sessions::NewSession {
                digest: digest(number),
                user: alice,
                sid,
                persistent: false,
                expires_at,
                address: None,
                user_agent: None,
            };
            within(db, async |txn| sessions::insert(txn, new, at(0)).await).await;
        }
        by_hand(
            db,
            &format!("UPDATE sessions SET ended_at = {} WHERE sid = 'ended'", at(200).timestamp_millis()),
        )
        .await;
        for (seconds, table) in [
            (10, "setup_links"),
            (20, "authorization_requests"),
            (160, "codes"),
            (300, "sessions"),
            (400, "sessions"),
        ] {
            assert_eq!(swept(db, &before(seconds - 1)).await, BTreeMap::new(), "before {seconds}");
            assert_eq!(swept(db, &before(seconds)).await, BTreeMap::from([(table, 1)]), "{}", database.name);
        }
    }
}

#[tokio::test]
async fn a_counter_goes_when_it_says_no_more_than_none_and_not_before() {
    for database in databases().await {
        let db = &database.db;
        let counter = Counter { failures: 1, failed_at: at(0), full_at: at(0) };
        within(db, async |txn| attempts::write(txn, &[(digest(1), counter)]).await).await;
        let at_moment = |now| Before { now, ..before(0) };
        let just_before = counter.stale_at() - chrono::TimeDelta::milliseconds(1);
        assert_eq!(swept(db, &at_moment(just_before)).await, BTreeMap::new(), "{}", database.name);
        let gone = swept(db, &at_moment(counter.stale_at())).await;
        assert_eq!(gone, BTreeMap::from([("attempt_counters", 1)]));
    }
}

#[tokio::test]
async fn a_family_stays_as_long_as_any_token_that_it_gave() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let app = client(db, alice, "app_1").await;
        // One whose refresh token ends at 100, one that was ended at 10, and one that never had a refresh token.
        family(&db.writer, app, alice, 1, at(0)).await;
        let ended = family(&db.writer, app, alice, 2, at(0)).await;
        families::revoke(&db.writer, ended, "test", at(10)).await.unwrap();
        let bare = family(&db.writer, app, alice, 3, at(0)).await;
        by_hand(db, &format!("DELETE FROM refresh_tokens WHERE family_id = {bare}")).await;
        assert_eq!(swept(db, &before(109)).await, BTreeMap::new());
        assert_eq!(swept(db, &before(110)).await, BTreeMap::from([("token_families", 1)]));
        assert_eq!(
            number(&db.reader, "SELECT count(*) FROM refresh_tokens").await,
            1,
            "its token went along"
        );
        assert_eq!(swept(db, &before(999)).await, BTreeMap::new());
        assert_eq!(
            swept(db, &before(1000)).await,
            BTreeMap::from([("token_families", 1)]),
            "{}",
            database.name
        );
        assert_eq!(swept(db, &before(1099)).await, BTreeMap::new());
        let both = BTreeMap::from([("refresh_tokens", 1), ("token_families", 1)]);
        assert_eq!(swept(db, &before(1100)).await, both);
    }
}

#[tokio::test]
async fn a_live_leaf_keeps_its_family_when_the_tokens_before_it_go() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let app = client(db, alice, "app_1").await;
        let kept = family(&db.writer, app, alice, 1, at(0)).await;
        by_hand(db, "UPDATE refresh_tokens SET consumed_at = 1").await;
        let leaf = family(&db.writer, app, alice, 9, at(1900)).await;
        by_hand(db, &format!("UPDATE refresh_tokens SET family_id = {kept} WHERE family_id = {leaf}")).await;
        by_hand(db, &format!("DELETE FROM token_families WHERE id = {leaf}")).await;
        assert_eq!(
            swept(db, &before(1100)).await,
            BTreeMap::from([("refresh_tokens", 1)]),
            "{}",
            database.name
        );
        assert!(refresh_tokens::find(&db.reader, &digest(9)).await.unwrap().is_some());
        assert_eq!(swept(db, &before(2999)).await, BTreeMap::new());
    }
}

#[tokio::test]
async fn no_statement_deletes_more_than_a_thousand_rows() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let app = client(db, alice, "app_1").await;
        let over = at(0).timestamp_millis();
        let live = at(9000).timestamp_millis();
        by_hand(
            db,
            &format!(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
                 INSERT INTO token_families
                     (public_id, client_id, user_id, sid, scopes, auth_time, created_at)
                 SELECT 'f' || i, {app}, {alice}, 's', 'openid', 0, CASE WHEN i <= 2100 THEN {over} ELSE {live} END
                 FROM n"
            ),
        )
        .await;
        let families = SWEEPS.last().unwrap();
        let mut gone = Vec::new();
        for _ in 0..4 {
            gone.push(sweep::delete_batch(&db.writer, families, &before(9000)).await.unwrap());
        }
        assert_eq!(gone, [BATCH, BATCH, 100, 0], "{}", database.name);
        assert_eq!(number(&db.reader, "SELECT count(*) FROM token_families").await, 400);
    }
}
