//! The text under way: where one is, how far anybody got, and how much work is still allowed.

use std::cell::Cell;

use winnow::error::{ErrMode, ParserError};
use winnow::stream::{LocatingSlice, Location, Stateful, Stream};

use crate::ast::Span;
use crate::error::{Code, Refusal};

/// How deep parentheses, calls and negations may stand in one another.
pub const MAX_DEPTH: usize = 32;

/// How many operators, values and names one option may hold.
pub const MAX_NODES: usize = 200;

/// How many values a list may hold; they do not count as nodes.
pub const MAX_LIST: usize = 200;

/// What winnow walks through: text with offsets, and the state of the walk.
pub(crate) type Input<'t> = Stateful<LocatingSlice<&'t str>, Progress>;

/// What a parser answers: a value, "try something else", or "stop".
pub(crate) type Parsed<T> = Result<T, ErrMode<Fault>>;

/// Why a parser does not answer with a value. Where it failed is noted in [`Progress`], which no way back undoes.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The text is not what this parser reads.
    Mismatch,
    /// It is, and it is too much, or makes no sense.
    Refused(Code, String, usize),
}

impl<'t> ParserError<Input<'t>> for Fault {
    type Inner = Self;

    fn from_input(input: &Input<'t>) -> Self {
        input.state.reach(input.input.current_token_start());
        Self::Mismatch
    }

    fn into_inner(self) -> Result<Self::Inner, Self> {
        Ok(self)
    }
}

/// How far the parsers came, and what is left of their budget.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    furthest: Cell<usize>,
    expected: Cell<Option<&'static str>>,
    depth: usize,
    nodes: usize,
}

impl Progress {
    /// Notes that somebody failed here.
    fn reach(&self, at: usize) {
        if at > self.furthest.get() {
            self.furthest.set(at);
            self.expected.set(None);
        }
    }
}

/// Begins to read a text.
pub(crate) fn input(text: &str) -> Input<'_> {
    Stateful { input: LocatingSlice::new(text), state: Progress::default() }
}

/// The offset of what is read next, in bytes.
pub(crate) fn here(input: &Input<'_>) -> usize {
    input.input.current_token_start()
}

/// From an offset to here.
pub(crate) fn since(input: &Input<'_>, start: usize) -> Span {
    Span { start, end: here(input) }
}

/// The failure to find this.
pub(crate) fn missing(input: &Input<'_>, what: &'static str) -> ErrMode<Fault> {
    let at = here(input);
    let progress = &input.state;
    progress.reach(at);
    if at == progress.furthest.get() && progress.expected.get().is_none() {
        progress.expected.set(Some(what));
    }
    ErrMode::Backtrack(Fault::Mismatch)
}

/// A refusal that no other alternative can mend.
pub(crate) fn refused(code: Code, message: impl Into<String>, at: usize) -> ErrMode<Fault> {
    ErrMode::Cut(Fault::Refused(code, message.into(), at))
}

/// Reads one level deeper.
pub(crate) fn deeper<'t, T>(
    input: &mut Input<'t>,
    parser: impl FnOnce(&mut Input<'t>) -> Parsed<T>,
) -> Parsed<T> {
    if input.state.depth >= MAX_DEPTH {
        let message = format!("at most {MAX_DEPTH} levels of nesting");
        return Err(refused(Code::QueryTooComplex, message, here(input)));
    }
    input.state.depth += 1;
    let parsed = parser(input);
    input.state.depth -= 1;
    parsed
}

/// Pays for a node. What was read in vain is paid for as well: it is work, too.
pub(crate) fn node(input: &mut Input<'_>) -> Parsed<()> {
    input.state.nodes += 1;
    if input.state.nodes > MAX_NODES {
        let message = format!("at most {MAX_NODES} values, names and operators");
        return Err(refused(Code::QueryTooComplex, message, here(input)));
    }
    Ok(())
}

/// Gives back what the values of a list have cost, which has a limit of its own.
pub(crate) fn refund(input: &mut Input<'_>) {
    input.state.nodes = input.state.nodes.saturating_sub(1);
}

/// Tries a parser, and stands where it stood before when it fails.
pub(crate) fn attempt<'t, T>(
    input: &mut Input<'t>,
    parser: impl FnOnce(&mut Input<'t>) -> Parsed<T>,
) -> Parsed<Option<T>> {
    let start = input.checkpoint();
    match parser(input) {
        Ok(value) => Ok(Some(value)),
        Err(ErrMode::Backtrack(_)) => {
            input.reset(&start);
            Ok(None)
        }
        Err(stop) => Err(stop),
    }
}

/// Reads a text to its end.
///
/// # Errors
/// A refusal at the furthest place that any alternative reached.
pub(crate) fn whole<'t, T>(
    text: &'t str,
    target: &str,
    parser: impl FnOnce(&mut Input<'t>) -> Parsed<T>,
) -> Result<T, Refusal> {
    let mut input = input(text);
    let parsed = parser(&mut input).and_then(|value| match input.input.is_empty() {
        true => Ok(value),
        false => Err(missing(&input, "the end")),
    });
    parsed.map_err(|error| {
        let (code, message, at) = match error {
            ErrMode::Cut(Fault::Refused(code, message, at))
            | ErrMode::Backtrack(Fault::Refused(code, message, at)) => (code, message, at),
            _ => mismatch(text, &input.state),
        };
        Refusal::new(code, message).about(target).at(characters(text, at))
    })
}

fn mismatch(text: &str, progress: &Progress) -> (Code, String, usize) {
    let at = progress.furthest.get();
    let found = match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(found) => format!("`{found}`"),
        None => "the end".to_owned(),
    };
    let message = match progress.expected.get() {
        Some(expected) => format!("expected {expected}, found {found}"),
        None => format!("{found} was not expected here"),
    };
    (Code::SyntaxError, message, at)
}

/// An offset in characters, as people count.
pub(crate) fn characters(text: &str, bytes: usize) -> usize {
    text.get(..bytes).map_or(0, |before| before.chars().count())
}
