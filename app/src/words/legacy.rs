//! The words about a client that came from elsewhere and may ask for no scopes.

/// What its badge says.
pub(crate) const BADGE: &str = "Legacy: may ask for no scopes";
/// The badge of a row.
pub(crate) const MARK: &str = "Legacy";
/// The button, and the one in its question.
pub(crate) const ENFORCE: &str = "Enforce";
/// What that does.
pub(crate) const WHAT: &str = "From then on each request has to name the scopes it wants. One that names none is refused with invalid_scope, where it now gets every scope of the client.";
/// What can't be taken back.
pub(crate) const FOR_GOOD: &str =
    "This can't be switched off again. Make sure that the client names its scopes before you enforce it.";

/// The question's title.
pub(crate) fn question(name: &str) -> String {
    format!("Let {name} name its scopes from now on?")
}

/// When it is done.
pub(crate) fn done(name: &str) -> String {
    format!("{name} has to name its scopes now.")
}
