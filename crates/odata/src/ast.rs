//! What a query says, before anybody asks whether its names exist: trees with the place of every node.
//!
//! The parsers of [`crate::grammar`] make these trees, [`crate::bind`] checks them against a model, and `Display` prints
//! them so that reading the print gives the same tree.

use std::ops::Range;

mod option;
mod print;
mod segment;
mod step;

pub use option::{
    ComputeItem, ExpandForm, ExpandItem, NestedOption, OptionKind, OrderItem, Search, SelectItem,
};
pub use segment::{Segment, SegmentKind};
pub use step::{Argument, Implicit, Lambda, Quantifier, Step, StepKind};

/// Where in its text a node stands, in bytes. Two trees are the same wherever they stand, so all spans are equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

/// An expression (ABNF `commonExpr`).
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A value.
    Literal(Literal),
    /// `not x`.
    Not(Box<Expr>),
    /// `-x`.
    Negate(Box<Expr>),
    /// `x op y`.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `(1,2)` behind `in`.
    List(Vec<Expr>),
    /// `[1,2]`.
    Array(Vec<Expr>),
    /// `{"a":1}`.
    Object(Vec<(String, Expr)>),
    /// `case(x:1,true:0)`: conditions and results.
    Case(Vec<(Expr, Expr)>),
    /// Names with slashes between them, calls among them.
    Path(Vec<Step>),
}

/// A value as it was written (ABNF `primitiveLiteral`), checked for its form and for nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, `NaN`, `INF` or `-INF`.
    Number(String),
    /// `'text'`, without quotes.
    Text(String),
    /// `2026-01-31`.
    Date(String),
    /// `23:59:59`.
    TimeOfDay(String),
    /// `2026-01-31T23:59:59Z`.
    DateTimeOffset(String),
    /// A GUID.
    Guid(String),
    /// `name'text'`: an enumeration's members, `duration'P1D'`, `binary'..'`, `geography'..'`.
    Typed {
        /// What stands before the quote.
        name: String,
        /// What stands between the quotes.
        text: String,
    },
}

/// The operators between two operands, the loosest first (URL §5.1.1.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the operator of that name")]
pub enum Operator {
    Or,
    And,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Add,
    Sub,
    Mul,
    Div,
    DivBy,
    Mod,
    Has,
    In,
}

impl Operator {
    /// All of them, with their words.
    pub const WORDS: [(&'static str, Self); 16] = [
        ("or", Self::Or),
        ("and", Self::And),
        ("eq", Self::Eq),
        ("ne", Self::Ne),
        ("lt", Self::Lt),
        ("le", Self::Le),
        ("gt", Self::Gt),
        ("ge", Self::Ge),
        ("add", Self::Add),
        ("sub", Self::Sub),
        ("mul", Self::Mul),
        ("divby", Self::DivBy),
        ("div", Self::Div),
        ("mod", Self::Mod),
        ("has", Self::Has),
        ("in", Self::In),
    ];

    /// How tightly it binds: the larger, the tighter.
    pub fn power(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Eq | Self::Ne => 3,
            Self::Lt | Self::Le | Self::Gt | Self::Ge => 4,
            Self::Add | Self::Sub => 5,
            Self::Mul | Self::Div | Self::DivBy | Self::Mod => 6,
            Self::Has | Self::In => 7,
        }
    }
}
