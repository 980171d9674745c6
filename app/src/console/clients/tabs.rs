//! The tabs of a client's page. Each has an address of its own and can be read before a script has come.

mod access;
mod activity;
mod credentials;
mod documentation;
mod overview;

use chrono::{DateTime, Utc};
use domain::client::{Client, ClientType};
use leptos::prelude::*;

use super::acts::Acts;
use crate::console::arrival::arrive;
use crate::routes::Page;
use crate::words::client_page as words;

/// What every tab is given.
#[derive(Clone)]
pub(super) struct About {
    /// The client.
    pub(super) client: Client,
    /// Now.
    pub(super) now: DateTime<Utc>,
    /// The acts of the page.
    pub(super) acts: Acts,
}

/// One tab of a client's page.
pub(super) struct Tab {
    /// What stands behind the client's id in the address; nothing for the first tab.
    segment: &'static str,
    /// Its name, also the heading of what it shows.
    label: &'static str,
    /// Whether there is something to show of a client.
    has: fn(&Client) -> bool,
    /// What it shows.
    show: fn(About) -> AnyView,
}

/// Every tab, in the order in which people read them.
const TABS: [Tab; 5] = [
    Tab { segment: "", label: words::OVERVIEW, has: |_| true, show: overview::show },
    Tab {
        segment: "Credentials",
        label: words::CREDENTIALS,
        has: |client| client.client_type == ClientType::Confidential,
        show: credentials::show,
    },
    Tab { segment: "Access", label: words::ACCESS, has: |_| true, show: access::show },
    Tab { segment: activity::SEGMENT, label: words::ACTIVITY, has: |_| true, show: activity::show },
    Tab { segment: "Documentation", label: words::DOCUMENTATION, has: |_| true, show: documentation::show },
];

impl Tab {
    /// The tab with this place in the address; none where there is nothing to show of the client.
    pub(super) fn find(segment: &str, client: &Client) -> Option<&'static Self> {
        TABS.iter().find(|tab| tab.segment == segment && (tab.has)(client))
    }

    /// The name of a client's page while this tab is shown.
    pub(super) fn title(&self, name: &str) -> String {
        if self.segment.is_empty() { name.to_owned() } else { format!("{} · {name}", self.label) }
    }

    /// Where the tab of a client is.
    fn page(&self, client: &Client) -> Page {
        let id = client.client_id.to_string();
        if self.segment.is_empty() { Page::ApiClient(id) } else { Page::ApiClientTab(id, self.segment) }
    }
}

/// The tabs of a client as links: each leads to an address, so it is no `tab` role but the current page among pages.
#[component]
pub(super) fn TabLinks(
    /// The client.
    client: Client,
    /// The one that is shown.
    current: &'static Tab,
) -> impl IntoView {
    let shown = TABS.iter().filter(|tab| (tab.has)(&client));
    let links = shown
        .map(|tab| {
            let here = (tab.segment == current.segment).then_some("page");
            link(tab.page(&client).path(), tab.label, here)
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=words::TABS>
            <ul class="tabs__list">{links}</ul>
        </nav>
    }
    .into_any()
}

fn link(href: String, label: &'static str, here: Option<&'static str>) -> AnyView {
    view! {
        <li>
            <a class="tabs__link" href=href aria-current=here>
                {label}
            </a>
        </li>
    }
    .into_any()
}

/// What a tab shows, under its name.
#[component]
pub(super) fn TabPanel(
    /// The tab.
    tab: &'static Tab,
    /// What it is about.
    about: About,
) -> impl IntoView {
    arrive(format!("{}/{}", about.client.client_id, tab.segment));
    view! {
        <section class="card stack" aria-labelledby="tab-title">
            <h2 id="tab-title" data-arrive=(!tab.segment.is_empty()).then_some("")>
                {tab.label}
            </h2>
            {(tab.show)(about)}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::template::TokenExpiration;
    use leptos::prelude::*;

    use super::{Tab, TabLinks};
    use crate::console::sample;
    use crate::ui::typed::printed;

    #[test]
    fn a_tab_is_found_by_its_address_where_it_has_something_to_show() {
        let (app, service) = (sample::app(), sample::service());
        assert_eq!(Tab::find("", &app).unwrap().label, "Overview");
        assert_eq!(Tab::find("Credentials", &service).unwrap().label, "Credentials");
        assert!(Tab::find("Credentials", &app).is_none(), "a public client has no secret");
        assert!(Tab::find("credentials", &service).is_none() && Tab::find("Nowhere", &service).is_none());
    }

    #[test]
    fn tabs_are_links_of_which_one_is_the_page_that_is_shown() {
        let html = printed(|| {
            let client = sample::token(TokenExpiration::Never);
            let current = Tab::find("Access", &client).unwrap();
            view! { <TabLinks client current /> }.into_any()
        });
        assert_eq!(html.matches(r#"aria-current="page""#).count(), 1, "{html}");
        for address in ["", "/Credentials", "/Access", "/Activity", "/Documentation"] {
            let link = format!(r#"href="/Identity/Account/Manage/ApiClients/abc123def456{address}""#);
            assert!(html.contains(&link), "{link} in {html}");
        }
    }
}
