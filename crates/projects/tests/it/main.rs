//! The API through its router, as its clients see it, on SQLite and on Postgres.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that can't go on has failed"
)]

mod support;

mod memory;

mod auth;
mod bad_input;
mod batch;
mod cases;
mod demo;
mod entities;
mod errors;
mod expand;
mod generated;
mod listener;
mod options;
mod paging;
mod webhook_actions;
mod webhook_delivery;
mod report_remaining;
mod reports;
mod resource_load;
mod restrictions;
mod write;
mod webhooks;
