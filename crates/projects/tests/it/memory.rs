//! The demo's rows in memory, and an evaluation of bound filters that knows no SQL: what the databases are compared with.

use std::collections::HashMap;

use odata::ast::Quantifier;
use odata::bind::{
    Arithmetic, Bound, Comparison, Constant, Function, Hop, Kind, Place, ROOT, Related, Variable,
};
use odata::edm::{EdmType, EntitySet, Property};
use serde_json::Value as Json;

mod functions;

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
                let mut found = self.related(related, rows).into_iter();
                let holds = |row| self.holds(related, row, rows);
                Value::Boolean(match quantifier {
                    Quantifier::Any => found.any(holds),
                    Quantifier::All => found.all(holds),
                })
            }
            Kind::Count(related) => {
                let found = self.related(related, rows).into_iter();
                let count = found.filter(|row| self.holds(related, row, rows)).count();
                Value::Integer(i64::try_from(count).unwrap())
            }
        }
    }

    fn call(&self, function: Function, values: &[Value], arguments: &[Bound]) -> Value {
        match values.contains(&Value::Null) {
            true => Value::Null,
            false => functions::call(function, values, arguments),
        }
    }

    fn holds<'m>(&'m self, related: &Related, row: &'m Json, rows: &Rows<'m>) -> bool {
        let mut rows = rows.clone();
        rows.insert(related.variable, row);
        related
            .predicate
            .as_ref()
            .is_none_or(|predicate| self.value(predicate, &rows) == Value::Boolean(true))
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

/// `and` and `or`: `decisive` is the value that decides alone.
fn three(left: Value, right: Value, decisive: bool) -> Value {
    let decided = Value::Boolean(decisive);
    if left == decided || right == decided {
        return decided;
    }
    if left == Value::Null || right == Value::Null { Value::Null } else { Value::Boolean(!decisive) }
}

fn compare(comparison: Comparison, left: &Value, right: &Value) -> bool {
    let order = match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Boolean(a), Value::Boolean(b)) => Some(a.cmp(b)),
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        other => panic!("the binder let {other:?} be compared"),
    };
    match comparison {
        Comparison::Eq => left == right,
        Comparison::Ne => left != right,
        Comparison::Lt => order.is_some_and(std::cmp::Ordering::is_lt),
        Comparison::Le => order.is_some_and(std::cmp::Ordering::is_le),
        Comparison::Gt => order.is_some_and(std::cmp::Ordering::is_gt),
        Comparison::Ge => order.is_some_and(std::cmp::Ordering::is_ge),
    }
}

fn arithmetic(operation: Arithmetic, left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Integer(a), Value::Integer(b)) => match operation {
            Arithmetic::Add => Value::Integer(a + b),
            Arithmetic::Sub => Value::Integer(a - b),
            Arithmetic::Mul => Value::Integer(a * b),
            Arithmetic::Div => a.checked_div(b).map_or(Value::Null, Value::Integer),
            Arithmetic::Mod => a.checked_rem(b).map_or(Value::Null, Value::Integer),
        },
        (Value::Double(a), Value::Double(b)) => match operation {
            Arithmetic::Add => Value::Double(a + b),
            Arithmetic::Sub => Value::Double(a - b),
            Arithmetic::Mul => Value::Double(a * b),
            Arithmetic::Div if b == 0.0 => Value::Null,
            Arithmetic::Div | Arithmetic::Mod => Value::Double(a / b),
        },
        _ => Value::Null,
    }
}
