//! Properties that are collections of values. They are kept as arrays of JSON within their row, so what ranges over them
//! reaches no table, and nothing that the row's own guard has not let through.

use odata::bind::{Values, Variable};
use sea_orm::DbErr;
use sea_orm::sea_query::{Alias, Expr, Func, IntoIden, Query, SelectStatement};

use super::{Dialect, Lower, alias_of, column};

/// What both databases call an element of an array.
const ELEMENT: &str = "value";

impl Lower<'_> {
    /// Begins a statement over the values of a collection. An entity that isn't there has none.
    pub(super) fn values(&mut self, values: &Values) -> Result<SelectStatement, DbErr> {
        let array = self.property(&values.place, values.property)?;
        let elements = match self.dialect {
            Dialect::Sqlite => Func::cust("json_each").arg(array),
            Dialect::Postgres => Func::cust("jsonb_array_elements_text").arg(Func::cast_as(array, "jsonb")),
        };
        Ok(Query::select().from_function(elements, Alias::new(alias_of(values.variable))).take())
    }
}

/// A value of a collection.
pub(super) fn item(variable: Variable) -> Expr {
    column(&alias_of(variable), &ELEMENT.into_iden())
}
