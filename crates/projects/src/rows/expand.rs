//! What comes along with rows: their related entities, or the numbers and addresses of these.

use std::collections::HashMap;

use odata::ast::ExpandForm;
use odata::bind::Expansion;
use odata::edm::Multiplicity;
use odata::options::paging::Count;
use odata::payload::Expanded;
use sea_orm::{ConnectionTrait, DbErr};

use super::{Row, Source, read};
use crate::lower::{self, Parents};

/// How many children of one parent come along; a link leads to the rest.
const CHILDREN: u64 = 1000;

/// How many keys stand in one list: databases take so many parameters and no more.
const KEYS: usize = 20_000;

impl<C: ConnectionTrait> Source<'_, C> {
    /// Adds what is expanded to rows: one statement for each navigation property, and one more where it is counted.
    pub(crate) async fn expand(&self, rows: &mut [Row], expansions: &[Expansion]) -> Result<(), DbErr> {
        for expansion in expansions {
            let single = expansion.hop.navigation.many != Multiplicity::Many;
            let keys = parents(rows, expansion);
            let mut children = self.children(expansion, &keys).await?;
            Box::pin(self.expand(&mut children, &expansion.query.expand)).await?;
            let counts = self.counts(expansion, &keys).await?;
            let mut grouped: HashMap<i32, Vec<Row>> = HashMap::new();
            for child in children {
                grouped.entry(child.parent).or_default().push(child);
            }
            for row in rows.iter_mut() {
                let expanded = match single {
                    true => self.single(expansion, row, &grouped),
                    false => self.many(expansion, row, &mut grouped, &counts),
                };
                row.entity.expanded.push((expansion.hop.navigation.name, expanded));
            }
        }
        Ok(())
    }

    async fn children(&self, expansion: &Expansion, keys: &[i32]) -> Result<Vec<Row>, DbErr> {
        let top = expansion.query.top.unwrap_or(u64::MAX);
        if expansion.form == ExpandForm::Count || top == 0 {
            return Ok(Vec::new());
        }
        // One more than comes along tells whether there are more.
        let limit = top.min(CHILDREN + 1);
        let mut children = Vec::new();
        for keys in keys.chunks(KEYS) {
            let (statement, output) = lower::expansion(self.ground(), expansion, &Parents { keys, limit })?;
            for row in self.db.query_all(&statement).await? {
                children.push(read(&row, &output, Some(output.width()))?);
            }
        }
        Ok(children)
    }

    async fn counts(&self, expansion: &Expansion, keys: &[i32]) -> Result<HashMap<i32, u64>, DbErr> {
        let mut counts = HashMap::new();
        if expansion.form != ExpandForm::Count && expansion.query.count == Count::None {
            return Ok(counts);
        }
        for keys in keys.chunks(KEYS) {
            let statement = lower::counts(self.ground(), expansion, &Parents { keys, limit: 0 })?;
            for row in self.db.query_all(&statement).await? {
                let count: i64 = row.try_get_by_index(1)?;
                counts.insert(row.try_get_by_index(0)?, count.unsigned_abs());
            }
        }
        Ok(counts)
    }

    fn single(&self, expansion: &Expansion, row: &Row, found: &HashMap<i32, Vec<Row>>) -> Expanded {
        let name = expansion.hop.navigation.name;
        let wanted = row.foreign.iter().find(|(known, _)| *known == name).and_then(|(_, key)| *key);
        let found = wanted.and_then(|key| found.get(&key)).and_then(|rows| rows.first());
        match expansion.form {
            ExpandForm::References => Expanded::Reference(found.map(|row| self.address(expansion, row.key))),
            _ => Expanded::One(found.map(|row| Box::new(row.entity.clone()))),
        }
    }

    fn many(
        &self,
        expansion: &Expansion,
        row: &Row,
        grouped: &mut HashMap<i32, Vec<Row>>,
        counts: &HashMap<i32, u64>,
    ) -> Expanded {
        let count = counts.get(&row.key).copied().unwrap_or_default();
        let counted = (expansion.query.count != Count::None).then_some(count);
        let mut children = grouped.remove(&row.key).unwrap_or_default();
        let more = children.len() as u64 > CHILDREN;
        children.truncate(usize::try_from(CHILDREN).unwrap_or(usize::MAX));
        match expansion.form {
            ExpandForm::Count => Expanded::Count(count),
            ExpandForm::References => {
                let links = children.iter().map(|child| self.address(expansion, child.key)).collect();
                Expanded::References { links, count: counted }
            }
            ExpandForm::Entities => {
                let next = more.then(|| self.rest(expansion, row.key));
                let entities = children.into_iter().map(|child| child.entity).collect();
                Expanded::Many { entities, count: counted, next }
            }
        }
    }

    fn address(&self, expansion: &Expansion, key: i32) -> String {
        format!("{}/{}({key})", self.root, expansion.hop.to.name)
    }

    /// Where the children are that didn't come along.
    fn rest(&self, expansion: &Expansion, key: i32) -> String {
        let hop = &expansion.hop;
        let path = format!("{}/{}({key})/{}", self.root, hop.from.name, hop.navigation.name);
        let skip = expansion.query.skip + CHILDREN;
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &expansion.texts {
            query.append_pair(name, value);
        }
        query.append_pair("$skip", &skip.to_string());
        if let Some(top) = expansion.query.top {
            query.append_pair("$top", &top.saturating_sub(CHILDREN).to_string());
        }
        format!("{path}?{}", query.finish())
    }
}

/// The keys by which the entities of an expansion are found, each once.
fn parents(rows: &[Row], expansion: &Expansion) -> Vec<i32> {
    let name = expansion.hop.navigation.name;
    let mut keys: Vec<i32> = match expansion.hop.navigation.many {
        Multiplicity::Many => rows.iter().map(|row| row.key).collect(),
        Multiplicity::One | Multiplicity::ZeroOrOne => {
            let foreign = rows.iter().flat_map(|row| &row.foreign);
            foreign.filter(|(known, _)| *known == name).filter_map(|(_, key)| *key).collect()
        }
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}
