//! What goes over HTTP: the binary `latchkey`, its listeners, its command line and its configuration.

pub mod cli;
pub mod config;
pub mod error;
pub mod events;
pub mod http;
pub mod state;
pub mod extract;
pub mod account;
pub mod connect;
pub mod console;
pub mod cors;
pub mod management;
pub mod tokens;
pub mod outbound;
pub mod routes;

mod assemble;

pub use assemble::{Running, build, open_for_command, serve, setup_link};
