//! `/connect/…` and discovery.

mod authorize;
mod bad_input;
mod claims;
mod client_authentication;
mod device;
mod discovery;
mod par;
mod private_key_jwt;
mod races;
mod token;
mod userinfo;
