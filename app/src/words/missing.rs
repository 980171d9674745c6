//! Where there is nothing.

/// An address that leads nowhere.
pub(crate) const NO_PAGE: &str = "There is no such page";
/// Why that may be.
pub(crate) const NO_PAGE_TEXT: &str =
    "The address may have been written differently, or the page may have moved.";
/// A client that is not there for this reader.
pub(crate) const NO_CLIENT: &str = "There is no such client";
/// Why that may be; the reader is not told which.
pub(crate) const NO_CLIENT_TEXT: &str = "It may have been deleted, or it belongs to another account.";
/// The way out of both.
pub(crate) const TO_CLIENTS: &str = "Go to API Clients";
