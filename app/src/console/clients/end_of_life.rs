//! The part of a client's page where it is stopped or removed: what each way does stands beside its button.

use domain::client::{Client, Status};
use leptos::prelude::*;

use super::acts::Acts;
use crate::console::awake::asleep;
use crate::ui::{Button, ButtonKind};
use crate::words::lifecycle as words;

/// Every way in which a client's life may end or pause.
#[component]
pub(super) fn EndOfLife(
    /// The client.
    client: Client,
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    let switch =
        (client.status != Status::Revoked).then(|| view! { <SwitchWay client=client.clone() acts /> });
    let delete = move |_| acts.ask_to_delete(client.clone());
    view! {
        <div class="ways">
            <h3>{words::END_OF_LIFE}</h3>
            {switch}
            <div class="way">
                <p class="soft">{words::DELETE_TEXT}</p>
                <Button kind=ButtonKind::Danger disabled=asleep() on:click=delete>
                    {words::DELETE}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

/// Off and on by one button, so that it is still there for the focus when its name has changed.
#[component]
fn SwitchWay(client: Client, acts: Acts) -> impl IntoView {
    // Each part has the client for itself: what it shows may be asked for a last time when the page is printed anew.
    let on = {
        let client = client.clone();
        move || acts.foreseen.status_of(&client) == Status::Active
    };
    let (is_on, says_on) = (on.clone(), on.clone());
    let switch = move |_| {
        if untrack(&on) { acts.ask_to_deactivate(client.clone()) } else { acts.switch_on(client.clone()) }
    };
    view! {
        <div class="way">
            <p class="soft">
                {move || if says_on() { words::DEACTIVATE_TEXT } else { words::ACTIVATE_TEXT }}
            </p>
            <Button disabled=asleep() on:click=switch>
                {move || if is_on() { words::DEACTIVATE } else { words::ACTIVATE }}
            </Button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::client::{Client, Status};
    use leptos::prelude::*;

    use super::EndOfLife;
    use crate::console::clients::acts::Acts;
    use crate::console::sample;
    use crate::ui::typed::printed;

    // Shows R093, R094.
    #[test]
    fn each_way_says_what_it_does_beside_its_button() {
        for (status, there, missing) in [
            (Status::Active, ">Deactivate<", ">Activate<"),
            (Status::Inactive, ">Activate<", ">Deactivate<"),
            (Status::Revoked, ">Delete<", "ctivate<"),
        ] {
            let html = printed(move || {
                let nothing = Callback::new(|_| {});
                let acts = Acts::new(nothing, nothing);
                view! { <EndOfLife client=Client { status, ..sample::app() } acts /> }.into_any()
            });
            assert!(html.contains(there) && !html.contains(missing), "{html}");
            assert!(html.contains("Only the audit trail stays"), "{html}");
        }
    }
}
