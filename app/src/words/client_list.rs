//! The list of clients: looking for some of them, and what is said about their number.

use domain::client::Status;
use domain::client_query::{Kind, Sort};
use domain::template::Template;

use super::client::status;

/// The page.
pub(crate) const TITLE: &str = "API Clients";
/// The line below its name.
pub(crate) const LEAD: &str = "Credentials for programs that use your account: scripts, services and apps.";
/// The way to one more.
pub(crate) const CREATE: &str = "Create API client";

/// The field that is searched with.
pub(crate) const SEARCH_FIELD: &str = "Search by name or ID";
/// The button beside it.
pub(crate) const SEARCH: &str = "Search";
/// The order of the rows.
pub(crate) const SORT: &str = "Sort by";
/// What the chips below the search do.
pub(crate) const FILTERS: &str = "Filters";
/// All chips off, nothing searched.
pub(crate) const CLEAR: &str = "Clear search and filters";
/// The chip of clients that end soon.
pub(crate) const EXPIRING: &str = "Expiring";
/// The chip of clients that nobody has used, and what is said of each.
pub(crate) const NEVER_USED: &str = "Never used";
/// While the list is on its way.
pub(crate) const LOADING: &str = "Loading the list";
/// A list before its first client.
pub(crate) const NO_CLIENTS: &str = "No API clients yet";
/// What the first one would be good for.
pub(crate) const NO_CLIENTS_TEXT: &str = "Create one to try the API with a token of your own, to let a server call it, or to let people sign in to your app.";
/// The way to the first one.
pub(crate) const CREATE_FIRST: &str = "Create your first client";
/// A list of which nothing is shown.
pub(crate) const NOTHING: &str = "No client fits";
/// How to see more than nothing.
pub(crate) const NOTHING_TEXT: &str = "Search for less, or take a filter away.";
/// A page behind the last one.
pub(crate) const NO_SUCH_PAGE: &str = "The list ends before this page";
/// Why there may be none.
pub(crate) const NO_SUCH_PAGE_TEXT: &str = "There may have been more clients when the link to it was made.";
/// The way to what there is.
pub(crate) const TO_LAST_PAGE: &str = "Go to the last page";
/// The way back to the whole list.
pub(crate) const SHOW_ALL: &str = "Show all clients";
/// The title over parameters that the list does not know.
pub(crate) const NOT_UNDERSTOOD: &str = "This address asks for something that the list can't do";
/// The parts of a long list.
pub(crate) const PAGES: &str = "Pages of the list";
/// The part before.
pub(crate) const PREVIOUS: &str = "Previous";
/// The part after.
pub(crate) const NEXT: &str = "Next";
/// Beside the last use of a client that is hardly needed any more.
pub(crate) const UNUSED: &str = "Not used for 90 days";

/// The remedies at the limit, each with what it shows: what to deactivate, what to delete, what to put together.
pub(crate) const REMEDIES: [&str; 3] = [
    "Show active clients, longest unused first",
    "Show active clients that were never used",
    "Show active clients by name",
];
/// The way out of the question at the limit.
pub(crate) const BACK: &str = "Back to the list";

/// The names of the columns; cards say them beside what they hold.
pub(crate) mod column {
    /// Which client.
    pub(crate) const CLIENT: &str = "Client";
    /// Its template.
    pub(crate) const KIND: &str = "Type";
    /// How it gets its tokens.
    pub(crate) const GRANT_TYPES: &str = "Grant types";
    /// What it may do.
    pub(crate) const SCOPES: &str = "Scopes";
    /// When it was made.
    pub(crate) const CREATED: &str = "Created";
    /// When it was last used.
    pub(crate) const LAST_USED: &str = "Last used";
    /// Whether it may be used.
    pub(crate) const STATUS: &str = "Status";
    /// What can be done to it.
    pub(crate) const ACTIONS: &str = "Actions";
}

/// A chip of the type.
pub(crate) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Template(Template::PersonalAccessToken) => "Tokens",
        Kind::Template(Template::BackendService) => "Services",
        Kind::Template(Template::WebMobileApp) => "Apps",
        Kind::Template(Template::WebServerApplication) => "Web servers",
        Kind::Other => "Imported",
        Kind::Type(kind) => kind.as_str(),
    }
}

/// A chip of the status.
pub(crate) const fn state(state: Status) -> &'static str {
    status(state)
}

/// An order of the rows.
pub(crate) const fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "Newest first",
        Sort::Oldest => "Oldest first",
        Sort::Name => "Name, A to Z",
        Sort::NameDescending => "Name, Z to A",
        Sort::LastUsed => "Last used first",
        Sort::LeastUsed => "Longest unused first",
    }
}

/// How many clients were found; the list is silent about itself when it is whole.
pub(crate) fn found(total: u64, narrowed: bool) -> String {
    match (total, narrowed) {
        (0, true) => NOTHING.to_owned(),
        (0, false) => String::new(),
        (1, _) => "1 client".to_owned(),
        _ => format!("{total} clients"),
    }
}

/// Where somebody is in a long list.
pub(crate) fn place(page: u64, pages: u64) -> String {
    format!("Page {page} of {pages}")
}

/// How much of the limit is used.
pub(crate) fn allowance(active: u32, limit: u32) -> String {
    format!("{active} of {limit} active")
}

/// The title of what is said at the limit.
pub(crate) fn full(limit: u32) -> String {
    format!("All {limit} places are taken")
}
