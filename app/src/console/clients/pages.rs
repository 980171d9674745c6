//! The parts of a list that is longer than a page.

use domain::client_query::ClientQuery;
use leptos::prelude::*;

use super::address::address;
use crate::ui::{ButtonSize, EmptyState, IconName, LinkButton};
use crate::words::client_list as words;

/// Where somebody is in a long list, and the ways on and back; nothing for a list of one page.
#[component]
pub(super) fn Pages(
    /// What is looked for.
    query: ClientQuery,
    /// How many pages there are.
    pages: u64,
) -> impl IntoView {
    if pages <= 1 {
        return ().into_any();
    }
    let page = query.page;
    let link = move |page: u64, name: &'static str, rel: &'static str| {
        let there = (1..=pages).contains(&page);
        let href = address(&ClientQuery { page, ..query.clone() });
        there.then(|| view! { <LinkButton href size=ButtonSize::Small attr:rel=rel>{name}</LinkButton> })
    };
    view! {
        <nav class="pages" aria-label=words::PAGES>
            {link(page.saturating_sub(1).min(pages), words::PREVIOUS, "prev")}
            <span class="soft">{words::place(page, pages)}</span>
            {link(page.saturating_add(1), words::NEXT, "next")}
        </nav>
    }
    .into_any()
}

/// What stands there behind the last page.
#[component]
pub(super) fn BehindTheEnd(
    /// What is looked for.
    query: ClientQuery,
    /// How many pages there are.
    pages: u64,
) -> impl IntoView {
    let last = address(&ClientQuery { page: pages, ..query });
    view! {
        <EmptyState icon=IconName::Info title=words::NO_SUCH_PAGE text=words::NO_SUCH_PAGE_TEXT>
            <LinkButton href=last>{words::TO_LAST_PAGE}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    fn shown(page: u64, pages: u64) -> String {
        printed(move || {
            view! { <Pages query=ClientQuery { page, ..ClientQuery::default() } pages /> }.into_any()
        })
    }

    #[test]
    fn there_is_a_way_on_before_the_end_and_a_way_back_after_the_beginning() {
        assert!(!shown(1, 1).contains("<nav"));
        let (first, middle, last) = (shown(1, 3), shown(2, 3), shown(3, 3));
        assert!(first.contains("?page=2") && !first.contains("Previous"), "{first}");
        assert!(middle.contains("Page 2 of 3") && middle.contains("?page=3"), "{middle}");
        assert!(middle.contains(r#"href="/Identity/Account/Manage/ApiClients""#), "{middle}");
        assert!(last.contains("?page=2") && !last.contains("Next"), "{last}");
        let beyond = shown(9, 3);
        assert!(beyond.contains("?page=3") && !beyond.contains("Next"), "{beyond}");
    }
}
