//! How many clients there are, and the way to one more.

use domain::client::Status;
use domain::client_query::{ClientQuery, Sort};
use domain::limits::Limits;
use leptos::prelude::*;

use super::address::address;
use crate::console::awake::asleep;
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, Dialog, DialogActions, DialogBody, Icon, IconName, LinkButton, Meter, Notice,
    NoticeKind,
};
use crate::words::client_list as words;

/// `n of 10 active`, and the way to one more; at the limit the button says what helps instead.
#[component]
pub(super) fn Allowance(
    /// How many clients are active.
    active: u32,
    /// How many may be.
    limit: u32,
) -> impl IntoView {
    view! {
        <Meter text=words::allowance(active, limit) used=active limit />
        {if active < limit {
            view! {
                <LinkButton href=Page::NewApiClient.path() kind=ButtonKind::Primary>
                    <Icon name=IconName::Plus />
                    {words::CREATE}
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
    let close = move |_| open.set(false);
    view! {
        <Button kind=ButtonKind::Primary disabled=asleep() on:click=move |_| open.set(true)>
            <Icon name=IconName::Plus />
            {words::CREATE}
        </Button>
        <Dialog id="full" title=words::full(limit) open>
            <DialogBody>
                <p>{reached(limit)}</p>
                <ul class="remedies" on:click=close>
                    {remedies()}
                </ul>
            </DialogBody>
            <DialogActions>
                <Button kind=ButtonKind::Primary on:click=close>
                    {words::BACK}
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

/// What is said where one more client would be refused: that all places are taken, and what makes room.
#[component]
pub(in crate::console) fn LimitReached(
    /// How many may be active.
    limit: u32,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title=words::full(limit)>
            <div class="stack stack--tight">
                <p>{reached(limit)}</p>
                <ul class="remedies">{remedies()}</ul>
            </div>
        </Notice>
    }
    .into_any()
}

fn reached(limit: u32) -> String {
    Limits { active_clients: limit, ..Limits::default() }.active_clients_reached()
}

/// The ways to clients that could make room, in the order of the sentence above them.
pub(in crate::console) fn remedies() -> impl IntoView + use<> {
    let active = ClientQuery { status: Some(Status::Active), ..ClientQuery::default() };
    let looked_for = [
        ClientQuery { sort: Sort::LeastUsed, ..active.clone() },
        ClientQuery { never_used: true, ..active.clone() },
        ClientQuery { sort: Sort::Name, ..active },
    ];
    words::REMEDIES
        .into_iter()
        .zip(looked_for)
        .map(|(words, query)| view! { <li><a href=address(&query)>{words}</a></li> })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Allowance;
    use crate::ui::typed::printed;

    fn allowance(active: u32) -> String {
        printed(move || view! { <Allowance active limit=10 /> }.into_any())
    }

    // Shows R098, R099, R101.
    #[test]
    fn there_is_a_link_below_the_limit_and_the_remedies_at_it() {
        let free = allowance(9);
        assert!(free.contains("9 of 10 active"), "{free}");
        assert!(free.contains(r#"href="/Identity/Account/Manage/ApiClients/New""#), "{free}");

        let full = allowance(10);
        assert!(full.contains("10 of 10 active") && !full.contains("ApiClients/New"), "{full}");
        for remedy in ["Deactivate a client", "delete one", "one client for several jobs"] {
            assert!(full.contains(remedy), "{remedy} in {full}");
        }
        for way in ["?status=active&amp;sort=lastUsedAt", "neverUsed=true", "sort=clientName"] {
            assert!(full.contains(way), "{way} in {full}");
        }
    }
}
