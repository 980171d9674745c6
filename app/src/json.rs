//! How the console reads JSON: answers, what the server printed into the page, drafts.

mod printed;
mod reader;
#[cfg(test)]
mod tests;

pub use printed::{Awaited, Printed, ask};
pub use reader::Unreadable;
pub(crate) use reader::{read, read_tree};
