//! Clients, with their URIs and secrets.

mod change;
mod delete;
mod expiring;
mod end;
mod find;
mod insert;
mod lifetime;
mod replace;
mod room;
mod says;
mod search;
pub mod secrets;
mod stored;

pub use change::{StatusChange, Used, set_status, stamp_used};
pub use delete::delete;
pub(crate) use delete::former_owners;
pub use end::{end_all, end_tokens};
pub use expiring::{Expiring, take_expiring};
pub use find::{count_active, find, find_for_authentication, find_own, has_origin, list, names};
pub use insert::{Inserted, NewClient, insert};
pub use lifetime::longest_access_token_lifetime;
pub use replace::{change, replace};
pub use search::{Found, search};
pub use secrets::{NewSecret, SecretRow};
pub use stored::{Authenticating, StoredClient, StoredSecret};
