//! What the database says: rows in, domain values out.
//!
//! Free functions over a connection or a transaction. Absence is `Option`; what may happen only once is one
//! conditional statement; what may happen at most ten times is one transaction; what is unique is a
//! constraint. No rule of the product stands here, and no other room but `migration` and `projects` names
//! the library behind it.

pub mod access;
pub mod attempts;
pub mod audit;
pub mod authorization_requests;
pub mod client_registrations;
pub mod clients;
pub mod codes;
pub mod connected_apps;
pub mod consents;
pub mod database;
pub mod device_codes;
mod column;
mod digest;
mod entity;
mod error;
pub mod families;
pub mod logout_deliveries;
pub mod people;
pub mod pushed_requests;
pub mod refresh_tokens;
pub mod secret_uses;
pub mod session_end;
pub mod sessions;
pub mod setup_links;
pub mod signing_keys;
pub mod sweep;
pub mod used_jtis;

pub use digest::Digest;
pub use error::StoreError;
