//! The page of one client.

use domain::client::Client;
use domain::client_id::ClientId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::acts::{Acts, refusal_of};
use super::deactivate::DeactivateDialog;
use super::delete::DeleteDialog;
use super::facts::StatusBadge;
use super::more_actions::MoreActions;
use super::overview::Overview;
use crate::api::clients::find_client;
use crate::api::{Dated, Refused};
use crate::console::arrival::arrive;
use crate::console::fetched::Fetched;
use crate::console::missing_page::MissingClient;
use crate::console::refusal_notice::{RefusalNotice, SignedOut};
use crate::console::usage::UsageExamples;
use crate::console::words;
use crate::routes::Page;
use crate::ui::{Copy, Loaded, PageHeading};

type Found = Resource<Result<Fetched<Dated<Client>>, Refused>>;

/// The page of one client, by the id in its address.
#[component]
pub fn ClientPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("client_id").unwrap_or_default()));
    let client: Found = Resource::new(move || id.get(), find);
    let navigate = use_navigate();
    let changed = Callback::new(move |_| client.refetch());
    let gone = Callback::new(move |_| navigate(&Page::ApiClients.path(), Default::default()));
    let acts = Acts::new(changed, gone);
    let now_ms = Signal::derive(move || now_of(client));
    view! {
        <p class="back">
            <a href=Page::ApiClients.path()>"All API clients"</a>
        </p>
        <div class="stack">
            <RefusalNotice refused=refusal_of(acts.activate) />
            <Loaded data=client let:fetched>
                {match fetched {
                    Fetched::Here(client) => view! { <ClientView client acts /> }.into_any(),
                    Fetched::Missing => view! { <MissingClient /> }.into_any(),
                    Fetched::SignedOut => view! { <SignedOut /> }.into_any(),
                }}
            </Loaded>
        </div>
        <DeactivateDialog acts />
        <DeleteDialog acts now_ms />
    }
    .into_any()
}

/// What can't be a client id names no client; nobody has to be asked.
async fn find(id: String) -> Result<Fetched<Dated<Client>>, Refused> {
    match id.parse::<ClientId>() {
        Ok(id) => Fetched::sort(find_client(id).await),
        Err(_) => Ok(Fetched::Missing),
    }
}

#[component]
fn ClientView(client: Dated<Client>, acts: Acts) -> impl IntoView {
    let Dated { now, body: client } = client;
    arrive(client.client_id.to_string());
    let title = client.client_name.clone();
    let shown = client.clone();
    let actions = move || {
        view! {
            <StatusBadge client=shown.clone() now />
            <MoreActions client=shown acts />
        }
    };
    view! {
        <Title text=title.clone() />
        <PageHeading title lead=words::kind(&client) actions />
        <div class="stack">
            <section class="card stack" aria-labelledby="overview">
                <h2 id="overview">"Overview"</h2>
                <Copy id="client-id" label="Client ID" value=client.client_id.to_string() />
                <Overview client=client.clone() now />
            </section>
            <section class="card stack" aria-labelledby="usage">
                <h2 id="usage">"How to use it"</h2>
                <UsageExamples client />
            </section>
        </div>
    }
    .into_any()
}

/// The moment of the last answer; the beginning of time before the first, when nothing is reckoned from it.
fn now_of(client: Found) -> i64 {
    client.with(|answer| match answer {
        Some(Ok(Fetched::Here(client))) => client.now.timestamp_millis(),
        _ => 0,
    })
}
