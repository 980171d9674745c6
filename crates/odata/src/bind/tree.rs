//! Bound trees: every name is a reference into the model, every value has its type, and nothing can be misread any more.
//!
//! Numbers are prepared by the binder: both sides of a comparison are exact with the same number of digits behind the
//! point, or both are doubles. Whoever evaluates a tree needs no rules of promotion.

use crate::ast::Quantifier;
use crate::edm::{EntitySet, EnumType, Navigation, Property};

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

/// One of the entities that an expression speaks of: the root, or what a lambda ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variable(pub usize);

/// The variable of the resource itself (`$it`).
pub const ROOT: Variable = Variable(0);

/// A way from one set to another.
#[derive(Clone, Copy, Debug)]
pub struct Hop {
    /// Where it starts.
    pub from: &'static EntitySet,
    /// The navigation property.
    pub navigation: &'static Navigation,
    /// Where it leads.
    pub to: &'static EntitySet,
}

/// An entity: a variable, or what is reached from it over navigation properties to one entity each.
#[derive(Clone, Debug)]
pub struct Place {
    /// Where the way begins.
    pub variable: Variable,
    /// The set of the variable.
    pub root: &'static EntitySet,
    /// The way.
    pub through: Vec<Hop>,
}

impl Hop {
    /// The navigation property that leads back, if there is one.
    pub fn partner(&self) -> Option<&'static Navigation> {
        self.navigation.partner.and_then(|partner| self.to.entity.navigation(partner))
    }
}

impl Place {
    /// The set of the entity.
    pub fn set(&self) -> &'static EntitySet {
        self.through.last().map_or(self.root, |hop| hop.to)
    }
}

/// The entities at the end of a navigation property to many.
#[derive(Clone, Debug)]
pub struct Related {
    /// From which entity.
    pub place: Place,
    /// Over which property.
    pub hop: Hop,
    /// What each of them is called.
    pub variable: Variable,
    /// Which of them are meant; all, if nothing is said.
    pub predicate: Option<Box<Bound>>,
}

/// How two values are compared. `gt` and its kin are false when an operand is null; `eq` and `ne` treat null as a
/// value (URL §5.1.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the operator of that name")]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// Arithmetic between operands of one type. A divisor of zero gives null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `add`.
    Add,
    /// `sub`.
    Sub,
    /// `mul`.
    Mul,
    /// `div`: between whole numbers towards zero.
    Div,
    /// `mod`, with the sign of the dividend.
    Mod,
}

/// The functions (URL §5.1.1.4 to §5.1.1.11). Each is null when an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the function of that name")]
pub enum Function {
    Contains,
    StartsWith,
    EndsWith,
    IndexOf,
    Length,
    Substring,
    ToLower,
    ToUpper,
    Trim,
    Concat,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    FractionalSeconds,
    TotalSeconds,
    TotalOffsetMinutes,
    Date,
    Time,
    Round,
    Floor,
    Ceiling,
}

/// The kinds of bound expressions.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A value of the request.
    Constant(Constant),
    /// A property of an entity.
    Property(Place, &'static Property),
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
