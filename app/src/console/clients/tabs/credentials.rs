//! What a client proves itself with, as far as it may be seen again.

use chrono::{DateTime, Utc};
use domain::client::{Client, ClientSecret};
use leptos::prelude::*;

use super::About;
use crate::console::clients::facts::{Ends, Fact, LastUsed, Moment};
use crate::ui::{Cell, CellKind, Column, Row, Table};
use crate::words::{client, client_page as words};

const COLUMNS: [Column; 4] =
    [Column::Named("Secret"), Column::Named("Created"), Column::Named("Last used"), Column::Named("Expires")];

/// The secrets of a client, and the keys by which it may prove itself instead.
pub(super) fn show(about: About) -> AnyView {
    let About { client, now, .. } = about;
    let hint = if client::is_token(&client) { words::TOKEN_SHOWN_ONCE } else { words::SHOWN_ONCE };
    let keys = client.jwks.as_ref().map(|keys| words::keys(keys.keys().len()));
    view! {
        <p class="soft">{hint}</p>
        <Secrets client now />
        {keys.map(|keys| view! { <dl class="facts"><Fact name="Keys">{keys}</Fact></dl> })}
    }
    .into_any()
}

#[component]
fn Secrets(client: Client, now: DateTime<Utc>) -> impl IntoView {
    if client.client_secrets.is_empty() {
        return view! { <p>{words::NO_SECRETS}</p> }.into_any();
    }
    let rows = client.client_secrets.into_iter().map(move |secret| view! { <SecretRow secret now /> });
    view! {
        <Table caption="Secrets" columns=COLUMNS.to_vec()>
            {rows.collect_view()}
        </Table>
    }
    .into_any()
}

/// A secret is known by its last characters: nothing here could show more.
#[component]
fn SecretRow(secret: ClientSecret, now: DateTime<Utc>) -> impl IntoView {
    let ClientSecret { description, hint, expiration, created_at, last_used_at, .. } = secret;
    view! {
        <Row>
            <Cell label="Secret" kind=CellKind::Name>
                <div class="name">
                    <span class="mono">{format!("•••• {hint}")}</span>
                    <span class="soft small">{description}</span>
                </div>
            </Cell>
            <Cell label="Created" kind=CellKind::Short>
                <Moment at=created_at now />
            </Cell>
            <Cell label="Last used" kind=CellKind::Short>
                <LastUsed at=last_used_at now />
            </Cell>
            <Cell label="Expires" kind=CellKind::Short>
                <Ends at=expiration now />
            </Cell>
        </Row>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::template::TokenExpiration;

    use super::*;
    use crate::console::clients::acts::Acts;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn credentials(client: Client) -> String {
        printed(|| {
            let nothing = Callback::new(|_| {});
            show(About { client, now: sample::now(), acts: Acts::new(nothing, nothing) })
        })
    }

    #[test]
    fn a_secret_is_known_by_its_last_characters_only() {
        let html = credentials(sample::service());
        assert!(html.contains("•••• JldA") && html.contains("Never used"), "{html}");
        let html = credentials(sample::token(TokenExpiration::Days90));
        assert!(html.contains("•••• JldA") && html.contains("20 Feb 2027"), "{html}");
    }

    #[test]
    fn a_client_without_secrets_says_so() {
        let html = credentials(Client { client_secrets: Vec::new(), ..sample::service() });
        assert!(html.contains(words::NO_SECRETS) && !html.contains("<table"), "{html}");
    }
}
