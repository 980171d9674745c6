//! Entities that are reached over a path: `Projects(1)/tasks(2)/resources`.

use odata::bind::Hop;
use odata::path::Way;
use sea_orm::DbErr;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use super::{Lower, column};
use crate::table::{Between, Link};

impl Lower<'_> {
    /// Whether the row under this alias is one that the path means; nothing, if it means all of them.
    pub(super) fn on_way(&self, way: &Way, alias: &str) -> Result<Option<Expr>, DbErr> {
        let reached = way.from.as_ref().map(|(hop, before)| self.reached(hop, before, alias)).transpose()?;
        let key = self.table(way.set)?.key()?;
        let own = way.key.map(|own| column(alias, key).eq(own));
        Ok(match (reached, own) {
            (Some(reached), Some(own)) => Some(reached.and(own)),
            (reached, own) => reached.or(own),
        })
    }

    fn reached(&self, hop: &Hop, before: &Way, alias: &str) -> Result<Expr, DbErr> {
        let from = self.table(hop.from)?;
        let key = self.table(hop.to)?.key()?;
        let outer = format!("{alias}w");
        let mut parents = self.select_from(from, &outer);
        parents.and_where_option(self.on_way(before, &outer)?);
        Ok(match from.link(hop.navigation.name)? {
            Link::Here(foreign) => {
                parents.expr(column(&outer, foreign));
                column(alias, key).in_subquery(parents)
            }
            Link::There(foreign) => {
                parents.expr(column(&outer, from.key()?));
                column(alias, foreign).in_subquery(parents)
            }
            Link::Through(Between { table, account, here, there, .. }) => {
                parents.expr(column(&outer, from.key()?));
                let between = format!("{alias}l");
                let links = Query::select()
                    .expr(column(&between, there))
                    .from_as(table.clone(), Alias::new(&between))
                    .and_where(self.guard(&between, account))
                    .and_where(column(&between, here).in_subquery(parents))
                    .take();
                column(alias, key).in_subquery(links)
            }
        })
    }
}
