//! The list of clients, full and empty.

use app::ui::{
    Badge, BadgeDot, BadgeTone, Button, ButtonKind, ButtonSize, Cell, CellKind, Column, EmptyState, Icon,
    IconName, LinkButton, Menu, MenuItem, MenuItemKind, Meter, PageHeading, Row, Table, Timestamp,
};
use leptos::prelude::*;

const NOW: i64 = 1_795_343_460_000;
const HOUR: i64 = 3_600_000;

struct Client {
    name: &'static str,
    id: &'static str,
    kind: &'static str,
    grants: &'static str,
    scopes: &'static [&'static str],
    used: Option<i64>,
    active: bool,
}

const CLIENTS: [Client; 4] = [
    Client {
        name: "React Dashboard",
        id: "app_3f9a12cc07be",
        kind: "Public",
        grants: "Authorization code, Refresh token",
        scopes: &["openid", "profile", "email", "exepron.restapi", "offline_access"],
        used: Some(3),
        active: true,
    },
    Client {
        name: "Data Sync Service",
        id: "service_81d2e0b45a6f",
        kind: "Confidential",
        grants: "Password, Client credentials",
        scopes: &["openid", "profile", "exepron.restapi"],
        used: Some(26),
        active: true,
    },
    Client {
        name: "Local Development Testing",
        id: "abc123def456",
        kind: "Personal token",
        grants: "Password",
        scopes: &["exepron.restapi", "exepron.restapi:extended"],
        used: None,
        active: true,
    },
    Client {
        name: "Reporting with a name that somebody made a good deal longer than it had to be",
        id: "web_5c77e90d13aa",
        kind: "Confidential",
        grants: "Authorization code",
        scopes: &["openid", "reports"],
        used: Some(24 * 47),
        active: false,
    },
];

/// The list with a few clients.
pub(super) fn list() -> AnyView {
    let columns = vec![
        Column::Named("Client"),
        Column::Named("Type"),
        Column::Named("Grant types"),
        Column::Named("Scopes"),
        Column::Named("Created"),
        Column::Named("Last used"),
        Column::Named("Status"),
        Column::Spoken("Actions"),
    ];
    let rows = CLIENTS.iter().map(|client| view! { <ClientRow client /> }).collect_view();
    view! {
        <PageHeading
            title="API Clients"
            lead="Programs that act in your name, or in their own."
            actions=|| {
                view! {
                    <Meter text="3 of 10 active" used=3 limit=10 />
                    <LinkButton href="console-wizard.html" kind=ButtonKind::Primary>
                        <Icon name=IconName::Plus />
                        "Create API client"
                    </LinkButton>
                }
            }
        />
        <Table caption="API clients" columns>
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn ClientRow(client: &'static Client) -> impl IntoView {
    let scopes = client.scopes.iter().map(|&scope| view! { <li class="chip">{scope}</li> }).collect_view();
    let used = client.used.map_or_else(
        || "Never used".into_any(),
        |hours| view! { <Timestamp at_ms=NOW - hours * HOUR now_ms=NOW /> }.into_any(),
    );
    view! {
        <Row>
            <Cell label="Client" kind=CellKind::Name>
                <div class="name">
                    <a class="name__main" href="#main">{client.name}</a>
                    <span class="name__id">{client.id}</span>
                </div>
            </Cell>
            <Cell label="Type"><Badge text=client.kind /></Cell>
            <Cell label="Grant types">{client.grants}</Cell>
            <Cell label="Scopes"><ul class="chips">{scopes}</ul></Cell>
            <Cell label="Created" kind=CellKind::Short>
                <Timestamp at_ms=NOW - 1400 * HOUR now_ms=NOW />
            </Cell>
            <Cell label="Last used" kind=CellKind::Short>{used}</Cell>
            <Cell label="Status"><Status active=client.active /></Cell>
            <Cell label="Actions" kind=CellKind::Actions><RowActions client /></Cell>
        </Row>
    }
}

#[component]
fn Status(active: bool) -> impl IntoView {
    if active {
        view! { <Badge text="Active" tone=BadgeTone::Good dot=BadgeDot::Full /> }
    } else {
        view! { <Badge text="Inactive" tone=BadgeTone::Plain dot=BadgeDot::Hollow /> }
    }
}

#[component]
fn RowActions(client: &'static Client) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Quiet size=ButtonSize::Icon attr:aria-label="Edit">
            <Icon name=IconName::Pencil />
        </Button>
        <Menu id=format!("more-{}", client.id)>
            <MenuItem icon=IconName::Refresh>"Regenerate secret"</MenuItem>
            <MenuItem icon=IconName::Key>"Add secret"</MenuItem>
            <MenuItem icon=IconName::Power>"Deactivate"</MenuItem>
            <MenuItem icon=IconName::Trash kind=MenuItemKind::Danger>
                "Delete"
            </MenuItem>
        </Menu>
    }
}

/// The list before the first client.
pub(super) fn empty() -> AnyView {
    view! {
        <PageHeading
            title="API Clients"
            lead="Programs that act in your name, or in their own."
            actions=|| view! { <Meter text="0 of 10 active" used=0 limit=10 /> }
        />
        <EmptyState
            icon=IconName::Key
            title="No API clients yet"
            text="An API client is how a script, a service or an app signs in here. The first one takes a minute."
        >
            <LinkButton href="console-wizard.html" kind=ButtonKind::Primary>
                <Icon name=IconName::Plus />
                "Create API client"
            </LinkButton>
        </EmptyState>
    }
    .into_any()
}
