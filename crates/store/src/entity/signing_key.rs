//! Signing keys.

use domain::client::SigningAlgorithm;
use domain::signing_key::KeyState;
use sea_orm::entity::prelude::*;

use crate::column::{Moment, Word, Written, stored_as};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_keys")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) kid: String,
    pub(crate) algorithm: Word<SigningAlgorithm>,
    pub(crate) slot: Word<Slot>,
    pub(crate) public_jwk: String,
    pub(crate) sealed_private_key: Vec<u8>,
    pub(crate) created_at: Moment,
    pub(crate) signs_from: Moment,
    pub(crate) withdrawn_at: Option<Moment>,
    pub(crate) noted: Option<Word<KeyState>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The place in the line of its algorithm that a key fights for, as in `ES256/1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) algorithm: SigningAlgorithm,
    pub(crate) number: u32,
}

impl Written for Slot {
    fn write(&self) -> String {
        format!("{}/{}", self.algorithm.as_str(), self.number)
    }

    fn read(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let (algorithm, number) = text.split_once('/').ok_or("a slot without a number")?;
        Ok(Self { algorithm: algorithm.parse()?, number: number.parse()? })
    }
}

stored_as!(Word<Slot>, String);
