//! Numbers of different kinds meet: what both become, so that nothing is lost and nothing overflows.

use super::tree::{Arithmetic, Bound, Class, Constant, Kind};

/// What a 64-bit integer holds.
const LIMIT: i128 = i64::MAX as i128;

/// Whether this is a number.
pub(super) fn is_number(bound: &Bound) -> bool {
    matches!(bound.class, Class::Exact { .. } | Class::Double)
}

/// Makes two numbers comparable: exact with the same scale while that fits 64 bits, else doubles.
pub(super) fn unify(left: Bound, right: Bound) -> (Bound, Bound) {
    if let (Class::Exact { scale: one, .. }, Class::Exact { scale: other, .. }) = (left.class, right.class) {
        let scale = one.max(other);
        if fits(&left, scale) && fits(&right, scale) {
            return (rescale(left, scale), rescale(right, scale));
        }
    }
    (double(left), double(right))
}

/// Whether a number still fits 64 bits with so many digits behind the point.
fn fits(number: &Bound, wanted: u8) -> bool {
    scaled(number, wanted).is_some_and(|bound| bound <= LIMIT)
}

fn scaled(number: &Bound, wanted: u8) -> Option<i128> {
    match number.class {
        Class::Exact { scale, bound } => bound.checked_mul(power(wanted.saturating_sub(scale))),
        _ => None,
    }
}

/// Ten to this power.
fn power(digits: u8) -> i128 {
    10_i128.saturating_pow(u32::from(digits))
}

fn rescale(number: Bound, wanted: u8) -> Bound {
    let (Class::Exact { scale, .. }, Some(bound)) = (number.class, scaled(&number, wanted)) else {
        return number;
    };
    if scale == wanted {
        return number;
    }
    let class = Class::Exact { scale: wanted, bound };
    let more = wanted - scale;
    match number.constant() {
        Some(Constant::Integer(value)) => {
            let value = i64::try_from(i128::from(*value) * power(more)).unwrap_or(i64::MAX);
            Bound::new(Kind::Constant(Constant::Integer(value)), class, false)
        }
        _ => {
            let nullable = number.nullable;
            Bound::new(Kind::Rescale(Box::new(number), more), class, nullable)
        }
    }
}

/// The number as a double.
pub(super) fn double(number: Bound) -> Bound {
    let Class::Exact { scale, .. } = number.class else {
        return number;
    };
    match number.constant() {
        Some(Constant::Integer(value)) => {
            let value = *value as f64 / 10_f64.powi(i32::from(scale));
            Bound::new(Kind::Constant(Constant::Double(value)), Class::Double, false)
        }
        _ => {
            let nullable = number.nullable;
            Bound::new(Kind::ToDouble(Box::new(number)), Class::Double, nullable)
        }
    }
}

/// Arithmetic between numbers. What might not fit 64 bits is computed in doubles, on every database alike.
pub(super) fn arithmetic(operation: Arithmetic, left: Bound, right: Bound) -> Option<Bound> {
    let (left, right) = match operation {
        Arithmetic::Mul => (left, right),
        _ => unify(left, right),
    };
    if let Some(class) = exact(operation, left.class, right.class) {
        return Some(build(operation, left, right, class));
    }
    match operation {
        // Neither database has a remainder of doubles.
        Arithmetic::Mod => None,
        _ => Some(build(operation, double(left), double(right), Class::Double)),
    }
}

fn build(operation: Arithmetic, left: Bound, right: Bound, class: Class) -> Bound {
    let divides = matches!(operation, Arithmetic::Div | Arithmetic::Mod);
    let nullable = left.nullable || right.nullable || (divides && right.constant().is_none());
    Bound::new(Kind::Arithmetic(operation, Box::new(left), Box::new(right)), class, nullable)
}

/// The class of an exact result, if it has one.
fn exact(operation: Arithmetic, left: Class, right: Class) -> Option<Class> {
    let (Class::Exact { scale, bound }, Class::Exact { scale: other, bound: factor }) = (left, right) else {
        return None;
    };
    let (scale, bound) = match operation {
        Arithmetic::Add | Arithmetic::Sub => (scale, bound.checked_add(factor)?),
        Arithmetic::Mul => (scale + other, bound.checked_mul(factor)?),
        Arithmetic::Div if scale == 0 => (0, bound),
        Arithmetic::Div => return None,
        Arithmetic::Mod => (scale, factor),
    };
    (bound <= LIMIT && scale <= 9).then_some(Class::Exact { scale, bound })
}

/// Whether dividing by this is a mistake that shows already.
pub(super) fn is_zero(number: &Bound) -> bool {
    match number.constant() {
        Some(Constant::Integer(value)) => *value == 0,
        Some(Constant::Double(value)) => *value == 0.0,
        _ => false,
    }
}
