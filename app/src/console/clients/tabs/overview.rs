//! What is looked for most: what a client is, and when it was made and used.

use domain::client::Client;
use leptos::prelude::*;

use super::About;
use crate::console::clients::facts::{Expiry, Fact, LastUsed, Moment};
use crate::ui::Copy;
use crate::words::client as words;

/// What a client is, and when it was made and used.
pub(super) fn show(about: About) -> AnyView {
    let About { client, now, .. } = about;
    let (created, used) = (client.created_at, client.last_used_at);
    let (kind, grant_types) = (kind(&client), words::grant_types(&client).join(", "));
    let expiring = words::is_token(&client).then(|| client.clone());
    view! {
        <Copy id="client-id" label="Client ID" value=client.client_id.to_string() />
        <dl class="facts">
            <Described description=client.description />
            <Fact name="Type">{kind}</Fact>
            <Fact name="Grant types">{grant_types}</Fact>
            {expiring.map(|client| view! { <Fact name="Expiration"><Expiry client now /></Fact> })}
            <Fact name="Created">
                <Moment at=created now />
            </Fact>
            <Fact name="Last used">
                <LastUsed at=used now />
            </Fact>
        </dl>
    }
    .into_any()
}

/// The template and the type, where the one does not say the other.
fn kind(client: &Client) -> String {
    match client.template {
        Some(template) => format!("{}, {}", template.label(), client.client_type.as_str()),
        None => words::kind(client).to_owned(),
    }
}

#[component]
fn Described(description: String) -> impl IntoView {
    (!description.is_empty()).then(|| view! { <Fact name="Description">{description}</Fact> })
}

#[cfg(test)]
mod tests {
    use domain::template::TokenExpiration;

    use super::*;
    use crate::console::clients::acts::Acts;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn overview(client: Client) -> String {
        printed(|| {
            let nothing = Callback::new(|_| {});
            show(About { client, now: sample::now(), acts: Acts::new(nothing, nothing) })
        })
    }

    // Shows R095.
    #[test]
    fn a_client_says_what_it_is_and_when_it_was_made_and_used() {
        let html = overview(sample::app());
        for part in ["app_abc123def456", "Web/Mobile App, public", "2 hours ago", "Never used"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("Expiration"), "{html}");
        let html = overview(sample::token(TokenExpiration::Never));
        assert!(html.contains("Never expires"), "{html}");
    }
}
