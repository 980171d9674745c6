//! What a query says, before anybody asks whether its names exist: trees with the place of every node.
//!
//! The parsers of [`crate::grammar`] make these trees, [`crate::bind`] checks them against a model, and `Display` prints
//! them so that reading the print gives the same tree.

use std::ops::Range;

mod print;

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

/// One segment of a resource path, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// As it was sent and decoded, for messages.
    pub text: String,
    /// What it is.
    pub kind: SegmentKind,
}

/// The kinds of segments in resource paths (URL §4).
#[derive(Clone, Debug, PartialEq)]
pub enum SegmentKind {
    /// A name, perhaps with dots, and any number of parentheses behind it.
    Name(String, Vec<Vec<Argument>>),
    /// `$count`, `$ref`, `$value`, `$batch` and others: the word with its dollar.
    System(String),
    /// `$filter(x)`, and a key behind it.
    Filter(Box<Expr>, Vec<Vec<Argument>>),
    /// `$crossjoin(A,B)`.
    CrossJoin(Vec<String>),
    /// Anything else: a key as a segment, or an ordinal.
    Literal(String),
}
