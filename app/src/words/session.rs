//! What is said when the session behind a page has ended, or is somebody else's by now.

/// The title, and the one of the notice.
pub(crate) const SIGNED_OUT: &str = "You were signed out";
/// Where nothing was typed.
pub(crate) const SIGN_IN_HERE: &str = "Sign in again to go on. You come back to this page.";
/// Where something may have been typed.
pub(crate) const SIGN_IN_BESIDE: &str =
    "Sign in again in a new tab, then come back to this one. What you typed is still here.";
/// The link to sign-in.
pub(crate) const SIGN_IN: &str = "Sign in";
/// The link to sign-in that leaves this page open.
pub(crate) const SIGN_IN_NEW_TAB: &str = "Sign in in a new tab";
/// The way back to what was typed.
pub(crate) const NOT_NOW: &str = "Not now";
/// The title when somebody else signed in.
pub(crate) const SOMEBODY_ELSE: &str = "Somebody else is signed in";
/// The link that prints the page for them.
pub(crate) const SHOW_THEIRS: &str = "Show their page";

/// Whose the page is, and whose the session.
pub(crate) fn somebody_else(page: &str, session: &str) -> String {
    format!(
        "This page belongs to {page}, and in this browser {session} is signed in now. Nothing can be saved here."
    )
}
