//! The store on every database there is.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what a test rests on is there, or the test has failed"
)]

mod world;

mod attempts;
mod audit;
mod cascades;
mod client_search;
mod clients;
mod codes;
mod consents;
mod database;
mod expiring;
mod families;
mod last_used;
mod logout;
mod people;
mod plans;
mod pushed_requests;
mod refresh_tokens;
mod requests;
mod secret_uses;
mod sessions;
mod signing_keys;
mod sweep;
mod used_jtis;
