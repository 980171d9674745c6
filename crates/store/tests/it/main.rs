//! The store on every database there is.

mod world;

mod cascades;
mod clients;
mod codes;
mod consents;
mod database;
mod families;
mod last_used;
mod people;
mod plans;
mod requests;
mod sessions;
mod signing_keys;
