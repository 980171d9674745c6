//! The way to a new client: choose a template, fill in the details, read what it will be, create it.

mod place;
mod draft;
mod memory;
mod link;
mod filled_in;
mod state;
mod summary;
mod comparison;
mod choose;
mod details;
mod review;
mod ready;
mod page;

pub use page::NewClientPage;
pub(super) use page::fetch_wizard;
