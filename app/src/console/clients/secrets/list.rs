//! The secrets of a client, and the ways to another one.

use chrono::{DateTime, Utc};
use domain::client::{Client, Status};
use domain::secret_use::SecretList;
use leptos::prelude::*;

use super::acts::SecretActs;
use super::row::{COLUMNS, SecretRow};
use crate::api::secrets::list_secrets;
use crate::api::{Dated, Refused};
use crate::console::awake::asleep;
use crate::console::fetched::Fetched;
use crate::console::missing_page::MissingClient;
use crate::console::refusal_notice::SignedOut;
use crate::json::{Awaited, ask};
use crate::ui::{Button, ButtonKind, Icon, IconName, Loaded, Table};
use crate::words::client::is_token;
use crate::words::{client_page, secrets as words};

type Found = Awaited<Fetched<Dated<SecretList>>, Refused>;

/// The secrets of a client with how they were used lately, fetched anew each time the client is shown. Those of before stand
/// there meanwhile.
#[component]
pub(in crate::console::clients) fn Secrets(
    /// The client.
    client: Client,
    /// The acts of the page.
    acts: SecretActs,
) -> impl IntoView {
    let id = client.client_id.clone();
    let kept = Some((acts.kept, id.to_string()));
    let secrets: Found = ask(
        || (),
        move |()| {
            let id = id.clone();
            async move { Fetched::sort(list_secrets(id).await) }
        },
    );
    view! {
        <Loaded data=secrets kept let:fetched>
            {match fetched {
                Fetched::Here(list) => view! { <Shown client=client.clone() list acts /> }.into_any(),
                Fetched::Missing => view! { <MissingClient /> }.into_any(),
                Fetched::SignedOut => view! { <SignedOut /> }.into_any(),
            }}
        </Loaded>
    }
    .into_any()
}

#[component]
fn Shown(client: Client, list: Dated<SecretList>, acts: SecretActs) -> impl IntoView {
    let Dated { now, body: list } = list;
    let acts = Some(acts).filter(|_| client.status != Status::Revoked);
    view! {
        {acts.map(|acts| view! { <Ways client=client.clone() list=list.clone() now acts /> })}
        <Rows client list now acts />
    }
    .into_any()
}

/// The buttons above the rows, and how many secrets there may be.
#[component]
fn Ways(client: Client, list: SecretList, now: DateTime<Utc>, acts: SecretActs) -> impl IntoView {
    let token = is_token(&client);
    let full = list.is_full(now);
    let regenerate = if token { words::REGENERATE_TOKEN } else { words::REGENERATE };
    let client = StoredValue::new(client);
    let add = (!token).then(|| {
        view! {
            <Button
                attr:id="secret-add"
                disabled=Signal::derive(move || full || asleep().get())
                on:click=move |_| acts.ask_to_add(client.get_value())
            >
                <Icon name=IconName::Plus />
                {words::ADD}
            </Button>
        }
    });
    let count = (!token).then(|| {
        let remedy = if full { words::FULL } else { "" };
        view! { <p class="soft">{words::of_limit(list.live(now), list.limit)} " " {remedy}</p> }
    });
    view! {
        <div class="presses">
            <Button
                kind=ButtonKind::Primary
                attr:id="secret-regenerate"
                disabled=asleep()
                on:click=move |_| acts.ask_to_regenerate(client.get_value())
            >
                <Icon name=IconName::Refresh />
                {regenerate}
            </Button>
            {add}
        </div>
        {count}
    }
    .into_any()
}

#[component]
fn Rows(client: Client, list: SecretList, now: DateTime<Utc>, acts: Option<SecretActs>) -> impl IntoView {
    if list.secrets.is_empty() {
        return view! { <p>{client_page::NO_SECRETS}</p> }.into_any();
    }
    let rows = list
        .secrets
        .into_iter()
        .map(|known| view! { <SecretRow client=client.clone() known now acts /> })
        .collect_view();
    view! {
        <Table caption=words::SECRETS columns=COLUMNS.to_vec()>
            {rows}
        </Table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::secret_use::KnownSecret;
    use domain::template::TokenExpiration;

    use super::*;
    use crate::console::arrival::Opener;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn shown(client: Client, secrets: Vec<KnownSecret>) -> String {
        printed(|| {
            let acts = SecretActs::new(Callback::new(|_| {}), Opener::new());
            let list = Dated { now: sample::now(), body: SecretList { secrets, limit: 5 } };
            view! { <Shown client list acts /> }.into_any()
        })
    }

    #[test]
    fn the_fifth_secret_leaves_no_room_and_says_what_helps() {
        let four = shown(sample::service(), vec![sample::known_secret(); 4]);
        assert!(four.contains("4 of 5 secrets work.") && !four.contains("as many as"), "{four}");
        let five = shown(sample::service(), vec![sample::known_secret(); 5]);
        assert!(five.contains("5 of 5 secrets work.") && five.contains("Remove one"), "{five}");
        assert!(five.contains(" disabled"), "{five}");
    }

    #[test]
    fn a_token_is_regenerated_and_has_no_second_secret() {
        let html = shown(sample::token(TokenExpiration::Never), vec![sample::known_secret()]);
        assert!(html.contains("Regenerate token") && !html.contains("Add secret"), "{html}");
    }

    #[test]
    fn nothing_is_done_to_what_was_revoked() {
        let revoked = Client { status: Status::Revoked, ..sample::service() };
        let html = shown(revoked, vec![sample::known_secret()]);
        assert!(html.contains("•••• JldA") && !html.contains("<button"), "{html}");
    }
}
