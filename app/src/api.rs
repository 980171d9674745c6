//! The console's server functions: JSON in and out, POST only, one file an area.
//!
//! The first line of each says who may call it. The rules behind them are in `identity`; what people may do is
//! decided there, so a function called by hand meets the same answer as the page.

pub mod activity;
pub mod clients;
mod console_json;
mod dated;
mod refused;
pub(crate) mod said_no;
pub mod secrets;
pub mod session;
mod strict_json;

pub use console_json::ConsoleJson;
pub use dated::Dated;
pub use refused::Refused;
pub use said_no::{No, SaidNo};
pub use strict_json::StrictJson;
