//! `/connect/…` and discovery.

mod authorize;
mod claims;
mod discovery;
mod races;
mod token;
mod userinfo;
