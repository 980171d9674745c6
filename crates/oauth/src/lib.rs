//! What the RFCs say: the words that cross the wire in OAuth 2.0 and OpenID Connect, and their checks.
//!
//! No IO, no clock, no dice. Everything here is decided by a specification, so it is the same for every
//! server and every client, and the demo in the browser uses it as well.

pub mod authorization;
pub mod authorize;
pub mod device;
pub mod discovery;
pub mod dpop;
pub mod end_session;
pub mod error;
pub mod form;
pub mod grant_type;
pub mod introspection;
pub mod pkce;
pub mod pushed;
pub mod redirect_uri;
pub mod registration;
pub mod resource;
pub mod scope;
pub mod token;
pub mod token_exchange;
