//! One client in the list.

use chrono::{DateTime, Utc};
use domain::client::Client;
use domain::deadline::is_unused;
use leptos::prelude::*;

use super::acts::Acts;
use super::enforce::LegacyMark;
use super::facts::{Expiry, LastUsed, Moment, StatusBadge};
use super::more_actions::MoreActions;
use crate::routes::Page;
use crate::ui::{Cell, CellKind, Column, Row};
use crate::words::client as words;
use crate::words::client_list::{self, column};

/// The columns of the list.
pub(super) const COLUMNS: [Column; 8] = [
    Column::Named(column::CLIENT),
    Column::Named(column::KIND),
    Column::Named(column::GRANT_TYPES),
    Column::Named(column::SCOPES),
    Column::Named(column::CREATED),
    Column::Named(column::LAST_USED),
    Column::Named(column::STATUS),
    Column::Spoken(column::ACTIONS),
];

/// One client in the list.
#[component]
pub(super) fn ClientRow(
    /// The client.
    client: Client,
    /// Now.
    now: DateTime<Utc>,
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    let kind = words::kind(&client);
    let grant_types = words::grant_types(&client).join(", ");
    let scopes = client.scopes.iter().map(|scope| scope_chip(scope.as_str())).collect_view();
    let (created, used) = (client.created_at, client.last_used_at);
    let unused = (used.is_some() && is_unused(&client, now)).then_some(client_list::UNUSED);
    let name = view! { <Name client=client.clone() /> };
    let status = view! {
        <div class="status">
            <StatusBadge client=client.clone() now acts />
            <Expiry client=client.clone() now />
            <LegacyMark client=client.clone() />
        </div>
    };
    view! {
        <Row>
            <Cell label=column::CLIENT kind=CellKind::Name>
                {name}
            </Cell>
            <Cell label=column::KIND>{kind}</Cell>
            <Cell label=column::GRANT_TYPES>{grant_types}</Cell>
            <Cell label=column::SCOPES>
                <ul class="chips">{scopes}</ul>
            </Cell>
            <Cell label=column::CREATED kind=CellKind::Short>
                <Moment at=created now />
            </Cell>
            <Cell label=column::LAST_USED kind=CellKind::Short>
                <LastUsed at=used now />
                {unused.map(|unused| view! { <p class="warn">{unused}</p> })}
            </Cell>
            <Cell label=column::STATUS>{status}</Cell>
            <Cell label=column::ACTIONS kind=CellKind::Actions>
                <MoreActions client acts />
            </Cell>
        </Row>
    }
    .into_any()
}

/// A scope. A long one goes on below after its colon, rather than in the middle of a word.
fn scope_chip(scope: &str) -> AnyView {
    let (first, second) = scope.split_at(scope.find(':').map_or(scope.len(), |colon| colon + 1));
    let (first, second) = (first.to_owned(), second.to_owned());
    let rest = (!second.is_empty()).then(|| view! { <wbr /> {second} });
    view! { <li class="chip">{first} {rest}</li> }.into_any()
}

/// The name, which leads to the client's page, and the id.
#[component]
fn Name(client: Client) -> impl IntoView {
    let id = client.client_id.to_string();
    view! {
        <div class="name">
            <a class="name__main" href=Page::ApiClient(id.clone()).path()>
                {client.client_name}
            </a>
            <span class="name__id">{id}</span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::client::Client;
    use leptos::prelude::*;

    use super::ClientRow;
    use crate::console::clients::acts::Acts;
    use crate::console::sample;
    use crate::ui::typed::printed;

    // Shows R088.
    #[test]
    fn a_row_shows_what_the_documents_promise() {
        let html = printed(|| {
            let nothing = Callback::new(|_| {});
            let acts = Acts::new(nothing, nothing);
            view! { <ClientRow client=sample::app() now=sample::now() acts /> }.into_any()
        });
        for part in [
            "React Dashboard",
            "/Identity/Account/Manage/ApiClients/app_abc123def456",
            "Web/Mobile App",
            "Authorization Code + PKCE",
            "offline_access",
            "2 hours ago",
            "Never used",
            "Active",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    // Shows W3.
    #[test]
    fn a_name_is_text_whatever_is_in_it() {
        let html = printed(|| {
            let nothing = Callback::new(|_| {});
            let acts = Acts::new(nothing, nothing);
            let client = Client { client_name: "</script><svg onload=alert(1)>".into(), ..sample::app() };
            view! { <ClientRow client now=sample::now() acts /> }.into_any()
        });
        assert!(!html.contains("<svg onload") && html.contains("&lt;svg onload"), "{html}");
    }
}
