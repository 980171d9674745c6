//! Operators over plain values, with the null rules of OData.

use odata::bind::{Arithmetic, Comparison};

use super::Value;

/// `and` and `or`: `decisive` is the value that decides alone.
pub(super) fn three(left: Value, right: Value, decisive: bool) -> Value {
    let decided = Value::Boolean(decisive);
    if left == decided || right == decided {
        return decided;
    }
    if left == Value::Null || right == Value::Null { Value::Null } else { Value::Boolean(!decisive) }
}

pub(super) fn compare(comparison: Comparison, left: &Value, right: &Value) -> bool {
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

pub(super) fn arithmetic(operation: Arithmetic, left: Value, right: Value) -> Value {
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
