//! The secrets of a client: what is known of them, and what is done with them.

mod acts;
mod add;
mod countdown;
mod dialogs;
mod list;
mod regenerate;
mod remove;
mod row;

pub(super) use acts::SecretActs;
pub(super) use dialogs::SecretDialogs;
pub(super) use list::Secrets;
