//! What happened with a client, newest first.

use domain::client_id::ClientId;
use domain::refusal::RefusalCode;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::About;
use crate::api::Refused;
use crate::api::activity::{Events, Told, client_activity};
use crate::console::arrival::focus_heading;
use crate::console::clients::skeleton::grey_table;
use crate::console::fetched::Fetched;
use crate::console::missing_page::MissingClient;
use crate::console::refusal_notice::SignedOut;
use crate::events;
use crate::json::{Awaited, ask};
use crate::routes::Page;
use crate::ui::{Cell, CellKind, Column, EmptyState, IconName, LinkButton, Loaded, Row, Second, Table};
use crate::words::activity as words;

/// The place of this tab in the address.
pub(super) const SEGMENT: &str = "Activity";

const COLUMNS: [Column; 3] =
    [Column::Named(words::WHAT), Column::Named(words::WHEN), Column::Named(words::FROM)];

type Found = Awaited<Fetched<Events>, Refused>;

/// The events of a client, a page at a time; where a page begins stands in the address.
pub(super) fn show(about: About) -> AnyView {
    let id = about.client.client_id;
    let place = use_query_map();
    let cursor = Memo::new(move |_| place.with(|place| place.get("cursor").unwrap_or_default()));
    let of = id.clone();
    let found: Found = ask(move || cursor.get(), move |cursor| fetch(of.clone(), cursor));
    turn_pages(cursor);
    view! {
        <p class="soft">{words::OF_CLIENT}</p>
        <Loaded
            data=found
            loading=|| grey_table("list-skeleton event-skeleton", words::LOADING, words::TITLE, &COLUMNS)
            let:fetched
        >
            {match fetched {
                // The page may have been left while the answer was under way.
                Fetched::Here(found) => {
                    listed(&id, found, cursor.try_get_untracked().is_some_and(|cursor| !cursor.is_empty()))
                }
                Fetched::Missing => view! { <MissingClient /> }.into_any(),
                Fetched::SignedOut => view! { <SignedOut /> }.into_any(),
            }}
        </Loaded>
    }
    .into_any()
}

/// A place that nobody can read has nothing behind it; the way to the newest is what helps.
async fn fetch(id: ClientId, cursor: String) -> Result<Fetched<Events>, Refused> {
    match client_activity(id, cursor).await {
        Err(Refused(refusal)) if refusal.code == RefusalCode::FieldProblems => {
            Ok(Fetched::Here(Events::default()))
        }
        answer => Fetched::sort(answer),
    }
}

/// On another page the reader begins at its top.
fn turn_pages(cursor: Memo<String>) {
    Effect::new(move |before: Option<String>| {
        let cursor = cursor.get();
        if before.is_some_and(|before| before != cursor) {
            request_animation_frame(focus_heading);
        }
        cursor
    });
}

fn listed(id: &ClientId, found: Events, is_further: bool) -> AnyView {
    let here = Page::ApiClientTab(id.to_string(), SEGMENT);
    let newest = is_further.then(|| view! { <LinkButton href=here.path()>{words::NEWEST}</LinkButton> });
    if found.events.is_empty() {
        return view! {
            <EmptyState icon=IconName::Clock title=words::NONE text=words::NONE_OF_CLIENT>
                {newest}
            </EmptyState>
        }
        .into_any();
    }
    let rows = found.events.into_iter().map(row).collect_view();
    let older = found.next.map(|next| {
        let href = here.with_query(&[("cursor", Some(&next))]);
        view! { <LinkButton href>{words::OLDER}</LinkButton> }
    });
    let further = (newest.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="row" aria-label=words::PAGES>
                {newest}
                {older}
            </nav>
        }
    });
    view! {
        {elsewhere(id)}
        <Table caption=words::TITLE columns=COLUMNS.to_vec()>
            {rows}
        </Table>
        {further}
    }
    .into_any()
}

fn row(told: Told) -> AnyView {
    let (what, from, at) = (events::what(&told), events::from(&told.entry), told.entry.at);
    view! {
        <Row>
            <Cell label=words::WHAT kind=CellKind::Name>
                {what}
            </Cell>
            <Cell label=words::WHEN kind=CellKind::Short>
                <Second at />
            </Cell>
            <Cell label=words::FROM>{from}</Cell>
        </Row>
    }
    .into_any()
}

/// The filter and the files of the account's activity, for this client. They need no script: the router must let go of
/// them.
fn elsewhere(id: &ClientId) -> AnyView {
    let of_client = ("client", Some(id.as_str()));
    let file = |format| Page::ActivityExport.with_query(&[of_client, ("format", Some(format))]);
    view! {
        <p class="exports small">
            <a href=Page::Activity.with_query(&[of_client]) rel="external">
                {words::FILTER}
            </a>
            <a href=file("csv") download="activity.csv" rel="external">
                {words::CSV}
            </a>
            <a href=file("json") download="activity.json" rel="external">
                {words::JSON}
            </a>
            <span class="faint">{words::EXPORT_LIMIT}</span>
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn shown(events: Events, is_further: bool) -> String {
        printed(move || listed(&sample::service().client_id, events, is_further))
    }

    fn some(next: Option<String>) -> Events {
        Events::told(vec![sample::refused_token()], next)
    }

    // Shows R102.
    #[test]
    fn an_event_says_what_happened_why_when_from_where_and_under_which_request() {
        let html = shown(some(None), false);
        for part in [
            "Token request refused",
            "Client Credentials: the secret has expired",
            "22 Nov 2026, 08:00:00 UTC",
            "192.0.2.7",
            "00ff",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("<nav"), "one page has no others: {html}");
    }

    #[test]
    fn the_filter_and_the_files_of_the_account_are_asked_for_this_client() {
        let html = printed(|| elsewhere(&sample::service().client_id));
        let client = "client=service_abc123def456";
        for query in [
            format!("Activity?{client}\""),
            format!("{client}&amp;format=csv"),
            format!("{client}&amp;format=json"),
        ] {
            assert!(html.contains(&query), "{query} in {html}");
        }
    }

    #[test]
    fn older_events_are_behind_an_address_and_the_newest_are_a_step_back() {
        let tab = "/Identity/Account/Manage/ApiClients/service_abc123def456/Activity";
        let first = shown(some(Some("b2xkZXI".into())), false);
        assert!(
            first.contains(&format!("href=\"{tab}?cursor=b2xkZXI\"")) && !first.contains("Newest"),
            "{first}"
        );
        let last = shown(some(None), true);
        assert!(last.contains(&format!("href=\"{tab}\"")) && !last.contains("Older"), "{last}");
    }

    #[test]
    fn where_nothing_happened_it_says_what_will_be_there_and_behind_the_end_how_to_get_back() {
        let (none, behind) = (shown(Events::default(), false), shown(Events::default(), true));
        assert!(
            none.contains("Nothing here") && !none.contains("Newest") && !none.contains("<table"),
            "{none}"
        );
        assert!(behind.contains("Newest"), "{behind}");
    }
}
