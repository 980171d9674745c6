//! Refresh tokens are spent once and tried again once, whoever asks at the same time.

use chrono::{DateTime, TimeDelta, Utc};
use domain::refresh::{CONTENTION, Spent, State};
use store::database::{self, Database};
use store::refresh_tokens::{self, AccessToken, Found, NewRefreshToken, Successor};
use testkit::databases;

use crate::world::{at, at_once, client, digest, family, first_claims, person, scopes};

/// A family of Alice at a client, with one token. Its row, and the rows of client and person.
async fn issue(db: &Database) -> (i64, i64, i64) {
    let alice = person(db, "alice@example.com").await;
    let key = client(db, alice, "app_1").await;
    (family(&db.writer, key, alice, 7, at(0)).await, key, alice)
}

async fn find(db: &Database, number: u64) -> Found {
    refresh_tokens::find(&db.reader, &digest(number)).await.unwrap().unwrap()
}

fn access_token(jti: &str) -> AccessToken {
    AccessToken { jti: jti.to_owned(), expires_at: at(3600) }
}

async fn succeed(db: &Database, parent: &Found, number: u64) {
    let access_token = access_token(&format!("jti-{number}"));
    let new = NewRefreshToken {
        digest: digest(number),
        family: parent.family,
        parent: Some(parent.id),
        access_token: &access_token,
        expires_at: at(200),
    };
    refresh_tokens::insert(&db.writer, new, at(1)).await.unwrap();
}

fn spent(found: Found) -> Spent {
    match found.token.state {
        State::Spent(spent) => spent,
        other => panic!("not spent: {other:?}"),
    }
}

#[tokio::test]
async fn a_refresh_token_comes_back_with_what_its_family_knows() {
    for database in databases().await {
        let db = &database.db;
        let (family, key, alice) = issue(db).await;
        let found = find(db, 7).await;
        let names = (found.family, found.family_public_id.as_str(), found.user, found.sid.as_deref());
        assert_eq!(names, (family, "family-7", alice, Some("sid")), "{}", database.name);
        assert_eq!((found.auth_time, found.issued_at, found.carried), (at(-5), at(0), Some(first_claims())));
        let token = found.token;
        assert_eq!((token.client, token.expires_at, token.scopes), (key, at(100), scopes("openid")));
        assert_eq!((token.first_issued_at, token.state), (at(0), State::Live));
        assert!(refresh_tokens::find(&db.reader, &digest(8)).await.unwrap().is_none());

        store::families::revoke(&db.writer, family, "reuse", at(1)).await.unwrap();
        refresh_tokens::consume(&db.writer, found.id, at(1)).await.unwrap();
        assert_eq!(find(db, 7).await.token.state, State::Revoked, "{}", database.name);
    }
}

#[tokio::test]
async fn a_spent_token_knows_when_and_whether_its_successor_was_used() {
    for database in databases().await {
        let db = &database.db;
        issue(db).await;
        let first = find(db, 7).await;
        let moment = at(1) + TimeDelta::microseconds(250);
        assert!(refresh_tokens::consume(&db.writer, first.id, moment).await.unwrap());
        assert!(!refresh_tokens::consume(&db.writer, first.id, at(2)).await.unwrap(), "it was spent before");
        succeed(db, &first, 8).await;
        let found = find(db, 7).await;
        let successor = Successor { id: find(db, 8).await.id, access_token: Some(access_token("jti-8")) };
        assert_eq!(found.successor, Some(successor), "{}", database.name);
        let as_it_was = Spent { at: moment, retried_at: None, contended_at: None, successor_unused: true };
        assert_eq!(spent(found), as_it_was, "to the microsecond");

        refresh_tokens::consume(&db.writer, find(db, 8).await.id, at(2)).await.unwrap();
        assert!(!spent(find(db, 7).await).successor_unused, "{}", database.name);
    }
}

#[tokio::test]
async fn a_token_can_be_tried_again_once_and_not_while_others_fight_for_it() {
    for database in databases().await {
        let db = &database.db;
        issue(db).await;
        let id = find(db, 7).await.id;
        refresh_tokens::consume(&db.writer, id, at(1)).await.unwrap();
        refresh_tokens::contend(&db.writer, id, at(2)).await.unwrap();
        refresh_tokens::contend(&db.writer, id, at(1)).await.unwrap();
        assert_eq!(spent(find(db, 7).await).contended_at, Some(at(2)), "{}", database.name);
        let retry = async |now: DateTime<Utc>| refresh_tokens::take_retry(&db.writer, id, now).await.unwrap();
        assert!(!retry(at(2) + CONTENTION - TimeDelta::microseconds(1)).await, "{}", database.name);
        assert!(retry(at(2) + CONTENTION).await, "{}", database.name);
        assert!(!retry(at(9)).await, "once and never again");
        assert_eq!(spent(find(db, 7).await).retried_at, Some(at(2) + CONTENTION));
    }
}

#[tokio::test]
async fn an_expiry_moves_forward_only() {
    for database in databases().await {
        let db = &database.db;
        issue(db).await;
        let id = find(db, 7).await.id;
        refresh_tokens::extend(&db.writer, id, at(150)).await.unwrap();
        refresh_tokens::extend(&db.writer, id, at(120)).await.unwrap();
        assert_eq!(find(db, 7).await.token.expires_at, at(150), "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_use_or_retry_a_refresh_token_at_once_one_succeeds() {
    for database in databases().await {
        let db = &database.db;
        issue(db).await;
        let id = find(db, 7).await.id;
        let used = at_once(db, 20, move |db, _| async move {
            let txn = database::begin(&db).await.unwrap();
            let won = refresh_tokens::consume(&txn, id, at(1)).await.unwrap();
            database::commit(txn).await.unwrap();
            won
        });
        assert_eq!(used.await.into_iter().filter(|won| *won).count(), 1, "{}", database.name);
        let retried = at_once(db, 20, move |db, _| async move {
            let txn = database::begin(&db).await.unwrap();
            let won = refresh_tokens::take_retry(&txn, id, at(2)).await.unwrap();
            database::commit(txn).await.unwrap();
            won
        });
        assert_eq!(retried.await.into_iter().filter(|won| *won).count(), 1, "{}", database.name);
    }
}
