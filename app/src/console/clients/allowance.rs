//! How many clients there are, and the way to one more.

use domain::limits::Limits;
use leptos::prelude::*;

use crate::console::awake::asleep;
use crate::routes::Page;
use crate::ui::{Button, ButtonKind, Dialog, DialogActions, DialogBody, Icon, IconName, LinkButton, Meter};

/// `n of 10 active`, and the way to one more; at the limit the button says what helps instead.
#[component]
pub(super) fn Allowance(
    /// How many clients are active.
    active: u32,
    /// How many may be.
    limit: u32,
) -> impl IntoView {
    view! {
        <Meter text=format!("{active} of {limit} active") used=active limit />
        {if active < limit {
            view! {
                <LinkButton href=Page::NewApiClient.path() kind=ButtonKind::Primary>
                    <Icon name=IconName::Plus />
                    "Create API client"
                </LinkButton>
            }
                .into_any()
        } else {
            view! { <Full limit /> }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn Full(limit: u32) -> impl IntoView {
    let open = RwSignal::new(false);
    let words = Limits { active_clients: limit, ..Limits::default() }.active_clients_reached();
    view! {
        <Button kind=ButtonKind::Primary disabled=asleep() on:click=move |_| open.set(true)>
            <Icon name=IconName::Plus />
            "Create API client"
        </Button>
        <Dialog id="full" title=format!("All {limit} places are taken") open>
            <DialogBody>
                <p>{words}</p>
            </DialogBody>
            <DialogActions>
                <Button kind=ButtonKind::Primary on:click=move |_| open.set(false)>
                    "Back to the list"
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Allowance;
    use crate::ui::typed::printed;

    fn allowance(active: u32) -> String {
        printed(move || view! { <Allowance active limit=10 /> }.into_any())
    }

    // Shows R099.
    #[test]
    fn there_is_a_link_below_the_limit_and_the_remedies_at_it() {
        let free = allowance(9);
        assert!(free.contains("9 of 10 active"), "{free}");
        assert!(free.contains(r#"href="/Identity/Account/Manage/ApiClients/New""#), "{free}");

        let full = allowance(10);
        assert!(full.contains("10 of 10 active") && !full.contains("href="), "{full}");
        for remedy in ["Deactivate a client", "delete one", "one client for several jobs"] {
            assert!(full.contains(remedy), "{remedy} in {full}");
        }
    }
}
