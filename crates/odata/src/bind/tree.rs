//! Bound trees: every name is a reference into the model, every value has its type, and nothing can be misread any more.
//!
//! Numbers are prepared by the binder: both sides of a comparison are exact with the same number of digits behind the
//! point, or both are doubles. Whoever evaluates a tree needs no rules of promotion.

use crate::ast::Quantifier;
use crate::edm::{EnumType, Property};

mod operation;
mod place;

pub use operation::{Arithmetic, Comparison, Function};
pub use place::{Hop, Place, ROOT, Related, Values, Variable};

/// An expression with its type.
#[derive(Clone, Debug)]
pub struct Bound {
    /// What it is.
    pub kind: Kind,
    /// Its type.
    pub class: Class,
    /// Whether it may be null.
    pub nullable: bool,
}

/// The types of values.
#[derive(Clone, Copy, Debug)]
pub enum Class {
    /// `null`, which every type has.
    Null,
    /// `Edm.Boolean`.
    Boolean,
    /// Whole and decimal numbers, as an integer without its point.
    Exact {
        /// Digits behind the point.
        scale: u8,
        /// No value is larger than this, the point left out.
        bound: i128,
    },
    /// `Edm.Double`.
    Double,
    /// `Edm.String`, compared by code point.
    String,
    /// `Edm.Date`, as `YYYY-MM-DD`.
    Date,
    /// `Edm.TimeOfDay`, in microseconds since midnight.
    TimeOfDay,
    /// `Edm.DateTimeOffset`, in microseconds since 1970.
    DateTimeOffset,
    /// `Edm.Duration`, in microseconds.
    Duration,
    /// An enumeration, by its numbers.
    Enum(&'static EnumType),
}

impl Class {
    /// Whether two values of these types can be compared as they are; numbers are unified before.
    pub(super) fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Enum(one), Self::Enum(other)) => std::ptr::eq(one, other),
            (Self::Null, _) | (_, Self::Null) => true,
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&other),
        }
    }

    /// The name for messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "Edm.Boolean",
            Self::Exact { scale: 0, .. } => "a whole number",
            Self::Exact { .. } => "Edm.Decimal",
            Self::Double => "Edm.Double",
            Self::String => "Edm.String",
            Self::Date => "Edm.Date",
            Self::TimeOfDay => "Edm.TimeOfDay",
            Self::DateTimeOffset => "Edm.DateTimeOffset",
            Self::Duration => "Edm.Duration",
            Self::Enum(kind) => kind.name,
        }
    }
}

/// A value that stands in the request.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// No value.
    Null,
    /// A Boolean.
    Boolean(bool),
    /// An exact number without its point, a moment, a duration, a time of day, or an enumeration's number.
    Integer(i64),
    /// A double; never NaN.
    Double(f64),
    /// A text or a date.
    Text(String),
}

/// The kinds of bound expressions.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A value of the request.
    Constant(Constant),
    /// A property of an entity.
    Property(Place, &'static Property),
    /// A value of a collection, by the name that it has in a lambda; never null.
    Item(Variable),
    /// `not`: null stays null.
    Not(Box<Bound>),
    /// `and`, three-valued.
    And(Box<Bound>, Box<Bound>),
    /// `or`, three-valued.
    Or(Box<Bound>, Box<Bound>),
    /// A comparison, never null.
    Compare(Comparison, Box<Bound>, Box<Bound>),
    /// Whether a value is among others, never null.
    In(Box<Bound>, Vec<Constant>),
    /// Whether all these bits are set.
    Has(Box<Bound>, i64),
    /// Whether it is true, and not false or null.
    IsTrue(Box<Bound>),
    /// `-x`.
    Negate(Box<Bound>),
    /// Arithmetic.
    Arithmetic(Arithmetic, Box<Bound>, Box<Bound>),
    /// The same number with more digits behind the point.
    Rescale(Box<Bound>, u8),
    /// An exact number as a double.
    ToDouble(Box<Bound>),
    /// A function.
    Call(Function, Vec<Bound>),
    /// The result behind the first condition that is true; null if there is none.
    Case(Vec<(Bound, Bound)>),
    /// `any` and `all`.
    Lambda(Quantifier, Related),
    /// How many there are.
    Count(Related),
    /// `any` and `all` over the values of a collection.
    LambdaOfValues(Quantifier, Values),
    /// How many values there are in a collection.
    CountOfValues(Values),
}

impl Bound {
    pub(super) fn new(kind: Kind, class: Class, nullable: bool) -> Self {
        Self { kind, class, nullable }
    }

    pub(super) fn null() -> Self {
        Self::new(Kind::Constant(Constant::Null), Class::Null, true)
    }

    pub(super) fn boolean(kind: Kind, nullable: bool) -> Self {
        Self::new(kind, Class::Boolean, nullable)
    }

    /// The value, when it is known already.
    pub fn constant(&self) -> Option<&Constant> {
        match &self.kind {
            Kind::Constant(constant) => Some(constant),
            _ => None,
        }
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Constant(Constant::Null))
    }

    /// Both have to hold, where both are given.
    pub fn both(left: Option<Self>, right: Option<Self>) -> Option<Self> {
        match (left, right) {
            (Some(left), Some(right)) => {
                let nullable = left.nullable || right.nullable;
                Some(Self::boolean(Kind::And(Box::new(left), Box::new(right)), nullable))
            }
            (left, right) => left.or(right),
        }
    }
}
