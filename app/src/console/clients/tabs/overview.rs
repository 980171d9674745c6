//! What is looked for most: what a client is, and when it was made and used.

use domain::client::Client;
use domain::deadline::is_unused;
use domain::documentation::Documentation;
use leptos::prelude::*;

use super::About;
use crate::console::clients::end_of_life::EndOfLife;
use crate::console::clients::facts::{ExactMoment, Expiry, Fact, LastUsed};
use crate::ui::Copy;
use crate::words::client_page::{self, fact};
use crate::words::web_server::key_label;
use crate::words::{client as words, client_list};

/// What a client is, and when it was made and used.
pub(super) fn show(about: About) -> AnyView {
    let About { client, now, acts } = about;
    let (whole, unused) = (client.clone(), is_unused(&client, now).then_some(client_list::UNUSED));
    let (created, used) = (client.created_at, client.last_used_at);
    let (kind, grant_types) = (kind(&client), words::grant_types(&client).join(", "));
    let expiring = words::is_token(&client).then(|| client.clone());
    let environment = client.environment.map(client_page::environment);
    let name_hint = client_page::name_hint(&client);
    let notes = notes(&client.documentation);
    let key_label = key_label(&client);
    view! {
        <Copy id="client-id" label=key_label value=client.client_id.to_string() />
        <dl class="facts">
            <Described description=client.description />
            <Fact name=fact::KIND>{kind}</Fact>
            <Fact name=fact::GRANT_TYPES>{grant_types}</Fact>
            {expiring.map(|client| view! { <Fact name=fact::EXPIRATION><Expiry client now /></Fact> })}
            <Fact name=fact::CREATED>
                <ExactMoment at=created now />
            </Fact>
            <Fact name=fact::LAST_USED>
                <LastUsed at=used now />
                {unused.map(|unused| view! { <p class="warn">{unused}</p> })}
            </Fact>
            {environment.map(|environment| view! { <Fact name=fact::ENVIRONMENT>{environment}</Fact> })}
            {notes}
        </dl>
        {name_hint.map(|hint| view! { <p class="soft small">{hint}</p> })}
        <EndOfLife client=whole acts />
    }
    .into_any()
}

/// What its owner wrote down for those who come after; what nobody wrote takes no place.
fn notes(documentation: &Documentation) -> AnyView {
    documentation
        .texts()
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| {
            let (name, text) = (client_page::note(name), text.to_owned());
            view! { <Fact name><span class="written">{text}</span></Fact> }
        })
        .collect_view()
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
    (!description.is_empty()).then(|| view! { <Fact name=fact::DESCRIPTION>{description}</Fact> })
}

#[cfg(test)]
mod tests {
    use domain::environment::Environment;
    use domain::template::TokenExpiration;
    use oauth::grant_type::GrantType;

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
        assert!(!html.contains("Expiration") && !html.contains("Environment"), "{html}");
        let html = overview(sample::token(TokenExpiration::Never));
        assert!(html.contains("Never expires"), "{html}");
    }

    #[test]
    fn the_id_of_a_web_server_application_is_its_consumer_key() {
        let portal = sample::portal(&[GrantType::AuthorizationCode], "openid");
        let html = overview(sample::client(&portal, "web_abc123def456"));
        assert!(html.contains(">Consumer Key<") && !html.contains("Client ID"), "{html}");
        assert!(overview(sample::app()).contains(">Client ID<"));
    }

    // Shows R104, R105.
    #[test]
    fn what_was_written_down_is_there_and_what_was_not_takes_no_place() {
        let documentation = Documentation { purpose: "Copies <projects>".into(), ..Documentation::default() };
        let environment = Some(Environment::Staging);
        let html = overview(Client { documentation, environment, ..sample::service() });
        for part in ["<dt>Purpose</dt>", "Copies &lt;projects", "Staging", "ends with -staging"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("Rotation"), "{html}");
        let named = Client { client_name: "sync-server-staging".into(), environment, ..sample::service() };
        assert!(!overview(named).contains("ends with"));
    }
}
