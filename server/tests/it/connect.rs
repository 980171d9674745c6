//! `/connect/…` and discovery.

mod authorize;
mod discovery;
mod races;
mod token;
mod userinfo;
