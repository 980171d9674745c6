//! The code flow as a client sees it: requests to build, answers to check. No browser, no clock, no dice.

pub mod authorize;
pub mod callback;
pub mod end_session;
pub mod id_token;
pub mod parameters;
pub mod token;
pub mod userinfo;
