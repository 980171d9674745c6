//! From a bound request to a statement. Every value is a bind parameter, and every name comes from the tables of this
//! crate, so no byte of a request can reach the text of a statement.

use odata::edm::{EntitySet, Nullability, Property};
use odata::options::orderby::Direction;
use odata::options::select::Selection;
use odata::request::{CollectionRequest, EntityRequest};
use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoColumnRef, NullOrdering, Order, Query, SelectStatement};

use crate::Principal;
use crate::table::{Column, Table};

/// The account whose rows exist for a request. Only a verified token makes one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tenant(i32);

impl Tenant {
    pub(crate) fn of(principal: &Principal) -> Self {
        Self(principal.account_id)
    }

    /// An account that has no rows, to ask whether the tables are there.
    pub(crate) fn nobody() -> Self {
        Self(0)
    }
}

/// Begins a statement over one table. Nothing else in this crate builds a `FROM` for a request, so no statement can
/// forget the account.
fn from_table(table: &Table, tenant: Tenant) -> SelectStatement {
    let account = Expr::col((table.name.clone(), table.account.clone()));
    Query::select().from(table.name.clone()).and_where(account.eq(tenant.0)).take()
}

/// The rows of a page: the version, then [`selected`], in a total order.
pub(crate) fn page(
    table: &Table,
    tenant: Tenant,
    request: &CollectionRequest,
    limit: u64,
) -> SelectStatement {
    let mut statement = rows(table, tenant, &selected(table, request.set, &request.select));
    let key = request.set.entity.property(request.set.entity.key);
    for term in &request.order {
        order_by(&mut statement, table, term.property, term.direction);
    }
    // The key is unique, so behind it nothing decides any more and it is not needed twice.
    if let Some(key) = key.filter(|key| !request.order.iter().any(|term| term.property.name == key.name)) {
        order_by(&mut statement, table, key, Direction::Ascending);
    }
    statement.limit(limit);
    if request.skip > 0 {
        statement.offset(request.skip);
    }
    statement
}

/// One row by its key.
pub(crate) fn entity(table: &Table, tenant: Tenant, request: &EntityRequest) -> SelectStatement {
    let mut statement = rows(table, tenant, &selected(table, request.set, &request.select));
    if let Some(key) = table.columns.first() {
        statement.and_where(Expr::col((table.name.clone(), key.name.clone())).eq(request.key));
    }
    statement
}

/// How many rows there are.
pub(crate) fn count(table: &Table, tenant: Tenant) -> SelectStatement {
    let key = table.columns.first().map(|key| Expr::col((table.name.clone(), key.name.clone())));
    let mut statement = from_table(table, tenant);
    statement.expr(Func::count(key.unwrap_or_else(|| Expr::val(1))));
    statement
}

/// The columns that a request reads, in the model's order.
pub(crate) fn selected<'t>(table: &'t Table, set: &EntitySet, select: &Selection) -> Vec<&'t Column> {
    table.columns.iter().filter(|column| select.holds(set.entity, column.property)).collect()
}

fn rows(table: &Table, tenant: Tenant, columns: &[&Column]) -> SelectStatement {
    let mut statement = from_table(table, tenant);
    statement.column((table.name.clone(), table.version.clone()));
    statement.columns(columns.iter().map(|column| (table.name.clone(), column.name.clone())));
    statement
}

/// Null stands first ascending and last descending (OData Protocol §11.2.6.2), which the databases see differently.
fn order_by(statement: &mut SelectStatement, table: &Table, property: &Property, direction: Direction) {
    let Some(column) = table.column(property) else {
        return;
    };
    let name = (table.name.clone(), column.name.clone()).into_column_ref();
    let (order, nulls) = match direction {
        Direction::Ascending => (Order::Asc, NullOrdering::First),
        Direction::Descending => (Order::Desc, NullOrdering::Last),
    };
    match property.nullability {
        Nullability::Nullable => statement.order_by_with_nulls(name, order, nulls),
        // Said where it means nothing, it would keep Postgres from reading the index in order.
        Nullability::Required => statement.order_by(name, order),
    };
}

#[cfg(test)]
mod tests {
    use odata::options::Options;
    use odata::path;
    use odata::request::{Request, bind};
    use sea_orm::sea_query::{PostgresQueryBuilder, SqliteQueryBuilder};

    use super::*;
    use crate::model::{MODEL, PROJECTS};

    fn collection(query: &str) -> CollectionRequest {
        let target = path::parse(&MODEL, "/Projects").unwrap();
        match bind(target, &Options::parse(query).unwrap()).unwrap() {
            Request::Collection(request) => request,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_page_is_one_statement_with_bound_values_in_a_total_order() {
        let table = Table::of(&PROJECTS).unwrap();
        let request = collection("$select=projectName&$orderby=riskQuotient desc,status&$skip=2");
        let statement = page(table, Tenant(7), &request, 3);
        let (sql, values) = statement.build(PostgresQueryBuilder);
        assert_eq!(
            sql,
            r#"SELECT "projects"."version", "projects"."project_id", "projects"."project_name" FROM "projects" WHERE "projects"."account_id" = $1 ORDER BY "projects"."risk_quotient" DESC NULLS LAST, "projects"."status" ASC, "projects"."project_id" ASC LIMIT $2 OFFSET $3"#
        );
        assert_eq!(values.0.len(), 3);
        assert_eq!(
            statement.build(SqliteQueryBuilder).0,
            sql.replace("$1", "?").replace("$2", "?").replace("$3", "?")
        );
    }

    #[test]
    fn no_statement_forgets_the_account() {
        let table = Table::of(&PROJECTS).unwrap();
        let guard = r#"WHERE "projects"."account_id" = 7"#;
        let one = EntityRequest { set: MODEL.set("Projects").unwrap(), key: 1, select: Selection::default() };
        for statement in [
            page(table, Tenant(7), &collection(""), 1),
            entity(table, Tenant(7), &one),
            count(table, Tenant(7)),
        ] {
            assert!(statement.to_string(SqliteQueryBuilder).contains(guard));
        }
    }

    #[test]
    fn ordering_by_the_key_names_it_once() {
        let table = Table::of(&PROJECTS).unwrap();
        let sql =
            page(table, Tenant(7), &collection("$orderby=projectId desc"), 1).to_string(SqliteQueryBuilder);
        assert!(sql.contains(r#"ORDER BY "projects"."project_id" DESC LIMIT 1"#), "{sql}");
    }
}
