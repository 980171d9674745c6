//! The ground under the handlers, seen from the wire: edges, files and connections.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that breaks should break loudly"
)]

mod connections;
mod edge;
mod files;
mod guard;
mod support;
