//! People: users with their profile and roles.

mod row;

use chrono::{DateTime, Utc};
use domain::person::{Profile, email_key};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait as _, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationTrait as _, SelectExt as _, Set, SqlErr,
    Statement, TransactionSession as _, TransactionTrait, TryInsertResult,
};

use crate::column::Moment;
use crate::entity::{account, role, user, user_role};
use crate::error::StoreError;
pub use row::Person;
pub(crate) use row::{PersonRow, fold, with_roles};

/// A user to be inserted.
pub struct NewPerson<'a> {
    /// A row to take; `None` for the next one.
    pub id: Option<i64>,
    /// The account to join, made when it isn't there; `None` for a new one, named like the person.
    pub account_id: Option<i64>,
    /// What they say of themselves, checked.
    pub profile: &'a Profile,
    /// The hash of their password in PHC form.
    pub password_hash: &'a str,
    /// Names of roles.
    pub roles: &'a [&'a str],
}

/// How writing a person ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is written; the row.
    Done(i64),
    /// Somebody else has this e-mail address.
    EmailTaken,
}

/// Inserts a user, with a new account if they don't join one.
///
/// # Errors
/// When the database fails, also when the chosen row is taken.
pub async fn insert(
    txn: &DatabaseTransaction,
    new: NewPerson<'_>,
    now: DateTime<Utc>,
) -> Result<Inserted, StoreError> {
    let (account_id, made) = join_account(txn, &new, now).await?;
    let row = user::ActiveModel {
        id: new.id.map_or(sea_orm::NotSet, Set),
        account_id: Set(account_id),
        password_hash: Set(Some(new.password_hash.to_owned())),
        created_at: Set(Moment(now)),
        updated_at: Set(Moment(now)),
        ..user::from_profile(new.profile)
    };
    let conflict = OnConflict::column(user::Column::EmailKey).do_nothing().to_owned();
    let inserted = user::Entity::insert(row).on_conflict(conflict).try_insert().exec(txn).await?;
    let TryInsertResult::Inserted(inserted) = inserted else {
        if made {
            account::Entity::delete_by_id(account_id).exec(txn).await?;
        }
        return Ok(Inserted::EmailTaken);
    };
    let id = inserted.last_insert_id;
    if new.id.is_some() {
        pass_over(txn, "users", id).await?;
    }
    give_roles(txn, id, new.roles).await?;
    Ok(Inserted::Done(id))
}

/// Finds a user.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<Person>, StoreError> {
    let select = user::Entity::find_by_id(id);
    Ok(fold(with_roles(select).into_model::<PersonRow>().all(db).await?))
}

/// Finds a user by e-mail address, however it is capitalised.
///
/// # Errors
/// When the database fails.
pub async fn find_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<Person>, StoreError> {
    let select = user::Entity::find().filter(user::Column::EmailKey.eq(email_key(email)));
    Ok(fold(with_roles(select).into_model::<PersonRow>().all(db).await?))
}

/// The user with a role who was there first, of those who aren't disabled.
///
/// # Errors
/// When the database fails.
pub async fn first_with_role(db: &impl ConnectionTrait, role: &str) -> Result<Option<Person>, StoreError> {
    let found = user::Entity::find()
        .join_rev(JoinType::InnerJoin, user_role::Relation::User.def())
        .join(JoinType::InnerJoin, user_role::Relation::Role.def())
        .filter(role::Column::Name.eq(role))
        .filter(user::Column::DisabledAt.is_null())
        .order_by_asc(user::Column::Id)
        .one(db)
        .await?;
    match found {
        Some(user) => find(db, user.id).await,
        None => Ok(None),
    }
}

/// Whether there is any user at all.
///
/// # Errors
/// When the database fails.
pub async fn any(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(user::Entity::find().limit(1).exists(db).await?)
}

/// Writes a user's profile anew.
///
/// Inside a transaction it sets a savepoint, so that the transaction goes on when the address is taken.
///
/// # Errors
/// When the database fails.
pub async fn update_profile(
    db: &(impl ConnectionTrait + TransactionTrait),
    id: i64,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Result<Inserted, StoreError> {
    let savepoint = db.begin().await?;
    let row = user::ActiveModel { updated_at: Set(Moment(now)), ..user::from_profile(profile) };
    let updated = user::Entity::update_many().set(row).filter(user::Column::Id.eq(id)).exec(&savepoint).await;
    match updated {
        Ok(_) => {
            savepoint.commit().await?;
            Ok(Inserted::Done(id))
        }
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            savepoint.rollback().await?;
            Ok(Inserted::EmailTaken)
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes the hash of a new password.
///
/// # Errors
/// When the database fails.
pub async fn set_password(
    db: &impl ConnectionTrait,
    id: i64,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = user::ActiveModel {
        password_hash: Set(Some(hash.to_owned())),
        updated_at: Set(Moment(now)),
        ..Default::default()
    };
    user::Entity::update_many().set(row).filter(user::Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// Writes another hash of the same password, unless somebody changed the password meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn replace_password_hash(
    db: &impl ConnectionTrait,
    id: i64,
    old: &str,
    new: &str,
) -> Result<(), StoreError> {
    let row = user::ActiveModel { password_hash: Set(Some(new.to_owned())), ..Default::default() };
    user::Entity::update_many()
        .set(row)
        .filter(user::Column::Id.eq(id))
        .filter(user::Column::PasswordHash.eq(old))
        .exec(db)
        .await?;
    Ok(())
}

/// The account of a new person, and whether it was made just now.
async fn join_account(
    txn: &DatabaseTransaction,
    new: &NewPerson<'_>,
    now: DateTime<Utc>,
) -> Result<(i64, bool), StoreError> {
    let row = account::ActiveModel {
        id: new.account_id.map_or(sea_orm::NotSet, Set),
        name: Set(new.profile.name.clone()),
        created_at: Set(Moment(now)),
    };
    let conflict = OnConflict::column(account::Column::Id).do_nothing().to_owned();
    let inserted = account::Entity::insert(row).on_conflict(conflict).try_insert().exec(txn).await?;
    match (inserted, new.account_id) {
        (TryInsertResult::Inserted(inserted), None) => Ok((inserted.last_insert_id, true)),
        (TryInsertResult::Inserted(_), Some(id)) => {
            pass_over(txn, "accounts", id).await?;
            Ok((id, true))
        }
        (_, Some(id)) => Ok((id, false)),
        (_, None) => Err(sea_orm::DbErr::RecordNotInserted.into()),
    }
}

async fn give_roles(txn: &DatabaseTransaction, user: i64, names: &[&str]) -> Result<(), StoreError> {
    if names.is_empty() {
        return Ok(());
    }
    let roles = role::Entity::find().filter(role::Column::Name.is_in(names.iter().copied())).all(txn).await?;
    let rows =
        roles.into_iter().map(|role| user_role::ActiveModel { user_id: Set(user), role_id: Set(role.id) });
    user_role::Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}

/// Keeps Postgres from giving out a row that was chosen by hand. SQLite keeps count by itself.
async fn pass_over(txn: &DatabaseTransaction, table: &'static str, id: i64) -> Result<(), StoreError> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let sequence = format!("{table}_id_seq");
        let behind = format!("FROM {sequence} WHERE last_value < $1 OR NOT is_called");
        let sql = format!("SELECT setval('{sequence}', $1) {behind}");
        txn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [id.into()])).await?;
    }
    Ok(())
}
