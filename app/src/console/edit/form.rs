//! What stands in the dialog's fields.

use std::collections::BTreeMap;

use domain::client::Client;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::field::{Field, Typed};
use super::values::{self, Kind, MEMBERS};
use crate::words::edit as words;

/// What was typed into all fields, by their members.
pub(super) type AllTyped = BTreeMap<String, Typed>;

/// What the form compares itself with: a client at one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Base {
    /// The version.
    pub(super) version: i64,
    /// The members that can be changed.
    pub(super) values: Map<String, Value>,
}

impl From<&Client> for Base {
    fn from(client: &Client) -> Self {
        Self { version: client.version, values: values::values(client) }
    }
}

/// The fields of a client, and what they are compared with.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// What the client was when the form was opened, or when it was last taken over.
    pub(super) base: RwSignal<Base>,
    fields: StoredValue<Vec<Field>>,
}

impl Form {
    /// A form in which a client stands as it is.
    pub(super) fn new(base: Base) -> Self {
        let there = MEMBERS.into_iter().filter(|(member, _)| base.values.contains_key(*member));
        let fields = there.map(|(member, kind)| Field {
            member,
            kind,
            text: RwSignal::default(),
            on: RwSignal::default(),
        });
        let form = Self { fields: StoredValue::new(fields.collect()), base: RwSignal::new(base) };
        form.put(&form.base.get_untracked().values);
        form
    }

    /// The field of a member; none where the client has no such member.
    pub(super) fn field(self, member: &str) -> Option<Field> {
        self.fields.with_value(|fields| fields.iter().find(|field| field.member == member).copied())
    }

    /// Puts values into their fields.
    pub(super) fn put(self, values: &Map<String, Value>) {
        for field in self.fields.get_value() {
            if let Some(value) = values.get(field.member) {
                field.put(value);
            }
        }
    }

    /// What stands in the fields now.
    pub(super) fn values(self) -> Map<String, Value> {
        let fields = self.fields.get_value();
        fields.into_iter().map(|field| (field.member.to_owned(), field.value())).collect()
    }

    /// What would be saved.
    pub(super) fn change(self) -> Map<String, Value> {
        self.base.with(|base| values::change(&base.values, &self.values()))
    }

    /// The fields whose value differs from the client, each with what it is and what it would be.
    pub(super) fn differing(self) -> Vec<(Field, Value, Value)> {
        let now = self.values();
        let base = self.base.get();
        let both = self.fields.get_value().into_iter().filter_map(|field| {
            let (before, after) = (base.values.get(field.member)?, now.get(field.member)?);
            (!values::same(field.kind, before, after)).then(|| (field, before.clone(), after.clone()))
        });
        both.collect()
    }

    /// What is wrong with a field before anybody else looks at it.
    pub(super) fn problem(self) -> Option<(&'static str, &'static str)> {
        let wrong = self.differing().into_iter().find(|(field, _, after)| {
            let optional = field.member == "absoluteRefreshTokenLifetime";
            field.kind == Kind::Seconds && !after.is_u64() && !(optional && after.is_null())
        });
        wrong.map(|(field, _, _)| (field.member, words::NOT_A_NUMBER))
    }

    /// Lets the form compare itself with what the client is by now: what was not changed here becomes as it is there.
    pub(super) fn rebase(self, base: Base) {
        let mine = self.differing();
        let untouched = base
            .values
            .iter()
            .filter(|(member, _)| !mine.iter().any(|(field, _, _)| field.member == member.as_str()));
        self.put(&untouched.map(|(member, value)| (member.clone(), value.clone())).collect());
        self.base.set(base);
    }

    /// What was typed, as it was typed.
    pub(super) fn typed(self) -> AllTyped {
        let fields = self.fields.get_value();
        let typed = fields
            .into_iter()
            .map(|field| (field.member.to_owned(), Typed { text: field.text.get(), on: field.on.get() }));
        typed.collect()
    }

    /// Puts back what was typed before.
    pub(super) fn retype(self, typed: &AllTyped) {
        for field in self.fields.get_value() {
            if let Some(typed) = typed.get(field.member) {
                field.text.set(typed.text.clone());
                field.on.set(typed.on);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::client::Client;
    use serde_json::json;

    use super::*;
    use crate::console::sample;

    fn with_form(test: impl FnOnce(Form)) {
        let owner = Owner::new();
        owner.with(|| test(Form::new(Base::from(&sample::app()))));
    }

    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        with_form(|form| {
            assert!(form.change().is_empty() && form.differing().is_empty());
            assert!(form.field("allowedIpAddresses").is_none(), "an app has no such member");
        });
    }

    #[test]
    fn addresses_are_separated_by_lines_and_by_blanks() {
        with_form(|form| {
            form.field("redirectUris")
                .unwrap()
                .text
                .set(" https://a.example/cb  https://b.example/cb\n\n".into());
            let change = form.change();
            assert_eq!(change["redirectUris"], json!(["https://a.example/cb", "https://b.example/cb"]));
            assert_eq!(change.len(), 1, "what is derived follows by itself");
        });
    }

    #[test]
    fn a_list_that_is_edited_separately_is_sent_and_one_that_is_not_follows() {
        with_form(|form| {
            let field = form.field("postLogoutRedirectUris").unwrap();
            field.on.set(true);
            field.text.set("https://a.example/bye".into());
            assert_eq!(form.change()["postLogoutRedirectUris"], json!(["https://a.example/bye"]));
            field.on.set(false);
            assert!(form.change().is_empty());
        });
    }

    #[test]
    fn what_is_no_number_is_said_before_it_is_sent() {
        with_form(|form| {
            let field = form.field("accessTokenLifetime").unwrap();
            for (typed, wrong) in [("1 hour", true), ("", true), ("-1", true), ("60", false)] {
                field.text.set(typed.into());
                assert_eq!(form.problem().is_some(), wrong, "{typed}");
            }
            form.field("absoluteRefreshTokenLifetime").unwrap().text.set(" ".into());
            assert_eq!(form.problem(), None);
            assert_eq!(form.change()["absoluteRefreshTokenLifetime"], Value::Null);
        });
    }

    #[test]
    fn what_was_not_touched_becomes_what_somebody_else_made_of_it() {
        with_form(|form| {
            form.field("clientName").unwrap().text.set("Mine".into());
            let theirs = Client {
                client_name: "Theirs".into(),
                description: "Theirs".into(),
                version: 2,
                ..sample::app()
            };
            form.rebase(Base::from(&theirs));
            let change = form.change();
            assert_eq!((change.len(), &change["clientName"]), (1, &json!("Mine")));
            assert_eq!(form.field("description").unwrap().text.get(), "Theirs");
        });
    }

    #[test]
    fn what_was_typed_comes_back_as_it_was_typed() {
        with_form(|form| {
            form.field("redirectUris").unwrap().text.set("https://a.example/cb \n".into());
            let typed = form.typed();
            form.put(&form.base.get().values);
            assert!(form.change().is_empty());
            form.retype(&typed);
            assert_eq!(form.field("redirectUris").unwrap().text.get(), "https://a.example/cb \n");
        });
    }
}
