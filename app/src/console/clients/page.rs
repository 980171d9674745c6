//! The page of one client.

use chrono::{DateTime, Utc};
use domain::client::Client;
use domain::client_id::ClientId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::acts::Acts;
use super::deactivate::DeactivateDialog;
use super::delete::{DeleteDialog, RevokeDialog};
use super::enforce::LegacyBadge;
use super::facts::StatusBadge;
use super::more_actions::MoreActions;
use super::refused::ActsRefused;
use super::secrets::SecretDialogs;
use super::tabs::{About, Tab, TabLinks, TabPanel};
use crate::api::clients::find_client;
use crate::api::{Dated, Refused};
use crate::console::edit::EditDialog;
use crate::console::fetched::Fetched;
use crate::console::missing_page::{MissingClient, MissingPage};
use crate::console::refusal_notice::SignedOut;
use crate::json::{Awaited, ask};
use crate::routes::Page;
use crate::ui::{Loaded, PageHeading};
use crate::words::{client as words, client_page};

type Found = Awaited<Fetched<Dated<Client>>, Refused>;

/// The page of one client, by the id in its address, with the tab that the address names.
#[component]
pub fn ClientPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("client_id").unwrap_or_default()));
    let tab = Memo::new(move |_| params.with(|params| params.get("tab").unwrap_or_default()));
    let client: Found = ask(move || id.get(), find);
    let navigate = use_navigate();
    let changed = Callback::new(move |_| client.refetch());
    let gone = Callback::new(move |_| navigate(&Page::ApiClients.path(), Default::default()));
    let acts = Acts::new(changed, gone);
    let now_ms = Signal::derive(move || now_of(client));
    view! {
        <p class="back">
            <a href=Page::ApiClients.path()>{client_page::BACK}</a>
        </p>
        <div class="stack">
            <ActsRefused acts />
            <Loaded data=client let:fetched>
                {match fetched {
                    Fetched::Here(client) => view! { <ClientView client tab acts /> }.into_any(),
                    Fetched::Missing => view! { <MissingClient /> }.into_any(),
                    Fetched::SignedOut => view! { <SignedOut /> }.into_any(),
                }}
            </Loaded>
        </div>
        <EditDialog editing=acts.editing />
        <DeactivateDialog acts />
        <DeleteDialog acts now_ms />
        <RevokeDialog acts />
        <SecretDialogs acts=acts.secrets now_ms />
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
fn ClientView(client: Dated<Client>, tab: Memo<String>, acts: Acts) -> impl IntoView {
    let Dated { now, body: client } = client;
    acts.arrived();
    move || {
        let client = client.clone();
        tab.with(|segment| match Tab::find(segment, &client) {
            Some(tab) => view! { <Shown tab about=About { client, now, acts } /> }.into_any(),
            None => view! { <MissingPage /> }.into_any(),
        })
    }
}

/// What all tabs have above them, and the tab.
#[component]
fn Shown(tab: &'static Tab, about: About) -> impl IntoView {
    let client = about.client.clone();
    let title = client.client_name.clone();
    view! {
        <Title text=tab.title(&title) />
        <PageHeading title lead=words::kind(&client) actions=actions(client.clone(), about.now, about.acts) />
        <TabLinks client current=tab />
        <TabPanel tab about />
    }
    .into_any()
}

/// What is done to a client most.
fn actions(client: Client, now: DateTime<Utc>, acts: Acts) -> impl FnOnce() -> AnyView + Send {
    move || {
        view! {
            <LegacyBadge client=client.clone() />
            <StatusBadge client=client.clone() now acts />
            <MoreActions client acts />
        }
        .into_any()
    }
}

/// The moment of the last answer; the beginning of time before the first, when nothing is reckoned from it.
fn now_of(client: Found) -> i64 {
    client.with(|answer| match answer {
        Some(Ok(Fetched::Here(client))) => client.now.timestamp_millis(),
        _ => 0,
    })
}
