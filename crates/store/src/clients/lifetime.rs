//! What all clients have in common.

use domain::template::Template;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
};

use crate::column::{Seconds, Word};
use crate::entity::client;
use crate::error::StoreError;

/// The longest life in seconds that a client has for its access tokens; `None` when no client says one.
///
/// Personal access tokens don't count: nothing signs them.
///
/// # Errors
/// When the database fails or a number can't be read.
pub async fn longest_access_token_lifetime(db: &impl ConnectionTrait) -> Result<Option<u64>, StoreError> {
    let signed = Condition::any()
        .add(client::Column::Template.is_null())
        .add(client::Column::Template.ne(Word(Template::PersonalAccessToken)));
    let longest: Option<Option<Seconds>> = client::Entity::find()
        .select_only()
        .column_as(client::Column::AccessTokenLifetime.max(), "longest")
        .filter(signed)
        .into_tuple()
        .one(db)
        .await?;
    Ok(longest.flatten().map(|seconds| seconds.0))
}
