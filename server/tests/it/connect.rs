//! `/connect/…` and discovery.

mod authorize;
mod back_channel;
mod bad_input;
mod claims;
mod client_authentication;
mod device;
mod discovery;
mod dpop;
mod endsession;
mod failures;
mod interrupted;
mod introspect;
mod par;
mod password_grant;
mod private_key_jwt;
mod profiles;
mod races;
mod register;
mod refresh;
mod resource;
mod revocation;
mod token;
mod token_exchange;
mod userinfo;
