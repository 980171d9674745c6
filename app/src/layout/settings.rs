//! The frame of the profile settings, which holds the console and the signed-in account pages.

use leptos::children::ViewFnOnce;
use leptos::prelude::*;

use super::brand::{Brand, PageTop};
use super::frame::{Frame, NavItem, SignedIn};
use crate::routes::Page;
use crate::ui::Icon;
use crate::words::frame as words;

/// A page of the profile settings: a bar above, the places to go at the side, the page beside them.
#[component]
pub fn SettingsFrame(
    /// What surrounds the page.
    frame: Frame,
    /// What a page with a script adds to the bar, such as the switch of the theme.
    #[prop(optional, into)]
    tools: ViewFnOnce,
    /// The page, beginning with its heading.
    children: Children,
) -> impl IntoView {
    view! {
        <PageTop demo=frame.demo_banner />
        <header class="topbar">
            <div class="topbar__row">
                <Brand product=frame.product />
                <div class="topbar__tools">
                    {tools.run()} {frame.user.map(|user| view! { <Who user /> })}
                    <SignOutForm csrf=frame.csrf button="button button--secondary button--small" />
                </div>
            </div>
        </header>
        <div class="settings">
            <SettingsNav current=frame.current />
            <main class="settings__main" id="main" tabindex="-1">
                {children()}
            </main>
        </div>
    }
    .into_any()
}

#[component]
fn Who(user: SignedIn) -> impl IntoView {
    view! {
        <div class="who">
            <span class="who__name">{user.name}</span>
            <span class="who__mail">{user.email}</span>
        </div>
    }
}

#[component]
fn SettingsNav(current: Option<NavItem>) -> impl IntoView {
    let links = NavItem::ALL
        .into_iter()
        .map(|item| {
            view! {
                <li>
                    <NavLink item current />
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="nav" aria-labelledby="nav-title">
            <p class="nav__title" id="nav-title">
                {words::SETTINGS}
            </p>
            <ul class="nav__list">{links}</ul>
        </nav>
    }
}

#[component]
fn NavLink(item: NavItem, current: Option<NavItem>) -> impl IntoView {
    // The account pages are printed without a script: the console's router must let go of these links.
    let leaves = match item {
        NavItem::ApiClients => None,
        NavItem::Profile
        | NavItem::Password
        | NavItem::ConnectedApps
        | NavItem::Sessions
        | NavItem::Activity => Some("external"),
    };
    view! {
        <a
            class="nav__link"
            href=item.page().path()
            rel=leaves
            aria-current=(current == Some(item)).then_some("page")
        >
            <Icon name=item.icon() />
            {item.label()}
        </a>
    }
}

/// The button that signs out, as a form of its own: it works without a script, also in the console.
#[component]
pub(crate) fn SignOutForm(
    /// The antiforgery value.
    csrf: String,
    /// The class of the button.
    button: &'static str,
) -> impl IntoView {
    view! {
        <form method="post" action=Page::Logout.path()>
            <input type="hidden" name="csrf" value=csrf />
            <button class=button type="submit">
                {words::SIGN_OUT}
            </button>
        </form>
    }
}
