//! The menu of what can be done to a client.

use domain::client::{Client, Status};
use leptos::prelude::*;

use super::acts::Acts;
use crate::console::awake::asleep;
use crate::console::edit::EditButton;
use crate::ui::{IconName, Menu, MenuItem, MenuItemKind};
use crate::words::lifecycle as words;

/// The menu `More actions` of one client.
#[component]
pub(super) fn MoreActions(
    /// The client.
    client: Client,
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    let id = format!("more-{}", client.client_id);
    let deleted = client.clone();
    // The items are made inside the menu, from which they learn what they close.
    view! {
        <EditButton client=client.clone() editing=acts.editing />
        <Menu id>
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
            Status::Active => view! {
                <MenuItem
                    icon=IconName::Power
                    attr:disabled=asleep()
                    on:click=move |_| acts.ask_to_deactivate(client.clone())
                >
                    {words::DEACTIVATE}
                </MenuItem>
            }
            .into_any(),
            Status::Inactive => view! {
                <MenuItem
                    icon=IconName::Power
                    attr:disabled=asleep()
                    on:click=move |_| acts.switch_on(client.clone())
                >
                    {words::ACTIVATE}
                </MenuItem>
            }
            .into_any(),
            Status::Revoked => ().into_any(),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::client::{Client, Status};
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
    fn a_client_can_only_be_switched_where_it_is_not() {
        let (active, inactive, revoked) =
            (menu(Status::Active), menu(Status::Inactive), menu(Status::Revoked));
        assert!(active.contains("Deactivate") && !active.contains(">Activate"), "{active}");
        assert!(inactive.contains("Activate") && !inactive.contains("Deactivate"), "{inactive}");
        assert!(!revoked.contains("ctivate"), "{revoked}");
        for html in [active, inactive, revoked] {
            assert!(html.contains("Delete") && html.contains(r#"aria-label="More actions""#), "{html}");
        }
    }
}
