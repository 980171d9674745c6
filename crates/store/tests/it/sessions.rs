//! Sessions and set-up links: who is let in, and until when.

use store::database::Database;
use store::sessions::{self, NewSession, Renewed};
use store::setup_links;
use testkit::databases;

use crate::world::{at, at_once, by_hand, digest, person};

async fn session(db: &Database, user: i64, number: u64) -> i64 {
    let sid = format!("sid-{number}");
    let new = NewSession {
        digest: digest(number),
        user,
        sid: &sid,
        persistent: number == 2,
        expires_at: at(100),
        address: Some("192.0.2.1"),
        user_agent: None,
    };
    sessions::insert(&db.writer, new, at(0)).await.unwrap();
    sessions::find(&db.reader, &digest(number), at(0)).await.unwrap().unwrap().id
}

#[tokio::test]
async fn a_session_comes_back_with_the_person_behind_it() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        by_hand(db, &format!("INSERT INTO user_roles (user_id, role_id) SELECT {alice}, id FROM roles"))
            .await;
        session(db, alice, 2).await;
        let found = sessions::find(&db.reader, &digest(2), at(1)).await.unwrap().unwrap();
        assert_eq!((found.sid.as_str(), found.person.id), ("sid-2", alice), "{}", database.name);
        assert_eq!(found.person.roles, ["administrator", "manager"]);
        assert_eq!((found.authenticated_at, found.last_seen_at, found.expires_at), (at(0), at(0), at(100)));
        assert!(found.persistent);
        assert!(sessions::find(&db.reader, &digest(3), at(1)).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_session_lives_until_its_last_second() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let id = session(db, alice, 1).await;
        let lives =
            async |seconds| sessions::find(&db.reader, &digest(1), at(seconds)).await.unwrap().is_some();
        assert!(lives(99).await, "{}", database.name);
        assert!(!lives(100).await, "{}", database.name);
        sessions::touch(&db.writer, id, at(99), at(199)).await.unwrap();
        assert!(lives(198).await && !lives(199).await, "{}", database.name);
    }
}

// Shows L13.
#[tokio::test]
async fn an_ended_session_and_that_of_a_disabled_person_are_none() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        let ended = session(db, alice, 1).await;
        session(db, bob, 2).await;
        assert!(sessions::end(&db.writer, ended, at(1)).await.unwrap(), "{}", database.name);
        assert!(!sessions::end(&db.writer, ended, at(2)).await.unwrap(), "{}", database.name);
        by_hand(db, &format!("UPDATE users SET disabled_at = 1 WHERE id = {bob}")).await;
        for number in [1, 2] {
            assert!(
                sessions::find(&db.reader, &digest(number), at(1)).await.unwrap().is_none(),
                "{}",
                database.name
            );
        }
    }
}

#[tokio::test]
async fn a_renewed_session_has_another_cookie_and_the_same_name() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let id = session(db, alice, 1).await;
        let renew = async |number, now| {
            let renewed = Renewed { digest: digest(number), persistent: false, expires_at: at(200) };
            sessions::renew(&db.writer, id, renewed, at(now)).await.unwrap()
        };
        assert!(renew(7, 50).await, "{}", database.name);
        assert!(sessions::find(&db.reader, &digest(1), at(51)).await.unwrap().is_none(), "{}", database.name);
        let found = sessions::find(&db.reader, &digest(7), at(51)).await.unwrap().unwrap();
        assert_eq!((found.id, found.sid.as_str()), (id, "sid-1"), "{}", database.name);
        assert_eq!((found.authenticated_at, found.expires_at), (at(50), at(200)), "{}", database.name);
        sessions::end(&db.writer, id, at(60)).await.unwrap();
        assert!(!renew(8, 61).await, "{}", database.name);
        assert!(sessions::find(&db.reader, &digest(8), at(61)).await.unwrap().is_none(), "{}", database.name);
    }
}

#[tokio::test]
async fn signing_out_elsewhere_keeps_this_session_and_those_of_others() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        let here = session(db, alice, 1).await;
        session(db, alice, 2).await;
        session(db, alice, 3).await;
        session(db, bob, 4).await;
        let mut ended = sessions::end_others(&db.writer, alice, here, at(1)).await.unwrap();
        ended.sort_unstable();
        assert_eq!(ended, ["sid-2", "sid-3"], "{}", database.name);
        let again = sessions::end_others(&db.writer, alice, here, at(1)).await.unwrap();
        assert_eq!(again, Vec::<String>::new(), "{}", database.name);
        for (number, lives) in [(1, true), (2, false), (3, false), (4, true)] {
            assert_eq!(sessions::find(&db.reader, &digest(number), at(1)).await.unwrap().is_some(), lives);
        }
    }
}

// Shows L11.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_set_up_link_works_once_and_until_its_last_second() {
    for database in databases().await {
        let db = &database.db;
        for number in [1, 2] {
            setup_links::insert(&db.writer, &digest(number), at(100), at(0)).await.unwrap();
        }
        assert!(setup_links::is_open(&db.reader, &digest(1), at(99)).await.unwrap());
        assert!(!setup_links::is_open(&db.reader, &digest(1), at(100)).await.unwrap());
        assert!(!setup_links::is_open(&db.reader, &digest(3), at(0)).await.unwrap());
        assert!(!setup_links::consume(&db.writer, &digest(2), at(100)).await.unwrap(), "{}", database.name);

        let results = at_once(db, 10, |db, _| async move {
            setup_links::consume(&db.writer, &digest(1), at(99)).await.unwrap()
        });
        let winners = results.await.into_iter().filter(|won| *won).count();
        assert_eq!(winners, 1, "{}", database.name);
        assert!(!setup_links::is_open(&db.reader, &digest(1), at(99)).await.unwrap());
    }
}
