//! The list of an account's clients.

use domain::client::ClientList;
use leptos::prelude::*;
use leptos_meta::Title;

use super::acts::{Acts, refusal_of};
use super::allowance::Allowance;
use super::deactivate::DeactivateDialog;
use super::delete::DeleteDialog;
use super::row::{COLUMNS, ClientRow};
use crate::api::clients::list_clients;
use crate::api::{Dated, Refused};
use crate::console::arrival::{arrive, focus_heading};
use crate::console::fetched::Fetched;
use crate::console::refusal_notice::{RefusalNotice, SignedOut};
use crate::routes::Page;
use crate::ui::{EmptyState, IconName, LinkButton, Loaded, PageHeading, Table};

type Clients = Resource<Result<Fetched<Dated<ClientList>>, Refused>>;

/// The page `API Clients`.
#[component]
pub fn ClientsPage() -> impl IntoView {
    arrive("clients");
    let clients: Clients = Resource::new(|| (), |()| async { Fetched::sort(list_clients().await) });
    let changed = Callback::new(move |_| clients.refetch());
    let gone = Callback::new(move |_| {
        clients.refetch();
        // The row is gone, and with it the button that had the focus.
        request_animation_frame(focus_heading);
    });
    let acts = Acts::new(changed, gone);
    let now_ms = Signal::derive(move || now_of(clients));
    view! {
        <Title text="API Clients" />
        <PageHeading
            title="API Clients"
            lead="Credentials for programs that use your account: scripts, services and apps."
            actions=move || view! { <Head clients /> }
        />
        <div class="stack">
            <RefusalNotice refused=refusal_of(acts.activate) />
            <Loaded data=clients let:fetched>
                {match fetched {
                    Fetched::Here(list) => view! { <Clients list acts /> }.into_any(),
                    Fetched::SignedOut | Fetched::Missing => view! { <SignedOut /> }.into_any(),
                }}
            </Loaded>
        </div>
        <DeactivateDialog acts />
        <DeleteDialog acts now_ms />
    }
    .into_any()
}

/// How many there are; nothing while that is not known.
#[component]
fn Head(clients: Clients) -> impl IntoView {
    let allowance = move || {
        Suspend::new(async move {
            match clients.await {
                Ok(Fetched::Here(Dated { body: ClientList { active, limit, .. }, .. })) => {
                    Some(view! { <Allowance active limit /> })
                }
                _ => None,
            }
        })
    };
    view! { <Transition>{allowance}</Transition> }
}

#[component]
fn Clients(list: Dated<ClientList>, acts: Acts) -> impl IntoView {
    let Dated { now, body: ClientList { clients, .. } } = list;
    if clients.is_empty() {
        return view! { <NoClients /> }.into_any();
    }
    let rows = clients.into_iter().map(|client| view! { <ClientRow client now acts /> }).collect_view();
    view! {
        <Table caption="API clients" columns=COLUMNS.to_vec()>
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn NoClients() -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::Key
            title="No API clients yet"
            text="Create one to try the API with a token of your own, to let a server call it, or to let people sign in to your app."
        >
            // Not the words of the link above: two links of one name would be one too many.
            <LinkButton href=Page::NewApiClient.path()>"Create your first client"</LinkButton>
        </EmptyState>
    }
    .into_any()
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

    fn shown(clients: Vec<domain::client::Client>) -> String {
        printed(move || {
            let nothing = Callback::new(|_| {});
            let acts = Acts::new(nothing, nothing);
            let body = ClientList { active: 1, limit: 10, clients };
            view! { <Clients list=Dated { now: sample::now(), body } acts /> }.into_any()
        })
    }

    #[test]
    fn an_empty_list_says_what_clients_are_for_and_leads_to_the_first() {
        let html = shown(Vec::new());
        assert!(html.contains("No API clients yet") && html.contains("Create your first client"), "{html}");
        assert!(!html.contains("<table"), "{html}");
    }

    #[test]
    fn every_client_has_a_row() {
        let html = shown(vec![sample::app(), sample::service()]);
        assert_eq!(html.matches(r#"class="table__row""#).count(), 2, "{html}");
        assert!(!html.contains("dGVz"), "{html}");
    }
}
