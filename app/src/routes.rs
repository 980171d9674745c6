//! Every page's address, said once: links, forms and redirects all ask here.

use std::fmt;

use form_urlencoded::Serializer;
use leptos_router::{PossibleRouteMatch, path};

/// A page that people can stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The way in: the console for who is signed in, sign-in for everybody else.
    Home,
    /// Sign-in.
    Login,
    /// A new account.
    Register,
    /// Sign-out: asked first, then done.
    Logout,
    /// Sign-out at the wish of an app (OpenID Connect RP-Initiated Logout 1.0 §2).
    EndSession,
    /// What an app asks for (RFC 6749 §4.1.1).
    Consent,
    /// Where the code of a device without a browser is typed (RFC 8628 §3.3).
    Device,
    /// What went wrong, when no app can be told.
    Error,
    /// Takes the choice of light or dark from a page without a script.
    Theme,
    /// The first administrator's account, on a server that has none.
    Setup,
    /// Profile settings: who I am.
    Profile,
    /// Profile settings: the password.
    Password,
    /// Profile settings: the list of API clients.
    ApiClients,
    /// The wizard for a new API client.
    NewApiClient,
    /// One API client, by its client id.
    ApiClient(String),
    /// A tab of the page of one API client, by its client id and its place in the address.
    ApiClientTab(String, &'static str),
    /// Profile settings: the apps that were let in.
    ConnectedApps,
    /// Profile settings: where the person is signed in.
    Sessions,
    /// Profile settings: what happened.
    Activity,
    /// What happened, as a file.
    ActivityExport,
}

impl Page {
    /// The path of the page, without a query.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".into(),
            Self::Login => "/Identity/Account/Login".into(),
            Self::Register => "/Identity/Account/Register".into(),
            Self::Logout => "/Identity/Account/Logout".into(),
            Self::EndSession => "/connect/endsession".into(),
            Self::Consent => "/Identity/Account/Consent".into(),
            Self::Device => "/Identity/Account/Device".into(),
            Self::Error => "/Identity/Account/Error".into(),
            Self::Theme => "/Identity/Account/Theme".into(),
            Self::Setup => "/Identity/Account/Setup".into(),
            Self::Profile => "/Identity/Account/Manage".into(),
            Self::Password => "/Identity/Account/Manage/Password".into(),
            Self::ApiClients => "/Identity/Account/Manage/ApiClients".into(),
            Self::NewApiClient => "/Identity/Account/Manage/ApiClients/New".into(),
            Self::ConnectedApps => "/Identity/Account/Manage/ConnectedApps".into(),
            Self::Sessions => "/Identity/Account/Manage/Sessions".into(),
            Self::Activity => "/Identity/Account/Manage/Activity".into(),
            Self::ActivityExport => "/Identity/Account/Manage/Activity/Export".into(),
            // A client id is made of unreserved characters (RFC 3986 §2.3): it needs no encoding.
            Self::ApiClient(id) => format!("/Identity/Account/Manage/ApiClients/{id}"),
            Self::ApiClientTab(id, tab) => format!("/Identity/Account/Manage/ApiClients/{id}/{tab}"),
        }
    }

    /// The path with a query, encoded; pairs without a value are left out.
    pub fn with_query(&self, query: &[(&str, Option<&str>)]) -> String {
        let mut pairs = Serializer::new(String::new());
        for (name, value) in query {
            if let Some(value) = value {
                pairs.append_pair(name, value);
            }
        }
        match pairs.finish() {
            query if query.is_empty() => self.path(),
            query => format!("{}?{query}", self.path()),
        }
    }
}

/// The pattern of [`Page::ApiClients`], for the console's router.
pub fn api_clients() -> impl PossibleRouteMatch + Clone + Send + 'static {
    path!("/Identity/Account/Manage/ApiClients")
}

/// The pattern of [`Page::NewApiClient`]; it stands before the one of a client.
pub fn new_api_client() -> impl PossibleRouteMatch + Clone + Send + 'static {
    path!("/Identity/Account/Manage/ApiClients/New")
}

/// The pattern of [`Page::ApiClient`] and [`Page::ApiClientTab`], with the parameters `client_id` and `tab`.
pub fn api_client() -> impl PossibleRouteMatch + Clone + Send + 'static {
    path!("/Identity/Account/Manage/ApiClients/:client_id/:tab?")
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

#[cfg(test)]
mod tests {
    use leptos_router::PossibleRouteMatch;

    use super::{Page, api_client, api_clients, new_api_client};

    fn whole(pattern: &impl PossibleRouteMatch, page: &Page) -> bool {
        pattern.test(&page.path()).is_some_and(|found| found.remaining().is_empty())
    }

    #[test]
    fn every_pattern_of_the_router_fits_its_page() {
        assert!(whole(&api_clients(), &Page::ApiClients));
        assert!(whole(&new_api_client(), &Page::NewApiClient));
        let client = Page::ApiClient("app_0123456789ab".into());
        assert!(whole(&api_client(), &client));
        assert!(!whole(&api_clients(), &client) && !whole(&new_api_client(), &client));
        assert!(whole(&api_client(), &Page::ApiClientTab("app_0123456789ab".into(), "Access")));
    }

    #[test]
    fn the_console_stands_where_the_contract_says() {
        assert_eq!(Page::ApiClients.path(), "/Identity/Account/Manage/ApiClients");
        assert_eq!(
            Page::ApiClient("app_0123456789ab".into()).path(),
            "/Identity/Account/Manage/ApiClients/app_0123456789ab"
        );
    }

    #[test]
    fn a_query_is_encoded_and_absent_values_are_left_out() {
        assert_eq!(
            Page::Login.with_query(&[("request", None), ("return_to", Some("/a?b=c&d"))]),
            "/Identity/Account/Login?return_to=%2Fa%3Fb%3Dc%26d"
        );
        assert_eq!(Page::Login.with_query(&[("request", None)]), Page::Login.path());
    }
}
