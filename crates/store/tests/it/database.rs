//! Opening the database, and what its failures say.

use std::time::Duration;

use sea_orm::{ConnectionTrait as _, Statement};
use store::sessions::{self, NewSession};
use store::{clients, database};
use testkit::{databases, sqlite};

use crate::world::{at, by_hand, client, client_id, digest, number, person};

#[tokio::test]
async fn a_database_answers_and_what_was_not_committed_is_not_there() {
    for database in databases().await {
        let db = &database.db;
        database::ping(db).await.unwrap();
        let txn = database::begin(db).await.unwrap();
        let profile = crate::world::profile("alice@example.com");
        let new = store::people::NewPerson {
            id: None,
            account_id: None,
            profile: &profile,
            password_hash: "",
            roles: &[],
        };
        store::people::insert(&txn, new, at(0)).await.unwrap();
        drop(txn);
        assert!(!store::people::any(&db.writer).await.unwrap(), "{}", database.name);
        database.close().await;
    }
}

#[tokio::test]
async fn a_failure_names_its_kind_and_keeps_the_rest_to_itself() {
    for database in databases().await {
        let db = &database.db;
        let new = NewSession {
            digest: digest(1),
            user: 4711,
            sid: "very-private",
            persistent: false,
            expires_at: at(1),
            address: None,
            user_agent: None,
        };
        let error = sessions::insert(&db.writer, new, at(0)).await.unwrap_err();
        assert_eq!(error.to_string(), "the database refused a statement", "{}", database.name);
        assert_eq!(format!("{error:?}"), "StoreError(the database refused a statement)");
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn a_value_that_another_version_wrote_is_a_failure_and_no_panic() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        client(db, alice, "app_1").await;
        for change in
            ["grant_types = 'telepathy'", "refresh_token_lifetime = -1", "created_at = 9223372036854775807"]
        {
            by_hand(db, &format!("UPDATE clients SET {change}")).await;
            let error = clients::find(&db.reader, &client_id("app_1")).await.unwrap_err();
            assert_eq!(error.to_string(), "a stored value can't be read", "{change} on {}", database.name);
        }
    }
}

#[tokio::test]
async fn sqlite_has_one_writer_a_log_of_its_own_and_readers_that_refuse_to_write() {
    let database = sqlite().await;
    let db = &database.db;
    let mode = Statement::from_string(db.writer.get_database_backend(), "PRAGMA journal_mode");
    let mode: String = db.writer.query_one_raw(mode).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(mode, "wal");
    for (pragma, value) in [("foreign_keys", 1), ("synchronous", 1), ("busy_timeout", 5000)] {
        assert_eq!(number(&db.writer, &format!("PRAGMA {pragma}")).await, value, "{pragma}");
    }
    assert!(db.reader.execute_unprepared("DELETE FROM users").await.is_err());
    assert!(db.limited.execute_unprepared("DELETE FROM users").await.is_err());
}

#[tokio::test]
async fn a_question_of_a_stranger_ends_when_it_takes_too_long_and_the_next_one_is_answered() {
    for database in databases().await {
        let db = database::connect_with(&database.url, Duration::from_millis(200)).await.unwrap();
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) \
                       SELECT count(*) FROM n";
        for _ in 0..3 {
            let ended = db.limited.execute_unprepared(endless).await.unwrap_err().to_string();
            assert!(ended.contains("interrupted") || ended.contains("statement timeout"), "{ended}");
            assert_eq!(number(&db.limited, "SELECT CAST(42 AS BIGINT)").await, 42, "{}", database.name);
        }
        database::close(db).await.unwrap();
    }
}

#[tokio::test]
async fn the_writer_of_sqlite_is_watched_while_it_answers_a_stranger_and_no_longer() {
    let database = sqlite().await;
    let db = database::connect_with(&database.url, Duration::from_millis(200)).await.unwrap();
    let counting = |to: u32| {
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {to}) SELECT count(*) FROM n"
        )
    };
    let txn = database::begin(&db).await.unwrap();
    db.watch.begin();
    let ended = txn.execute_unprepared(&counting(2_000_000_000)).await.unwrap_err().to_string();
    assert!(ended.contains("interrupted"), "{ended}");
    db.watch.end();
    tokio::time::sleep(Duration::from_millis(250)).await;
    txn.execute_unprepared(&counting(1_000_000)).await.unwrap();
    db.watch.begin();
    drop(txn);
    // Nobody ended it, but whoever takes the writer next is somebody else.
    tokio::time::sleep(Duration::from_millis(250)).await;
    let txn = database::begin(&db).await.unwrap();
    txn.execute_unprepared(&counting(1_000_000)).await.unwrap();
    database::commit(txn).await.unwrap();
    database::close(db).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn sqlite_makes_its_folder_and_keeps_its_files_to_their_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("some/where/latchkey.db");
    let db = database::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    by_hand(&db, "CREATE TABLE things (id INTEGER)").await;
    for suffix in ["", "-wal"] {
        let path = format!("{}{suffix}", file.display());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{path}");
    }
    database::close(db).await.unwrap();
}

#[tokio::test]
async fn an_address_that_can_not_be_used_is_refused_without_repeating_it() {
    for url in [
        "",
        "mysql://u:secret@h/d",
        "sqlite::memory:",
        "sqlite://x?mode=memory",
        "postgres://u:secret@127.0.0.1:port/d",
    ] {
        let error = database::connect(url).await.unwrap_err();
        assert_eq!(error.to_string(), "the database can't be reached", "{url}");
        assert!(!std::error::Error::source(&error).unwrap().to_string().contains("secret"), "{url}");
    }
}
