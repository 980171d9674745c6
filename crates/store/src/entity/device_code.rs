//! Codes of devices without a browser.

use domain::asked_claims::AskedClaims;
use domain::code::Granted;
use domain::device::{Answer, DeviceCode};
use domain::restriction::Restriction;
use oauth::resource::Resources;
use oauth::scope::Scopes;
use sea_orm::entity::prelude::*;

use crate::column::{Json, Moment, Word, Written, stored_as};
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "device_codes")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) user_code_digest: Digest,
    pub(crate) client_id: i64,
    pub(crate) scopes: Word<Scopes>,
    pub(crate) created_at: Moment,
    pub(crate) expires_at: Moment,
    /// Seconds that have to pass between two questions of the device.
    pub(crate) poll_interval: i64,
    pub(crate) polled_at: Option<Moment>,
    pub(crate) answer: Option<Word<Verdict>>,
    pub(crate) answered_at: Option<Moment>,
    pub(crate) user_id: Option<i64>,
    pub(crate) auth_time: Option<Moment>,
    pub(crate) sid: Option<String>,
    pub(crate) family_id: Option<i64>,
    pub(crate) consumed_at: Option<Moment>,
    pub(crate) resources: Json<Resources>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(
        belongs_to = "super::client::Entity",
        from = "Column::ClientId",
        to = "super::client::Column::Id"
    )]
    Client,
}

impl ActiveModelBehavior for ActiveModel {}

/// What the person said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Yes.
    Allowed,
    /// No.
    Denied,
}

/// An answer that this version doesn't know.
#[derive(Debug, thiserror::Error)]
#[error("the answer to a device is unknown")]
pub(crate) struct UnknownVerdict;

impl Written for Verdict {
    fn write(&self) -> String {
        let word = match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
        };
        word.to_owned()
    }

    fn read(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        [Self::Allowed, Self::Denied]
            .into_iter()
            .find(|verdict| verdict.write() == text)
            .ok_or_else(|| UnknownVerdict.into())
    }
}

stored_as!(Word<Verdict>, String);

impl From<Model> for DeviceCode {
    fn from(row: Model) -> Self {
        let allowed = match (row.answer, row.user_id, row.auth_time, row.sid) {
            (Some(Word(Verdict::Allowed)), Some(user), Some(auth_time), Some(sid)) => {
                let scopes = row.scopes.0;
                Answer::Allowed(Box::new(Granted {
                    user,
                    scopes,
                    nonce: None,
                    auth_time: auth_time.0,
                    sid,
                    acr: None,
                    claims: AskedClaims::default(),
                    restriction: Restriction { resources: row.resources.0, key: None },
                }))
            }
            (None, ..) => Answer::Open,
            // A yes of nobody is none.
            (Some(_), ..) => Answer::Denied,
        };
        Self {
            client: row.client_id,
            expires_at: row.expires_at.0,
            answer: allowed,
            consumed: row.consumed_at.is_some(),
        }
    }
}
