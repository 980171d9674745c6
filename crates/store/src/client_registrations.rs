//! Clients that registered themselves (RFC 7591), and what opens their registrations again (RFC 7592).

use chrono::{DateTime, Utc};
use domain::client_id::ClientId;
use oauth::registration::AuthMethod;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, FromQueryResult, JoinType,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, RelationTrait as _, SelectExt as _, Set,
};

use crate::column::{Moment, Word};
use crate::digest::Digest;
use crate::entity::{account, client, client_registration};
use crate::error::StoreError;

/// A registration.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The client's row.
    pub client: i64,
    /// The client's public identifier.
    pub client_id: ClientId,
    /// How the client said that it authenticates.
    pub auth_method: AuthMethod,
}

/// Whether there may be one more registered client. The account that gets it is locked, so that others count only when
/// the transaction has ended.
///
/// # Errors
/// When the database fails.
pub async fn has_room(txn: &DatabaseTransaction, account_id: i64, most: u32) -> Result<bool, StoreError> {
    account::Entity::find_by_id(account_id).lock(LockType::NoKeyUpdate).one(txn).await?;
    let registered = client_registration::Entity::find().count(txn).await?;
    Ok(registered < u64::from(most))
}

/// Whether a client registered itself.
///
/// # Errors
/// When the database fails.
pub async fn is_registered(db: &impl ConnectionTrait, client: i64) -> Result<bool, StoreError> {
    let own = client_registration::Column::ClientId.eq(client);
    Ok(client_registration::Entity::find().filter(own).exists(db).await?)
}

/// Notes that a client registered itself.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    digest: &Digest,
    client: i64,
    auth_method: AuthMethod,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = client_registration::ActiveModel {
        digest: Set(*digest),
        client_id: Set(client),
        auth_method: Set(Word(auth_method)),
        created_at: Set(Moment(now)),
        ..Default::default()
    };
    client_registration::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Finds a registration by the token that opens it.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn find(db: &impl ConnectionTrait, digest: &Digest) -> Result<Option<Registration>, StoreError> {
    let row = client_registration::Entity::find()
        .join(JoinType::InnerJoin, client_registration::Relation::Client.def())
        .column_as(client::Column::ClientId, "public_client_id")
        .filter(client_registration::Column::Digest.eq(*digest))
        .into_model::<RegistrationRow>()
        .one(db)
        .await?;
    Ok(row.map(|row| Registration {
        client: row.registration.client_id,
        client_id: row.public_client_id.0,
        auth_method: row.registration.auth_method.0,
    }))
}

/// Notes that a registered client authenticates in another way now.
///
/// # Errors
/// When the database fails.
pub async fn set_auth_method(
    txn: &impl ConnectionTrait,
    client: i64,
    auth_method: AuthMethod,
) -> Result<(), StoreError> {
    let row = client_registration::ActiveModel { auth_method: Set(Word(auth_method)), ..Default::default() };
    client_registration::Entity::update_many()
        .set(row)
        .filter(client_registration::Column::ClientId.eq(client))
        .exec(txn)
        .await?;
    Ok(())
}

/// A registration, and the public identifier of its client.
#[derive(FromQueryResult)]
struct RegistrationRow {
    #[sea_orm(nested)]
    registration: client_registration::Model,
    public_client_id: Word<ClientId>,
}
