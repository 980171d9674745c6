//! From a bound request to a statement. Every value is a bind parameter, and every name comes from the tables of this
//! crate, so no byte of a request can reach the text of a statement.

use odata::bind::{Hop, Place, Related, Variable};
use odata::edm::Property;
use sea_orm::sea_query::{Alias, DynIden, Expr, ExprTrait, IntoIden, JoinType, Query, SelectStatement};
use sea_orm::{DbBackend, DbErr};

use crate::table::{Between, Link, Schema, Table};
use crate::{Principal, scopes};

mod cell;
mod change;
mod collection;
mod condition;
mod expansion;
mod function;
mod links;
mod load;
mod page;
mod report;
mod value;
mod way;

pub(crate) use cell::cell;
pub(crate) use change::{Cells, delete, delete_children, existing, held, insert, update};
pub(crate) use expansion::{Parents, counts, expansion};
pub(crate) use links::{alone, comes_back, link, unlink};
pub(crate) use load::{resources, tasks, waits, works};
pub(crate) use page::{After, Output, count, page};
pub(crate) use report::{days, keep, keep_anew, keep_day, sums};

/// Whose rows exist for a request. Only a verified token makes one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tenant {
    account: i32,
    /// Of the rows that belong to users: whose; `None` for those of everybody in the account.
    owner: Option<Owner>,
}

/// To whom a row belongs: a user, or the clients of the account that act as themselves.
pub(crate) type Owner = Option<i32>;

impl Tenant {
    pub(crate) fn of(principal: &Principal) -> Self {
        let owner = (!scopes::reach_others(&principal.scopes)).then_some(principal.user_id);
        Self { account: principal.account_id, owner }
    }

    /// A whole account, for what the service does by itself.
    pub(crate) fn all_of(account: i32) -> Self {
        Self { account, owner: None }
    }

    /// The account, for what is told of it.
    pub(crate) fn account(self) -> i32 {
        self.account
    }

    /// An account that has no rows, to ask whether the tables are there.
    pub(crate) fn nobody() -> Self {
        Self { account: 0, owner: None }
    }
}

/// Which of the two languages is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl From<DbBackend> for Dialect {
    fn from(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Postgres => Self::Postgres,
            _ => Self::Sqlite,
        }
    }
}

/// For whom, in which language, and over which tables.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'s> {
    pub(crate) schema: &'s Schema,
    pub(crate) tenant: Tenant,
    pub(crate) dialect: Dialect,
}

/// A statement in the making: it collects the joins that its expressions ask for.
pub(crate) struct Lower<'s> {
    ground: Ground<'s>,
    dialect: Dialect,
    joins: Vec<Join>,
}

/// A single entity that is reached from a variable.
struct Join {
    variable: Variable,
    from: String,
    alias: String,
    hop: Hop,
}

impl<'s> Lower<'s> {
    pub(crate) fn new(ground: Ground<'s>) -> Self {
        Self { ground, dialect: ground.dialect, joins: Vec::new() }
    }

    fn table(&self, set: &odata::edm::EntitySet) -> Result<&'s Table, DbErr> {
        self.ground.schema.table(set)
    }

    /// Begins a statement over one table. Nothing else in this crate builds a `FROM` for a request, so no statement can
    /// forget the account.
    fn select_from(&self, table: &Table, alias: &str) -> SelectStatement {
        Query::select()
            .from_as(table.name.clone(), Alias::new(alias))
            .and_where(self.guard_table(alias, table))
            .take()
    }

    /// Only rows of the account, in this table.
    fn guard(&self, alias: &str, account: &DynIden) -> Expr {
        column(alias, account).eq(self.ground.tenant.account)
    }

    /// Only rows of the account, and of those that belong to users only those of this one.
    fn guard_table(&self, alias: &str, table: &Table) -> Expr {
        let account = self.guard(alias, &table.account);
        match (&table.owner, self.ground.tenant.owner) {
            (Some(name), Some(Some(user))) => account.and(column(alias, name).eq(user)),
            (Some(name), Some(None)) => account.and(column(alias, name).is_null()),
            (None, _) | (_, None) => account,
        }
    }

    /// Joins a further table, with its guard in the condition.
    fn join_table(
        &self,
        statement: &mut SelectStatement,
        (kind, alias): (JoinType, &str),
        (name, guard): (&DynIden, Expr),
        on: Expr,
    ) {
        statement.join_as(kind, name.clone(), Alias::new(alias), on.and(guard));
    }

    fn property(&mut self, place: &Place, property: &Property) -> Result<Expr, DbErr> {
        let alias = self.reach(place);
        let table = self.table(place.set())?;
        let found = table.column(property).ok_or_else(|| missing(property.name))?;
        Ok(column(&alias, &found.name))
    }

    /// The alias under which an entity is found; what lies on the way to it will be joined.
    fn reach(&mut self, place: &Place) -> String {
        let mut alias = alias_of(place.variable);
        for hop in &place.through {
            let next = format!("{alias}_{}", hop.navigation.name);
            if !self.joins.iter().any(|join| join.alias == next) {
                let join = Join { variable: place.variable, from: alias, alias: next.clone(), hop: *hop };
                self.joins.push(join);
            }
            alias = next;
        }
        alias
    }

    /// Adds the joins that hang on a variable to the statement in which it ranges.
    fn join(&mut self, statement: &mut SelectStatement, variable: Variable) -> Result<(), DbErr> {
        let (ours, others) =
            std::mem::take(&mut self.joins).into_iter().partition(|join| join.variable == variable);
        self.joins = others;
        let ours: Vec<Join> = ours;
        for join in ours {
            let (table, key) = self.target(&join.hop)?;
            let Link::Here(foreign) = self.table(join.hop.from)?.link(join.hop.navigation.name)? else {
                return Err(missing(join.hop.navigation.name));
            };
            let on = column(&join.alias, key).equals((Alias::new(&join.from), foreign.clone()));
            let guard = self.guard_table(&join.alias, table);
            self.join_table(statement, (JoinType::LeftJoin, &join.alias), (&table.name, guard), on);
        }
        Ok(())
    }

    fn target(&self, hop: &Hop) -> Result<(&'s Table, &'s DynIden), DbErr> {
        let table = self.table(hop.to)?;
        Ok((table, table.key()?))
    }

    /// Begins a statement over the entities at the end of a navigation property of an entity outside.
    fn related(&mut self, related: &Related) -> Result<SelectStatement, DbErr> {
        let outer = self.reach(&related.place);
        let from = self.table(related.hop.from)?;
        let (table, key) = self.target(&related.hop)?;
        let alias = alias_of(related.variable);
        let mut statement = self.select_from(table, &alias);
        let outer_key = (Alias::new(&outer), from.key()?.clone());
        match from.link(related.hop.navigation.name)? {
            Link::Here(foreign) => {
                statement.and_where(column(&alias, key).equals((Alias::new(&outer), foreign.clone())));
            }
            Link::There(foreign) => {
                statement.and_where(column(&alias, foreign).equals(outer_key));
            }
            Link::Through(Between { table: name, account, here, there, .. }) => {
                let between = format!("{alias}_link");
                let on = column(&between, there).equals((Alias::new(&alias), key.clone()));
                let guard = self.guard(&between, account);
                self.join_table(&mut statement, (JoinType::InnerJoin, &between), (name, guard), on);
                statement.and_where(column(&between, here).equals(outer_key));
            }
        }
        Ok(statement)
    }
}

/// The alias of a variable's table.
fn alias_of(variable: Variable) -> String {
    format!("v{}", variable.0)
}

fn column(alias: &str, name: &DynIden) -> Expr {
    Expr::col((Alias::new(alias).into_iden(), name.clone()))
}

/// Model and tables don't fit together, which tests rule out.
pub(crate) fn missing(what: &str) -> DbErr {
    DbErr::Custom(format!("`{what}` has no place in the database"))
}

#[cfg(test)]
mod tests;
