//! What goes wrong, one type per surface: before anything is served, and in an answer.

pub mod page;
pub mod problem;
pub mod start;

pub use page::{ErrorPage, ErrorView};
pub use problem::{Cause, Problem};
pub use start::StartError;
