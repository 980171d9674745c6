//! The records are what serde makes of the types: a member more or less in either fails here.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::client::Client;
use domain::client_query::{ClientPage, ClientQuery};
use domain::definition::{Definition, SecretDefinition};
use domain::documentation::Documentation;
use domain::secret_label::SecretLabel;
use domain::secret_use::SecretList;
use domain::snippet::Snippet;
use domain::template::NewClient;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::answered::{KNOWN_SECRET, LAST_USE, RECENT_USES, SECRET, SNIPPET};
use super::asked::{NEW_CLIENT, SECRET_DEFINITION};
use super::*;
use crate::management::clients::secrets::Secrets;
use crate::management::shape::Shape::{List, Of, OrNull, Words};
use crate::management::shape::{Member, Record};

fn names(record: &Record) -> BTreeSet<String> {
    record.members.iter().map(|member| member.name.to_owned()).collect()
}

/// The members that a type reads, as it lists them itself when it meets one that it doesn't know.
fn read<T: DeserializeOwned>() -> BTreeSet<String> {
    let words = serde_json::from_value::<T>(json!({ "nonsense!": 1 })).err().unwrap().to_string();
    let known = words.split_once("expected ").unwrap_or_else(|| panic!("{words}")).1;
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A value of a shape, with every member.
fn value(shape: Shape) -> Value {
    match shape {
        Shape::Text => json!("abc"),
        Shape::Moment => json!("2026-01-01T00:00:00Z"),
        Shape::Flag => json!(true),
        Shape::Number => json!(7),
        Shape::Words(words) => json!(words[0]),
        Shape::List(item) => json!([value(*item)]),
        Shape::OrNull(shape) => value(*shape),
        Shape::Either(shapes) => value(shapes[0]),
        Shape::Of(record) => {
            let members = record.members.iter();
            Value::Object(members.map(|member| (member.name.to_owned(), sample(member))).collect())
        }
        Shape::Open => json!({ "keys": [{ "kty": "EC", "crv": "P-256", "x": "eA", "y": "eQ" }] }),
        Shape::Any => Value::Null,
    }
}

/// A value of a member: most texts may be any, and these may not.
fn sample(member: &Member) -> Value {
    match member.name {
        "allowedIpAddresses" => json!(["192.0.2.0/24"]),
        _ => value(member.shape),
    }
}

#[test]
fn what_is_read_is_described_with_all_its_members_and_no_others() {
    assert_eq!(names(&DEFINITION), read::<Definition>());
    assert_eq!(names(&SECRET_DEFINITION), read::<SecretDefinition>());
    assert_eq!(names(&CHANGE), read::<Change>());
    assert_eq!(names(&NEW_CLIENT), read::<NewClient>());
    assert_eq!(names(&SECRET_LABEL), read::<SecretLabel>());
    assert_eq!(names(&DOCUMENTATION), read::<Documentation>());
    let query: BTreeSet<String> = CLIENT_QUERY.iter().map(|member| member.name.to_owned()).collect();
    assert_eq!(query, read::<ClientQuery>());
}

#[test]
fn what_is_written_is_described_with_all_its_members_and_no_others() {
    let said = value(Of(&CLIENT_PAGE));
    let page: ClientPage = serde_json::from_value(said.clone()).unwrap();
    let written = serde_json::to_value(&page).unwrap();
    assert_eq!(names(&CLIENT_PAGE), keys(&written));
    let client = &written["clients"][0];
    assert_eq!(names(&CLIENT), keys(client));
    assert_eq!(names(&SECRET), keys(&client["clientSecrets"][0]));
    assert_eq!(names(&CLAIM), keys(&client["claims"][0]));
    assert_eq!(written, said, "every word and number is one that the types have");
}

#[test]
fn secrets_and_snippets_are_described_with_all_their_members_and_no_others() {
    let list: SecretList = serde_json::from_value(value(Of(&SECRET_LIST))).unwrap();
    let client: Client = serde_json::from_value(value(Of(&CLIENT))).unwrap();
    let now = client.created_at;
    let written = serde_json::to_value(Secrets::of(list, &client, now)).unwrap();
    assert_eq!(names(&SECRET_LIST), keys(&written));
    let known = &written["secrets"][0];
    assert_eq!(names(&KNOWN_SECRET), keys(known));
    assert_eq!(names(&SECRET), keys(&known["secret"]));
    assert_eq!(names(&EVIDENCE), keys(&known["evidence"]));
    assert_eq!(names(&LAST_USE), keys(&known["evidence"]["lastUse"]));
    assert_eq!(names(&RECENT_USES), keys(&known["evidence"]["recent"]));
    let text: Snippet = serde_json::from_value(value(Of(&SNIPPET))).unwrap();
    assert_eq!(names(&SNIPPET), keys(&serde_json::to_value(text).unwrap()));
}

#[test]
fn what_is_needed_is_what_a_type_does_not_leave_out() {
    let whole = value(Of(&CLIENT));
    for member in CLIENT.members {
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(member.name);
        let written =
            serde_json::from_value::<Client>(without).map(|client| serde_json::to_value(client).unwrap());
        let always = written.map_or(true, |client| client.get(member.name).is_some());
        assert_eq!(always, member.needed, "{}", member.name);
    }
    for (record, reads) in
        [(&DEFINITION, can_read::<Definition> as fn(Value) -> bool), (&NEW_CLIENT, can_read::<NewClient>)]
    {
        let whole = value(Of(record));
        for member in record.members {
            let mut without = whole.clone();
            without.as_object_mut().unwrap().remove(member.name);
            assert_eq!(!reads(without), member.needed, "{} {}", record.name, member.name);
        }
    }
}

#[test]
fn every_word_is_one_that_the_types_know() {
    let mut seen = BTreeSet::new();
    for record in [&CLIENT, &DEFINITION, &NEW_CLIENT, &CHANGE] {
        for member in record.members {
            let words = match member.shape {
                Words(words) => words,
                List(Words(words)) | OrNull(Words(words)) => *words,
                _ => continue,
            };
            for word in words {
                seen.insert(*word);
                let mut whole = value(Of(record));
                whole[member.name] = if let List(_) = member.shape { json!([word]) } else { json!(word) };
                let read = match record.name {
                    "Client" => can_read::<Client>(whole),
                    "Definition" => can_read::<Definition>(whole),
                    "NewClient" => can_read::<NewClient>(whole),
                    _ => can_read::<Change>(whole),
                };
                assert!(read, "{} {} {word}", record.name, member.name);
            }
        }
    }
    assert!(seen.len() > 15, "{seen:?}");
}

fn can_read<T: DeserializeOwned>(value: Value) -> bool {
    serde_json::from_value::<T>(value).is_ok()
}

fn keys(value: &Value) -> BTreeSet<String> {
    let members: &Map<String, Value> = value.as_object().unwrap();
    members.keys().cloned().collect()
}
