//! The demo's rows in memory, and an evaluation of bound filters that knows no SQL: what the databases are compared with.

use std::collections::HashMap;

use odata::ast::Quantifier;
use odata::bind::{Bound, Comparison, Constant, Function, Hop, Kind, Place, ROOT, Related, Values, Variable};
use odata::edm::{EdmType, EntitySet, Property};
use serde_json::{Value as Json, json};

mod functions;
mod operators;

use operators::{arithmetic, compare, three};

/// A value, or none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Double(f64),
    Text(String),
}

/// The demo's file.
pub(crate) struct Memory(Json);

type Rows<'m> = HashMap<Variable, &'m Json>;

impl Memory {
    pub(crate) fn demo() -> Self {
        Self(serde_json::from_str(include_str!("../../src/demo/demo-projects.json")).unwrap())
    }

    /// Webhooks alone: key, events as JSON, description, and whether they are on.
    pub(crate) fn of_webhooks(rows: &[(i32, &str, Option<&str>, bool)]) -> Self {
        let row = |(key, types, description, active): &(i32, &str, Option<&str>, bool)| {
            let types: Json = serde_json::from_str(types).unwrap();
            json!({ "webhookId": key, "eventTypes": types, "description": description, "isActive": active })
        };
        Self(json!({ "Webhooks": rows.iter().map(row).collect::<Vec<_>>() }))
    }

    /// How many entities a set has.
    pub(crate) fn number(&self, set: &EntitySet) -> usize {
        self.rows(set.name).len()
    }

    /// The keys of the entities for which a filter holds.
    pub(crate) fn matching(&self, set: &EntitySet, filter: &Bound) -> Vec<i64> {
        let rows = self.rows(set.name).iter();
        let holds = |row: &&Json| self.value(filter, &HashMap::from([(ROOT, *row)])) == Value::Boolean(true);
        rows.filter(holds).map(|row| row[set.entity.key].as_i64().unwrap()).collect()
    }

    fn rows(&self, set: &str) -> &Vec<Json> {
        self.0[set].as_array().unwrap()
    }

    fn entity<'m>(&'m self, place: &Place, rows: &Rows<'m>) -> Option<&'m Json> {
        let mut row = *rows.get(&place.variable).unwrap();
        for hop in &place.through {
            let key = row[hop.navigation.foreign_key.unwrap()].as_i64()?;
            row = self.rows(hop.to.name).iter().find(|row| row[hop.to.entity.key] == key).unwrap();
        }
        Some(row)
    }

    fn related<'m>(&'m self, related: &Related, rows: &Rows<'m>) -> Vec<&'m Json> {
        let Some(row) = self.entity(&related.place, rows) else {
            return Vec::new();
        };
        let key = &row[related.hop.from.entity.key];
        let wanted = |other: &&Json| self.leads(&related.hop, key, &other[related.hop.to.entity.key], other);
        self.rows(related.hop.to.name).iter().filter(wanted).collect()
    }

    fn leads(&self, hop: &Hop, key: &Json, other: &Json, row: &Json) -> bool {
        let pairs = |name: &str, (here, there): (usize, usize)| {
            self.rows(name).iter().any(|pair| pair[here] == *key && pair[there] == *other)
        };
        match (hop.from.name, hop.navigation.name) {
            ("Tasks", "resources") => pairs("TaskResources", (0, 1)),
            ("Resources", "tasks") => pairs("TaskResources", (1, 0)),
            ("Tasks", "successors") => pairs("TaskLinks", (0, 1)),
            ("Tasks", "predecessors") => pairs("TaskLinks", (1, 0)),
            _ => row["projectId"] == *key,
        }
    }

    fn value<'m>(&'m self, bound: &Bound, rows: &Rows<'m>) -> Value {
        let value = |bound: &Bound| self.value(bound, rows);
        match &bound.kind {
            Kind::Constant(constant) => plain(constant),
            Kind::Property(place, property) => match self.entity(place, rows) {
                Some(row) => read(&row[property.name], property),
                None => Value::Null,
            },
            Kind::Item(variable) => Value::Text(rows[variable].as_str().unwrap().to_owned()),
            Kind::Not(inner) => match value(inner) {
                Value::Boolean(inner) => Value::Boolean(!inner),
                other => other,
            },
            Kind::And(left, right) => three(value(left), value(right), false),
            Kind::Or(left, right) => three(value(left), value(right), true),
            Kind::Compare(comparison, left, right) => {
                Value::Boolean(compare(*comparison, &value(left), &value(right)))
            }
            Kind::In(left, items) => {
                let left = value(left);
                Value::Boolean(items.iter().any(|item| compare(Comparison::Eq, &left, &plain(item))))
            }
            Kind::Has(left, bits) => match value(left) {
                Value::Integer(number) => Value::Boolean(number & bits == *bits),
                other => other,
            },
            Kind::IsTrue(inner) => Value::Boolean(value(inner) == Value::Boolean(true)),
            Kind::Negate(inner) => match value(inner) {
                Value::Integer(number) => Value::Integer(-number),
                Value::Double(number) => Value::Double(-number),
                other => other,
            },
            Kind::Arithmetic(operation, left, right) => arithmetic(*operation, value(left), value(right)),
            Kind::Rescale(inner, digits) => match value(inner) {
                Value::Integer(number) => Value::Integer(number * 10_i64.pow(u32::from(*digits))),
                other => other,
            },
            Kind::ToDouble(inner) => match (value(inner), inner.class) {
                (Value::Integer(number), odata::bind::Class::Exact { scale, .. }) => {
                    Value::Double(number as f64 / 10_f64.powi(i32::from(scale)))
                }
                (other, _) => other,
            },
            Kind::Call(function, arguments) => {
                let values: Vec<_> = arguments.iter().map(value).collect();
                self.call(*function, &values, arguments)
            }
            Kind::Case(branches) => {
                let found = branches.iter().find(|(when, _)| value(when) == Value::Boolean(true));
                found.map_or(Value::Null, |(_, then)| value(then))
            }
            Kind::Lambda(quantifier, related) => {
                let each = (related.variable, related.predicate.as_deref());
                self.lambda(*quantifier, self.related(related, rows), each, rows)
            }
            Kind::LambdaOfValues(quantifier, values) => {
                let each = (values.variable, values.predicate.as_deref());
                self.lambda(*quantifier, self.values(values, rows), each, rows)
            }
            Kind::Count(related) => {
                let each = (related.variable, related.predicate.as_deref());
                self.count(self.related(related, rows), each, rows)
            }
            Kind::CountOfValues(values) => {
                let each = (values.variable, values.predicate.as_deref());
                self.count(self.values(values, rows), each, rows)
            }
        }
    }

    fn call(&self, function: Function, values: &[Value], arguments: &[Bound]) -> Value {
        match values.contains(&Value::Null) {
            true => Value::Null,
            false => functions::call(function, values, arguments),
        }
    }

    fn values<'m>(&'m self, values: &Values, rows: &Rows<'m>) -> Vec<&'m Json> {
        let row = self.entity(&values.place, rows);
        row.map_or_else(Vec::new, |row| row[values.property.name].as_array().unwrap().iter().collect())
    }

    fn lambda<'m>(
        &'m self,
        quantifier: Quantifier,
        found: Vec<&'m Json>,
        each: (Variable, Option<&Bound>),
        rows: &Rows<'m>,
    ) -> Value {
        let mut found = found.into_iter();
        let holds = |one| self.holds(each, one, rows);
        Value::Boolean(match quantifier {
            Quantifier::Any => found.any(holds),
            Quantifier::All => found.all(holds),
        })
    }

    fn count<'m>(&'m self, found: Vec<&'m Json>, each: (Variable, Option<&Bound>), rows: &Rows<'m>) -> Value {
        let count = found.into_iter().filter(|one| self.holds(each, one, rows)).count();
        Value::Integer(i64::try_from(count).unwrap())
    }

    fn holds<'m>(
        &'m self,
        (variable, predicate): (Variable, Option<&Bound>),
        one: &'m Json,
        rows: &Rows<'m>,
    ) -> bool {
        let mut rows = rows.clone();
        rows.insert(variable, one);
        predicate.is_none_or(|predicate| self.value(predicate, &rows) == Value::Boolean(true))
    }
}

fn plain(constant: &Constant) -> Value {
    match constant {
        Constant::Null => Value::Null,
        Constant::Boolean(value) => Value::Boolean(*value),
        Constant::Integer(value) => Value::Integer(*value),
        Constant::Double(value) => Value::Double(*value),
        Constant::Text(value) => Value::Text(value.clone()),
    }
}

fn read(json: &Json, property: &Property) -> Value {
    if json.is_null() {
        return Value::Null;
    }
    match property.kind {
        EdmType::Boolean => Value::Boolean(json.as_bool().unwrap()),
        EdmType::Int32 | EdmType::Int64 => Value::Integer(json.as_i64().unwrap()),
        EdmType::Double => Value::Double(json.as_f64().unwrap()),
        EdmType::Decimal { scale, .. } => {
            Value::Integer((json.as_f64().unwrap() * 10_f64.powi(i32::from(scale))).round() as i64)
        }
        EdmType::String | EdmType::Date => Value::Text(json.as_str().unwrap().to_owned()),
        EdmType::DateTimeOffset => {
            let moment = chrono::DateTime::parse_from_rfc3339(json.as_str().unwrap()).unwrap();
            Value::Integer(moment.timestamp_micros())
        }
        EdmType::Strings => unreachable!("collections are not compared"),
        EdmType::Enum(kind) => Value::Integer(kind.number(json.as_str().unwrap()).unwrap()),
    }
}
