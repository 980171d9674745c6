//! Paths in expressions: names, casts, calls, keys, lambdas, counts, with slashes between them.

use super::expression::{branches, expression, opens};
use super::input::{Input, Parsed, attempt, deeper, here, missing, node, since};
use super::nested;
use super::token::{ahead, close, dotted, eat, identifier, separated, sign, spaces};
use crate::ast::{Argument, Expr, ExprKind, Implicit, Lambda, Quantifier, Step, StepKind};

/// A path, or `case(…)`, which begins like one.
pub(super) fn path(input: &mut Input<'_>) -> Parsed<ExprKind> {
    let start = here(input);
    let first = match ahead(input) {
        Some('$') => implicit(input)?,
        Some('@') => StepKind::At(at_name(input)?),
        _ => {
            let name = dotted(input)?;
            if name.eq_ignore_ascii_case("case") && opens(input)? {
                return deeper(input, branches);
            }
            first_name(input, name)?
        }
    };
    let mut steps = vec![Step { span: since(input, start), kind: first }];
    more(input, &mut steps)?;
    Ok(ExprKind::Path(steps))
}

/// `$it`, `$this` or `$root`.
fn implicit(input: &mut Input<'_>) -> Parsed<StepKind> {
    sign(input, '$')?;
    match attempt(input, identifier)? {
        Some("it") => Ok(StepKind::Implicit(Implicit::It)),
        Some("this") => Ok(StepKind::Implicit(Implicit::This)),
        Some("root") if ahead(input) == Some('/') => Ok(StepKind::Implicit(Implicit::Root)),
        _ => Err(missing(input, "`$it`, `$this` or `$root/`")),
    }
}

/// The name of an alias, or of an annotation with its qualifier.
pub(super) fn at_name(input: &mut Input<'_>) -> Parsed<String> {
    sign(input, '@')?;
    let mut name = dotted(input)?;
    if eat(input, '#')? {
        name.push('#');
        name.push_str(identifier(input)?);
    }
    Ok(name)
}

/// A name at the start of a path. With dots and neither parentheses nor more behind it, it names a type and no value;
/// `any` and `all` have nothing there that they could be about.
fn first_name(input: &mut Input<'_>, name: String) -> Parsed<StepKind> {
    match ahead(input) {
        Some('(') if !matches!(name.as_str(), "any" | "all") => call(input, name),
        Some('/') => Ok(StepKind::Name(name)),
        _ if name.contains('.') => Err(missing(input, "`(` or `/`")),
        _ => Ok(StepKind::Name(name)),
    }
}

/// `name(…)`. `cast` and `isof` take types, whose names stand nowhere else.
fn call(input: &mut Input<'_>, name: String) -> Parsed<StepKind> {
    let typed = name.eq_ignore_ascii_case("cast") || name.eq_ignore_ascii_case("isof");
    sign(input, '(')?;
    let arguments = deeper(input, |input| match typed {
        true => arguments(input, typed_argument),
        false => arguments(input, argument),
    })?;
    Ok(StepKind::Call(name, arguments))
}

fn arguments<'t>(
    input: &mut Input<'t>,
    item: impl Fn(&mut Input<'t>) -> Parsed<Argument>,
) -> Parsed<Vec<Argument>> {
    spaces(input)?;
    let mut arguments = Vec::new();
    if ahead(input) != Some(')') {
        arguments = separated(input, item)?;
    }
    close(input, ')', "`)` or a comma")?;
    Ok(arguments)
}

fn argument(input: &mut Input<'_>) -> Parsed<Argument> {
    let name = attempt(input, |input| {
        let name = identifier(input)?;
        sign(input, '=')?;
        Ok(name.to_owned())
    })?;
    Ok(Argument { name, value: expression(input)? })
}

/// An argument of `cast` or `isof`: a type, such as `Edm.String` or `Collection(Edm.String)`, or a value.
fn typed_argument(input: &mut Input<'_>) -> Parsed<Argument> {
    let start = here(input);
    let named = attempt(input, |input| {
        let name = dotted(input)?;
        match ahead(input) {
            Some(')' | ',' | ' ') if name.contains('.') => Ok(StepKind::Name(name)),
            _ => Err(missing(input, "a type")),
        }
    })?;
    let value = match named {
        Some(kind) => {
            node(input)?;
            let span = since(input, start);
            Expr { span, kind: ExprKind::Path(vec![Step { span, kind }]) }
        }
        None => expression(input)?,
    };
    Ok(Argument { name: None, value })
}

/// What follows the first step.
fn more(input: &mut Input<'_>, steps: &mut Vec<Step>) -> Parsed<()> {
    loop {
        let mut start = here(input);
        let kind = match ahead(input) {
            // A second pair of parentheses is a key.
            Some('(')
                if matches!(
                    steps.last().map(|step| &step.kind),
                    Some(StepKind::Call(..) | StepKind::Filter(_))
                ) =>
            {
                sign(input, '(')?;
                StepKind::Key(deeper(input, |input| arguments(input, argument))?)
            }
            Some('/') => {
                sign(input, '/')?;
                start = here(input);
                next(input)?
            }
            _ => return Ok(()),
        };
        node(input)?;
        steps.push(Step { span: since(input, start), kind });
    }
}

/// A step behind a slash.
fn next(input: &mut Input<'_>) -> Parsed<StepKind> {
    match ahead(input) {
        Some('$') => counted(input),
        Some('@') => at_name(input).map(StepKind::At),
        _ => {
            let name = dotted(input)?;
            match (name.as_str(), ahead(input)) {
                ("any", Some('(')) => lambda(input, Quantifier::Any),
                ("all", Some('(')) => lambda(input, Quantifier::All),
                (_, Some('(')) => call(input, name),
                _ => Ok(StepKind::Name(name)),
            }
        }
    }
}

fn counted(input: &mut Input<'_>) -> Parsed<StepKind> {
    sign(input, '$')?;
    match (attempt(input, identifier)?, ahead(input)) {
        (Some("count"), Some('(')) => Ok(StepKind::Count(nested::options(input, nested::COUNTED)?)),
        (Some("count"), _) => Ok(StepKind::Count(Vec::new())),
        (Some("filter"), Some('(')) => {
            sign(input, '(')?;
            let filter = deeper(input, expression)?;
            close(input, ')', "`)` or an operator")?;
            Ok(StepKind::Filter(Box::new(filter)))
        }
        _ => Err(missing(input, "`$count` or `$filter(`")),
    }
}

/// The rest of `any(v:x)`, from its parenthesis on.
pub(super) fn lambda(input: &mut Input<'_>, quantifier: Quantifier) -> Parsed<StepKind> {
    sign(input, '(')?;
    spaces(input)?;
    if quantifier == Quantifier::Any && eat(input, ')')? {
        return Ok(StepKind::Lambda(quantifier, None));
    }
    let variable = identifier(input)?.to_owned();
    close(input, ':', "`:`")?;
    spaces(input)?;
    let predicate = Box::new(deeper(input, expression)?);
    close(input, ')', "`)` or an operator")?;
    Ok(StepKind::Lambda(quantifier, Some(Lambda { variable, predicate })))
}
