//! What a caller says to an operation: a value for each parameter, of its type (URL §4.5, Protocol §11.5.4.1).

use super::constant::{cast, member, of};
use super::property::class;
use super::tree::{Bound, Class, Constant};
use crate::ast::Literal;
use crate::edm::EdmType;

/// The value of a parameter of this type. Text is cast, as everywhere (URL §5.1.1.1).
///
/// # Errors
/// A sentence, when the value is of another type or leaves its range.
pub(crate) fn value(kind: EdmType, literal: &Literal) -> Result<Constant, String> {
    let wanted = class(kind);
    let bound = match (literal, wanted) {
        (Literal::Text(text), Class::Enum(kind)) => member(kind, text)?,
        (Literal::Typed { name, text }, Class::Enum(kind)) if names(name, kind.name) => member(kind, text)?,
        (Literal::Text(text), class) if !matches!(class, Class::String) => cast(text, class)?,
        _ => of(literal)?,
    };
    fitting(bound, kind).ok_or_else(|| format!("expected {}", type_name(kind)))
}

/// Whether a name, qualified or not, is this one.
fn names(name: &str, wanted: &str) -> bool {
    name.rsplit('.').next().is_some_and(|bare| bare.eq_ignore_ascii_case(wanted))
}

/// The value as its type keeps it, if it is one of its values.
fn fitting(bound: Bound, kind: EdmType) -> Option<Constant> {
    let value = bound.constant()?.clone();
    match (value, bound.class, kind) {
        (Constant::Null, ..) => Some(Constant::Null),
        (Constant::Integer(value), Class::Exact { scale: 0, .. }, EdmType::Int32) => {
            i32::try_from(value).ok().map(|value| Constant::Integer(value.into()))
        }
        (Constant::Integer(value), Class::Exact { scale, .. }, EdmType::Double) => {
            Some(Constant::Double(value as f64 / 10_f64.powi(scale.into())))
        }
        (
            Constant::Integer(value),
            Class::Exact { scale, .. },
            EdmType::Decimal { scale: wanted, precision },
        ) => {
            let factor = 10_i64.checked_pow(u32::from(wanted.checked_sub(scale)?))?;
            let value = value.checked_mul(factor)?;
            (value.unsigned_abs() < 10_u64.pow(precision.into())).then_some(Constant::Integer(value))
        }
        (value, Class::Exact { scale: 0, .. }, EdmType::Int64) => Some(value),
        (_, Class::Exact { .. }, _) | (.., EdmType::Strings) => None,
        (value, found, kind) => found.same(class(kind)).then_some(value),
    }
}

/// The name of a type for messages, in which `Class` has no difference between whole numbers.
fn type_name(kind: EdmType) -> &'static str {
    match kind {
        EdmType::Int32 => "Edm.Int32",
        EdmType::Int64 => "Edm.Int64",
        kind => class(kind).name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{DAYS, STATE};

    #[test]
    fn a_value_has_the_type_of_its_parameter_or_is_refused() {
        let number = |text: &str| Literal::Number(text.into());
        let text = |text: &str| Literal::Text(text.into());
        let decimal = EdmType::Decimal { precision: 9, scale: 2 };
        let cases = [
            (EdmType::Int32, number("2147483647"), Some(Constant::Integer(2_147_483_647))),
            (EdmType::Int32, number("2147483648"), None),
            (EdmType::Int32, number("-2147483648"), Some(Constant::Integer(-2_147_483_648))),
            (EdmType::Int32, number("1.0"), None),
            (EdmType::Int32, text("7"), Some(Constant::Integer(7))),
            (EdmType::Int32, text("x"), None),
            (EdmType::Int32, Literal::Boolean(true), None),
            (EdmType::Int32, Literal::Null, Some(Constant::Null)),
            (EdmType::Int64, number("9007199254740993"), Some(Constant::Integer(9_007_199_254_740_993))),
            (EdmType::Double, number("2.5"), Some(Constant::Double(2.5))),
            (decimal, number("2.5"), Some(Constant::Integer(250))),
            (decimal, number("2.505"), None),
            (decimal, number("9999999.99"), Some(Constant::Integer(999_999_999))),
            (decimal, number("10000000"), None),
            (EdmType::Date, Literal::Date("2026-01-31".into()), Some(Constant::Text("2026-01-31".into()))),
            (EdmType::Date, Literal::Date("2026-02-30".into()), None),
            (EdmType::Date, text("2026-01-31"), Some(Constant::Text("2026-01-31".into()))),
            (EdmType::Date, number("20260131"), None),
            (EdmType::String, text("7"), Some(Constant::Text("7".into()))),
            (EdmType::String, number("7"), None),
            (EdmType::Boolean, Literal::Boolean(false), Some(Constant::Boolean(false))),
            (EdmType::Enum(&STATE), text("Shut"), Some(Constant::Integer(2))),
            (EdmType::Enum(&STATE), text("Ajar"), None),
            (
                EdmType::Enum(&DAYS),
                Literal::Typed { name: "Sample.Days".into(), text: "Monday,Tuesday".into() },
                Some(Constant::Integer(3)),
            ),
        ];
        for (kind, literal, expected) in cases {
            assert_eq!(value(kind, &literal).ok(), expected, "{kind:?} {literal:?}");
        }
    }
}
