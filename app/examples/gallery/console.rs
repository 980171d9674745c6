//! Stand-ins for the console's pages, put together from the same parts.

use app::account;
use app::layout::{Frame, NavItem, SettingsFrame};
use app::ui::{
    Badge, BadgeDot, BadgeTone, Button, ButtonKind, ButtonSize, Cell, CellKind, Checkbox, CodeBlock, Column,
    CompareTable, Copy, Dialog, DialogActions, DialogBody, EmptyState, Icon, IconName, LinkButton, Menu,
    MenuItem, MenuItemKind, Meter, Notice, NoticeKind, PageHeading, RadioCard, RadioCards, Row, Steps, Table,
    TextField, ThemeSwitch, Timestamp, Toaster, Toasts,
};
use leptos::prelude::*;

use crate::{Sheet, alice};

const NOW: i64 = 1_795_343_460_000;
const HOUR: i64 = 3_600_000;

/// The stand-ins.
pub(crate) fn all() -> Vec<Sheet> {
    vec![
        ("console-list.html".into(), settings_page("API Clients", list)),
        ("console-empty.html".into(), settings_page("API Clients", empty)),
        ("console-wizard.html".into(), settings_page("Create API client", wizard)),
        ("console-dialogs.html".into(), settings_page("Dialogs", dialogs)),
        ("console-ready.html".into(), settings_page("Your client is ready", ready)),
    ]
}

/// Prints a page of the settings frame around some parts.
pub(crate) fn settings_page(title: &str, content: fn() -> AnyView) -> String {
    let frame = Frame { current: Some(NavItem::ApiClients), ..alice() };
    let body = move |frame: Frame| {
        Toaster::provide().say(format!("This is {}.", frame.product));
        let content = content();
        view! {
            <SettingsFrame frame tools=|| view! { <ThemeSwitch /> }>
                {content}
            </SettingsFrame>
            <Toasts />
        }
        .into_any()
    };
    account::document::print(title, &frame, || body(frame.clone()))
}

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

fn list() -> AnyView {
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

fn empty() -> AnyView {
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

fn card(value: &str, title: &str, icon: IconName, text: &str, facts: [&str; 3]) -> RadioCard {
    RadioCard {
        value: value.into(),
        title: title.into(),
        icon,
        text: text.into(),
        facts: facts.map(Into::into).to_vec(),
    }
}

fn wizard() -> AnyView {
    let cards = vec![
        card(
            "pat",
            "Personal Access Token",
            IconName::Key,
            "For quick tests, your own scripts and command lines.",
            ["One token, used as it is", "Acts as you", "Ends when you say"],
        ),
        card(
            "backend",
            "Backend Service",
            IconName::Server,
            "For programs on a server that nobody watches.",
            ["Has a secret", "Acts as itself", "New access token every hour"],
        ),
        card(
            "app",
            "Web/Mobile App",
            IconName::Browser,
            "For apps that people sign in to with their own account.",
            ["No secret, PKCE instead", "Acts as whoever signs in", "Stays signed in for 30 days"],
        ),
        card(
            "web",
            "Web Server Application",
            IconName::Globe,
            "For traditional web applications with full control of the settings.",
            ["Has a secret", "Acts as whoever signs in", "Every setting is yours"],
        ),
    ];
    let heads = ["Personal Access Token", "Backend Service", "Web/Mobile App"].map(str::to_owned).to_vec();
    let rows = [
        ("Grant type", ["Password", "Password", "Authorization code with PKCE"]),
        ("Needs a secret", ["Yes, inside the token", "Yes", "No"]),
        ("Acts as", ["You", "Itself", "Whoever signs in"]),
        ("Refresh tokens", ["No", "No", "Yes"]),
        ("Redirect URLs", ["None", "None", "At least one"]),
    ];
    let rows = rows.map(|(name, cells)| (name.to_owned(), cells.map(str::to_owned).to_vec())).to_vec();
    view! {
        <PageHeading title="Create API client" />
        <div class="stack">
            <Steps names=vec!["Template", "Details", "Review"] current=0_usize />
            <RadioCards legend="What is it for?" name="template" cards value="backend" />
            <details class="disclosure">
                <summary>"Compare them side by side"</summary>
                <CompareTable id="compare" caption="The templates side by side" heads rows />
            </details>
            <div class="form__actions">
                <Button kind=ButtonKind::Primary>"Continue"</Button>
                <LinkButton href="console-list.html" kind=ButtonKind::Quiet>
                    "Cancel"
                </LinkButton>
            </div>
        </div>
    }
    .into_any()
}

fn dialogs() -> AnyView {
    let closed = || RwSignal::new(false);
    view! {
        <PageHeading title="Dialogs" lead="They are opened by a script, so a picture of them needs one, too." />
        <Dialog id="edit" title="Edit Data Sync Service" open=closed()>
            <form class="dialog__form">
                <DialogBody>
                    <TextField label="Service name" name="name" value="Data Sync Service" />
                    <TextField label="Description" name="description" hint="What is it for? You will thank yourself in a year." />
                </DialogBody>
                <DialogActions>
                    <Button kind=ButtonKind::Quiet>"Cancel"</Button>
                    <Button kind=ButtonKind::Primary>"Save Changes"</Button>
                </DialogActions>
            </form>
        </Dialog>
        <Dialog id="delete" title="Delete Data Sync Service?" open=closed()>
            <form class="dialog__form">
                <DialogBody>
                    <p>"Everything that signs in with it stops working at once. It was last used 3 hours ago."</p>
                    <TextField label="Type the client's name to confirm" name="confirm" hint="Data Sync Service" />
                </DialogBody>
                <DialogActions>
                    <Button kind=ButtonKind::Quiet>"Cancel"</Button>
                    <Button kind=ButtonKind::Danger disabled=true>"Delete client"</Button>
                </DialogActions>
            </form>
        </Dialog>
        <Dialog id="reveal" title="Store this secret now" open=closed() locked=true>
            <DialogBody>
                <Notice kind=NoticeKind::Warning>"It is shown only now. Whoever has it can sign in as this client."</Notice>
                <Copy id="reveal-id" label="Client ID" value="service_81d2e0b45a6f" />
                <Copy id="reveal-secret" label="Client secret" value="dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0dGU2MQ==" />
                <Checkbox label="I have stored it" name="stored" />
            </DialogBody>
            <DialogActions>
                <Button kind=ButtonKind::Primary disabled=true>"Done"</Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

fn ready() -> AnyView {
    let curl = "curl -X POST http://localhost:44367/connect/token \\\n  -d grant_type=client_credentials \\\n  -d client_id=service_81d2e0b45a6f \\\n  -d client_secret=\"$EXEPRON_CLIENT_SECRET\" \\\n  -d scope=exepron.restapi";
    view! {
        <PageHeading title="Your client is ready" lead="No secret is needed: this is a public client." />
        <div class="stack narrow">
            <Copy id="ready-id" label="Client ID" value="app_3f9a12cc07be" />
            <dl class="facts">
                <dt>"Grant type"</dt>
                <dd>"Authorization code with PKCE"</dd>
                <dt>"Redirect URLs"</dt>
                <dd class="mono">"https://app.example.com/callback"</dd>
            </dl>
            <CodeBlock id="ready-curl" label="Get a token with curl" code=curl />
            <div class="row">
                <LinkButton href="console-list.html" kind=ButtonKind::Primary>"Back to API Clients"</LinkButton>
            </div>
        </div>
    }
    .into_any()
}
