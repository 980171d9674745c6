//! `/connect/…` and discovery.

mod authorize;
mod bad_input;
mod claims;
mod device;
mod discovery;
mod races;
mod token;
mod userinfo;
