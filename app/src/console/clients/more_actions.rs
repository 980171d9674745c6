//! The menu of what can be done to a client.

use domain::client::{Client, ClientType, Status};
use leptos::prelude::*;

use super::acts::Acts;
use crate::console::awake::asleep;
use crate::console::edit::EditButton;
use crate::ui::{IconName, Menu, MenuItem, MenuItemKind};
use crate::words::client::is_token;
use crate::words::{lifecycle as words, secrets};

/// The menu `More actions` of one client.
#[component]
pub(super) fn MoreActions(
    /// The client.
    client: Client,
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    let id = format!("more-{}", client.client_id);
    // What was revoked for good can be looked at and deleted, and nothing else.
    let keeps_secrets = client.client_type == ClientType::Confidential && client.status != Status::Revoked;
    let more_secrets = keeps_secrets && !is_token(&client);
    let about = StoredValue::new(client.clone());
    let deleted = client.clone();
    // The items are made inside the menu, from which they learn what they close.
    view! {
        <EditButton client=client.clone() editing=acts.editing />
        <Menu id>
            // A token is its one secret; others may have several.
            {keeps_secrets
                .then(|| {
                    let act = move || acts.secrets.ask_to_regenerate(about.get_value());
                    item(IconName::Refresh, secrets::REGENERATE, act)
                })}
            {more_secrets
                .then(|| {
                    let act = move || acts.secrets.ask_to_add(about.get_value());
                    item(IconName::Plus, secrets::ADD, act)
                })}
            <Switch client acts />
            <MenuItem
                icon=IconName::Trash
                kind=MenuItemKind::Danger
                attr:disabled=asleep()
                on:click=move |_| acts.ask_to_delete(deleted.clone())
            >
                {words::DELETE}
            </MenuItem>
        </Menu>
    }
    .into_any()
}

/// `Deactivate` or `Activate`, as the client is or is about to be; nothing for what was revoked for good.
#[component]
fn Switch(client: Client, acts: Acts) -> impl IntoView {
    move || {
        let client = client.clone();
        match acts.foreseen.status_of(&client) {
            Status::Active => {
                item(IconName::Power, words::DEACTIVATE, move || acts.ask_to_deactivate(client.clone()))
            }
            Status::Inactive => {
                item(IconName::Power, words::ACTIVATE, move || acts.switch_on(client.clone()))
            }
            Status::Revoked => ().into_any(),
        }
    }
}

/// One act that can be taken back.
fn item(icon: IconName, name: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! {
        <MenuItem icon attr:disabled=asleep() on:click=move |_| act()>
            {name}
        </MenuItem>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::client::{Client, Status};
    use domain::template::TokenExpiration;
    use leptos::prelude::*;

    use super::MoreActions;
    use crate::console::clients::acts::Acts;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn menu(status: Status) -> String {
        printed(move || {
            let nothing = Callback::new(|_| {});
            let acts = Acts::new(nothing, nothing);
            view! { <MoreActions client=Client { status, ..sample::app() } acts /> }.into_any()
        })
    }

    #[test]
    fn secrets_are_offered_where_there_can_be_any() {
        let items = |client: Client| {
            let html = printed(move || {
                let nothing = Callback::new(|_| {});
                view! { <MoreActions client acts=Acts::new(nothing, nothing) /> }.into_any()
            });
            (html.contains("Regenerate secret"), html.contains("Add secret"))
        };
        assert_eq!(items(sample::service()), (true, true));
        assert_eq!(items(sample::token(TokenExpiration::Never)), (true, false), "a token has one");
        assert_eq!(items(sample::app()), (false, false), "a public client has none");
        let revoked = Client { status: Status::Revoked, ..sample::service() };
        assert_eq!(items(revoked), (false, false));
    }

    #[test]
    fn a_client_can_only_be_switched_where_it_is_not() {
        let (active, inactive, revoked) =
            (menu(Status::Active), menu(Status::Inactive), menu(Status::Revoked));
        assert!(active.contains("Deactivate") && !active.contains(">Activate"), "{active}");
        assert!(inactive.contains("Activate") && !inactive.contains("Deactivate"), "{inactive}");
        assert!(!revoked.contains("ctivate") && !revoked.contains(r#"aria-label="Edit""#), "{revoked}");
        for html in [active, inactive, revoked] {
            assert!(html.contains("Delete") && html.contains(r#"aria-label="More actions""#), "{html}");
        }
    }
}
