//! A client's first call, in every language.

/// Above the languages.
pub(crate) const HEADING: &str = "The first call, from start to end";
/// What the texts need to run.
pub(crate) const LEAD: &str = "Copy one and run it: your client id, addresses and scopes are filled in. A secret never is; the code reads it from the environment variable that .env names.";
/// The choice of the language.
pub(crate) const LANGUAGE: &str = "Language";
/// What is copied.
pub(crate) const CODE: &str = "Code";
