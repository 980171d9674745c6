//! What the console asks about what happened, and events with their words.

use domain::client_id::ClientId;
use domain::event::Entry;
use leptos::prelude::*;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::{ConsoleJson, Refused};
use crate::json::read_tree;
use crate::words::activity as words;

/// Some events, newest first, and where the older ones begin; here, in the management API and in exports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// The events.
    pub events: Vec<Told>,
    /// What to ask for to go on; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An event with its words. The server finds them, so that a browser need not have them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What happened, as a short line.
    pub summary: String,
    /// The event, with its detail in the words for people; its fields stand beside the line.
    #[serde(flatten)]
    pub entry: Entry,
}

/// What of an event is the line.
#[derive(Deserialize)]
struct Line {
    summary: String,
}

/// Reads the same tree twice: the line, then the rest. `flatten` would bring a reader of its own.
impl<'de> Deserialize<'de> for Told {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let whole = Value::deserialize(deserializer)?;
        let Line { summary } = read_tree(&whole).map_err(D::Error::custom)?;
        let entry = read_tree(&whole).map_err(D::Error::custom)?;
        Ok(Self { summary, entry })
    }
}

impl From<Entry> for Told {
    fn from(entry: Entry) -> Self {
        let summary = words::sentence(&entry.action, &entry.outcome);
        Self { summary, entry: Entry { detail: words::detail(&entry), ..entry } }
    }
}

impl Events {
    /// These events with their words.
    #[must_use]
    pub fn told(entries: Vec<Entry>, next: Option<String>) -> Self {
        Self { events: entries.into_iter().map(Told::from).collect(), next }
    }
}

/// Whoever is signed in: what happened with one client of the own account; any other looks as if it did not exist.
#[server(
    name = ClientActivity, prefix = "/api/console", endpoint = "clients/activity",
    protocol = ConsoleJson
)]
pub async fn client_activity(
    /// The client.
    #[server(rename = "clientId")]
    client_id: ClientId,
    /// Where the page begins: `next` of the page before; empty for the newest.
    #[server(default)]
    cursor: String,
) -> Result<Events, Refused> {
    let visit = crate::door::visit()?;
    let cursor = Some(cursor.as_str()).filter(|cursor| !cursor.is_empty());
    let listed = identity::activity::of_client(&visit, &client_id, cursor).await;
    crate::door::answer(listed.map(|listed| Events::told(listed.entries, listed.next)))
}

#[cfg(test)]
mod tests {
    use leptos::server_fn::ServerFn;

    use super::*;
    use crate::console::sample;

    #[test]
    fn the_function_has_a_name_of_its_own_below_the_console() {
        assert_eq!(ClientActivity::PATH, "/api/console/clients/activity");
    }

    #[test]
    fn the_words_stand_beside_the_fields_of_the_event() {
        let events = Events::told(vec![sample::refused_token()], None);
        let json = serde_json::to_value(&events).unwrap();
        let event = &json["events"][0];
        assert_eq!(event["summary"], "Token request refused");
        assert_eq!(event["detail"], "Client Credentials: the secret has expired");
        assert_eq!((&event["action"], &event["requestId"]), (&"token.refused".into(), &"00ff".into()));
        assert!(json.get("next").is_none());
    }
}
