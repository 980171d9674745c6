//! Values as they stand in addresses (ABNF `primitiveLiteral`), told apart by their form alone.

use winnow::Parser;
use winnow::combinator::{alt, opt, preceded, repeat};
use winnow::token::{literal as exact, one_of, take_while};

use super::input::{Input, Parsed, attempt, missing};
use super::token::{ahead, dotted, identifier, rest, sign};
use crate::ast::Literal;

/// Any value. What looks like a name is left to others, unless it is a constant or stands before a quote.
pub(super) fn primitive(input: &mut Input<'_>) -> Parsed<Literal> {
    match ahead(input) {
        Some('\'') => text(input).map(Literal::Text),
        Some(c) if c.is_ascii_digit() || c == '-' || c == '+' => numeric(input),
        Some(c) if c == '_' || c.is_alphabetic() => {
            // A GUID may begin like a name.
            if let Some(guid) = attempt(input, whole_guid)? {
                return Ok(guid);
            }
            named(input)
        }
        _ => Err(missing(input, "a value")),
    }
}

/// What begins with a digit or a sign: the longest form wins.
fn numeric(input: &mut Input<'_>) -> Parsed<Literal> {
    for parser in [whole_guid, whole_moment, whole_date, whole_time, whole_number] {
        if let Some(literal) = attempt(input, parser)? {
            return Ok(literal);
        }
    }
    Err(missing(input, "a value"))
}

fn whole_guid(input: &mut Input<'_>) -> Parsed<Literal> {
    taken(input, guid, Literal::Guid)
}

fn whole_moment(input: &mut Input<'_>) -> Parsed<Literal> {
    taken(input, date_time_offset, Literal::DateTimeOffset)
}

fn whole_date(input: &mut Input<'_>) -> Parsed<Literal> {
    taken(input, date, Literal::Date)
}

fn whole_time(input: &mut Input<'_>) -> Parsed<Literal> {
    taken(input, time_of_day, Literal::TimeOfDay)
}

fn whole_number(input: &mut Input<'_>) -> Parsed<Literal> {
    taken(input, decimal, Literal::Number)
}

/// The text that a parser reads, unless a letter or digit runs on behind it.
fn taken<'t>(
    input: &mut Input<'t>,
    parser: impl FnMut(&mut Input<'t>) -> Parsed<()>,
    wrap: fn(String) -> Literal,
) -> Parsed<Literal> {
    let text: &str = parser.take().parse_next(input)?;
    match ahead(input) {
        Some(c) if c == '_' || c.is_alphanumeric() => Err(missing(input, "the end of the value")),
        _ => Ok(wrap(text.to_owned())),
    }
}

/// `null`, `true`, `INF` and what stands before a quote, such as `Ns.Colour'Red'`.
fn named(input: &mut Input<'_>) -> Parsed<Literal> {
    let name = dotted(input)?;
    if ahead(input) == Some('\'') {
        let text = text(input)?;
        return Ok(Literal::Typed { name, text });
    }
    match name.as_str() {
        "null" => Ok(Literal::Null),
        "NaN" | "INF" => Ok(Literal::Number(name)),
        _ if name.eq_ignore_ascii_case("true") => Ok(Literal::Boolean(true)),
        _ if name.eq_ignore_ascii_case("false") => Ok(Literal::Boolean(false)),
        _ => Err(missing(input, "a value")),
    }
}

/// `'text'`, where two quotes stand for one.
pub(super) fn text(input: &mut Input<'_>) -> Parsed<String> {
    sign(input, '\'')?;
    let mut text = String::new();
    loop {
        let part: &str = take_while(0.., |c| c != '\'').parse_next(input)?;
        text.push_str(part);
        if ahead(input).is_none() {
            return Err(missing(input, "a closing quote"));
        }
        sign(input, '\'')?;
        if ahead(input) != Some('\'') {
            return Ok(text);
        }
        sign(input, '\'')?;
        text.push('\'');
    }
}

/// A string as JSON writes it, which arrays and objects may hold.
pub(super) fn json_text(input: &mut Input<'_>) -> Parsed<String> {
    let Some(rest) = rest(input).strip_prefix('"') else {
        return Err(missing(input, "a double quote"));
    };
    let mut escaped = false;
    let end = rest.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    let Some(length) = end else {
        return Err(missing(input, "a closing double quote"));
    };
    // By characters: that is how the input counts.
    let count = rest.get(..length).map_or(0, |inside| inside.chars().count()) + 2;
    let whole: &str = winnow::token::take(count).parse_next(input)?;
    serde_json::from_str(whole).map_err(|_| missing(input, "a JSON string"))
}

fn digits(count: usize) -> impl FnMut(&mut Input<'_>) -> Parsed<()> {
    move |input| repeat::<_, _, (), _, _>(count, one_of('0'..='9')).parse_next(input)
}

/// `01234567-89ab-cdef-0123-456789abcdef`.
pub(super) fn guid(input: &mut Input<'_>) -> Parsed<()> {
    for (index, count) in [8_usize, 4, 4, 4, 12].into_iter().enumerate() {
        if index > 0 {
            sign(input, '-')?;
        }
        let hex = one_of(('0'..='9', 'a'..='f', 'A'..='F'));
        repeat::<_, _, (), _, _>(count, hex).parse_next(input)?;
    }
    Ok(())
}

/// `2026-01-31`, with any number of digits in the year and perhaps a minus before it.
pub(super) fn date(input: &mut Input<'_>) -> Parsed<()> {
    let year = alt(((one_of('0'), digits(3)).void(), (one_of('1'..='9'), take_while(3.., '0'..='9')).void()));
    let month = alt((('0', one_of('1'..='9')).void(), ('1', one_of('0'..='2')).void()));
    let day = alt((
        ('0', one_of('1'..='9')).void(),
        (one_of('1'..='2'), digits(1)).void(),
        ('3', one_of('0'..='1')).void(),
    ));
    (opt('-'), year, '-', month, '-', day).void().parse_next(input)
}

fn hour(input: &mut Input<'_>) -> Parsed<()> {
    alt(((one_of('0'..='1'), digits(1)).void(), ('2', one_of('0'..='3')).void())).parse_next(input)
}

fn minute(input: &mut Input<'_>) -> Parsed<()> {
    (one_of('0'..='5'), digits(1)).void().parse_next(input)
}

/// `23:59`, `23:59:59` or `23:59:59.5`; 60 is a leap second.
pub(super) fn time_of_day(input: &mut Input<'_>) -> Parsed<()> {
    let fraction = preceded('.', take_while(1..=12, '0'..='9'));
    let second = alt((minute, exact("60").void()));
    let seconds = opt(preceded(':', (second, opt(fraction))));
    (hour, ':', minute, seconds).void().parse_next(input)
}

/// `2026-01-31T23:59Z`, or with an offset such as `+02:00`.
pub(super) fn date_time_offset(input: &mut Input<'_>) -> Parsed<()> {
    let letter = |lower, upper| one_of([lower, upper]);
    let offset = (one_of(['+', '-']), hour, ':', minute).void();
    (date, letter('t', 'T'), time_of_day, alt((letter('z', 'Z').void(), offset))).void().parse_next(input)
}

/// `-1.5e3` and `-INF`.
pub(super) fn decimal(input: &mut Input<'_>) -> Parsed<()> {
    let digits = || take_while(1.., '0'..='9');
    let exponent = (one_of(['e', 'E']), opt(one_of(['+', '-'])), digits());
    let number = (opt(one_of(['+', '-'])), digits(), opt(('.', digits())), opt(exponent)).void();
    alt((exact("-INF").void(), exact("INF").void(), exact("NaN").void(), number)).parse_next(input)
}

/// `-P6DT23H59M59.9S` (ABNF `durationValue`): days, hours, minutes and seconds, each once and in this order.
pub(super) fn duration(input: &mut Input<'_>) -> Parsed<()> {
    let part = |unit: char| (take_while(1.., '0'..='9'), unit).void();
    let seconds = (take_while(1.., '0'..='9'), opt(('.', take_while(1.., '0'..='9'))), 'S').void();
    let time = (opt(part('H')), opt(part('M')), opt(seconds)).void();
    (opt('-'), 'P', opt(part('D')), opt(preceded('T', time))).void().parse_next(input)
}

/// Base64url (ABNF `binaryValue`).
pub(super) fn binary(input: &mut Input<'_>) -> Parsed<()> {
    let count = take_while(0.., ('0'..='9', 'a'..='z', 'A'..='Z', '-', '_')).parse_next(input)?.len();
    let padding = match count % 4 {
        0 => "",
        2 => "==",
        3 => "=",
        _ => return Err(missing(input, "another character of base64")),
    };
    if !padding.is_empty() {
        opt(exact(padding)).void().parse_next(input)?;
    }
    Ok(())
}

/// `Red,Blue,4` (ABNF `enumValue`).
pub(super) fn members(input: &mut Input<'_>) -> Parsed<()> {
    loop {
        if attempt(input, identifier)?.is_none() {
            (opt(one_of(['+', '-'])), take_while(1..=19, '0'..='9')).void().parse_next(input)?;
        }
        if attempt(input, |input| sign(input, ','))?.is_none() {
            return Ok(());
        }
    }
}
