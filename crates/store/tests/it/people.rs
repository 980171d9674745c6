//! People, their e-mail addresses and their rows.

use store::people::{self, Inserted, NewPerson};
use testkit::databases;

use crate::world::{at, at_once, by_hand, number, person, profile, within};

fn new<'a>(profile: &'a domain::person::Profile, roles: &'a [&'a str]) -> NewPerson<'a> {
    NewPerson { id: None, account_id: None, profile, password_hash: "$argon2id$", roles }
}

#[tokio::test]
async fn a_person_comes_back_as_they_were_written() {
    for database in databases().await {
        let db = &database.db;
        let alice = profile("Alice@Example.com");
        let inserted = within(db, async |txn| {
            people::insert(txn, new(&alice, &["manager", "administrator"]), at(0)).await
        })
        .await;
        let Inserted::Done(id) = inserted else { panic!("{inserted:?}") };
        let found = people::find_by_email(&db.reader, " aLICE@example.COM ").await.unwrap().unwrap();
        assert_eq!((found.id, &found.profile), (id, &alice), "{}", database.name);
        assert_eq!(found.roles, ["administrator", "manager"]);
        assert_eq!(found.password_hash.as_deref(), Some("$argon2id$"));
        assert!(!found.disabled);
        assert_eq!(people::find(&db.reader, id).await.unwrap().unwrap().profile, alice);
        assert!(people::find(&db.reader, id + 1).await.unwrap().is_none());
        assert!(people::find_by_email(&db.reader, "bob@example.com").await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_empty_server_knows_that_it_is_empty() {
    for database in databases().await {
        assert!(!people::any(&database.db.reader).await.unwrap());
        person(&database.db, "alice@example.com").await;
        assert!(people::any(&database.db.reader).await.unwrap(), "{}", database.name);
    }
}

#[tokio::test]
async fn an_e_mail_address_belongs_to_one_person_however_it_is_capitalised() {
    for database in databases().await {
        let db = &database.db;
        person(db, "alice@example.com").await;
        let again = profile("ALICE@example.com");
        let inserted = within(db, async |txn| people::insert(txn, new(&again, &[]), at(0)).await).await;
        assert_eq!(inserted, Inserted::EmailTaken, "{}", database.name);
        assert_eq!(number(&db.reader, "SELECT count(*) FROM accounts").await, 1, "no account is left over");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_who_register_one_address_at_once_one_gets_it() {
    for database in databases().await {
        let results = at_once(&database.db, 10, |db, _| async move {
            let alice = profile("alice@example.com");
            within(&db, async |txn| people::insert(txn, new(&alice, &["manager"]), at(0)).await).await
        });
        let done = results.await.iter().filter(|one| matches!(one, Inserted::Done(_))).count();
        assert_eq!(done, 1, "{}", database.name);
        assert_eq!(number(&database.db.reader, "SELECT count(*) FROM accounts").await, 1);
    }
}

#[tokio::test]
async fn a_profile_is_written_anew_unless_its_address_is_taken() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        person(db, "bob@example.com").await;
        let txn = store::database::begin(db).await.unwrap();
        let taken = people::update_profile(&txn, alice, &profile("Bob@example.com"), at(1)).await.unwrap();
        assert_eq!(taken, Inserted::EmailTaken, "{}", database.name);
        // A refusal is an answer: the transaction goes on.
        let mut other = profile("alice@example.org");
        other.name = "Alice Brown".into();
        let done = people::update_profile(&txn, alice, &other, at(1)).await.unwrap();
        store::database::commit(txn).await.unwrap();
        assert_eq!(done, Inserted::Done(alice));
        assert_eq!(people::find(&db.reader, alice).await.unwrap().unwrap().profile, other);

        let own =
            people::update_profile(&db.writer, alice, &profile("ALICE@example.org"), at(2)).await.unwrap();
        assert_eq!(own, Inserted::Done(alice), "the own address isn't taken");
    }
}

#[tokio::test]
async fn a_new_password_replaces_the_old_one() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        people::set_password(&db.writer, alice, "$argon2id$new", at(1)).await.unwrap();
        let found = people::find(&db.reader, alice).await.unwrap().unwrap();
        assert_eq!(found.password_hash.as_deref(), Some("$argon2id$new"), "{}", database.name);
    }
}

#[tokio::test]
async fn chosen_rows_are_taken_and_the_next_ones_come_after_them() {
    for database in databases().await {
        let db = &database.db;
        let (alice, anna) = (profile("alice@example.com"), profile("anna@example.com"));
        let first = NewPerson { id: Some(101), account_id: Some(1), ..new(&alice, &[]) };
        let second = NewPerson { id: Some(100), account_id: Some(1), ..new(&anna, &[]) };
        for chosen in [first, second] {
            within(db, async |txn| people::insert(txn, chosen, at(0)).await).await;
        }
        let next = person(db, "bob@example.com").await;
        let found = people::find(&db.reader, next).await.unwrap().unwrap();
        assert_eq!((next, found.account_id), (102, 2), "{}", database.name);
        assert_eq!(people::find(&db.reader, 100).await.unwrap().unwrap().account_id, 1);
    }
}

// Shows TC7.
#[tokio::test]
async fn the_row_of_somebody_who_left_is_never_given_to_another() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        by_hand(db, "DELETE FROM users").await;
        assert!(person(db, "bob@example.com").await > alice, "{}", database.name);
    }
}

#[tokio::test]
async fn a_hash_is_replaced_only_while_it_is_the_one_that_was_checked() {
    for database in databases().await {
        let db = &database.db;
        let id = person(db, "alice@example.com").await;
        let hash = async || people::find(&db.reader, id).await.unwrap().unwrap().password_hash;
        people::replace_password_hash(&db.writer, id, "$argon2id$old", "$argon2id$new").await.unwrap();
        assert_eq!(hash().await.as_deref(), Some("$argon2id$"), "{}", database.name);
        people::replace_password_hash(&db.writer, id, "$argon2id$", "$argon2id$new").await.unwrap();
        assert_eq!(hash().await.as_deref(), Some("$argon2id$new"), "{}", database.name);
    }
}
