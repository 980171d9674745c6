//! `$search` (ABNF `searchExpr`): words and phrases with `AND`, `OR` and `NOT`, which are words, too, where they can't
//! be operators.

use winnow::Parser;
use winnow::token::take_while;

use super::input::{Input, Parsed, attempt, deeper, here, missing, node, since};
use super::literal;
use super::token::{ahead, close, rest, sign, space, spaces};
use crate::ast::Search;

/// A whole search: an expression, or an unfinished one between single quotes.
pub(super) fn search(input: &mut Input<'_>) -> Parsed<Search> {
    spaces(input)?;
    match ahead(input) {
        Some('\'') => literal::text(input).map(Search::Phrase),
        _ => expression(input),
    }
}

/// Alternatives: `OR` binds the least.
pub(super) fn expression(input: &mut Input<'_>) -> Parsed<Search> {
    deeper(input, |input| {
        let mut left = both(input)?;
        while let Some(right) = attempt(input, |input| {
            space(input)?;
            keyword(input, "OR")?;
            both(input)
        })? {
            left = Search::Or(Box::new(left), Box::new(right));
        }
        Ok(left)
    })
}

fn both(input: &mut Input<'_>) -> Parsed<Search> {
    let mut left = term(input)?;
    while let Some(right) = attempt(input, |input| {
        space(input)?;
        if attempt(input, |input| keyword(input, "OR").and_then(|()| term(input)))?.is_some() {
            return Err(missing(input, "a word"));
        }
        match attempt(input, |input| keyword(input, "AND").and_then(|()| term(input)))? {
            Some(right) => Ok(right),
            None => term(input),
        }
    })? {
        left = Search::And(Box::new(left), Box::new(right));
    }
    Ok(left)
}

/// An operator: its word, and the space that separates it from what follows.
fn keyword(input: &mut Input<'_>, wanted: &'static str) -> Parsed<()> {
    if word(input)? == wanted { space(input) } else { Err(missing(input, "a word")) }
}

fn term(input: &mut Input<'_>) -> Parsed<Search> {
    node(input)?;
    if let Some(inner) = attempt(input, |input| {
        keyword(input, "NOT")?;
        deeper(input, term)
    })? {
        return Ok(Search::Not(Box::new(inner)));
    }
    match ahead(input) {
        Some('(') => {
            sign(input, '(')?;
            spaces(input)?;
            let inner = expression(input)?;
            close(input, ')', "`)`")?;
            Ok(inner)
        }
        Some('"') => phrase(input),
        _ => word(input).map(|word| Search::Word(word.to_owned())),
    }
}

fn phrase(input: &mut Input<'_>) -> Parsed<Search> {
    sign(input, '"')?;
    let phrase: &str = take_while(1.., |c| c != '"').parse_next(input)?;
    sign(input, '"')?;
    Ok(Search::Phrase(phrase.to_owned()))
}

/// A word ends at a space, a quote or a parenthesis, and at a semicolon with another option behind it.
fn word<'t>(input: &mut Input<'t>) -> Parsed<&'t str> {
    let start = here(input);
    if ahead(input) == Some('\'') {
        return Err(missing(input, "a word"));
    }
    let text = rest(input);
    let ends = |(at, c): &(usize, char)| match c {
        ' ' | '\t' | '"' | '(' | ')' => true,
        ';' => option_follows(text.get(at + 1..).unwrap_or_default()),
        _ => false,
    };
    let length = text.char_indices().find(ends).map_or(text.len(), |(at, _)| at);
    if length == 0 {
        return Err(missing(input, "a word"));
    }
    let word = text.get(..length).unwrap_or_default();
    // By characters: that is how the input counts.
    winnow::token::take(word.chars().count()).parse_next(input)?;
    debug_assert_eq!(since(input, start).end, start + length);
    Ok(word)
}

/// Whether this is the start of an option, such as `$top=` or `@p=`.
fn option_follows(text: &str) -> bool {
    let name = text.trim_start_matches(['$', '@']);
    let length = name.find(|c: char| !(c == '_' || c.is_alphanumeric())).unwrap_or(name.len());
    length > 0 && name.get(length..).is_some_and(|rest| rest.starts_with('='))
}
