//! Clients, with their URIs and secrets.

mod change;
mod find;
mod insert;
mod lifetime;
mod replace;
mod room;
pub mod secrets;
mod stored;

pub use change::{StatusChange, Used, delete, set_status, stamp_used};
pub use find::{count_active, find, find_for_authentication, find_own, has_origin, list};
pub use insert::{Inserted, NewClient, insert};
pub use lifetime::longest_access_token_lifetime;
pub use replace::replace;
pub use secrets::NewSecret;
pub use stored::{Authenticating, StoredClient, StoredSecret};
