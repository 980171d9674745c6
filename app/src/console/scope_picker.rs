//! Choosing scopes: grouped, described, searched; with what one includes, and with what speaks against the choice.

mod groups;
mod hints;
mod presets;

use domain::scope_catalogue::{self, Group};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use crate::ui::TextField;
use crate::words::scopes as words;
use groups::ScopeGroup;
use hints::Hints;
use presets::Presets;

/// Choosing scopes. It changes those that it offers, and leaves others of the set as they are.
///
/// What a chosen scope includes is ticked as well and can't be pressed: it isn't put into the set.
#[component]
pub fn ScopePicker(
    /// The set that is chosen.
    chosen: RwSignal<Scopes>,
    /// The scopes that may be chosen here; what the catalogue doesn't know is left out.
    offered: Scopes,
    /// The grant types of the client, where these can be others than those that sign people in.
    #[prop(optional, into)]
    grants: Signal<Vec<GrantType>>,
    /// What the ids of its controls begin with: different for two pickers of one page.
    #[prop(default = "scopes".into(), into)]
    id: String,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    // The picker stands in a form, and whoever looks for a scope does not mean to send that.
    let stay = |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    let names = Offered::new(&offered);
    let groups = Group::ALL
        .into_iter()
        .map(|group| view! { <ScopeGroup group offered=names chosen query id=id.clone() /> })
        .collect_view();
    view! {
        <div class="scopes" id=id.clone()>
            <Presets offered=names chosen />
            <div class="scopes__find" on:keydown=stay>
                <TextField
                    label=words::SEARCH
                    name=format!("{id}-search")
                    bind=query
                    hint=words::SEARCH_HINT
                />
                <p class="scopes__count" role="status">
                    {move || names.count(&chosen.read())}
                </p>
            </div>
            <p class="soft" role="status">
                {move || names.nothing_found(&query.read())}
            </p>
            {groups}
            <Hints chosen grants id=format!("{id}-hints") />
        </div>
    }
    .into_any()
}

/// The scopes that a picker offers.
#[derive(Clone, Copy)]
struct Offered(StoredValue<Scopes>);

impl Offered {
    fn new(offered: &Scopes) -> Self {
        let known = scope_catalogue::entries(offered);
        Self(StoredValue::new(scope_catalogue::set_of(known.iter().map(|entry| entry.name))))
    }

    /// The entries of a group, in the catalogue's order.
    fn of(self, group: Group) -> Vec<&'static scope_catalogue::Entry> {
        let entries = self.0.with_value(scope_catalogue::entries);
        entries.into_iter().filter(|entry| entry.group == group).collect()
    }

    /// What of a set is offered here.
    fn among(self, set: &Scopes) -> Scopes {
        self.0.with_value(|offered| offered.intersection(set))
    }

    /// A set in which the scopes that are offered here were exchanged for others of them.
    fn exchanged(self, set: &Scopes, wanted: &Scopes) -> Scopes {
        let mine = self.among(set);
        let mine: Vec<&str> = mine.iter().map(oauth::scope::Scope::as_str).collect();
        set.without(&mine).union(&self.among(wanted))
    }

    fn count(self, chosen: &Scopes) -> String {
        words::count(self.among(chosen).len(), self.0.with_value(Scopes::len))
    }

    fn nothing_found(self, query: &str) -> Option<String> {
        let found = self.0.with_value(|offered| {
            scope_catalogue::entries(offered).into_iter().any(|entry| groups::matches(entry, query))
        });
        (!found).then(|| words::nothing_found(query.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    fn set(text: &str) -> Scopes {
        Scopes::parse(text).unwrap()
    }

    fn picker(chosen: &'static str, offered: &'static str) -> String {
        printed(move || {
            let chosen = RwSignal::new(set(chosen));
            view! { <ScopePicker chosen offered=set(offered) /> }.into_any()
        })
    }

    // Shows R073.
    #[test]
    fn scopes_are_grouped_described_and_counted() {
        let html = picker("openid projects", "openid projects projects.read offline_access");
        for part in [
            "<legend>Identity</legend>",
            "<legend>API</legend>",
            "<legend>Special</legend>",
            "2 of 4 selected",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(html.contains("Projects and their buffers, without changing any."), "{html}");
        assert!(!html.contains("webhooks\""), "nothing is shown that may not be chosen: {html}");
    }

    // Shows R071.
    #[test]
    fn what_a_chosen_scope_includes_is_ticked_and_locked_and_not_counted() {
        let html = picker("projects", "projects projects.read tasks.read");
        assert!(html.contains("1 of 3 selected") && html.contains("Included in projects"), "{html}");
        assert_eq!(html.matches(" checked").count(), 2, "{html}");
        assert_eq!(html.matches(" disabled").count(), 1, "{html}");
    }

    #[test]
    fn a_set_that_is_too_broad_gets_its_hint_and_the_way_out() {
        let html = picker("api1 admin", "api1 admin");
        assert!(html.contains("Admin already includes everything. Do you need it?"), "{html}");
        assert!(html.contains("Remove admin"), "{html}");
    }

    #[test]
    fn a_group_without_scopes_and_a_preset_without_a_meaning_are_not_shown() {
        let html = picker("", "projects.read");
        assert!(!html.contains("<legend>Special</legend>") && !html.contains("Backend service"), "{html}");
        assert!(html.contains("Reporting tool"), "{html}");
    }

    #[test]
    fn a_preset_exchanges_what_is_offered_and_leaves_the_rest() {
        let owner = Owner::new();
        owner.with(|| {
            let offered = Offered::new(&set("api1 tasks admin"));
            let after = offered.exchanged(&set("openid tasks own.scope"), &set("openid profile api1"));
            assert_eq!(after.to_string(), "api1 openid own.scope");
        });
    }
}
