//! What goes wrong, one type per surface: before anything is served, and in an answer.

pub mod cause;
pub mod page;
pub mod problem;
pub mod start;

pub use cause::Cause;
pub use page::{ErrorPage, ErrorView};
pub use problem::Problem;
pub use start::StartError;
