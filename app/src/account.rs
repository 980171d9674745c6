//! The pages that a stranger meets, and the plain half of the profile settings.
//!
//! Each page is a model and a function that prints the whole document. There is no script in any of them:
//! forms are sent with POST, problems come back beside their fields, and what was typed stays, save passwords.

#![expect(
    unreachable_pub,
    reason = "the component macro publishes what it makes of a private module's parts"
)]

pub mod activity;
pub mod connected_apps;
pub mod consent;
pub mod device;
pub mod error;
pub mod errors;
pub mod form_post;
pub mod login;
pub mod password;
pub mod profile;
pub mod reference;
pub mod register;
pub mod sessions;
pub mod setup;
pub mod sign_out;
pub mod signed_out;

pub mod document;
#[cfg(test)]
pub(crate) use document::without_marks;
mod form;

pub use form::Onward;
