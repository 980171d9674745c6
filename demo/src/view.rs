//! What is shown. Nothing in here decides.

pub mod account;
pub mod countdown;
pub mod masthead;
pub mod message;
pub mod projects;
pub mod steps;
pub mod welcome;
