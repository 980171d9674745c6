//! Families end, the oldest make room, and what stands on them stops.

use store::access::{self, Question};
use store::database::{self, Database};
use store::families;
use testkit::databases;

use crate::world::{
    at, at_once, by_hand, client, client_id, digest, family, number, one_upon_the_other, person, within,
};

/// The families that weren't ended, oldest first.
async fn live(db: &Database) -> Vec<i64> {
    use sea_orm::{ConnectionTrait as _, Statement};
    let sql = "SELECT id FROM token_families WHERE revoked_at IS NULL ORDER BY id";
    let rows =
        db.reader.query_all_raw(Statement::from_string(db.reader.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

#[tokio::test]
async fn the_first_reason_for_ending_a_family_stays() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        let id = family(&db.writer, key, alice, 1, at(0)).await;
        families::revoke(&db.writer, id, "reuse", at(1)).await.unwrap();
        families::revoke(&db.writer, id, "signed out", at(2)).await.unwrap();
        let sql = "SELECT count(*) FROM token_families WHERE revoked_reason = 'reuse'";
        assert_eq!(number(&db.reader, sql).await, 1, "{}", database.name);
    }
}

// Shows C5.
#[tokio::test]
async fn taking_a_consent_back_ends_the_families_of_that_user_at_that_client() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        let (one, two) = (client(db, alice, "app_1").await, client(db, alice, "app_2").await);
        family(&db.writer, one, alice, 1, at(0)).await;
        family(&db.writer, one, alice, 2, at(0)).await;
        let kept =
            [family(&db.writer, one, bob, 3, at(0)).await, family(&db.writer, two, alice, 4, at(0)).await];
        families::revoke_of_consent(&db.writer, alice, one, at(1)).await.unwrap();
        assert_eq!(live(db).await, kept, "{}", database.name);
    }
}

// Shows R8.
#[tokio::test]
async fn beyond_the_limit_of_a_client_exactly_the_oldest_goes() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let (one, two) = (client(db, alice, "app_1").await, client(db, alice, "app_2").await);
        let other = family(&db.writer, two, alice, 1, at(0)).await;
        let mut own = Vec::new();
        for number in 2..=4 {
            own.push(family(&db.writer, one, alice, number, at(1)).await);
        }
        let evict = async |keep| {
            within(db, async |txn| families::evict_oldest(txn, alice, one, keep, 100, at(2)).await).await
        };
        assert_eq!(evict(3).await, 0, "{}", database.name);
        assert_eq!(evict(2).await, 1, "{}", database.name);
        assert_eq!(live(db).await, [other, own[1], own[2]], "{}", database.name);
        let sql = "SELECT count(*) FROM token_families WHERE revoked_reason = 'evicted'";
        assert_eq!(number(&db.reader, sql).await, 1);
    }
}

// Shows R8.
#[tokio::test]
async fn beyond_the_limit_of_a_user_the_oldest_of_any_client_goes() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        let (one, two) = (client(db, alice, "app_1").await, client(db, alice, "app_2").await);
        let others = family(&db.writer, two, bob, 9, at(0)).await;
        family(&db.writer, two, alice, 1, at(0)).await;
        let second = family(&db.writer, one, alice, 2, at(1)).await;
        let third = family(&db.writer, one, alice, 3, at(2)).await;
        let evicted =
            within(db, async |txn| families::evict_oldest(txn, alice, one, 20, 2, at(3)).await).await;
        assert_eq!(evicted, 1, "{}", database.name);
        assert_eq!(live(db).await, [others, second, third], "{}", database.name);
    }
}

#[tokio::test]
async fn families_without_a_live_refresh_token_do_not_count() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        let expired = family(&db.writer, key, alice, 1, at(-100)).await;
        let spent = family(&db.writer, key, alice, 2, at(0)).await;
        by_hand(db, &format!("UPDATE refresh_tokens SET consumed_at = 1 WHERE family_id = {spent}")).await;
        let alive = family(&db.writer, key, alice, 3, at(0)).await;
        let evicted =
            within(db, async |txn| families::evict_oldest(txn, alice, key, 1, 1, at(0)).await).await;
        assert_eq!(evicted, 0, "{}", database.name);
        assert_eq!(live(db).await, [expired, spent, alive], "{}", database.name);
    }
}

// Shows R8.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twelve_sign_ins_at_once_leave_as_many_families_as_may_be() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        let results = at_once(db, 12, |db, number| async move {
            let txn = database::begin(&db).await.unwrap();
            family(&txn, key, alice, number as u64, at(0)).await;
            families::evict_oldest(&txn, alice, key, 5, 100, at(0)).await.unwrap();
            database::commit(txn).await.unwrap();
        });
        results.await;
        assert_eq!(live(db).await.len(), 5, "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_makes_room_waits_for_a_family_that_is_not_yet_committed() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        let other = db.clone();
        one_upon_the_other(
            db,
            async |txn| {
                family(txn, key, alice, 1, at(0)).await;
                families::evict_oldest(txn, alice, key, 1, 100, at(0)).await.unwrap()
            },
            async move {
                let txn = database::begin(&other).await.unwrap();
                family(&txn, key, alice, 2, at(0)).await;
                let evicted = families::evict_oldest(&txn, alice, key, 1, 100, at(0)).await.unwrap();
                database::commit(txn).await.unwrap();
                evicted
            },
        )
        .await;
        assert_eq!(live(db).await.len(), 1, "{}", database.name);
    }
}

// Shows R7.
#[tokio::test]
async fn a_token_stands_while_its_client_its_family_and_its_user_do() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        let (one, _) = (client(db, alice, "app_1").await, client(db, alice, "app_2").await);
        let id = family(&db.writer, one, bob, 1, at(0)).await;
        let stands = async |client_id, family, user| {
            let question =
                Question { jti: "jti-1", client_id, family, secret: None, shown_secret: None, user };
            access::find_live(&db.reader, question, at(0)).await.unwrap().is_some()
        };
        assert!(stands("app_1", None, None).await, "{}", database.name);
        assert!(stands("app_1", Some("family-1"), Some(bob)).await, "{}", database.name);
        let question = |user| {
            let family = Some("family-1");
            Question { jti: "jti-1", client_id: "app_1", family, secret: None, shown_secret: None, user }
        };
        let behind = async |user| {
            let live = access::find_live(&db.reader, question(user), at(0)).await.unwrap();
            live.map(|live| (live.account_id, live.username))
        };
        let account_id =
            number(&db.reader, &format!("SELECT account_id FROM users WHERE id = {alice}")).await;
        assert_eq!(behind(Some(bob)).await, Some((account_id, Some("alice".into()))));
        assert_eq!(behind(None).await, Some((account_id, None)), "{}", database.name);
        assert_eq!(behind(Some(alice)).await, None, "{}", database.name);
        assert!(!stands("app_3", None, None).await, "no such client");
        assert!(!stands("app_1", Some("family-2"), None).await, "no such family");
        assert!(!stands("app_2", Some("family-1"), None).await, "the family of another client");
        assert!(!stands("app_1", Some("family-1"), Some(alice)).await, "the family of another user");

        by_hand(db, &format!("UPDATE users SET disabled_at = 1 WHERE id = {bob}")).await;
        assert!(!stands("app_1", None, Some(bob)).await, "{}", database.name);
        assert!(stands("app_1", None, Some(alice)).await, "{}", database.name);
        families::revoke(&db.writer, id, "reuse", at(1)).await.unwrap();
        assert!(!stands("app_1", Some("family-1"), None).await, "{}", database.name);
        by_hand(db, "UPDATE clients SET status = 'inactive' WHERE client_id = 'app_1'").await;
        assert!(!stands("app_1", None, None).await, "{}", database.name);
    }
}

#[tokio::test]
async fn an_exchanged_token_stands_while_the_secret_behind_it_does() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        for id in ["one", "two"] {
            client(db, alice, id).await;
        }
        let found = store::clients::find(&db.reader, &client_id("one")).await.unwrap().unwrap();
        let secret = found.secrets[0].id;
        let stands = async |client_id, secret, second| {
            let question = Question {
                jti: "j",
                client_id,
                family: None,
                secret: Some(secret),
                shown_secret: None,
                user: None,
            };
            access::find_live(&db.reader, question, at(second)).await.unwrap().is_some()
        };
        assert!(stands("one", secret, 999).await, "{}", database.name);
        assert!(!stands("one", secret, 1000).await, "it has expired");
        assert!(!stands("two", secret, 0).await, "the secret of another client");
        assert!(!stands("one", secret + 100, 0).await, "no such secret");
        by_hand(db, &format!("UPDATE client_secrets SET removed_at = 1 WHERE id = {secret}")).await;
        assert!(!stands("one", secret, 0).await, "{}", database.name);
    }
}

#[tokio::test]
async fn an_access_token_can_end_before_its_time_and_takes_no_other_along() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        client(db, alice, "app_1").await;
        let stands = async |jti| {
            let question = Question {
                jti,
                client_id: "app_1",
                family: None,
                secret: None,
                shown_secret: None,
                user: None,
            };
            access::find_live(&db.reader, question, at(0)).await.unwrap().is_some()
        };
        assert!(stands("one").await && stands("two").await, "{}", database.name);
        for again in [at(1), at(2)] {
            access::revoke(&db.writer, "one", again).await.unwrap();
        }
        assert!(!stands("one").await && stands("two").await, "{}", database.name);
    }
}

#[tokio::test]
async fn the_client_that_holds_a_refresh_token_can_end_its_family() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let (one, two) = (client(db, alice, "app_1").await, client(db, alice, "app_2").await);
        family(&db.writer, one, alice, 1, at(0)).await;
        let kept = family(&db.writer, one, alice, 2, at(0)).await;
        let end = async |token, client| {
            families::revoke_of_token(&db.writer, &digest(token), client, at(1)).await.unwrap()
        };
        assert!(!end(1, two).await, "another client holds it");
        assert!(!end(3, one).await, "there is no such token");
        assert!(end(1, one).await && !end(1, one).await, "once");
        assert_eq!(live(db).await, [kept], "{}", database.name);
    }
}
