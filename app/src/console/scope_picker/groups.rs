//! The scopes of a group, each with its tick.

use domain::scope_catalogue::{self, Access, Entry, Group};
use leptos::prelude::*;
use oauth::scope::Scopes;

use super::Offered;
use crate::ui::Tick;
use crate::words::scopes as words;

/// A group with its scopes; nothing is printed for one without any.
#[component]
pub(super) fn ScopeGroup(
    /// The group.
    group: Group,
    /// What may be chosen.
    offered: Offered,
    /// What is chosen.
    chosen: RwSignal<Scopes>,
    /// What is searched for.
    query: RwSignal<String>,
    /// What the ids begin with.
    id: String,
) -> impl IntoView {
    let entries = offered.of(group);
    (!entries.is_empty()).then(|| {
        let searched = entries.clone();
        let nothing_left = move || query.with(|query| !searched.iter().any(|entry| matches(entry, query)));
        let rows = entries
            .into_iter()
            .map(|entry| view! { <ScopeRow entry chosen query id=format!("{id}-{}", entry.name) /> })
            .collect_view();
        view! {
            <fieldset class="group" hidden=nothing_left>
                <legend>{group.label()}</legend>
                <div class="scopes__list">{rows}</div>
            </fieldset>
        }
    })
}

#[component]
fn ScopeRow(
    entry: &'static Entry,
    chosen: RwSignal<Scopes>,
    query: RwSignal<String>,
    id: String,
) -> impl IntoView {
    let name = entry.name;
    let included = Memo::new(move |_| {
        let of_itself = |set: &Scopes| set.contains(name);
        chosen.with(|set| (!of_itself(set)).then(|| scope_catalogue::covering(set, name)).flatten())
    });
    let ticked = Signal::derive(move || included.get().is_some() || chosen.with(|set| set.contains(name)));
    let note = Signal::derive(move || included.get().map(|wider| words::included_in(wider.name)));
    let disabled = Signal::derive(move || included.get().is_some());
    let tell = move |wanted: bool| chosen.update(|set| *set = toggled(set, name, wanted));
    view! {
        <div hidden=move || query.with(|query| !matches(entry, query))>
            <Tick
                label=name
                name="scopes"
                id
                value=name
                ticked
                tell
                hint=entry.description
                note
                aside=entry.access.map(Access::label).unwrap_or_default()
                disabled
            />
        </div>
    }
    .into_any()
}

fn toggled(set: &Scopes, name: &str, wanted: bool) -> Scopes {
    if wanted { set.union(&scope_catalogue::set_of([name])) } else { set.without(&[name]) }
}

/// Whether every word of a search stands in the scope's name, reach or description.
pub(super) fn matches(entry: &Entry, query: &str) -> bool {
    let reach = entry.access.map(Access::label).unwrap_or_default();
    let text = format!("{} {} {reach}", entry.name, entry.description).to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_finds_names_reaches_and_descriptions() {
        let found =
            |query: &str| scope_catalogue::CATALOGUE.iter().filter(|entry| matches(entry, query)).count();
        assert_eq!(found(""), scope_catalogue::CATALOGUE.len());
        assert_eq!(found("WEBHOOKS where"), 1);
        assert_eq!(found("tasks.read"), 1);
        assert_eq!(found("everything"), 1);
        assert_eq!(found("no such thing"), 0);
    }

    #[test]
    fn a_tick_changes_its_own_scope_only() {
        let set = Scopes::parse("openid tasks").unwrap();
        assert_eq!(toggled(&set, "projects", true).to_string(), "openid projects tasks");
        assert_eq!(toggled(&set, "tasks", false).to_string(), "openid");
        assert_eq!(toggled(&set, "tasks", true), set);
    }
}
