//! `$expand` (ABNF `expandItem`).

use super::input::{Input, Parsed, attempt, here, missing, node, since};
use super::nested::{self, COUNTED, ENTITIES, REFERENCES};
use super::path::at_name;
use super::token::{ahead, dotted, identifier, separated, sign, spaces};
use crate::ast::{ExpandForm, ExpandItem};

/// The items, with commas between them.
pub(super) fn items(input: &mut Input<'_>) -> Parsed<Vec<ExpandItem>> {
    spaces(input)?;
    separated(input, item)
}

/// A segment, and whether the path may go on behind it.
enum Part {
    Name(String),
    Last(String),
    Form(ExpandForm),
}

fn item(input: &mut Input<'_>) -> Parsed<ExpandItem> {
    let start = here(input);
    node(input)?;
    let (mut path, mut form) = (Vec::new(), ExpandForm::Entities);
    loop {
        match part(input, path.is_empty())? {
            Part::Name(name) => path.push(name),
            Part::Last(name) => {
                path.push(name);
                if attempt(input, reference)?.is_some() {
                    form = ExpandForm::References;
                }
                break;
            }
            Part::Form(found) => {
                form = found;
                break;
            }
        }
        if attempt(input, |input| sign(input, '/'))?.is_none() {
            break;
        }
    }
    let star = path.last().is_some_and(|name| name == "*");
    let mut options = Vec::new();
    if ahead(input) == Some('(') && !(star && form == ExpandForm::References) {
        options = nested::options(input, allowed(form))?;
    }
    Ok(ExpandItem { span: since(input, start), path, form, options })
}

fn allowed(form: ExpandForm) -> &'static [(&'static str, nested::Nested)] {
    match form {
        ExpandForm::Entities => ENTITIES,
        ExpandForm::References => REFERENCES,
        ExpandForm::Count => COUNTED,
    }
}

fn reference(input: &mut Input<'_>) -> Parsed<()> {
    sign(input, '/')?;
    sign(input, '$')?;
    match identifier(input)? {
        "ref" => Ok(()),
        _ => Err(missing(input, "`$ref`")),
    }
}

fn part(input: &mut Input<'_>, first: bool) -> Parsed<Part> {
    match ahead(input) {
        Some('*') => {
            sign(input, '*')?;
            Ok(Part::Last("*".to_owned()))
        }
        Some('@') => Ok(Part::Name(format!("@{}", at_name(input)?))),
        Some('$') => {
            sign(input, '$')?;
            match (attempt(input, identifier)?, first) {
                (Some("value"), true) => Ok(Part::Name("$value".to_owned())),
                (Some("ref"), false) => Ok(Part::Form(ExpandForm::References)),
                (Some("count"), false) => Ok(Part::Form(ExpandForm::Count)),
                _ => Err(missing(input, "`$ref` or `$count`")),
            }
        }
        _ => dotted(input).map(Part::Name),
    }
}
