//! The clients of an account: the list, and the page of one.

mod acts;
mod foreseen;
mod refused;
mod question;
mod deactivate;
mod delete;
mod enforce;
mod more_actions;
mod facts;
mod secrets;
mod row;
mod address;
mod filters;
mod finder;
mod pages;
mod skeleton;
mod allowance;
mod end_of_life;
mod tabs;
mod list;
mod page;

pub(super) use allowance::{LimitReached, remedies};
pub use list::ClientsPage;
pub use page::ClientPage;
