//! `$select` (ABNF `selectItem`).

use super::input::{Input, Parsed, attempt, here, missing, node, since};
use super::nested::{self, SELECTED};
use super::path::at_name;
use super::token::{ahead, close, dotted, eat, identifier, separated, sign, spaces};
use crate::ast::SelectItem;

/// The items, with commas between them.
pub(super) fn items(input: &mut Input<'_>) -> Parsed<Vec<SelectItem>> {
    spaces(input)?;
    separated(input, item)
}

fn item(input: &mut Input<'_>) -> Parsed<SelectItem> {
    let start = here(input);
    node(input)?;
    let mut path = vec![name(input)?];
    while attempt(input, |input| sign(input, '/'))?.is_some() {
        path.push(name(input)?);
    }
    let (mut parameters, mut options) = (Vec::new(), Vec::new());
    if ahead(input) == Some('(') {
        match attempt(input, names)? {
            Some(names) => parameters = names,
            None => options = nested::options(input, SELECTED)?,
        }
    }
    Ok(SelectItem { span: since(input, start), path, parameters, options })
}

/// `*`, `Namespace.*`, `@Annotation` or a name.
fn name(input: &mut Input<'_>) -> Parsed<String> {
    match ahead(input) {
        Some('*') => {
            sign(input, '*')?;
            Ok("*".to_owned())
        }
        Some('@') => Ok(format!("@{}", at_name(input)?)),
        _ => {
            let mut name = dotted(input)?;
            if attempt(input, |input| {
                sign(input, '.')?;
                sign(input, '*')
            })?
            .is_some()
            {
                name.push_str(".*");
            }
            Ok(name)
        }
    }
}

/// The names of a function's parameters, which tell its overloads apart.
fn names(input: &mut Input<'_>) -> Parsed<Vec<String>> {
    if !eat(input, '(')? {
        return Err(missing(input, "`(`"));
    }
    let names = separated(input, |input| Ok(identifier(input)?.to_owned()))?;
    close(input, ')', "`)` or a comma")?;
    Ok(names)
}
