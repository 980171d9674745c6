//! What stands around every page.

use crate::layout::NavItem;

/// The way past the navigation.
pub(crate) const SKIP: &str = "Skip to content";
/// The name of the line that warns on a demo.
pub(crate) const DEMO: &str = "Demo";
/// The line.
pub(crate) const DEMO_TEXT: &str =
    "This is a demo. Its accounts and passwords are public, so keep real data out of it.";
/// Above the places of the navigation.
pub(crate) const SETTINGS: &str = "Profile settings";
/// The way out.
pub(crate) const SIGN_OUT: &str = "Sign out";

/// The name of a place (`contract.md`).
pub(crate) const fn place(item: NavItem) -> &'static str {
    match item {
        NavItem::Profile => "Profile",
        NavItem::Password => "Password",
        NavItem::ApiClients => "API Clients",
        NavItem::ConnectedApps => "Connected apps",
        NavItem::Sessions => "Sessions",
        NavItem::Activity => "Activity",
    }
}

/// Who is signed in, below a card.
pub(crate) fn signed_in_as(email: &str) -> String {
    format!("Signed in as {email}")
}
