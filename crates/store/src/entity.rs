//! The tables, one file each. Nothing here leaves the room.

pub(crate) mod account;
pub(crate) mod attempt_counter;
pub(crate) mod audit_event;
pub(crate) mod authorization_request;
pub(crate) mod client;
pub(crate) mod client_registration;
pub(crate) mod client_secret;
pub(crate) mod client_uri;
pub(crate) mod code;
pub(crate) mod consent;
pub(crate) mod device_code;
pub(crate) mod former_client;
pub(crate) mod logout_delivery;
pub(crate) mod pushed_request;
pub(crate) mod refresh_token;
pub(crate) mod revoked_access_token;
pub(crate) mod role;
pub(crate) mod secret_use;
pub(crate) mod session;
pub(crate) mod setup_link;
pub(crate) mod signing_key;
pub(crate) mod token_family;
pub(crate) mod used_jti;
pub(crate) mod user;
pub(crate) mod user_role;

use sea_orm::{EntityTrait, IdenStatic as _, Iterable as _, QuerySelect as _, Select};

/// Selects the columns of another table too, under a prefix, because two tables may have a column of one name.
pub(crate) fn select_also<E, F>(select: Select<E>, prefix: &str) -> Select<E>
where
    E: EntityTrait,
    F: EntityTrait,
{
    F::Column::iter()
        .fold(select, |select, column| select.column_as(column, format!("{prefix}{}", column.as_str())))
}
