//! Properties as values: of which type, and whether they may be null.

use super::tree::{Bound, Class, Kind, Place};
use crate::edm::{EdmType, Multiplicity, Nullability, Property};

pub(super) fn property(place: Place, property: &'static Property) -> Bound {
    let certain = place.through.iter().all(|hop| hop.navigation.many == Multiplicity::One);
    let nullable = property.nullability == Nullability::Nullable || !certain;
    Bound::new(Kind::Property(place, property), class(property.kind), nullable)
}

/// The class of a property's value; of a collection, that of each of its values.
pub(super) fn class(kind: EdmType) -> Class {
    match kind {
        EdmType::Boolean => Class::Boolean,
        EdmType::Int32 => Class::Exact { scale: 0, bound: 1 << 31 },
        EdmType::Int64 => Class::Exact { scale: 0, bound: i128::from(i64::MAX) },
        EdmType::Double => Class::Double,
        EdmType::Decimal { precision, scale } => {
            Class::Exact { scale, bound: 10_i128.saturating_pow(u32::from(precision)) }
        }
        EdmType::String | EdmType::Strings => Class::String,
        EdmType::Date => Class::Date,
        EdmType::DateTimeOffset => Class::DateTimeOffset,
        EdmType::Enum(kind) => Class::Enum(kind),
    }
}
