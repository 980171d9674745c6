//! URIs and web origins of clients.

use sea_orm::entity::prelude::*;

use crate::column::{Word, Written, stored_as};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "client_uris")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) client_id: i64,
    pub(crate) kind: Word<Kind>,
    pub(crate) value: String,
    pub(crate) position: i32,
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

/// What an address is registered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Codes may be sent there.
    Redirect,
    /// People may be sent there after they signed out.
    PostLogout,
    /// Scripts from there may call the server.
    Origin,
}

/// A kind that this version doesn't know.
#[derive(Debug, thiserror::Error)]
#[error("the kind of address is unknown")]
pub(crate) struct UnknownKind;

impl Written for Kind {
    fn write(&self) -> String {
        let word = match self {
            Self::Redirect => "redirect",
            Self::PostLogout => "post_logout",
            Self::Origin => "origin",
        };
        word.to_owned()
    }

    fn read(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        [Self::Redirect, Self::PostLogout, Self::Origin]
            .into_iter()
            .find(|kind| kind.write() == text)
            .ok_or_else(|| UnknownKind.into())
    }
}

stored_as!(Word<Kind>, String);
