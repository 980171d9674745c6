//! The segments of paths in expressions.

use super::{Expr, NestedOption, Span};

/// One segment of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: StepKind,
}

/// The kinds of segments in expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// `$it`, `$this` or `$root`.
    Implicit(Implicit),
    /// `@name`: a parameter alias or an annotation.
    At(String),
    /// A name, perhaps with dots in it.
    Name(String),
    /// `name(…)`: a function, a cast, or an entity by its key.
    Call(String, Vec<Argument>),
    /// A second pair of parentheses: a key behind a call or a filter.
    Key(Vec<Argument>),
    /// `$count`, with options for what is counted.
    Count(Vec<NestedOption>),
    /// `$filter(x)`.
    Filter(Box<Expr>),
    /// `any(v:x)`, `any()` or `all(v:x)`.
    Lambda(Quantifier, Option<Lambda>),
}

/// Variables that need no declaration (URL §5.1.1.14.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Implicit {
    /// `$it`: the resource that the path addresses.
    It,
    /// `$this`: what the option is about.
    This,
    /// `$root`: the service.
    Root,
}

/// For how many a lambda has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
}

/// A variable and what has to hold of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// The name of the variable.
    pub variable: String,
    /// The predicate.
    pub predicate: Box<Expr>,
}

/// What stands between a call's parentheses: a value, perhaps with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The name, if there is one.
    pub name: Option<String>,
    /// The value.
    pub value: Expr,
}
