//! The whole server through its own HTTP, on SQLite and on Postgres: one module per address, each test a sentence.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod world;
mod account;
mod api;
mod canary;
mod connect;
mod console;
mod doors;
mod edge;
mod interop;
mod log;
mod odata;
mod passwords;
mod outbound;
mod seeds;
mod snippets;
mod sweeper;
mod throttle;
mod two_processes;
mod web_server;
mod webhooks;
