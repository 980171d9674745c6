//! Stand-ins for the console's pages, put together from the same parts.

mod clients;
mod dialogs;
mod wizard;

use app::account;
use app::layout::{Frame, NavItem, SettingsFrame};
use app::ui::{ThemeSwitch, Toaster, Toasts};
use leptos::prelude::*;

use crate::{Sheet, alice};

/// The stand-ins.
pub(crate) fn all() -> Vec<Sheet> {
    vec![
        ("console-list.html".into(), settings_page("API Clients", clients::list)),
        ("console-empty.html".into(), settings_page("API Clients", clients::empty)),
        ("console-wizard.html".into(), settings_page("Create API client", wizard::templates)),
        ("console-dialogs.html".into(), settings_page("Dialogs", dialogs::all)),
        ("console-ready.html".into(), settings_page("Your client is ready", wizard::ready)),
    ]
}

/// Prints a page of the settings frame around some parts.
pub(crate) fn settings_page(title: &str, content: fn() -> AnyView) -> String {
    let frame = Frame { current: Some(NavItem::ApiClients), ..alice() };
    let body = move |frame: Frame| {
        Toaster::provide().say(format!("This is {}.", frame.product));
        let content = content();
        view! {
            <SettingsFrame frame tools=|| view! { <ThemeSwitch /> }>
                {content}
            </SettingsFrame>
            <Toasts />
        }
        .into_any()
    };
    account::document::print(title, &frame, || body(frame.clone()))
}
