//! What stands in the dialog's fields.

use std::collections::BTreeMap;

use domain::client::Client;
use domain::template::Template;
use domain::web_server::check_refresh_lifetime;
use leptos::prelude::*;
use oauth::grant_type::GrantType;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::field::{Field, Typed};
use super::hidden;
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
    template: Option<Template>,
    fields: StoredValue<Vec<Field>>,
}

impl Form {
    /// A form in which a client of this template stands as it is.
    pub(super) fn new(base: Base, template: Option<Template>) -> Self {
        let there = MEMBERS.into_iter().filter(|(member, _)| base.values.contains_key(*member));
        let fields = there.map(|(member, kind)| Field {
            member,
            kind: values::kind_for(template, member, kind),
            text: RwSignal::default(),
            on: RwSignal::default(),
        });
        let fields = StoredValue::new(fields.collect());
        let form = Self { fields, base: RwSignal::new(base), template };
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

    /// What is asked for now: what stands in the fields that are shown, and the rest as the client has it.
    pub(super) fn values(self) -> Map<String, Value> {
        let typed = self.written();
        self.base.with(|base| hidden::asked(self.template, &base.values, typed))
    }

    /// Whether a member has a field on the page at the moment.
    pub(super) fn shows(self, member: &str) -> bool {
        let hidden = self.base.with(|base| hidden::hidden(self.template, &base.values, &self.written()));
        self.field(member).is_some() && !hidden.contains(&member)
    }

    /// Whether the client's requests have to name their scopes already.
    pub(super) fn enforced(self) -> bool {
        self.base.with_untracked(|base| {
            base.values.get("requireRequestedScopes").and_then(Value::as_bool).unwrap_or(true)
        })
    }

    /// Whether the client has a grant type as it is.
    pub(super) fn had(self, grant: GrantType) -> bool {
        self.base.with_untracked(|base| hidden::grant_types(&base.values).contains(&grant))
    }

    /// What stands in all fields, shown or not.
    fn written(self) -> Map<String, Value> {
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
    pub(super) fn problem(self) -> Option<(&'static str, String)> {
        let grants = hidden::grant_types(&self.values());
        self.differing().into_iter().find_map(|(field, _, after)| {
            let optional = field.member == "absoluteRefreshTokenLifetime";
            let words = match field.kind {
                Kind::Seconds if !(after.is_u64() || optional && after.is_null()) => {
                    words::NOT_A_NUMBER.to_owned()
                }
                Kind::Days => check_refresh_lifetime(&grants, after.as_u64().unwrap_or_default()).err()?.1,
                _ => return None,
            };
            Some((field.member, words))
        })
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
mod tests;
