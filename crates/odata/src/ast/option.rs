//! Options: those of nested parentheses, and the items of lists.

use super::{Expr, Span};

/// An option, and where its name starts.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedOption {
    /// From the name to the end of the value.
    pub span: Span,
    /// The option with its value.
    pub kind: OptionKind,
}

/// What may stand in the parentheses of `$expand` and `$select`.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionKind {
    /// `$filter`.
    Filter(Expr),
    /// `$search`.
    Search(Search),
    /// `$orderby`.
    OrderBy(Vec<OrderItem>),
    /// `$skip`.
    Skip(u64),
    /// `$top`.
    Top(u64),
    /// `$count`.
    Count(bool),
    /// `$select`.
    Select(Vec<SelectItem>),
    /// `$expand`.
    Expand(Vec<ExpandItem>),
    /// `$compute`.
    Compute(Vec<ComputeItem>),
    /// `$levels`, of which `max` is `None`.
    Levels(Option<u32>),
    /// `@name=value`.
    Alias(String, Expr),
}

/// One term of `$orderby`.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderItem {
    /// What is compared.
    pub expr: Expr,
    /// Whether `desc` stands behind it.
    pub descending: bool,
}

/// One item of `$select`.
#[derive(Clone, Debug, PartialEq)]
pub struct SelectItem {
    /// Where it stands.
    pub span: Span,
    /// Names with slashes between them; `*` and `Namespace.*` are such names.
    pub path: Vec<String>,
    /// The names of a function's parameters, in parentheses.
    pub parameters: Vec<String>,
    /// Options for what is selected, in parentheses.
    pub options: Vec<NestedOption>,
}

/// One item of `$expand`.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpandItem {
    /// Where it stands.
    pub span: Span,
    /// Names with slashes between them; the last may be `*` or `$value`.
    pub path: Vec<String>,
    /// What is wanted of what the path leads to.
    pub form: ExpandForm,
    /// Options, in parentheses.
    pub options: Vec<NestedOption>,
}

/// How much of an expanded entity is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpandForm {
    /// The entities.
    Entities,
    /// `/$ref`: their addresses.
    References,
    /// `/$count`: how many there are.
    Count,
}

/// One item of `$compute`.
#[derive(Clone, Debug, PartialEq)]
pub struct ComputeItem {
    /// Where its name stands.
    pub span: Span,
    /// The value.
    pub expr: Expr,
    /// The name it gets.
    pub name: String,
}

/// What `$search` looks for (ABNF `searchExpr`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// One word.
    Word(String),
    /// Words between double quotes, or an unfinished input between single ones.
    Phrase(String),
    /// `NOT x`.
    Not(Box<Search>),
    /// Both, with or without `AND`.
    And(Box<Search>, Box<Search>),
    /// Either.
    Or(Box<Search>, Box<Search>),
}
