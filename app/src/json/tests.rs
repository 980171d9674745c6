//! What is read is what was written, for everything that the console reads.

use std::collections::BTreeMap;
use std::fmt::Debug;

use domain::change::Change;
use domain::client::Client;
use domain::client_query::ClientPage;
use domain::refusal::Refusal;
use domain::secret_label::SecretLabel;
use domain::secret_use::SecretList;
use domain::snippet::Snippet;
use domain::template::{NewClient, Template};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Unreadable, read};
use crate::api::activity::Events;
use crate::api::{Dated, Refused};
use crate::console::{Surroundings, sample};

/// Whether a value comes back as it was, by this reader and by the one of `serde_json`.
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&read::<T>(&text).unwrap(), value, "{text}");
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

fn answered<T>(body: T) -> Result<Dated<T>, Refused> {
    Ok(Dated { now: sample::now(), body })
}

#[test]
fn answers_come_back() {
    let clients = vec![sample::app(), sample::service()];
    let body = ClientPage { clients, active: 2, limit: 10, total: 2, page: 1, pages: 1 };
    comes_back(&answered(body));
    comes_back(&answered(SecretList { secrets: vec![sample::known_secret()], limit: 10 }));
    comes_back(&answered(sample::service()));
    let events = Events::told(vec![sample::refused_token()], Some("b2xkZXI".into()));
    comes_back(&Ok::<Events, Refused>(events));
    comes_back(&Err::<Vec<Snippet>, Refused>(Refusal::not_found().into()));
    comes_back(&Ok::<Vec<Snippet>, Refused>(vec![Snippet {
        language: "curl".into(),
        text: "curl \"https://ä\\\n\u{1F511}\"".into(),
    }]));
    comes_back(&Surroundings::unknown());
}

#[test]
fn a_refusal_with_the_client_of_now_comes_back() {
    let present = Some(Box::new(sample::app()));
    comes_back(&Err::<Client, Refused>(Refusal { present, ..Refusal::not_found() }.into()));
}

#[test]
fn what_is_asked_for_comes_back() {
    comes_back(&sample::portal(&oauth::grant_type::GrantType::ALL, "openid projects"));
    comes_back(&Change::to(&sample::service()));
    comes_back(&Change { absolute_refresh_token_lifetime: Some(None), ..Change::default() });
    comes_back(&SecretLabel::default());
    comes_back(&NewClient::named(Template::PersonalAccessToken, "abc"));
}

#[test]
fn every_kind_of_json_comes_back() {
    comes_back(&(u64::MAX, i64::MIN, 1.5_f64, -1_i8, true, 'x', ()));
    comes_back(&BTreeMap::from([("a".to_owned(), vec![Some(1_u8), None])]));
    let text = r#"{"a":[null,true,-1,18446744073709551615,0.5,"x",{"b":{}}],"c":[]}"#;
    assert_eq!(read::<Value>(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn what_does_not_fit_is_refused() {
    for text in
        ["", "{", "null", "[]", "{} {}", "1", r#"{"code":"not_found"}"#, r#"{"code":1,"message":"x"}"#]
    {
        assert_eq!(read::<Refusal>(text), Err(Unreadable), "{text}");
    }
    for text in ["256", "-1", "1.5", "\"1\"", "true", "[1]"] {
        assert_eq!(read::<u8>(text), Err(Unreadable), "{text}");
    }
    assert_eq!(read::<u8>("255"), Ok(255));
    assert!(read::<Change>(r#"{"accountId":2}"#).is_err(), "an unknown member of what knows all of its own");
    for text in [r#"{"Ok":1,"Err":2}"#, r#""Ok""#, "{}", r#"{"Maybe":1}"#] {
        assert!(read::<Result<u8, u8>>(text).is_err(), "{text}");
    }
}
