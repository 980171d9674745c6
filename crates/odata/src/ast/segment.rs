//! The segments of resource paths.

use super::{Argument, Expr};

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
