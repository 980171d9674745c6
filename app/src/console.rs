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
mod missing_page;
mod usage;
mod scope_picker;
mod edit;
mod clients;
mod wizard;
#[cfg(test)]
pub(crate) mod sample;

pub use clients::{ClientPage, ClientsPage};
pub use missing_page::MissingPage;
pub use scope_picker::ScopePicker;
pub use surroundings::{Servers, Surroundings};
pub use wizard::NewClientPage;

/// Gives every page below a place to remember where the reader is, and whether the script has come.
pub(crate) fn provide_memory() {
    arrival::Arrivals::provide();
    awake::Awake::provide();
}
