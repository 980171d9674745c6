//! The smallest parts: spaces, names, words, signs.

use winnow::Parser;
use winnow::token::{one_of, take_while};

use super::input::{Input, Parsed, attempt, here, missing};

/// The longest name that OData allows (ABNF `odataIdentifier`).
const MAX_IDENTIFIER: usize = 128;

/// Spaces that may stand here (ABNF `BWS`).
pub(super) fn spaces(input: &mut Input<'_>) -> Parsed<()> {
    take_while(0.., [' ', '\t']).void().parse_next(input)
}

/// Spaces that must stand here (ABNF `RWS`).
pub(super) fn space(input: &mut Input<'_>) -> Parsed<()> {
    take_while(1.., [' ', '\t']).void().parse_next(input)
}

/// Exactly this sign.
pub(super) fn sign(input: &mut Input<'_>, wanted: char) -> Parsed<()> {
    one_of(wanted).void().parse_next(input)
}

/// This sign, if it stands here.
pub(super) fn eat(input: &mut Input<'_>, wanted: char) -> Parsed<bool> {
    Ok(attempt(input, |input| sign(input, wanted))?.is_some())
}

/// A closing sign, with spaces before it, or a mistake that says what is missing.
pub(super) fn close(input: &mut Input<'_>, wanted: char, what: &'static str) -> Parsed<()> {
    spaces(input)?;
    if eat(input, wanted)? { Ok(()) } else { Err(missing(input, what)) }
}

/// What comes next, without taking it.
pub(super) fn ahead(input: &Input<'_>) -> Option<char> {
    rest(input).chars().next()
}

/// The text that is still to be read.
pub(super) fn rest<'t>(input: &Input<'t>) -> &'t str {
    input.input.as_ref()
}

/// A name (ABNF `odataIdentifier`): a letter or underscore, then letters, digits and underscores.
pub(super) fn identifier<'t>(input: &mut Input<'t>) -> Parsed<&'t str> {
    let starts = ahead(input).is_some_and(|c| c == '_' || c.is_alphabetic());
    if !starts {
        return Err(missing(input, "a name"));
    }
    take_while(1..=MAX_IDENTIFIER, |c: char| c == '_' || c.is_alphanumeric()).parse_next(input)
}

/// A name with any number of dots in it.
pub(super) fn dotted(input: &mut Input<'_>) -> Parsed<String> {
    let mut name = identifier(input)?.to_owned();
    while let Some(part) = attempt(input, |input| {
        sign(input, '.')?;
        identifier(input)
    })? {
        name.push('.');
        name.push_str(part);
    }
    Ok(name)
}

/// One of these words in any case (Protocol §11.2.1), with no further letter behind it.
pub(super) fn word<T: Copy>(input: &mut Input<'_>, words: &[(&str, T)], what: &'static str) -> Parsed<T> {
    let text = rest(input);
    let length = text.find(|c: char| !(c == '_' || c.is_alphanumeric())).unwrap_or(text.len());
    let name = text.get(..length).unwrap_or_default();
    let known = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(name));
    let Some((_, meaning)) = known else {
        return Err(missing(input, what));
    };
    identifier(input)?;
    Ok(*meaning)
}

/// Items with commas between them, and spaces around these where people write some.
pub(super) fn separated<'t, T>(
    input: &mut Input<'t>,
    item: impl Fn(&mut Input<'t>) -> Parsed<T>,
) -> Parsed<Vec<T>> {
    let mut items = vec![item(input)?];
    loop {
        let more = attempt(input, |input| {
            spaces(input)?;
            if eat(input, ',')? { Ok(()) } else { Err(missing(input, "a comma or the end")) }
        })?;
        if more.is_none() {
            return Ok(items);
        }
        spaces(input)?;
        items.push(item(input)?);
    }
}

/// `1*DIGIT` that fits.
pub(super) fn number(input: &mut Input<'_>) -> Parsed<u64> {
    let start = here(input);
    let digits: &str = take_while(1.., '0'..='9').parse_next(input)?;
    let number = digits.parse().ok().filter(|number| i64::try_from(*number).is_ok());
    number.ok_or_else(|| {
        let message = "must be a whole number from 0 to 9223372036854775807";
        super::input::refused(crate::error::Code::InvalidValue, message, start)
    })
}
