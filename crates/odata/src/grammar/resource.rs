//! Resource paths (ABNF `resourcePath`), one decoded segment after the other. What the names mean is found out later.

use super::expression::{collection, expression};
use super::input::{Input, Parsed, attempt, deeper, here, missing, node, since};
use super::literal;
use super::path::at_name;
use super::token::{ahead, close, dotted, identifier, rest, separated, sign, spaces};
use crate::ast::{Argument, Expr, ExprKind, SegmentKind, Step, StepKind};

/// The words with a dollar that may stand in a path, exactly as they are written.
const SYSTEM: [&str; 10] =
    ["count", "ref", "value", "each", "query", "batch", "metadata", "all", "entity", "links"];

/// One segment.
pub(super) fn segment(input: &mut Input<'_>) -> Parsed<SegmentKind> {
    if ahead(input) == Some('$') {
        return system(input);
    }
    if let Some(named) = attempt(input, named)? {
        return Ok(named);
    }
    let text = rest(input);
    // A key as a segment, or an ordinal; a dot or a parenthesis was meant for something else.
    if text.is_empty() || text.contains(['(', ')']) || text.starts_with('.') {
        return Err(missing(input, "a name"));
    }
    if text.starts_with(|c: char| c == '_' || c.is_alphabetic()) && text.contains('.') {
        return Err(missing(input, "a name"));
    }
    winnow::Parser::<_, _, winnow::error::ErrMode<super::input::Fault>>::parse_next(
        &mut winnow::token::rest,
        input,
    )
    .map(|text: &str| SegmentKind::Literal(text.to_owned()))
}

fn named(input: &mut Input<'_>) -> Parsed<SegmentKind> {
    let name = dotted(input)?;
    let keys = parentheses(input)?;
    match rest(input).is_empty() {
        true => Ok(SegmentKind::Name(name, keys)),
        false => Err(missing(input, "`(` or the end of the segment")),
    }
}

fn system(input: &mut Input<'_>) -> Parsed<SegmentKind> {
    sign(input, '$')?;
    let word = identifier(input)?;
    match word {
        "filter" => {
            sign(input, '(')?;
            let filter = deeper(input, expression)?;
            close(input, ')', "`)` or an operator")?;
            Ok(SegmentKind::Filter(Box::new(filter), parentheses(input)?))
        }
        "crossjoin" => {
            sign(input, '(')?;
            let sets = separated(input, |input| Ok(identifier(input)?.to_owned()))?;
            close(input, ')', "`)` or a comma")?;
            Ok(SegmentKind::CrossJoin(sets))
        }
        word if SYSTEM.contains(&word) => Ok(SegmentKind::System(format!("${word}"))),
        _ => Err(missing(input, "the end of the segment")),
    }
}

/// Any number of parentheses: the parameters of a function, then a key.
fn parentheses(input: &mut Input<'_>) -> Parsed<Vec<Vec<Argument>>> {
    let mut all = Vec::new();
    while ahead(input) == Some('(') {
        sign(input, '(')?;
        spaces(input)?;
        let mut arguments = Vec::new();
        if ahead(input) != Some(')') {
            arguments = separated(input, argument)?;
        }
        close(input, ')', "`)` or a comma")?;
        all.push(arguments);
    }
    Ok(all)
}

/// A value, perhaps with a name. In a path it is a constant or an alias, never an expression.
fn argument(input: &mut Input<'_>) -> Parsed<Argument> {
    let name = attempt(input, |input| {
        let name = identifier(input)?;
        sign(input, '=')?;
        Ok(name.to_owned())
    })?;
    let start = here(input);
    node(input)?;
    let kind = match ahead(input) {
        Some('@') => {
            let kind = StepKind::At(at_name(input)?);
            ExprKind::Path(vec![Step { span: since(input, start), kind }])
        }
        Some('[' | '{') => collection(input)?,
        _ => ExprKind::Literal(literal::primitive(input)?),
    };
    Ok(Argument { name, value: Expr { span: since(input, start), kind } })
}
