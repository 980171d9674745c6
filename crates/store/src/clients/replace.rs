//! Putting what a client is to be in the place of what it is.

use chrono::{DateTime, Utc};
use domain::client::Client;
use domain::draft::Draft;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, Set};

use super::says;
use crate::column::{Moment, Word};
use crate::entity::{client, client_uri};
use crate::error::StoreError;

/// Writes what a registered client says of itself anew: name, grants, addresses, scopes and keys. Owner, status, secrets and
/// lifetimes stay.
///
/// # Errors
/// When the database fails.
pub async fn replace(
    txn: &DatabaseTransaction,
    key: i64,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = client::ActiveModel {
        name: Set(draft.client_name.clone()),
        grant_types: Set(Word(draft.grant_types.clone())),
        scopes: Set(Word(draft.scopes.clone())),
        allow_offline_access: Set(draft.allow_offline_access),
        id_token_signing_algorithm: Set(Word(draft.id_token_signing_algorithm)),
        back_channel_logout_uri: Set(draft.back_channel_logout_uri.clone()),
        jwks: Set(draft.jwks.clone().map(Word)),
        updated_at: Set(Moment(now)),
        ..Default::default()
    };
    client::Entity::update_many()
        .set(row)
        .col_expr(client::Column::Version, Expr::col(client::Column::Version).add(1))
        .filter(client::Column::Id.eq(key))
        .exec(txn)
        .await?;
    put_uris(txn, key, draft).await
}

/// Writes what a client became by a change, unless it is another version by now; `false` then.
///
/// # Errors
/// When the database fails.
pub async fn change(
    txn: &DatabaseTransaction,
    key: i64,
    version: i64,
    client: &Client,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let draft = Draft::from(client);
    let changed = client::Entity::update_many()
        .set(says::row(&draft, now))
        .col_expr(client::Column::Version, Expr::col(client::Column::Version).add(1))
        .filter(client::Column::Id.eq(key))
        .filter(client::Column::Version.eq(version))
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    put_uris(txn, key, &draft).await?;
    Ok(true)
}

async fn put_uris(txn: &DatabaseTransaction, key: i64, draft: &Draft) -> Result<(), StoreError> {
    client_uri::Entity::delete_many().filter(client_uri::Column::ClientId.eq(key)).exec(txn).await?;
    let uris = says::uris(key, draft);
    if !uris.is_empty() {
        client_uri::Entity::insert_many(uris).exec_without_returning(txn).await?;
    }
    Ok(())
}
