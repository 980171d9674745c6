//! The list of an account's clients.

use domain::client::Client;
use domain::client_query::{ClientPage, ClientQuery};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::acts::Acts;
use super::address::{Asked, address, is_narrowed};
use super::allowance::{Allowance, LimitReached};
use super::deactivate::DeactivateDialog;
use super::delete::DeleteDialog;
use super::finder::Finder;
use super::pages::{BehindTheEnd, Pages};
use super::refused::ActsRefused;
use super::row::{COLUMNS, ClientRow};
use super::secrets::SecretDialogs;
use super::skeleton::ListSkeleton;
use crate::api::clients::list_clients;
use crate::api::{Dated, Refused};
use crate::console::arrival::{arrive, focus_heading};
use crate::console::edit::EditDialog;
use crate::console::fetched::Fetched;
use crate::console::refusal_notice::SignedOut;
use crate::json::{Awaited, ask};
use crate::routes::Page;
use crate::ui::{EmptyState, IconName, LinkButton, Loaded, Notice, NoticeKind, PageHeading, Table};
use crate::words::client_list as words;

type Clients = Awaited<Fetched<Dated<ClientPage>>, Refused>;

/// The page `API Clients`.
#[component]
pub fn ClientsPage() -> impl IntoView {
    arrive("clients");
    let search = use_location().search;
    let asked = Memo::new(move |_| Asked::read(&search.get()));
    let query = Memo::new(move |_| asked.with(|asked| asked.query.clone()));
    let clients: Clients = ask(
        move || query.with(ClientQuery::to_parameters),
        |parameters| async { Fetched::sort(list_clients(parameters).await) },
    );
    let changed = Callback::new(move |_| clients.refetch());
    let gone = Callback::new(move |_| {
        clients.refetch();
        // The row is gone, and with it the button that had the focus.
        request_animation_frame(focus_heading);
    });
    let acts = Acts::new(changed, gone);
    let now_ms = Signal::derive(move || now_of(clients));
    turn_pages(query);
    view! {
        <Title text=words::TITLE />
        <PageHeading title=words::TITLE lead=words::LEAD actions=move || view! { <Head clients /> } />
        <div class="stack clients">
            <ActsRefused acts />
            <NotUnderstood asked />
            <Finder query />
            <Found clients query />
            <Loaded data=clients loading=|| view! { <ListSkeleton /> } let:fetched>
                {match fetched {
                    Fetched::Here(list) => view! { <Clients list query acts /> }.into_any(),
                    Fetched::SignedOut | Fetched::Missing => view! { <SignedOut /> }.into_any(),
                }}
            </Loaded>
        </div>
        <EditDialog editing=acts.editing />
        <DeactivateDialog acts />
        <DeleteDialog acts now_ms />
        <SecretDialogs acts=acts.secrets now_ms />
    }
    .into_any()
}

/// How many there are; nothing while that is not known.
#[component]
fn Head(clients: Clients) -> impl IntoView {
    let allowance = move || {
        Suspend::new(async move {
            match clients.await {
                Ok(Fetched::Here(Dated { body: ClientPage { active, limit, .. }, .. })) => {
                    Some(view! { <Allowance active limit /> })
                }
                _ => None,
            }
        })
    };
    view! { <Transition>{allowance}</Transition> }
}

/// What the address asks for in vain.
#[component]
fn NotUnderstood(asked: Memo<Asked>) -> impl IntoView {
    move || {
        asked.with(|asked| {
            (!asked.problems.is_empty()).then(|| {
                let problems = asked.problems.join(" ");
                view! {
                    <Notice kind=NoticeKind::Warning title=words::NOT_UNDERSTOOD>
                        {problems}
                    </Notice>
                }
            })
        })
    }
}

/// Says how many clients were found, also aloud when that changes.
#[component]
fn Found(clients: Clients, query: Memo<ClientQuery>) -> impl IntoView {
    let words = move || {
        Suspend::new(async move {
            match clients.await {
                Ok(Fetched::Here(list)) => {
                    let narrowed = query.try_with_untracked(is_narrowed).unwrap_or_default();
                    words::found(list.body.total, narrowed)
                }
                _ => String::new(),
            }
        })
    };
    view! {
        <p class="found" role="status">
            <Transition>{words}</Transition>
        </p>
    }
    .into_any()
}

#[component]
fn Clients(list: Dated<ClientPage>, query: Memo<ClientQuery>, acts: Acts) -> impl IntoView {
    let Dated { now, body: ClientPage { clients, total, pages, active, limit, .. } } = list;
    acts.arrived();
    // The page may have been left while the answer was under way.
    let query = query.try_get_untracked().unwrap_or_default();
    if total == 0 && !is_narrowed(&query) {
        return view! { <NoClients /> }.into_any();
    }
    let rows =
        clients.into_iter().map(|client: Client| view! { <ClientRow client now acts /> }).collect_view();
    if total == 0 {
        return view! { <NothingFound query /> }.into_any();
    }
    if query.page > pages {
        return view! { <BehindTheEnd query pages /> }.into_any();
    }
    let full = (active >= limit).then(|| view! { <LimitReached limit /> });
    view! {
        {full}
        <Table caption=words::TITLE columns=COLUMNS.to_vec()>
            {rows}
        </Table>
        <Pages query pages />
    }
    .into_any()
}

#[component]
fn NoClients() -> impl IntoView {
    view! {
        <div class="first-client">
            <EmptyState icon=IconName::Key title=words::NO_CLIENTS text=words::NO_CLIENTS_TEXT>
                // Not the words of the link above: two links of one name would be one too many.
                <LinkButton href=Page::NewApiClient.path()>{words::CREATE_FIRST}</LinkButton>
            </EmptyState>
        </div>
    }
    .into_any()
}

/// What stands there when filters and search leave nothing.
#[component]
fn NothingFound(query: ClientQuery) -> impl IntoView {
    let whole = address(&ClientQuery { sort: query.sort, ..ClientQuery::default() });
    view! {
        <EmptyState icon=IconName::Info title=words::NOTHING text=words::NOTHING_TEXT>
            <LinkButton href=whole on:click=move |_| request_animation_frame(focus_heading)>
                {words::SHOW_ALL}
            </LinkButton>
        </EmptyState>
    }
    .into_any()
}

/// On another page of the list the reader begins at its top.
fn turn_pages(query: Memo<ClientQuery>) {
    let page = Memo::new(move |_| query.with(|query| query.page));
    Effect::new(move |before: Option<u64>| {
        let page = page.get();
        if before.is_some_and(|before| before != page) {
            request_animation_frame(focus_heading);
        }
        page
    });
}

/// The moment of the last answer; the beginning of time before the first, when nothing is reckoned from it.
fn now_of(clients: Clients) -> i64 {
    clients.with(|answer| match answer {
        Some(Ok(Fetched::Here(list))) => list.now.timestamp_millis(),
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn shown(clients: Vec<Client>, query: ClientQuery) -> String {
        printed(move || {
            let nothing = Callback::new(|_| {});
            let acts = Acts::new(nothing, nothing);
            let total = clients.len() as u64;
            let body = ClientPage { active: 1, limit: 10, clients, total, page: 1, pages: 1 };
            let query = Memo::new(move |_| query.clone());
            view! { <Clients list=Dated { now: sample::now(), body } query acts /> }.into_any()
        })
    }

    #[test]
    fn an_empty_list_says_what_clients_are_for_and_leads_to_the_first() {
        let html = shown(Vec::new(), ClientQuery::default());
        assert!(html.contains("No API clients yet") && html.contains("Create your first client"), "{html}");
        assert!(!html.contains("<table"), "{html}");
    }

    #[test]
    fn a_search_that_finds_nothing_is_no_empty_list_and_leads_back() {
        let html = shown(Vec::new(), ClientQuery { search: "night".into(), ..ClientQuery::default() });
        assert!(html.contains("No client fits") && !html.contains("No API clients yet"), "{html}");
        assert!(html.contains(r#"href="/Identity/Account/Manage/ApiClients""#), "{html}");
    }

    // Shows R088.
    #[test]
    fn every_client_has_a_row() {
        let html = shown(vec![sample::app(), sample::service()], ClientQuery::default());
        assert_eq!(html.matches(r#"class="table__row""#).count(), 2, "{html}");
        assert!(!html.contains("dGVz"), "{html}");
    }
}
