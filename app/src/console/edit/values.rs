//! What a client is, member by member: the form compares it with what was typed.

use domain::change::{Change, has_member};
use domain::client::Client;
use domain::template::Template;
use serde_json::{Map, Value};

use crate::words::client as said;
use crate::words::edit as words;

/// How a member is written in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text.
    Text,
    /// A text or a word; blank is none.
    Optional,
    /// A list; new lines and blanks separate.
    Lines,
    /// The same, or none while it follows another list.
    Derived,
    /// A list; commas and new lines separate.
    Commas,
    /// A whole number of seconds; blank is none.
    Seconds,
    /// A whole number of seconds, counted in days.
    Days,
    /// On or off.
    Tick,
    /// Words of which each is in it or not.
    Set,
}

/// The members that the dialog can change, in the order in which it shows them. What stands before a dot is an object.
pub(super) const MEMBERS: [(&str, Kind); 28] = [
    ("clientName", Kind::Text),
    ("redirectUris", Kind::Lines),
    ("postLogoutRedirectUris", Kind::Derived),
    ("allowedCorsOrigins", Kind::Derived),
    ("description", Kind::Text),
    ("environment", Kind::Optional),
    ("accessTokenLifetime", Kind::Seconds),
    ("refreshTokenLifetime", Kind::Seconds),
    ("requirePkce", Kind::Tick),
    ("allowOfflineAccess", Kind::Tick),
    ("slidingRefreshToken", Kind::Tick),
    ("updateAccessTokenClaimsOnRefresh", Kind::Tick),
    ("absoluteRefreshTokenLifetime", Kind::Seconds),
    ("rotateRefreshToken", Kind::Tick),
    ("idTokenSigningAlgorithm", Kind::Text),
    ("grantTypes", Kind::Set),
    ("scopes", Kind::Set),
    ("requireRequestedScopes", Kind::Tick),
    ("roles", Kind::Set),
    ("allowedIpAddresses", Kind::Commas),
    ("backChannelLogoutUri", Kind::Optional),
    ("persistentSso", Kind::Tick),
    ("documentation.purpose", Kind::Text),
    ("documentation.owner", Kind::Text),
    ("documentation.deploymentLocations", Kind::Text),
    ("documentation.contact", Kind::Text),
    ("documentation.dependencies", Kind::Text),
    ("documentation.rotationSchedule", Kind::Text),
];

/// How a member is written for a client of this template: the form of a web server application counts in days (R143).
pub(super) fn kind_for(template: Option<Template>, member: &str, kind: Kind) -> Kind {
    match (template, member) {
        (Some(Template::WebServerApplication), "refreshTokenLifetime") => Kind::Days,
        _ => kind,
    }
}

/// The members of a client that the dialog can change, each with what it is.
pub(super) fn values(client: &Client) -> Map<String, Value> {
    let mut whole = Change::to(client).members();
    if client.derives_post_logout() {
        whole.insert("postLogoutRedirectUris".into(), Value::Null);
    }
    if client.derives_origins() {
        whole.insert("allowedCorsOrigins".into(), Value::Null);
    }
    let shown = MEMBERS.iter().filter(|(member, _)| {
        has_member(client.template, member.split_once('.').map_or(*member, |(object, _)| object))
    });
    shown.map(|(member, kind)| ((*member).to_owned(), value_of(&whole, member, *kind))).collect()
}

fn value_of(whole: &Map<String, Value>, member: &str, kind: Kind) -> Value {
    let found = match member.split_once('.') {
        Some((object, part)) => whole.get(object).and_then(|object| object.get(part)),
        None => whole.get(member),
    };
    let missing = if kind == Kind::Text { Value::from("") } else { Value::Null };
    found.cloned().unwrap_or(missing)
}

/// Whether two values of a member say the same; the order of a set says nothing.
pub(super) fn same(kind: Kind, one: &Value, other: &Value) -> bool {
    match (kind, one, other) {
        (Kind::Set, Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().all(|word| other.contains(word))
        }
        _ => one == other,
    }
}

/// The members in which two differ, as the change that makes the one into the other.
pub(super) fn change(from: &Map<String, Value>, to: &Map<String, Value>) -> Map<String, Value> {
    let mut change = Map::new();
    for (member, kind) in MEMBERS {
        let (Some(before), Some(after)) = (from.get(member), to.get(member)) else { continue };
        if same(kind, before, after) {
            continue;
        }
        match member.split_once('.') {
            // An object is exchanged as a whole.
            Some((object, _)) => drop(change.insert(object.to_owned(), object_of(to, object))),
            None => drop(change.insert(member.to_owned(), after.clone())),
        }
    }
    change
}

fn object_of(values: &Map<String, Value>, object: &str) -> Value {
    let parts = values.iter().filter_map(|(member, value)| {
        let part = member.strip_prefix(object)?.strip_prefix('.')?;
        Some((part.to_owned(), value.clone()))
    });
    Value::Object(parts.collect())
}

/// A value in words, for who compares.
pub(super) fn shown(member: &str, kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Bool(on)) => {
            let [when_on, when_off] = words::ON_OFF;
            if *on { when_on } else { when_off }.to_owned()
        }
        (Kind::Days, Value::Number(number)) => {
            number.as_u64().map_or_else(|| number.to_string(), said::lifetime)
        }
        (_, Value::Number(number)) => number
            .as_u64()
            .map_or_else(|| number.to_string(), |number| words::seconds(number, &said::lifetime(number))),
        (Kind::Derived, Value::Null) => words::FOLLOWS.to_owned(),
        (Kind::Seconds, _) => words::BY_DEFAULT.to_owned(),
        (_, Value::Array(list)) if !list.is_empty() => {
            list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
        }
        (_, Value::String(text)) if !text.is_empty() => {
            if member == "environment" {
                environment(text)
            } else {
                text.clone()
            }
        }
        _ => words::NOTHING.to_owned(),
    }
}

fn environment(word: &str) -> String {
    let all = domain::environment::Environment::ALL.into_iter().zip(words::ENVIRONMENTS);
    all.into_iter()
        .find(|(one, _)| one.as_str() == word)
        .map_or_else(|| word.to_owned(), |(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::console::sample;
    use domain::template::TokenExpiration;

    #[test]
    fn a_client_has_the_members_of_its_type_and_derives_what_it_can() {
        let app = values(&sample::app());
        assert_eq!(app["redirectUris"].as_array().unwrap().len(), 2);
        assert_eq!(
            (&app["postLogoutRedirectUris"], &app["allowedCorsOrigins"]),
            (&Value::Null, &Value::Null)
        );
        assert!(!app.contains_key("allowedIpAddresses"));
        let token = values(&sample::token(TokenExpiration::Never));
        assert!(
            !token.contains_key("description") && !token.contains_key("accessTokenLifetime"),
            "{token:?}"
        );
        assert_eq!(token["documentation.purpose"], "");
    }

    #[test]
    fn days_are_counted_for_web_server_applications_only() {
        for (template, kind) in [
            (Some(Template::WebServerApplication), Kind::Days),
            (Some(Template::WebMobileApp), Kind::Seconds),
            (None, Kind::Seconds),
        ] {
            assert_eq!(kind_for(template, "refreshTokenLifetime", Kind::Seconds), kind, "{template:?}");
        }
        let web = Some(Template::WebServerApplication);
        assert_eq!(kind_for(web, "accessTokenLifetime", Kind::Seconds), Kind::Seconds);
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let before = values(&sample::app());
        assert!(change(&before, &before).is_empty());
        let mut after = before.clone();
        after.insert("clientName".into(), json!("Another name"));
        after.insert("documentation.contact".into(), json!("ops"));
        let mut scopes = before["scopes"].as_array().unwrap().clone();
        scopes.reverse();
        after.insert("scopes".into(), Value::Array(scopes));
        let change = change(&before, &after);
        assert_eq!(change["clientName"], "Another name");
        assert_eq!(
            (&change["documentation"]["contact"], &change["documentation"]["purpose"]),
            (&json!("ops"), &json!(""))
        );
        assert_eq!(change.len(), 2, "the order of scopes says nothing");
        assert!(serde_json::from_value::<Change>(Value::Object(change)).is_ok());
    }

    #[test]
    fn every_member_has_a_name_and_every_value_words() {
        for (member, kind) in MEMBERS {
            assert_ne!(words::label(member), "Setting", "{member}");
            assert!(!shown(member, kind, &Value::Null).is_empty(), "{member}");
        }
        assert_eq!(shown("accessTokenLifetime", Kind::Seconds, &json!(3600)), "3600 s (1 hour)");
        assert_eq!(shown("refreshTokenLifetime", Kind::Days, &json!(7_776_000)), "90 days");
        assert_eq!(shown("requirePkce", Kind::Tick, &json!(false)), "Off");
        assert_eq!(shown("environment", Kind::Optional, &json!("staging")), "Staging");
        assert_eq!(shown("redirectUris", Kind::Lines, &json!(["a", "b"])), "a\nb");
    }
}
