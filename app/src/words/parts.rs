//! What the parts say that every page is put together from: buttons of copies and dialogs, loading, problems, steps.

/// The button that copies.
pub(crate) const COPY: &str = "Copy";
/// When it has.
pub(crate) const COPIED: &str = "Copied";
/// When the browser didn't let it.
pub(crate) const NOT_COPIED: &str = "Copying is blocked here. Select the text and copy it by hand.";
/// The corner of a dialog.
pub(crate) const CLOSE: &str = "Close";
/// The corner of a toast.
pub(crate) const DISMISS: &str = "Dismiss";
/// Over what could not be fetched.
pub(crate) const NOT_LOADED: &str = "This could not be loaded";
/// Under it, where it is a part of the console itself.
pub(crate) const PART_MISSING: &str = "The connection may have failed, or Latchkey was updated since this page was loaded. Try again, or load the page anew: what you typed is kept.";
/// Under it.
pub(crate) const TRY_AGAIN: &str = "Try again";
/// In the place of what is on its way.
pub(crate) const LOADING: &str = "Loading";
/// What the steps of a wizard are.
pub(crate) const STEPS: &str = "Steps";
/// Behind the name of a step that lies behind, for who can't see its mark.
pub(crate) const STEP_DONE: &str = " (done)";
/// The button that turns light into dark and back.
pub(crate) const THEME: &str = "Switch between light and dark";
/// A request whose body no function takes: a page that is older than the server sends one, or a program.
pub(crate) const UNREADABLE: &str =
    "The server can't read this request. Nothing was changed. Reload the page and try again.";
/// A request that is larger than what is read.
pub(crate) const TOO_LARGE: &str =
    "This is more than the server takes at once. Nothing was changed. Shorten what you wrote and try again.";
/// A request that never arrived.
pub(crate) const UNREACHABLE: &str =
    "The server can't be reached. Check your connection and try again; nothing you typed is lost.";

/// Over all problems of a form; the first of them are in the singular.
pub(crate) fn problems(count: usize) -> String {
    match count {
        1 => "One thing needs another look".to_owned(),
        many => format!("{many} things need another look"),
    }
}
