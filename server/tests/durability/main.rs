//! The binary in processes of its own: what it promises when one is killed at any moment, and when two share a database.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that breaks should break loudly")]
#![expect(
    clippy::disallowed_methods,
    reason = "how long a process takes is measured; tests have no configuration"
)]

mod crash;
mod journey;
mod process;
mod replicas;
