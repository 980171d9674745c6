//! The clients of an account: the list, and the page of one.

mod acts;
mod question;
mod deactivate;
mod delete;
mod more_actions;
mod facts;
mod row;
mod allowance;
mod tabs;
mod list;
mod page;

pub use list::ClientsPage;
pub use page::ClientPage;
