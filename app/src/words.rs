//! The message catalogue: what the pages say, one file an area, in constants and small functions.
//!
//! A component takes its words from here and adds none of its own, so that a second language is a second set of
//! these files.

pub mod activity;
pub(crate) mod client;
pub(crate) mod client_list;
pub(crate) mod client_page;
pub mod connected_apps;
pub mod consent;
pub(crate) mod edit;
pub mod error;
pub mod errors;
pub mod form_post;
pub(crate) mod frame;
pub(crate) mod legacy;
pub(crate) mod lifecycle;
pub(crate) mod link;
pub(crate) mod missing;
pub mod moments;
pub(crate) mod parts;
pub mod profile;
pub mod reference;
pub(crate) mod scopes;
pub(crate) mod secrets;
pub(crate) mod session;
pub mod sessions;
pub mod sign_in;
pub(crate) mod snippets;
pub(crate) mod web_server;
pub(crate) mod wizard;
