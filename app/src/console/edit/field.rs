//! One field of the dialog, with what was typed as it was typed.

use leptos::prelude::*;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::values::Kind;
use crate::console::web_server::days;

/// One field, with what was typed as it was typed.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// The member in JSON.
    pub(super) member: &'static str,
    /// How it is written.
    pub(super) kind: Kind,
    /// What was typed, or the words of a set between blanks.
    pub(super) text: RwSignal<String>,
    /// Whether a tick is on, or a list is one of its own.
    pub(super) on: RwSignal<bool>,
}

/// What was typed into a field, to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    /// The text.
    pub(super) text: String,
    /// The tick.
    pub(super) on: bool,
}

impl Field {
    /// What stands in it, as it is sent.
    pub(super) fn value(self) -> Value {
        let text = self.text.get();
        let blank = text.trim().is_empty();
        match self.kind {
            Kind::Tick => Value::from(self.on.get()),
            Kind::Derived if !self.on.get() => Value::Null,
            Kind::Optional | Kind::Seconds if blank => Value::Null,
            Kind::Optional => Value::from(text.trim()),
            Kind::Seconds => text.trim().parse::<u64>().map_or_else(|_| Value::from(text), Value::from),
            Kind::Days => days::seconds(&text).map_or_else(|| Value::from(text), Value::from),
            Kind::Lines | Kind::Derived | Kind::Set => text.split_whitespace().map(Value::from).collect(),
            Kind::Commas => {
                let entries = text.split([',', '\n']).map(str::trim);
                entries.filter(|entry| !entry.is_empty()).map(Value::from).collect()
            }
            Kind::Text => Value::from(text),
        }
    }

    /// Puts a value into it.
    pub(super) fn put(self, value: &Value) {
        let between = match self.kind {
            Kind::Commas => ", ",
            Kind::Set => " ",
            _ => "\n",
        };
        let text = match value {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(between),
            Value::String(text) => text.clone(),
            Value::Number(number) => match number.as_u64() {
                Some(seconds) if self.kind == Kind::Days => days::written(seconds),
                _ => number.to_string(),
            },
            _ => String::new(),
        };
        self.text.set(text);
        self.on.set(value.as_bool().unwrap_or(value.is_array()));
    }

    /// Whether a word is in the set.
    pub(super) fn has(self, word: &str) -> bool {
        self.text.with(|text| text.split_whitespace().any(|one| one == word))
    }

    /// Puts a word into the set or takes it out.
    pub(super) fn toggle(self, word: &str, wanted: bool) {
        self.text.update(|text| {
            let others = text.split_whitespace().filter(|one| *one != word);
            *text = others.chain(wanted.then_some(word)).collect::<Vec<_>>().join(" ");
        });
    }

    /// A set of scopes that follows the field, and that the field follows.
    pub(super) fn scopes(self) -> RwSignal<Scopes> {
        self.bound(|text| Scopes::parse(text).unwrap_or_default(), ToString::to_string)
    }

    /// The words of a set, as [`Field::scopes`].
    pub(super) fn words(self) -> RwSignal<Vec<String>> {
        self.bound(|text| text.split_whitespace().map(str::to_owned).collect(), |words| words.join(" "))
    }

    /// The grant types, as [`Field::scopes`].
    pub(super) fn grant_types(self) -> RwSignal<Vec<GrantType>> {
        let write =
            |grants: &Vec<GrantType>| grants.iter().map(|grant| grant.as_str()).collect::<Vec<_>>().join(" ");
        self.bound(|text| text.split_whitespace().filter_map(|word| word.parse().ok()).collect(), write)
    }

    /// A value that follows the field's text, and that the text follows.
    fn bound<T>(self, read: fn(&str) -> T, write: fn(&T) -> String) -> RwSignal<T>
    where
        T: PartialEq + Clone + Send + Sync + 'static,
    {
        let chosen = RwSignal::new(self.text.with_untracked(|text| read(text)));
        Effect::new(move || {
            let wanted = self.text.with(|text| read(text));
            if chosen.with_untracked(|chosen| *chosen != wanted) {
                chosen.set(wanted);
            }
        });
        Effect::new(move || {
            let wanted = chosen.get();
            if self.text.with_untracked(|text| read(text)) != wanted {
                self.text.set(write(&wanted));
            }
        });
        chosen
    }
}
