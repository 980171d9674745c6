//! The beginning and the end of the wizard.

use app::ui::{
    Button, ButtonKind, CodeBlock, CompareTable, Copy, IconName, LinkButton, PageHeading, RadioCard,
    RadioCards, Steps,
};
use leptos::prelude::*;

fn card(value: &str, title: &str, icon: IconName, text: &str, facts: [&str; 3]) -> RadioCard {
    RadioCard {
        value: value.into(),
        title: title.into(),
        icon,
        text: text.into(),
        facts: facts.map(Into::into).to_vec(),
    }
}

fn cards() -> Vec<RadioCard> {
    vec![
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
    ]
}

/// The choice of a template.
pub(super) fn templates() -> AnyView {
    let cards = cards();
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

/// A public client, ready for use.
pub(super) fn ready() -> AnyView {
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
