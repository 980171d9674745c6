//! What has become of webhooks, for whoever owns them: kept by whoever runs the API, beside what else happens with an account.

use std::net::IpAddr;

use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, QuerySelect as _};

use crate::Principal;
use crate::entity::webhook;
use crate::lower::Owner;

/// What has become of a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was made.
    Created,
    /// It has another address, asks for other events, or is on again.
    Changed,
    /// It has another secret.
    SecretRotated,
    /// It is off: by a request, or because its messages don't arrive.
    Disabled,
    /// It is gone.
    Deleted,
}

impl Became {
    /// The name of the event in an audit trail.
    pub fn action(self) -> &'static str {
        match self {
            Self::Created => "webhook.created",
            Self::Changed => "webhook.changed",
            Self::SecretRotated => "webhook.secret_rotated",
            Self::Disabled => "webhook.disabled",
            Self::Deleted => "webhook.deleted",
        }
    }
}

/// Who did something, and with which request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The client whose token came along.
    pub client_id: String,
    /// The person on whose behalf it came; none when the client acts as itself.
    pub user_id: Option<i32>,
    /// From where, if the server knows.
    pub address: Option<IpAddr>,
    /// The name of the request.
    pub request_id: String,
}

impl Caller {
    /// The one whom a token speaks for.
    pub(crate) fn new(principal: &Principal, address: Option<IpAddr>, request_id: &str) -> Self {
        let Principal { client_id, user_id, .. } = principal.clone();
        Self { client_id, user_id, address, request_id: request_id.to_owned() }
    }
}

/// Something that has become of a webhook, and is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// What.
    pub became: Became,
    /// The key of the webhook.
    pub webhook: i32,
    /// The account to which it belongs.
    pub account: i32,
    /// The user to whom it belongs; none when a client made it that acts as itself, or when it is gone.
    pub owner: Option<i32>,
    /// Who did it; none when it came about by itself.
    pub by: Option<Caller>,
    /// Why, in words; empty when there is nothing to add.
    pub why: String,
}

/// What takes word of webhooks. It is called after what it hears of was kept, and never keeps a request waiting.
pub trait Witness: Send + Sync {
    /// Takes word.
    fn note(&self, noted: Noted);
}

/// To whom a webhook belongs.
pub(super) async fn owner(db: &impl ConnectionTrait, webhook: i32) -> Result<Owner, DbErr> {
    let owner = webhook::Entity::find_by_id(webhook).select_only().column(webhook::Column::OwnerUserId);
    Ok(owner.into_tuple::<Option<i32>>().one(db).await?.flatten())
}
