//! The protocol endpoints, one file each. None of them looks at a cookie, except where people are sent.

pub mod answer;
pub mod authorize;
pub mod device_authorization;
pub mod discovery;
pub mod endsession;
pub mod introspect;
pub mod jwks;
pub mod par;
pub mod revocation;
pub(crate) mod public;
pub mod registration;
pub mod token;
pub mod userinfo;
