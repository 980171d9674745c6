//! Users.

use domain::person::{Address, Profile, email_key};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::column::Moment;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) account_id: i64,
    pub(crate) email: String,
    pub(crate) email_key: String,
    pub(crate) password_hash: Option<String>,
    pub(crate) name: String,
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) preferred_username: String,
    pub(crate) phone_number: String,
    pub(crate) street_address: String,
    pub(crate) locality: String,
    pub(crate) region: String,
    pub(crate) postal_code: String,
    pub(crate) country: String,
    pub(crate) disabled_at: Option<Moment>,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The columns that a profile fills.
pub(crate) fn from_profile(profile: &Profile) -> ActiveModel {
    let address = &profile.address;
    ActiveModel {
        email: Set(profile.email.clone()),
        email_key: Set(email_key(&profile.email)),
        name: Set(profile.name.clone()),
        given_name: Set(profile.given_name.clone()),
        family_name: Set(profile.family_name.clone()),
        preferred_username: Set(profile.preferred_username.clone()),
        phone_number: Set(profile.phone_number.clone()),
        street_address: Set(address.street_address.clone()),
        locality: Set(address.locality.clone()),
        region: Set(address.region.clone()),
        postal_code: Set(address.postal_code.clone()),
        country: Set(address.country.clone()),
        ..Default::default()
    }
}

impl From<Model> for Profile {
    fn from(row: Model) -> Self {
        Self {
            name: row.name,
            given_name: row.given_name,
            family_name: row.family_name,
            preferred_username: row.preferred_username,
            email: row.email,
            phone_number: row.phone_number,
            address: Address {
                street_address: row.street_address,
                locality: row.locality,
                region: row.region,
                postal_code: row.postal_code,
                country: row.country,
            },
        }
    }
}
