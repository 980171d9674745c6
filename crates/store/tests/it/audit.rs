//! The audit trail: who may read which event, in which order, and by which filter.

use domain::event::{Filter, Kind};
use store::audit::{self, Event, Place};
use store::clients;
use store::database::Database;
use testkit::databases;

use crate::world::{at, client, client_id, person};

fn event(second: i64, action: &str) -> Event {
    Event {
        at: at(second),
        action: action.into(),
        outcome: "done".into(),
        account_id: None,
        actor: None,
        concerns: None,
        client_id: None,
        address: Some("192.0.2.1".into()),
        request_id: None,
        detail: String::new(),
    }
}

async fn details(db: &Database, reader: i64, filter: &Filter) -> Vec<String> {
    let found = audit::page(&db.reader, reader, filter, None, 100).await.unwrap();
    found.into_iter().map(|(_, event)| event.detail).collect()
}

#[tokio::test]
async fn an_event_is_for_who_did_it_and_for_the_owner_of_the_client() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        client(db, alice, "app_1").await;
        let of = |detail: &str, actor, id: Option<&str>| Event {
            actor,
            client_id: id.map(str::to_owned),
            detail: detail.into(),
            ..event(0, "token.refused")
        };
        let events = [
            of("at alice's client", None, Some("app_1")),
            of("bob at alice's client", Some(bob), Some("app_1")),
            of("alice herself", Some(alice), Some("app_1")),
            of("nobody's", None, Some("app_2")),
            of("no client", None, None),
            Event { concerns: Some(bob), ..of("somebody as bob", None, None) },
        ];
        audit::insert(&db.writer, &events).await.unwrap();
        let all = Filter::default();
        assert_eq!(
            details(db, alice, &all).await,
            ["alice herself", "bob at alice's client", "at alice's client"],
            "{}",
            database.name
        );
        assert_eq!(details(db, bob, &all).await, ["somebody as bob", "bob at alice's client"]);
    }
}

#[tokio::test]
async fn who_gets_the_id_of_a_deleted_client_does_not_get_its_past() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        client(db, alice, "app_1").await;
        let used = Event { client_id: Some("app_1".into()), ..event(0, "token.issued") };
        audit::insert(&db.writer, std::slice::from_ref(&used)).await.unwrap();
        clients::delete(&db.writer, alice, &client_id("app_1"), None, at(0)).await.unwrap();
        client(db, bob, "app_1").await;
        audit::insert(&db.writer, &[used]).await.unwrap();
        for reader in [alice, bob] {
            assert_eq!(details(db, reader, &Filter::default()).await.len(), 1, "{}", database.name);
        }
    }
}

#[tokio::test]
async fn events_come_newest_first_page_by_page_and_each_of_them_once() {
    for database in databases().await {
        let db = &database.db;
        // Two in each moment, in turns done by the reader and about the reader.
        let events: Vec<Event> = (0..1200)
            .map(|number: i64| Event {
                actor: (number % 3 == 0).then_some(1),
                concerns: Some(1),
                request_id: Some(number.to_string()),
                ..event(number / 2, "token.issued")
            })
            .collect();
        audit::insert(&db.writer, &events).await.unwrap();
        audit::insert(&db.writer, &[]).await.unwrap();
        let (mut read, mut before): (Vec<i64>, Option<Place>) = (Vec::new(), None);
        loop {
            let page = audit::page(&db.reader, 1, &Filter::default(), before, 7).await.unwrap();
            let Some((last, _)) = page.last() else { break };
            before = Some(*last);
            read.extend(
                page.iter().map(|(_, event)| event.request_id.as_ref().unwrap().parse::<i64>().unwrap()),
            );
        }
        assert!(read.iter().copied().eq((0..1200).rev()), "{}: {read:?}", database.name);
    }
}

#[tokio::test]
async fn a_filter_lets_through_what_it_names() {
    for database in databases().await {
        let db = &database.db;
        let made = |second, action, outcome: &str, id: &str| Event {
            outcome: outcome.into(),
            concerns: Some(1),
            client_id: Some(id.into()),
            detail: format!("{second}"),
            ..event(second, action)
        };
        let events = [
            made(1, "token.issued", "done", "app_1"),
            made(2, "token.refused", "invalid_grant", "app_1"),
            made(3, "client.created", "done", "app_2"),
            made(4, "token.introspected", "inactive", "app_2"),
        ];
        audit::insert(&db.writer, &events).await.unwrap();
        let all = Filter::default;
        for (filter, expected) in [
            (Filter { client_id: Some("app_1".into()), ..all() }, &["2", "1"][..]),
            (Filter { kind: Some(Kind::Tokens), ..all() }, &["4", "2", "1"]),
            (Filter { succeeded: Some(false), ..all() }, &["2"]),
            (Filter { succeeded: Some(true), ..all() }, &["4", "3", "1"]),
            (Filter { from: Some(at(2)), until: Some(at(4)), ..all() }, &["3", "2"]),
            (Filter { kind: Some(Kind::Api), ..all() }, &[]),
        ] {
            assert_eq!(details(db, 1, &filter).await, expected, "{} {filter:?}", database.name);
        }
    }
}
