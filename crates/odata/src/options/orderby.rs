//! `$orderby`: by which properties, and in which direction (OData URL §5.1.5).

use super::{Options, SystemOption};
use crate::edm::{EntityType, Property};
use crate::error::{Code, Refusal};
use crate::scan::Cursor;

/// The most terms of an order.
pub const MAX_TERMS: usize = 5;

/// One term of an order.
///
/// Null stands before every value ascending and behind every value descending (Protocol §11.2.6.2);
/// ties are broken by the key, so that the order is total and pages neither repeat nor lose a row.
#[derive(Clone, Copy, Debug)]
pub struct OrderTerm {
    /// The property that is compared.
    pub property: &'static Property,
    /// The direction.
    pub direction: Direction,
}

/// A direction of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `asc`, also when nothing is said.
    Ascending,
    /// `desc`.
    Descending,
}

/// Reads `$orderby` for an entity type.
pub fn parse(options: &Options, entity: &'static EntityType) -> Result<Vec<OrderTerm>, Refusal> {
    let Some(value) = options.value(SystemOption::OrderBy) else {
        return Ok(Vec::new());
    };
    let mut cursor = Cursor::new(value);
    let mut terms: Vec<OrderTerm> = Vec::new();
    for _ in 0..MAX_TERMS {
        cursor.skip_spaces();
        let property = property(&mut cursor, entity)?;
        let direction = direction(&mut cursor)?;
        // A property that comes again decides nothing any more.
        if !terms.iter().any(|term| term.property.name == property.name) {
            terms.push(OrderTerm { property, direction });
        }
        if cursor.at_end() {
            return Ok(terms);
        }
        if !cursor.eat(',') {
            return Err(refusal(Code::SyntaxError, "expected a comma or the end", cursor.position()));
        }
    }
    Err(refusal(Code::QueryTooComplex, format!("at most {MAX_TERMS} terms"), cursor.position()))
}

/// Reads a property's name. Paths and expressions are OData too, so they are announced as missing.
fn property(cursor: &mut Cursor<'_>, entity: &'static EntityType) -> Result<&'static Property, Refusal> {
    let start = cursor.position();
    if matches!(cursor.peek(), Some('$' | '@' | '(')) {
        return Err(expression(start));
    }
    let name = cursor
        .identifier()
        .ok_or_else(|| refusal(Code::SyntaxError, "expected the name of a property", start))?;
    match (entity.property(name), cursor.peek()) {
        (Some(property), _) => Ok(property),
        (None, Some('(' | '.')) => Err(expression(start)),
        (None, _) if entity.navigation(name).is_some() => Err(expression(start)),
        (None, _) => Err(refusal(
            Code::UnknownProperty,
            format!("`{name}` is not a property of {}", entity.name),
            start,
        )),
    }
}

fn direction(cursor: &mut Cursor<'_>) -> Result<Direction, Refusal> {
    if !cursor.skip_spaces() {
        return Ok(Direction::Ascending);
    }
    let start = cursor.position();
    let Some(word) = cursor.identifier() else {
        return Ok(Direction::Ascending);
    };
    let direction = match word.to_ascii_lowercase().as_str() {
        "asc" => Direction::Ascending,
        "desc" => Direction::Descending,
        "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "in" | "has" | "and" | "or" | "add" | "sub" | "mul"
        | "div" | "divby" | "mod" => return Err(expression(start)),
        _ => return Err(refusal(Code::SyntaxError, "expected `asc` or `desc`", start)),
    };
    cursor.skip_spaces();
    Ok(direction)
}

fn expression(position: usize) -> Refusal {
    refusal(Code::NotImplemented, "ordering by a path or an expression is not built yet", position)
}

fn refusal(code: Code, message: impl Into<String>, position: usize) -> Refusal {
    Refusal::new(code, message).about(SystemOption::OrderBy.name()).at(position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::THING;

    fn order(value: &str) -> Result<Vec<OrderTerm>, Refusal> {
        let query = format!("$orderby={}", value.replace('%', "%25").replace('+', "%2B").replace('&', "%26"));
        parse(&Options::parse(&query).unwrap(), &THING)
    }

    #[test]
    fn terms_are_bound_with_their_direction() {
        let cases = [
            ("weight", "weight+"),
            ("Weight asc", "weight+"),
            ("weight\tDESC", "weight-"),
            ("weight desc,thingName", "weight-,thingName+"),
            (" weight  desc , thingName asc ", "weight-,thingName+"),
            ("weight,weight desc", "weight+"),
            ("weight ", "weight+"),
            ("state,days,madeOn,boxId,thingId", "state+,days+,madeOn+,boxId+,thingId+"),
        ];
        for (value, expected) in cases {
            let terms = order(value).unwrap();
            let printed = terms.iter().map(|term| match term.direction {
                Direction::Ascending => format!("{}+", term.property.name),
                Direction::Descending => format!("{}-", term.property.name),
            });
            assert_eq!(printed.collect::<Vec<_>>().join(","), expected, "{value}");
        }
        assert!(parse(&Options::default(), &THING).unwrap().is_empty());
    }

    #[test]
    fn what_is_not_an_order_is_refused_with_its_position() {
        let cases = [
            ("", Code::SyntaxError, 0),
            ("weight,", Code::SyntaxError, 7),
            ("weight sideways", Code::SyntaxError, 7),
            ("weight desc asc", Code::SyntaxError, 12),
            ("weight;DROP TABLE things", Code::SyntaxError, 6),
            ("weight/x", Code::SyntaxError, 6),
            ("5", Code::SyntaxError, 0),
            ("nope", Code::UnknownProperty, 0),
            ("weight,nope desc", Code::UnknownProperty, 7),
            ("account_id", Code::UnknownProperty, 0),
            ("box/volume", Code::NotImplemented, 0),
            ("box", Code::NotImplemented, 0),
            ("tolower(thingName)", Code::NotImplemented, 0),
            ("weight add 1", Code::NotImplemented, 7),
            ("(weight)", Code::NotImplemented, 0),
            ("$it/weight", Code::NotImplemented, 0),
            ("@p", Code::NotImplemented, 0),
            ("state,days,madeOn,boxId,thingId,weight", Code::QueryTooComplex, 32),
        ];
        for (value, code, position) in cases {
            let refusal = order(value).unwrap_err();
            assert_eq!((refusal.code, refusal.position), (code, Some(position)), "{value}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_value_makes_the_parser_panic(value in "[a-zé_.,/()*@ ']{0,40}") {
            let _ = order(&value);
        }
    }
}
