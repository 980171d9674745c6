//! What stands in the place of a secret where there is none: a public client is ready at once.

use domain::client::Client;
use leptos::prelude::*;

use crate::console::arrival::arrive;
use crate::console::snippets::Snippets;
use crate::console::usage::UsageExamples;
use crate::routes::Page;
use crate::ui::{ButtonKind, Copy, LinkButton, Notice, NoticeKind};
use crate::words::client::grant_types;
use crate::words::wizard as words;

/// The page section `Your client is ready`.
#[component]
pub(super) fn Ready(
    /// The client.
    client: Client,
) -> impl IntoView {
    arrive("wizard: ready");
    let page = Page::ApiClient(client.client_id.to_string());
    view! {
        <section class="card stack" aria-labelledby="ready">
            <h2 id="ready" data-arrive="">
                {words::READY}
            </h2>
            <Made client=client.clone() />
            <Snippets client_id=client.client_id.clone() />
            <UsageExamples client />
            <div class="form__actions">
                <LinkButton href=Page::ApiClients.path() kind=ButtonKind::Primary>
                    {words::TO_CLIENTS}
                </LinkButton>
                <LinkButton href=page.path()>{words::TO_CLIENT}</LinkButton>
            </div>
        </section>
    }
    .into_any()
}

/// What was made, with all that its developer has to copy.
#[component]
fn Made(client: Client) -> impl IntoView {
    let urls =
        client.redirect_uris.iter().map(|url| view! { <li class="mono">{url.clone()}</li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Success>{words::NO_SECRET}</Notice>
        <Copy id="new-id" label=words::CLIENT_ID value=client.client_id.to_string() />
        <dl class="facts">
            <dt>{words::GRANT_TYPE}</dt>
            <dd>{grant_types(&client).join(", ")}</dd>
            <dt>{words::REDIRECT_URIS}</dt>
            <dd>
                <ul class="plain">{urls}</ul>
            </dd>
        </dl>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Made;
    use crate::console::sample;
    use crate::ui::typed::printed;

    // Shows R030.
    #[test]
    fn a_public_client_is_ready_without_a_secret() {
        let html = printed(|| view! { <Made client=sample::app() /> }.into_any());
        for part in [
            "app_abc123def456",
            "Authorization Code + PKCE",
            "https://app.example.com/callback",
            "http://localhost:3000/callback",
            "No secret needed",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
