//! Whether what stands behind an access token is still good.

use sea_orm::ConnectionTrait;

use crate::error::StoreError;

/// What an access token says it stands on.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The client it was issued to.
    pub client_id: &'a str,
    /// The public name of its family, if it has one.
    pub family: Option<&'a str>,
    /// The user it acts for, if any.
    pub user: Option<i64>,
}

/// Whether the client is active, the family not ended and the user not disabled, in one statement.
///
/// # Errors
/// When the database fails.
pub async fn is_live(db: &impl ConnectionTrait, question: Question<'_>) -> Result<bool, StoreError> {
    let _ = (db, question);
    todo!()
}
