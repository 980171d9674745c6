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
    if client.status == Status::Revoked {
        return view! { <p class="soft">{words::REVOKED_TEXT}</p> }.into_any();
    }
    let (revoked, deleted) = (client.clone(), client.clone());
    view! {
        <div class="ways">
            <h3>{words::END_OF_LIFE}</h3>
            <SwitchWay client acts />
            <FinalWay
                id="way-revoke"
                text=words::REVOKE_TEXT
                name=words::REVOKE
                go=Callback::new(move |()| acts.ask_to_revoke(revoked.clone()))
            />
            <FinalWay
                id="way-delete"
                text=words::DELETE_TEXT
                name=words::DELETE
                go=Callback::new(move |()| acts.ask_to_delete(deleted.clone()))
            />
        </div>
    }
    .into_any()
}

/// A way from which none leads back.
#[component]
fn FinalWay(id: &'static str, text: &'static str, name: &'static str, go: Callback<()>) -> impl IntoView {
    view! {
        <div class="way">
            <p class="soft">{text}</p>
            <Button kind=ButtonKind::Danger attr:id=id disabled=asleep() on:click=move |_| go.run(())>
                {name}
            </Button>
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
            <Button attr:id="way-switch" disabled=asleep() on:click=switch>
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

    // Shows R093, R094, R145.
    #[test]
    fn each_way_says_what_it_does_beside_its_button() {
        for (status, there, missing) in [
            (Status::Active, ">Deactivate<", ">Activate<"),
            (Status::Inactive, ">Activate<", ">Deactivate<"),
            (Status::Revoked, "It was revoked for good", "<button"),
        ] {
            let html = printed(move || {
                let nothing = Callback::new(|_| {});
                let acts = Acts::new(nothing, nothing);
                view! { <EndOfLife client=Client { status, ..sample::app() } acts /> }.into_any()
            });
            assert!(html.contains(there) && !html.contains(missing), "{html}");
            let ends = ["Only the audit trail stays", ">Revoke for good<"].map(|words| html.contains(words));
            assert_eq!(ends, [status != Status::Revoked; 2], "{html}");
        }
    }
}
