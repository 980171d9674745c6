//! Expressions (ABNF `commonExpr`), by climbing precedence: the eight levels of URL §5.1.1.16 are a table.

use std::cell::Cell;

use super::input::{Input, MAX_LIST, Parsed, attempt, deeper, here, missing, node, refund, refused, since};
use super::literal;
use super::path;
use super::token::{ahead, close, eat, separated, sign, space, spaces, word};
use crate::ast::{Expr, ExprKind, Literal, Operator};
use crate::error::Code;

/// A whole expression.
pub(super) fn expression(input: &mut Input<'_>) -> Parsed<Expr> {
    deeper(input, |input| climb(input, 0))
}

/// Operands and operators that bind more tightly than `floor`.
fn climb(input: &mut Input<'_>, floor: u8) -> Parsed<Expr> {
    let start = here(input);
    let mut left = operand(input)?;
    while let Some(operator) = attempt(input, |input| operator(input, floor))? {
        node(input)?;
        let right = match operator {
            Operator::In => match attempt(input, list)? {
                Some(list) => list,
                None => climb(input, operator.power())?,
            },
            _ => climb(input, operator.power())?,
        };
        let kind = ExprKind::Binary(operator, Box::new(left), Box::new(right));
        left = Expr { span: since(input, start), kind };
    }
    Ok(left)
}

fn operator(input: &mut Input<'_>, floor: u8) -> Parsed<Operator> {
    space(input)?;
    let operator = word(input, &Operator::WORDS, "an operator")?;
    space(input)?;
    if operator.power() > floor { Ok(operator) } else { Err(missing(input, "an operator")) }
}

fn operand(input: &mut Input<'_>) -> Parsed<Expr> {
    let start = here(input);
    node(input)?;
    let kind = match ahead(input) {
        Some('(') => return parentheses(input),
        Some('[' | '{') => collection(input)?,
        Some('-') => match attempt(input, literal::primitive)? {
            Some(literal) => ExprKind::Literal(literal),
            None => negated(input)?,
        },
        Some('@' | '$') => path::path(input)?,
        _ => match attempt(input, not)? {
            Some(kind) => kind,
            None => match attempt(input, value)? {
                Some(literal) => ExprKind::Literal(literal),
                None => path::path(input)?,
            },
        },
    };
    Ok(Expr { span: since(input, start), kind })
}

/// A value that isn't the beginning of a path: `true/x` begins with a property.
fn value(input: &mut Input<'_>) -> Parsed<Literal> {
    let value = literal::primitive(input)?;
    match ahead(input) {
        Some('/' | '(') => Err(missing(input, "an operator")),
        _ => Ok(value),
    }
}

fn not(input: &mut Input<'_>) -> Parsed<ExprKind> {
    word(input, &[("not", ())], "a value")?;
    space(input)?;
    let inner = deeper(input, |input| climb(input, Operator::Mod.power()))?;
    Ok(ExprKind::Not(Box::new(inner)))
}

fn negated(input: &mut Input<'_>) -> Parsed<ExprKind> {
    sign(input, '-')?;
    spaces(input)?;
    let inner = deeper(input, |input| climb(input, Operator::Mod.power()))?;
    Ok(ExprKind::Negate(Box::new(inner)))
}

fn parentheses(input: &mut Input<'_>) -> Parsed<Expr> {
    sign(input, '(')?;
    spaces(input)?;
    let inner = expression(input)?;
    close(input, ')', "`)` or an operator")?;
    Ok(inner)
}

/// `('a','b')` behind `in`: values alone (ABNF `listExpr`).
fn list(input: &mut Input<'_>) -> Parsed<Expr> {
    let start = here(input);
    sign(input, '(')?;
    spaces(input)?;
    let mut items = Vec::new();
    if ahead(input) != Some(')') {
        let read = Cell::new(0);
        items = separated(input, |input| listed(input, &read, start))?;
    }
    close(input, ')', "`)` or a comma")?;
    Ok(Expr { span: since(input, start), kind: ExprKind::List(items) })
}

/// A value of a list, unless the list is too long already: the rest isn't worth reading.
fn listed(input: &mut Input<'_>, read: &Cell<usize>, start: usize) -> Parsed<Expr> {
    read.set(read.get() + 1);
    if read.get() > MAX_LIST {
        return Err(refused(Code::QueryTooComplex, format!("at most {MAX_LIST} values in a list"), start));
    }
    constant(input)
}

/// A value.
fn constant(input: &mut Input<'_>) -> Parsed<Expr> {
    let start = here(input);
    let literal = literal::primitive(input)?;
    Ok(Expr { span: since(input, start), kind: ExprKind::Literal(literal) })
}

/// `[1,2]` or `{"a":1}` (ABNF `arrayOrObject`).
pub(super) fn collection(input: &mut Input<'_>) -> Parsed<ExprKind> {
    deeper(input, |input| if ahead(input) == Some('[') { array(input) } else { object(input) })
}

fn array(input: &mut Input<'_>) -> Parsed<ExprKind> {
    let start = here(input);
    sign(input, '[')?;
    spaces(input)?;
    let mut items = Vec::new();
    if ahead(input) != Some(']') {
        items = separated(input, element)?;
    }
    if items.len() > MAX_LIST {
        return Err(refused(Code::QueryTooComplex, format!("at most {MAX_LIST} values in a list"), start));
    }
    close(input, ']', "`]` or a comma")?;
    Ok(ExprKind::Array(items))
}

fn object(input: &mut Input<'_>) -> Parsed<ExprKind> {
    sign(input, '{')?;
    spaces(input)?;
    let mut members = Vec::new();
    if ahead(input) != Some('}') {
        members = separated(input, |input| {
            let name = literal::json_text(input)?;
            close(input, ':', "`:`")?;
            spaces(input)?;
            Ok((name, element(input)?))
        })?;
    }
    close(input, '}', "`}` or a comma")?;
    Ok(ExprKind::Object(members))
}

/// What an array or object holds: a JSON string, or any expression (ABNF `valueInUrl`).
fn element(input: &mut Input<'_>) -> Parsed<Expr> {
    let start = here(input);
    if ahead(input) == Some('"') {
        let text = literal::json_text(input)?;
        return Ok(Expr { span: since(input, start), kind: ExprKind::Literal(Literal::Text(text)) });
    }
    let item = expression(input)?;
    // A list of values has its own limit.
    if matches!(item.kind, ExprKind::Literal(_)) {
        refund(input);
    }
    Ok(item)
}

/// The branches of `case(x:1,y:2)`, behind its opening parenthesis.
pub(super) fn branches(input: &mut Input<'_>) -> Parsed<ExprKind> {
    spaces(input)?;
    let branches = separated(input, |input| {
        let when = expression(input)?;
        close(input, ':', "`:` or an operator")?;
        spaces(input)?;
        Ok((when, expression(input)?))
    })?;
    close(input, ')', "`)` or a comma")?;
    Ok(ExprKind::Case(branches))
}

/// An opening parenthesis, if one stands here.
pub(super) fn opens(input: &mut Input<'_>) -> Parsed<bool> {
    eat(input, '(')
}
