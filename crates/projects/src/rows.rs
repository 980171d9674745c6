//! Asking the database, and reading what comes back: entities, their numbers, and what is expanded.

use std::collections::HashMap;

use odata::ast::ExpandForm;
use odata::bind::{Class, Constant, Expansion, Query};
use odata::edm::{EdmType, EnumForm, Multiplicity, Nullability};
use odata::options::paging::Count;
use odata::path::Way;
use odata::payload::{Entity, Expanded, Value};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, QueryResult, TryGetable};

use crate::lower::{self, After, Dialect, Ground, Output, Parents, Tenant};
use crate::model::MODEL;
use crate::table::{Column, Schema};

/// How many children of one parent come along; a link leads to the rest.
pub(crate) const CHILDREN: u64 = 1000;

/// How many keys stand in one list: databases take so many parameters and no more.
const KEYS: usize = 20_000;

/// The rows that exist for somebody.
#[derive(Clone, Copy)]
pub(crate) struct Source<'s> {
    pub(crate) db: &'s DatabaseConnection,
    pub(crate) schema: &'s Schema,
    pub(crate) tenant: Tenant,
    /// The address of the service, for links to entities.
    pub(crate) root: &'s str,
}

/// A row with what its reader needs besides the entity.
pub(crate) struct Row {
    pub(crate) entity: Entity,
    pub(crate) key: i32,
    /// The values of the order's terms.
    pub(crate) order: Vec<Constant>,
    /// The keys of the single entities that it leads to.
    foreign: Vec<(&'static str, Option<i32>)>,
    /// Whose child it is, in an expansion.
    parent: i32,
}

impl<'s> Source<'s> {
    fn ground(&self) -> Ground<'s> {
        let dialect = Dialect::from(self.db.get_database_backend());
        Ground { schema: self.schema, tenant: self.tenant, dialect }
    }

    /// Reads at most so many rows, with what is expanded of them.
    pub(crate) async fn page(
        &self,
        query: &Query,
        way: Option<&Way>,
        after: Option<&After>,
        limit: u64,
    ) -> Result<Vec<Row>, DbErr> {
        let (statement, output) = lower::page(self.ground(), query, way, after, limit)?;
        let rows = self.db.query_all(&statement).await?;
        rows.iter().map(|row| read(row, &output, None)).collect()
    }

    /// Counts.
    pub(crate) async fn count(&self, query: &Query, way: Option<&Way>) -> Result<u64, DbErr> {
        let row = self.db.query_one(&lower::count(self.ground(), query, way)?).await?;
        let count: i64 = match row {
            Some(row) => row.try_get_by_index(0)?,
            None => 0,
        };
        Ok(count.unsigned_abs())
    }

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

/// Whether the database answers and has every table.
pub(crate) async fn ready(db: &DatabaseConnection, schema: &Schema) -> Result<(), DbErr> {
    let source = Source { db, schema, tenant: Tenant::nobody(), root: "" };
    for set in MODEL.sets {
        source.count(&Query::all(set), None).await?;
    }
    Ok(())
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

/// Reads a row in the order of [`Output`]; the parent's key stands at its index.
fn read(row: &QueryResult, output: &Output<'_>, parent: Option<usize>) -> Result<Row, DbErr> {
    let mut index = 2;
    let mut next = || {
        index += 1;
        index - 1
    };
    let mut entity = Entity { version: row.try_get_by_index(0)?, ..Entity::default() };
    for column in &output.columns {
        entity.properties.push((column.property.name, property(row, next(), column)?));
    }
    let mut foreign = Vec::new();
    for name in &output.foreign {
        foreign.push((*name, row.try_get_by_index(next())?));
    }
    for (name, class) in &output.computed {
        entity.computed.push((name.clone(), printed(constant(row, next(), *class)?, *class)));
    }
    let mut order = Vec::new();
    for class in &output.order {
        order.push(constant(row, next(), *class)?);
    }
    let parent = match parent {
        Some(index) => row.try_get_by_index(index)?,
        None => 0,
    };
    Ok(Row { entity, key: row.try_get_by_index(1)?, order, foreign, parent })
}

fn property(row: &QueryResult, index: usize, column: &Column) -> Result<Value, DbErr> {
    let cell = Cell { row, index, nullability: column.property.nullability };
    match column.property.kind {
        EdmType::Boolean => cell.get(Value::Boolean),
        EdmType::Int32 => cell.get(Value::Int32),
        EdmType::Int64 => cell.get(Value::Int64),
        EdmType::Double => cell.get(Value::Double),
        EdmType::Decimal { scale, .. } => cell.get(|digits| Value::Decimal(digits, scale)),
        EdmType::String | EdmType::Date => cell.get(Value::Text),
        EdmType::DateTimeOffset => cell.get(Value::Moment),
        // Flags are kept as BIGINT, one of several as INTEGER.
        EdmType::Enum(kind) if kind.form == EnumForm::Flags => cell.get(|bits| Value::Text(kind.text(bits))),
        EdmType::Enum(kind) => cell.get(|number: i32| Value::Text(kind.text(i64::from(number)))),
    }
}

/// A value of an expression.
fn constant(row: &QueryResult, index: usize, class: Class) -> Result<Constant, DbErr> {
    fn get<T: TryGetable>(
        row: &QueryResult,
        index: usize,
        wrap: fn(T) -> Constant,
    ) -> Result<Constant, DbErr> {
        let value: Option<T> = row.try_get_by_index(index)?;
        Ok(value.map_or(Constant::Null, wrap))
    }
    match class {
        Class::Null => Ok(Constant::Null),
        Class::Boolean => get(row, index, Constant::Boolean),
        Class::Double => get(row, index, Constant::Double),
        Class::String | Class::Date => get(row, index, Constant::Text),
        Class::Exact { .. } | Class::Enum(_) | Class::TimeOfDay | Class::DateTimeOffset | Class::Duration => {
            get(row, index, Constant::Integer)
        }
    }
}

/// A computed value as an answer prints it.
fn printed(value: Constant, class: Class) -> Value {
    match (value, class) {
        (Constant::Null, _) => Value::Null,
        (Constant::Boolean(value), _) => Value::Boolean(value),
        (Constant::Double(value), _) => Value::Double(value),
        (Constant::Text(text), _) => Value::Text(text),
        (Constant::Integer(value), Class::Exact { scale: 0, .. }) => Value::Int64(value),
        (Constant::Integer(digits), Class::Exact { scale, .. }) => Value::Decimal(digits, scale),
        (Constant::Integer(value), Class::Enum(kind)) => Value::Text(kind.text(value)),
        (Constant::Integer(value), Class::TimeOfDay) => Value::TimeOfDay(value),
        (Constant::Integer(value), Class::Duration) => Value::Duration(value),
        (Constant::Integer(value), _) => Value::Moment(value),
    }
}

struct Cell<'r> {
    row: &'r QueryResult,
    index: usize,
    nullability: Nullability,
}

impl Cell<'_> {
    fn get<T: TryGetable>(&self, wrap: impl Fn(T) -> Value) -> Result<Value, DbErr> {
        match self.nullability {
            Nullability::Required => Ok(wrap(self.row.try_get_by_index(self.index)?)),
            Nullability::Nullable => {
                let value: Option<T> = self.row.try_get_by_index(self.index)?;
                Ok(value.map_or(Value::Null, wrap))
            }
        }
    }
}
