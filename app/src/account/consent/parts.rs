//! What the questions of a browser and of a device share: who asks, whom, for what, and the two answers.

use leptos::prelude::*;

use super::{Asked, AskedGroup, Lasts, Since};
use crate::layout::{BrandMark, SignedIn};
use crate::ui::{Badge, BadgeTone, Button, ButtonRole, Icon, IconName};
use crate::words::consent as words;

/// All that an app asks for.
#[component]
pub(in crate::account) fn Asks(groups: Vec<AskedGroup>, lasts: Lasts) -> impl IntoView {
    let groups = groups.into_iter().map(|group| view! { <Group group /> }).collect_view();
    view! { <div class="asks">{groups} <Lasting lasts /></div> }.into_any()
}

/// The two answers, of the same weight.
#[component]
pub(in crate::account) fn Answers() -> impl IntoView {
    view! {
        <div class="answers">
            <Button role=ButtonRole::Submit attr:name="decision" attr:value="deny">
                {words::DENY}
            </Button>
            <Button role=ButtonRole::Submit attr:name="decision" attr:value="allow">
                {words::ALLOW}
            </Button>
        </div>
    }
}

/// The app and this server, side by side. Decoration: the heading says it in words.
#[component]
pub(in crate::account) fn Parties(client: String) -> impl IntoView {
    let initial = client.chars().find(|letter| letter.is_alphanumeric()).unwrap_or('?');
    let initial = initial.to_uppercase().to_string();
    view! {
        <div class="parties" aria-hidden="true">
            <span class="parties__one">{initial}</span>
            <span class="parties__line"></span>
            <span class="parties__one">
                <BrandMark />
            </span>
        </div>
    }
    .into_any()
}

/// Who answers, and the way to answer as somebody else, where there is one.
#[component]
pub(in crate::account) fn Identity(user: SignedIn, other_account: Option<String>) -> impl IntoView {
    view! {
        <div class="identity">
            <span class="identity__who">
                {format!("{} ", user.name)} <span class="faint">{user.email}</span>
            </span>
            {other_account
                .map(|address| {
                    view! {
                        <a class="link" href=address>
                            {words::ANOTHER_ACCOUNT}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}

#[component]
fn Group(group: AskedGroup) -> impl IntoView {
    let asked = group.asked.into_iter().map(|asked| view! { <AskedLine asked /> }).collect_view();
    view! {
        <section>
            <h2 class="asks__title">{group.title}</h2>
            <ul class="asks__list">{asked}</ul>
        </section>
    }
}

#[component]
fn AskedLine(asked: Asked) -> impl IntoView {
    let detail = asked.detail.map(|detail| view! { <div class="asks__detail">{detail}</div> });
    let new = (asked.since == Since::New).then(|| view! { <Badge tone=BadgeTone::Accent text=words::NEW /> });
    view! {
        <li class="asks__item">
            <Icon name=IconName::Check />
            <div>{asked.words} {detail}</div>
            {new}
        </li>
    }
}

#[component]
fn Lasting(lasts: Lasts) -> impl IntoView {
    let time = lasts.time;
    let (words, detail) = if lasts.offline {
        (words::stay_for(&time), words::WHILE_AWAY)
    } else {
        (words::act_for(&time), words::ASKS_AGAIN)
    };
    view! {
        <section>
            <h2 class="asks__title">{words::HOW_LONG}</h2>
            <ul class="asks__list">
                <li class="asks__item">
                    <Icon name=IconName::Clock />
                    <div>{words} <div class="asks__detail">{detail}</div></div>
                </li>
            </ul>
        </section>
    }
}
