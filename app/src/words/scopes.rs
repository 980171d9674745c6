//! The words of the scope picker.

/// Above the presets.
pub(crate) const PRESETS: &str = "Start from a common job";
/// The search field.
pub(crate) const SEARCH: &str = "Search scopes";
/// Under the search field.
pub(crate) const SEARCH_HINT: &str = "By name or by what it opens, for example webhooks.";
/// The region of the hints.
pub(crate) const HINTS: &str = "About this choice";

/// How many are chosen.
pub(crate) fn count(chosen: usize, offered: usize) -> String {
    format!("{chosen} of {offered} selected")
}

/// Beside a scope that another one brings along.
pub(crate) fn included_in(wider: &str) -> String {
    format!("Included in {wider}, so it need not be chosen.")
}

/// When the search finds nothing.
pub(crate) fn nothing_found(query: &str) -> String {
    format!("No scope is called or described as \u{201c}{query}\u{201d}.")
}

/// The button that takes needless scopes out.
pub(crate) fn remove(scopes: &str) -> String {
    format!("Remove {scopes}")
}

/// The button that adds missing scopes.
pub(crate) fn add(scopes: &str) -> String {
    format!("Add {scopes}")
}
