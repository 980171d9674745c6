//! People as they come out of the database: one row for each of their roles.

use domain::person::Profile;
use sea_orm::{FromQueryResult, JoinType, QueryOrder as _, QuerySelect as _, RelationTrait as _, Select};

use crate::entity::{role, user, user_role};

/// A user, whole.
#[derive(Clone)]
pub struct Person {
    /// The row, which is also the claim `sub`.
    pub id: i64,
    /// The account they belong to.
    pub account_id: i64,
    /// What they say of themselves.
    pub profile: Profile,
    /// The hash of their password in PHC form; `None` for somebody who can't sign in with one.
    pub password_hash: Option<String>,
    /// Whether an administrator switched them off.
    pub disabled: bool,
    /// Names of their roles, in alphabetical order.
    pub roles: Vec<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A user and one of their roles.
#[derive(FromQueryResult)]
pub(crate) struct PersonRow {
    #[sea_orm(nested)]
    user: user::Model,
    role: Option<String>,
}

/// Adds the roles. Joined last, because SQLite keeps what follows a left join behind it.
pub(crate) fn with_roles(select: Select<user::Entity>) -> Select<user::Entity> {
    select
        .join_rev(JoinType::LeftJoin, user_role::Relation::User.def())
        .join(JoinType::LeftJoin, user_role::Relation::Role.def())
        .column_as(role::Column::Name, "role")
        .order_by_asc(role::Column::Name)
}

/// Makes one person of the rows.
pub(crate) fn fold(rows: Vec<PersonRow>) -> Option<Person> {
    let mut rows = rows.into_iter();
    let PersonRow { user, role } = rows.next()?;
    Some(Person {
        id: user.id,
        account_id: user.account_id,
        password_hash: user.password_hash.clone(),
        disabled: user.disabled_at.is_some(),
        roles: role.into_iter().chain(rows.filter_map(|row| row.role)).collect(),
        profile: user.into(),
    })
}
