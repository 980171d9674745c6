//! From text to trees: the ABNF of OData 4.01 on winnow, without a model and without guessing.
//!
//! The texts are decoded. Each function reads one option to its end, or says with a position what is wrong. What may be
//! spent on one text is limited: the depth by [`MAX_DEPTH`], the size by [`MAX_NODES`] and [`MAX_LIST`].

use crate::ast::{
    ComputeItem, ExpandItem, Expr, OrderItem, Search, Segment, SegmentKind, SelectItem, StepKind,
};
use crate::ast::{Literal, Quantifier};
use crate::error::{Code, Refusal};
use crate::percent::{self, Plus};

mod expand;
mod expression;
mod input;
mod literal;
mod nested;
mod path;
mod resource;
mod search;
mod select;
mod token;

pub(crate) use input::characters;
use input::{Input, Parsed, whole};
pub use input::{MAX_DEPTH, MAX_LIST, MAX_NODES};

/// Reads `$filter`.
///
/// # Errors
/// When the text is no expression, or too large.
pub fn filter(text: &str) -> Result<Expr, Refusal> {
    whole(text, "$filter", |input| padded(input, expression::expression))
}

/// Reads `$orderby`.
///
/// # Errors
/// When the text is no list of expressions with directions, or too large.
pub fn orderby(text: &str) -> Result<Vec<OrderItem>, Refusal> {
    whole(text, "$orderby", |input| padded(input, nested::order))
}

/// Reads `$select`.
///
/// # Errors
/// When the text is no list of names.
pub fn select(text: &str) -> Result<Vec<SelectItem>, Refusal> {
    whole(text, "$select", |input| padded(input, select::items))
}

/// Reads `$expand`.
///
/// # Errors
/// When the text is no list of paths with options, or too large.
pub fn expand(text: &str) -> Result<Vec<ExpandItem>, Refusal> {
    whole(text, "$expand", |input| padded(input, expand::items))
}

/// Reads `$compute`.
///
/// # Errors
/// When the text is no list of expressions with names, or too large.
pub fn compute(text: &str) -> Result<Vec<ComputeItem>, Refusal> {
    whole(text, "$compute", |input| padded(input, nested::compute))
}

/// Reads `$search`.
///
/// # Errors
/// When the text is no search, or too large.
pub fn search(text: &str) -> Result<Search, Refusal> {
    whole(text, "$search", |input| padded(input, search::search))
}

/// Reads the value of a parameter alias; `name` begins with its `@`.
///
/// # Errors
/// When the text is no expression, or too large.
pub fn alias(name: &str, text: &str) -> Result<Expr, Refusal> {
    whole(text, name, |input| padded(input, expression::expression))
}

/// Reads a part of an expression that begins with `any(` or `all(`, and answers its predicate.
///
/// # Errors
/// When the text is neither.
pub fn lambda(text: &str) -> Result<StepKind, Refusal> {
    let (quantifier, rest) = match text.strip_prefix("all") {
        Some(rest) => (Quantifier::All, rest),
        None => (Quantifier::Any, text.strip_prefix("any").unwrap_or(text)),
    };
    whole(rest, "lambda", |input| path::lambda(input, quantifier))
}

/// Reads one segment of a resource path, decoded.
///
/// # Errors
/// When the text is no segment.
pub fn segment(text: &str) -> Result<Segment, Refusal> {
    let kind: SegmentKind = whole(text, text, resource::segment)?;
    Ok(Segment { text: text.to_owned(), kind })
}

/// Reads a resource path, still percent-encoded, without its first slash.
///
/// It is split first and decoded then: an encoded slash belongs to a key, not to the path (URL §2). The slashes of a
/// `$filter(…)` belong to its expression.
///
/// # Errors
/// When a segment is broken; the segment is the target.
pub fn resource_path(path: &str) -> Result<Vec<Segment>, Refusal> {
    let segments: Vec<Segment> =
        pieces(path).iter().map(|piece| segment(&decode_segment(piece)?)).collect::<Result<_, _>>()?;
    match segments.iter().rev().skip(1).find(|segment| ends(segment)) {
        Some(last) => Err(nothing_behind(last)),
        None => Ok(segments),
    }
}

/// Splits a path at its slashes.
pub(crate) fn pieces(path: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in path.split('/') {
        match pieces.last_mut().filter(|last| last.starts_with("$filter") && !balanced(last)) {
            Some(last) => {
                last.push('/');
                last.push_str(piece);
            }
            None => pieces.push(piece.to_owned()),
        }
    }
    pieces
}

pub(crate) fn decode_segment(segment: &str) -> Result<String, Refusal> {
    percent::decode(segment, Plus::Plus)
        .map_err(|_| Refusal::new(Code::SyntaxError, "the percent-encoding is broken").about(segment))
}

/// Whether this segment is the last of every path.
fn ends(segment: &Segment) -> bool {
    matches!(&segment.kind, SegmentKind::System(word) if ENDS.contains(&word.as_str()))
}

fn nothing_behind(segment: &Segment) -> Refusal {
    Refusal::new(Code::NotFound, format!("nothing stands behind `{}`", segment.text)).about(&segment.text)
}

/// Segments with nothing behind them.
const ENDS: [&str; 6] = ["$count", "$ref", "$value", "$query", "$metadata", "$batch"];

/// Whether every parenthesis outside of quotes is closed.
fn balanced(text: &str) -> bool {
    let (mut depth, mut quoted) = (0_i32, false);
    for c in text.chars() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth <= 0 && !quoted
}

/// Reads a value as it stands in an address.
///
/// # Errors
/// When the text is no such value.
pub fn literal(text: &str) -> Result<Literal, Refusal> {
    whole(text, "value", literal::primitive)
}

/// The forms that values have outside of addresses, in JSON and in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `2026-01-31`.
    Date,
    /// `23:59:59.5`.
    TimeOfDay,
    /// `2026-01-31T23:59:59Z`.
    DateTimeOffset,
    /// `-1.5e3`.
    Decimal,
    /// `P1DT2H`.
    Duration,
    /// A GUID.
    Guid,
    /// Base64url.
    Binary,
    /// `Red,Blue`.
    Members,
    /// A name.
    Identifier,
}

/// Whether a text has this form, from its start to its end.
///
/// # Errors
/// Where it hasn't.
pub fn check(form: Form, text: &str) -> Result<(), Refusal> {
    whole(text, "value", |input| match form {
        Form::Date => literal::date(input),
        Form::TimeOfDay => literal::time_of_day(input),
        Form::DateTimeOffset => literal::date_time_offset(input),
        Form::Decimal => literal::decimal(input),
        Form::Duration => literal::duration(input),
        Form::Guid => literal::guid(input),
        Form::Binary => literal::binary(input),
        Form::Members => literal::members(input),
        Form::Identifier => token::identifier(input).map(drop),
    })
}

/// Spaces at the end of an option mean nothing; people leave them there.
fn padded<'t, T>(input: &mut Input<'t>, parser: impl FnOnce(&mut Input<'t>) -> Parsed<T>) -> Parsed<T> {
    let value = parser(input)?;
    token::spaces(input)?;
    Ok(value)
}
