//! Options in parentheses, as `$expand` and `$select` take them, and the items of options that are lists.

use super::expand;
use super::expression::expression;
use super::input::{Input, Parsed, attempt, deeper, here, refused, since};
use super::path::at_name;
use super::search;
use super::select;
use super::token::{ahead, close, eat, identifier, number, separated, sign, space, spaces, word};
use crate::ast::{ComputeItem, NestedOption, OptionKind, OrderItem};
use crate::error::Code;

/// The options that may stand in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nested {
    Filter,
    Search,
    OrderBy,
    Skip,
    Top,
    Count,
    Select,
    Expand,
    Compute,
    Levels,
}

use Nested::*;

/// What may be said of entities that are counted.
pub(super) const COUNTED: &[(&str, Nested)] = &[("filter", Filter), ("search", Search)];

/// What may be said of references.
pub(super) const REFERENCES: &[(&str, Nested)] = &[
    ("filter", Filter),
    ("search", Search),
    ("orderby", OrderBy),
    ("skip", Skip),
    ("top", Top),
    ("count", Count),
];

/// What may be said of entities.
pub(super) const ENTITIES: &[(&str, Nested)] = &[
    ("filter", Filter),
    ("search", Search),
    ("orderby", OrderBy),
    ("skip", Skip),
    ("top", Top),
    ("count", Count),
    ("select", Select),
    ("expand", Expand),
    ("compute", Compute),
    ("levels", Levels),
];

/// What may be said of a selected collection.
pub(super) const SELECTED: &[(&str, Nested)] = &[
    ("filter", Filter),
    ("search", Search),
    ("orderby", OrderBy),
    ("skip", Skip),
    ("top", Top),
    ("count", Count),
    ("select", Select),
    ("compute", Compute),
];

/// `(option;option)`, each at most once.
pub(super) fn options(
    input: &mut Input<'_>,
    allowed: &'static [(&'static str, Nested)],
) -> Parsed<Vec<NestedOption>> {
    sign(input, '(')?;
    deeper(input, |input| {
        let mut options: Vec<NestedOption> = Vec::new();
        loop {
            spaces(input)?;
            let option = option(input, allowed)?;
            if options.iter().any(|other| same(&other.kind, &option.kind)) {
                return Err(refused(Code::DuplicateOption, "stands twice", option.span.start));
            }
            options.push(option);
            spaces(input)?;
            if !eat(input, ';')? {
                break;
            }
        }
        close(input, ')', "`)` or a semicolon")?;
        Ok(options)
    })
}

fn same(one: &OptionKind, other: &OptionKind) -> bool {
    match (one, other) {
        (OptionKind::Alias(one, _), OptionKind::Alias(other, _)) => one == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

fn option(input: &mut Input<'_>, allowed: &'static [(&'static str, Nested)]) -> Parsed<NestedOption> {
    let start = here(input);
    let kind = if ahead(input) == Some('@') {
        let name = at_name(input)?;
        sign(input, '=')?;
        OptionKind::Alias(name, expression(input)?)
    } else {
        eat(input, '$')?;
        let option = word(input, allowed, "an option that may stand here")?;
        sign(input, '=')?;
        value(input, option)?
    };
    Ok(NestedOption { span: since(input, start), kind })
}

fn value(input: &mut Input<'_>, option: Nested) -> Parsed<OptionKind> {
    Ok(match option {
        Filter => OptionKind::Filter(expression(input)?),
        Search => OptionKind::Search(search::search(input)?),
        OrderBy => OptionKind::OrderBy(order(input)?),
        Skip => OptionKind::Skip(number(input)?),
        Top => OptionKind::Top(number(input)?),
        Count => OptionKind::Count(word(input, &[("true", true), ("false", false)], "`true` or `false`")?),
        Select => OptionKind::Select(select::items(input)?),
        Expand => OptionKind::Expand(expand::items(input)?),
        Compute => OptionKind::Compute(compute(input)?),
        Levels => OptionKind::Levels(levels(input)?),
    })
}

/// `max`, or a number without leading zeros.
fn levels(input: &mut Input<'_>) -> Parsed<Option<u32>> {
    match ahead(input) {
        Some('1'..='9') => Ok(Some(u32::try_from(number(input)?).unwrap_or(u32::MAX))),
        _ => word(input, &[("max", None)], "`max` or a number from 1"),
    }
}

/// The terms of `$orderby`.
pub(super) fn order(input: &mut Input<'_>) -> Parsed<Vec<OrderItem>> {
    spaces(input)?;
    separated(input, |input| {
        let expr = expression(input)?;
        let direction = attempt(input, |input| {
            space(input)?;
            word(input, &[("asc", false), ("desc", true)], "`asc`, `desc` or an operator")
        })?;
        Ok(OrderItem { expr, descending: direction.unwrap_or(false) })
    })
}

/// The items of `$compute`.
pub(super) fn compute(input: &mut Input<'_>) -> Parsed<Vec<ComputeItem>> {
    separated(input, |input| {
        let expr = expression(input)?;
        space(input)?;
        word(input, &[("as", ())], "`as` or an operator")?;
        space(input)?;
        let start = here(input);
        let name = identifier(input)?.to_owned();
        Ok(ComputeItem { span: since(input, start), expr, name })
    })
}
