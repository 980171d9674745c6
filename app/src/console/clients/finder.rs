//! The search over the list, and its order: a form that works without a script, and asks for no new page with one.

use domain::client_query::{ClientQuery, Sort};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address::address;
use super::filters::Filters;
use crate::routes::Page;
use crate::ui::{Button, ButtonRole, Choice, Select, TextField};
use crate::words::client_list as words;

/// Search, order and filters of the list. All of them stand in the address, and follow it.
#[component]
pub(super) fn Finder(
    /// What is looked for.
    query: Memo<ClientQuery>,
) -> impl IntoView {
    let now = query.get_untracked();
    let (typed, order) = (RwSignal::new(now.search.clone()), RwSignal::new(now.sort.as_str().to_owned()));
    // Back, a chip or a link has asked for something else: the form says what is shown.
    Effect::new(move || {
        let query = query.get();
        typed.set(query.search);
        order.set(query.sort.as_str().to_owned());
    });
    let navigate = use_navigate();
    let go = move || {
        let sort = order.get_untracked().parse().unwrap_or_default();
        let search = typed.get_untracked().trim().to_owned();
        let wanted = ClientQuery { search, sort, page: 1, ..query.get_untracked() };
        if wanted != query.get_untracked() {
            navigate(&address(&wanted), NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    let reorder = go.clone();
    Effect::new(move |before: Option<String>| {
        let order = order.get();
        if before.is_some_and(|before| before != order) {
            reorder();
        }
        order
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        go();
    };
    let orders = Sort::ALL.into_iter().map(|sort| Choice::new(sort.as_str(), words::sort(sort))).collect();
    view! {
        <div class="finder">
            <form
                class="finder__form"
                role="search"
                method="get"
                action=Page::ApiClients.path()
                on:submit=send
            >
                <TextField label=words::SEARCH_FIELD name="search" bind=typed />
                <Select label=words::SORT name="sort" choices=orders bind=order />
                <Kept query=now />
                <Button role=ButtonRole::Submit>{words::SEARCH}</Button>
            </form>
            <Filters query />
        </div>
    }
    .into_any()
}

/// The filters that are on, for a form that is sent without a script.
#[component]
fn Kept(query: ClientQuery) -> impl IntoView {
    let kind = query.kind.map(|kind| kind.as_str());
    let status = query.status.map(|status| status.as_str());
    let flag = |on: bool| on.then_some("true");
    [
        ("type", kind),
        ("status", status),
        ("expiring", flag(query.expiring)),
        ("neverUsed", flag(query.never_used)),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|value| view! { <input type="hidden" name=name value=value /> }))
    .collect_view()
}
