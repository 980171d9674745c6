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
    let deleted = client.clone();
    let (heading, before, delete_text) = if client.status == Status::Revoked {
        let said = view! { <p class="soft">{words::REVOKED_TEXT}</p> }.into_any();
        (words::AFTER_LIFE, said, words::DELETE_REVOKED_TEXT)
    } else {
        (words::END_OF_LIFE, living(client, acts), words::DELETE_TEXT)
    };
    view! {
        <div class="ways">
            <h3>{heading}</h3>
            {before}
            <FinalWay
                id="way-delete"
                text=delete_text
                name=words::DELETE
                go=Callback::new(move |()| acts.ask_to_delete(deleted.clone()))
            />
        </div>
    }
    .into_any()
}

/// The ways of a client that was not revoked.
fn living(client: Client, acts: Acts) -> AnyView {
    let revoked = client.clone();
    view! {
        <SwitchWay client acts />
        <FinalWay
            id="way-revoke"
            text=words::REVOKE_TEXT
            name=words::REVOKE
            go=Callback::new(move |()| acts.ask_to_revoke(revoked.clone()))
        />
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
            (Status::Revoked, "It was revoked for good", ">Activate<"),
        ] {
            let html = printed(move || {
                let nothing = Callback::new(|_| {});
                let acts = Acts::new(nothing, nothing);
                view! { <EndOfLife client=Client { status, ..sample::app() } acts /> }.into_any()
            });
            assert!(html.contains(there) && !html.contains(missing), "{html}");
            assert!(html.contains("Only the audit trail stays") && html.contains(">Delete<"), "{html}");
            assert_eq!(html.contains(">Revoke for good<"), status != Status::Revoked, "{html}");
        }
    }
}
