//! The words about a link that fills the wizard's form in.

use domain::template::Template;

/// Above everything that a link has filled in.
pub(crate) const TITLE: &str = "A link has filled this form in";
/// What to do about it.
pub(crate) const READ_IT: &str = "Read every value before you create the client. Whoever made the link chose them, and nothing is made yet.";
/// Before what was left out.
pub(crate) const LEFT_OUT: &str = "Left out, because a link can't ask for it:";

/// A template that doesn't exist.
pub(crate) fn no_template(word: &str) -> String {
    format!("Template {}: there is none of this name.", quoted(word))
}

/// A template that the reader may not use.
pub(crate) fn for_managers(template: Template) -> String {
    format!("Template {}: it is for managers.", template.label())
}

/// A value that its field can't take, with the field's own words.
pub(crate) fn refused(field: &str, value: &str, words: &str) -> String {
    format!("{field} {}: {words}", quoted(value))
}

/// A value for a field that the template doesn't have.
pub(crate) fn not_here(field: &str) -> String {
    format!("{field}: this template has no such field.")
}

/// A scope that the server doesn't know.
pub(crate) fn no_scope(scope: &str) -> String {
    format!("Scope {}: this server has no scope of this name.", quoted(scope))
}

/// The scope that opens everything.
pub(crate) fn too_much(scope: &str) -> String {
    format!("Scope {scope}: it opens everything. If the client needs it, choose it yourself.")
}

/// The scope that has a switch of its own.
pub(crate) fn by_refresh_token(scope: &str) -> String {
    format!("Scope {scope}: it comes with Refresh Token. Choose that if people are to stay signed in.")
}

/// A scope that the template doesn't give.
pub(crate) fn not_given(scope: &str, template: Template) -> String {
    format!("Scope {}: a {} doesn't get it when it is made.", quoted(scope), template.label())
}

/// A number of days that is no choice.
pub(crate) fn no_expiration(days: &str) -> String {
    format!("Expiration after {} days: choose 30 days, 90 days or 1 year.", quoted(days))
}

/// A value of a link, short enough for a sentence and without what can't be seen.
fn quoted(value: &str) -> String {
    let shown: String = value.chars().filter(|letter| !letter.is_control()).take(60).collect();
    format!("\u{201c}{shown}\u{201d}")
}
