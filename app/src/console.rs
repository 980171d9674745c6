//! The pages behind sign-in: printed by the server with their data, then woken up in the browser.

#![expect(
    unreachable_pub,
    reason = "the component macro publishes what it makes of a private module's parts"
)]

mod arrival;
mod awake;
mod surroundings;
mod fetched;
mod refusal_notice;
mod watch;
mod unload;
mod part;
mod confirm;
mod missing_page;
mod usage;
mod reveal;
mod snippets;
mod scope_picker;
mod verdicts;
mod web_server;
mod edit;
mod clients;
mod wizard;
#[cfg(test)]
pub(crate) mod sample;

pub use clients::{ClientPage, ClientsPage};
pub(crate) use confirm::ConfirmDialog;
pub use missing_page::MissingPage;
pub use part::Part;
pub use scope_picker::ScopePicker;
pub use surroundings::{Servers, Surroundings};
pub(crate) use watch::SessionWatch;
pub use wizard::NewClientPage;

/// Gives every page below a place to remember where the reader is, whether the script has come, and
/// where the password is asked for once more. It comes before the router, which must not hear of every step.
pub(crate) fn provide_memory() {
    arrival::Arrivals::provide();
    awake::Awake::provide();
    confirm::Confirmer::provide();
    unload::watch_history();
}
