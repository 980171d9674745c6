//! The filters of the list, as chips that are links: each leads to the address with it switched over.

use domain::client::Status;
use domain::client_query::{ClientQuery, Kind};
use domain::template::Template;
use leptos::prelude::*;

use super::address::{address, is_narrowed};
use crate::console::arrival::focus_heading;
use crate::ui::{Icon, IconName};
use crate::words::client_list as words;

/// One filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    Kind(Kind),
    Status(Status),
    Expiring,
    NeverUsed,
}

/// Every chip, in the order of the page.
const CHIPS: [Filter; 10] = [
    Filter::Kind(Kind::Template(Template::PersonalAccessToken)),
    Filter::Kind(Kind::Template(Template::BackendService)),
    Filter::Kind(Kind::Template(Template::WebMobileApp)),
    Filter::Kind(Kind::Template(Template::WebServerApplication)),
    Filter::Kind(Kind::Other),
    Filter::Status(Status::Active),
    Filter::Status(Status::Inactive),
    Filter::Status(Status::Revoked),
    Filter::Expiring,
    Filter::NeverUsed,
];

impl Filter {
    const fn words(self) -> &'static str {
        match self {
            Self::Kind(kind) => words::kind(kind),
            Self::Status(status) => words::state(status),
            Self::Expiring => words::EXPIRING,
            Self::NeverUsed => words::NEVER_USED,
        }
    }

    fn is_on(self, query: &ClientQuery) -> bool {
        match self {
            Self::Kind(kind) => query.kind == Some(kind),
            Self::Status(status) => query.status == Some(status),
            Self::Expiring => query.expiring,
            Self::NeverUsed => query.never_used,
        }
    }

    /// What is looked for when it is switched over. A list of other rows begins at its first page.
    fn switched(self, query: &ClientQuery) -> ClientQuery {
        let on = !self.is_on(query);
        let mut query = ClientQuery { page: 1, ..query.clone() };
        match self {
            Self::Kind(kind) => query.kind = on.then_some(kind),
            Self::Status(status) => query.status = on.then_some(status),
            Self::Expiring => query.expiring = on,
            Self::NeverUsed => query.never_used = on,
        }
        query
    }
}

/// The chips, and the way back to the whole list. They stay in place while the list changes, and so does the focus.
#[component]
pub(super) fn Filters(
    /// What is looked for.
    query: Memo<ClientQuery>,
) -> impl IntoView {
    let chips = CHIPS.map(|filter| view! { <Chip filter query /> }).collect_view();
    let narrowed = move || query.with(is_narrowed);
    let whole =
        move || query.with(|query| address(&ClientQuery { sort: query.sort, ..ClientQuery::default() }));
    // It is hidden where there is nothing to clear, and with it what had the focus.
    let back = move |_| request_animation_frame(focus_heading);
    view! {
        <div class="filters">
            <ul class="filters__list" aria-label=words::FILTERS>
                {chips}
            </ul>
            <a
                class="filters__clear"
                href=whole
                data-noscroll=""
                hidden=move || !narrowed()
                on:click=back
            >
                {words::CLEAR}
            </a>
        </div>
    }
    .into_any()
}

#[component]
fn Chip(filter: Filter, query: Memo<ClientQuery>) -> impl IntoView {
    let on = Memo::new(move |_| query.with(|query| filter.is_on(query)));
    view! {
        <li>
            <a
                class="filter"
                href=move || query.with(|query| address(&filter.switched(query)))
                aria-current=move || on.get().then_some("true")
                data-noscroll=""
            >
                <Icon name=IconName::Check />
                {filter.words()}
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    // Shows R088, R103.
    #[test]
    fn each_filter_is_a_link_that_switches_it_over_and_keeps_the_others() {
        let html = printed(|| {
            let query = Memo::new(|_| ClientQuery { never_used: true, page: 3, ..ClientQuery::default() });
            view! { <Filters query /> }.into_any()
        });
        assert_eq!(html.matches(r#"aria-current="true""#).count(), 1, "{html}");
        assert!(html.contains(r#"ApiClients?status=active&amp;neverUsed=true""#), "{html}");
        assert!(html.contains("Clear search and filters"), "{html}");
    }

    #[test]
    fn switching_over_twice_leads_back_to_the_first_page() {
        let query = ClientQuery { search: "a".into(), page: 2, ..ClientQuery::default() };
        for filter in CHIPS {
            let on = filter.switched(&query);
            assert!(filter.is_on(&on) && !filter.is_on(&query), "{filter:?}");
            assert_eq!(filter.switched(&on), ClientQuery { page: 1, ..query.clone() }, "{filter:?}");
        }
    }
}
