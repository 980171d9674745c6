//! The entity data model (OData CSDL 4.01): which sets there are, and what an entity is made of.
//!
//! A model is `static` data. Whatever a request names is bound to a reference into it, so a name that
//! is not written here can never reach the database.

mod enums;
mod limits;
mod operations;

pub use enums::{EnumForm, EnumType};
pub use limits::Limits;
pub use operations::{ComplexType, Operation, OperationKind, Returns};

/// A whole service: its types, its entity sets, and what can be called (CSDL §5 and §13).
#[derive(Debug)]
pub struct Model {
    /// The namespace that qualifies every type name.
    pub namespace: &'static str,
    /// The name of the one entity container.
    pub container: &'static str,
    /// Enumerations, in the order `$metadata` lists them.
    pub enums: &'static [&'static EnumType],
    /// Entity sets, in the order of the service document.
    pub sets: &'static [EntitySet],
    /// Complex types, in the order `$metadata` lists them.
    pub complex: &'static [&'static ComplexType],
    /// Functions and actions, in the order `$metadata` lists them.
    pub operations: &'static [Operation],
}

impl Model {
    /// Finds an entity set by name: exactly, and otherwise without regard to case.
    pub fn set(&self, name: &str) -> Option<&'static EntitySet> {
        named(self.sets, name, |set| set.name)
    }
}

/// A collection that is addressable by name (CSDL §13.2).
#[derive(Debug)]
pub struct EntitySet {
    /// The name in the address.
    pub name: &'static str,
    /// What the set holds.
    pub entity: &'static EntityType,
}

/// The shape of an entity: one Int32 key that the server generates, properties, navigation (CSDL §6).
#[derive(Debug)]
pub struct EntityType {
    /// The unqualified name.
    pub name: &'static str,
    /// The name of the key property, which stands first in `properties`.
    pub key: &'static str,
    /// Structural properties, in the order in which answers print them.
    pub properties: &'static [Property],
    /// Navigation properties.
    pub navigation: &'static [Navigation],
}

impl EntityType {
    /// Finds a structural property: exactly, and otherwise without regard to case.
    pub fn property(&self, name: &str) -> Option<&'static Property> {
        named(self.properties, name, |property| property.name)
    }

    /// Whether clients write such entities. Those that the server makes alone can only be read.
    pub fn is_writable(&self) -> bool {
        self.properties.iter().any(|property| property.origin == Origin::Client)
    }

    /// Finds a navigation property: exactly, and otherwise without regard to case.
    pub fn navigation(&self, name: &str) -> Option<&'static Navigation> {
        named(self.navigation, name, |navigation| navigation.name)
    }
}

/// A structural property (CSDL §7).
#[derive(Debug)]
pub struct Property {
    /// The name as `$metadata` spells it, which is also how answers spell it.
    pub name: &'static str,
    /// Its primitive or enumeration type.
    pub kind: EdmType,
    /// Whether an entity may hold null here (CSDL §7.2.1).
    pub nullability: Nullability,
    /// Who gives the value.
    pub origin: Origin,
    /// Which values of the type clients may write.
    pub limits: Limits,
    /// What a Boolean is when nobody says it (CSDL §7.2.7).
    pub default: Option<bool>,
}

impl Property {
    /// A property that may be null and that clients may write.
    pub const fn new(name: &'static str, kind: EdmType) -> Self {
        Self {
            name,
            kind,
            nullability: Nullability::Nullable,
            origin: Origin::Client,
            limits: Limits::Any,
            default: None,
        }
    }

    /// The same property, never null.
    pub const fn required(self) -> Self {
        Self { nullability: Nullability::Required, ..self }
    }

    /// The same property, given by the server alone (`Core.Computed`).
    pub const fn computed(self) -> Self {
        Self { origin: Origin::Server, ..self }
    }

    /// The same property, which is this when nobody says it.
    pub const fn unless_said(self, default: bool) -> Self {
        Self { default: Some(default), ..self }
    }

    /// The same property, for numbers between these two, both included, in whole units.
    pub const fn between(self, least: i64, most: i64) -> Self {
        Self { limits: Limits::Between(least, most), ..self }
    }

    /// The same property, for texts of at least and at most so many characters.
    pub const fn length(self, least: usize, most: usize) -> Self {
        Self { limits: Limits::Length(least, most), ..self }
    }
}

/// Whether a property may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nullability {
    /// Null is a value.
    Nullable,
    /// Every entity has a value.
    Required,
}

/// Who gives a property its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Clients may write it.
    Client,
    /// The server computes it; what a client sends is not stored.
    Server,
}

/// The types that properties have here (CSDL §4.4 and §10).
#[derive(Clone, Copy, Debug)]
pub enum EdmType {
    /// `Edm.Boolean`.
    Boolean,
    /// `Edm.Int32`.
    Int32,
    /// `Edm.Int64`.
    Int64,
    /// `Edm.Double`.
    Double,
    /// `Edm.Decimal` with at most 15 digits, so that JSON numbers carry it without loss.
    Decimal {
        /// All digits.
        precision: u8,
        /// Digits behind the point.
        scale: u8,
    },
    /// `Edm.String`.
    String,
    /// `Edm.Date`.
    Date,
    /// `Edm.DateTimeOffset` in microseconds, always in UTC.
    DateTimeOffset,
    /// An enumeration of the model.
    Enum(&'static EnumType),
    /// `Collection(Edm.String)`: texts in their order, none of them null.
    Strings,
}

/// A way from one entity to others (CSDL §8).
#[derive(Debug)]
pub struct Navigation {
    /// The name in the address.
    pub name: &'static str,
    /// The set in which the target is found.
    pub target: &'static str,
    /// How many there may be.
    pub many: Multiplicity,
    /// The navigation property that leads back, if there is one.
    pub partner: Option<&'static str>,
    /// The property of this type that holds the target's key, if there is one (CSDL §8.5).
    pub foreign_key: Option<&'static str>,
}

/// How many entities a navigation property leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplicity {
    /// At most one.
    ZeroOrOne,
    /// Exactly one.
    One,
    /// Any number.
    Many,
}

fn named<T>(
    items: impl IntoIterator<Item = &'static T, IntoIter: Clone>,
    wanted: &str,
    name: impl Fn(&T) -> &'static str,
) -> Option<&'static T> {
    let items = items.into_iter();
    let exact = items.clone().find(|item| name(item) == wanted);
    exact.or_else(|| items.clone().find(|item| name(item).eq_ignore_ascii_case(wanted)))
}

#[cfg(test)]
mod tests {
    use crate::sample::MODEL;

    #[test]
    fn names_are_found_exactly_and_otherwise_in_any_case() {
        for name in ["Things", "things", "THINGS"] {
            assert_eq!(MODEL.set(name).map(|set| set.name), Some("Things"));
        }
        assert!(MODEL.set("Thing").is_none());
        assert!(MODEL.set("").is_none());
    }
}
