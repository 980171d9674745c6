//! A client's first call, in every language.

/// Above the languages.
pub(crate) const HEADING: &str = "The first call, from start to end";
/// What the texts need to run.
pub(crate) const LEAD: &str =
    "These run as they are. A secret is read from the environment: .env lists the names, never the value.";
/// The choice of the language.
pub(crate) const LANGUAGE: &str = "Language";
/// What is copied.
pub(crate) const CODE: &str = "Code";
