//! `$select`: which properties an answer holds (OData URL §5.1.4).

use super::{Options, SystemOption};
use crate::edm::{EntityType, Property};
use crate::error::{Code, Refusal};
use crate::scan::Cursor;

/// More names than any type here has, so that only nonsense is refused.
const MAX_ITEMS: usize = 100;

/// What was selected, bound to the entity type.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    named: Option<Named>,
}

#[derive(Clone, Debug, Default)]
struct Named {
    all: bool,
    properties: Vec<&'static Property>,
    /// The names as `$metadata` spells them, in the order in which they were asked for.
    listed: Vec<&'static str>,
}

impl Selection {
    /// Whether the answer holds this property. The key is always there, so that clients can edit.
    pub fn holds(&self, entity: &EntityType, property: &Property) -> bool {
        match &self.named {
            None => true,
            Some(named) => {
                let asked = named.properties.iter().any(|selected| selected.name == property.name);
                named.all || asked || property.name == entity.key
            }
        }
    }

    /// The select list of the context URL, without parentheses (Protocol §10.7); none without `$select`.
    pub fn listed(&self) -> Option<String> {
        self.named.as_ref().map(|named| named.listed.join(","))
    }
}

/// Reads `$select` for an entity type.
pub fn parse(options: &Options, entity: &'static EntityType) -> Result<Selection, Refusal> {
    let Some(value) = options.value(SystemOption::Select) else {
        return Ok(Selection::default());
    };
    let mut cursor = Cursor::new(value);
    let mut named = Named::default();
    for _ in 0..MAX_ITEMS {
        cursor.skip_spaces();
        item(&mut cursor, entity, &mut named)?;
        cursor.skip_spaces();
        if cursor.at_end() {
            return Ok(Selection { named: Some(named) });
        }
        if !cursor.eat(',') {
            return Err(refusal(Code::SyntaxError, "expected a comma or the end", cursor.position()));
        }
    }
    Err(refusal(Code::QueryTooComplex, format!("at most {MAX_ITEMS} names"), cursor.position()))
}

fn item(cursor: &mut Cursor<'_>, entity: &'static EntityType, named: &mut Named) -> Result<(), Refusal> {
    let start = cursor.position();
    if cursor.eat('*') {
        named.all = true;
        list(named, "*");
        return Ok(());
    }
    if cursor.peek() == Some('@') {
        return Err(refusal(Code::NotImplemented, "annotations cannot be selected yet", start));
    }
    let name = cursor
        .identifier()
        .ok_or_else(|| refusal(Code::SyntaxError, "expected the name of a property", start))?;
    if cursor.peek() == Some('.') {
        return Err(refusal(Code::NotImplemented, "qualified names are not built yet", start));
    }
    if let Some(property) = entity.property(name) {
        list(named, property.name);
        named.properties.push(property);
        return Ok(());
    }

    // Selecting a navigation property asks for its link, which minimal metadata leaves out anyway.
    let navigation = entity.navigation(name).ok_or_else(|| {
        refusal(Code::UnknownProperty, format!("`{name}` is not a property of {}", entity.name), start)
    })?;
    if matches!(cursor.peek(), Some('/' | '(')) {
        return Err(refusal(Code::NotImplemented, "paths and nested options are not built yet", start));
    }
    list(named, navigation.name);
    Ok(())
}

/// A name that is asked for twice is listed once.
fn list(named: &mut Named, name: &'static str) {
    if !named.listed.contains(&name) {
        named.listed.push(name);
    }
}

fn refusal(code: Code, message: impl Into<String>, position: usize) -> Refusal {
    Refusal::new(code, message).about(SystemOption::Select.name()).at(position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::THING;

    fn select(value: &str) -> Result<Selection, Refusal> {
        parse(&Options::parse(&format!("$select={value}")).unwrap(), &THING)
    }

    #[test]
    fn names_are_bound_in_any_case_and_the_key_is_always_held() {
        let cases = [
            ("thingName", "thingName", "thingId,thingName"),
            ("WEIGHT,thingname", "weight,thingName", "thingId,thingName,weight"),
            (" weight , weight ", "weight", "thingId,weight"),
            ("thingId", "thingId", "thingId"),
            ("box", "box", "thingId"),
            ("*", "*", "thingId,thingName,weight,madeOn,state,days,boxId"),
            ("*,weight", "*,weight", "thingId,thingName,weight,madeOn,state,days,boxId"),
        ];
        for (value, listed, held) in cases {
            let selection = select(value).unwrap();
            let names: Vec<_> =
                THING.properties.iter().filter(|p| selection.holds(&THING, p)).map(|p| p.name).collect();
            assert_eq!(
                (selection.listed().as_deref(), names.join(",").as_str()),
                (Some(listed), held),
                "{value}"
            );
        }
        let all = parse(&Options::default(), &THING).unwrap();
        assert!(all.listed().is_none() && THING.properties.iter().all(|p| all.holds(&THING, p)));
    }

    #[test]
    fn what_is_not_a_name_is_refused_with_its_position() {
        let cases = [
            ("", Code::SyntaxError, 0),
            ("thingName,", Code::SyntaxError, 10),
            (",thingName", Code::SyntaxError, 0),
            ("thingName weight", Code::SyntaxError, 10),
            ("thingName;DROP TABLE things", Code::SyntaxError, 9),
            ("thingName/x", Code::SyntaxError, 9),
            ("thingName'", Code::SyntaxError, 9),
            ("1", Code::SyntaxError, 0),
            ("nope", Code::UnknownProperty, 0),
            ("thingName,account_id", Code::UnknownProperty, 10),
            ("É", Code::UnknownProperty, 0),
            ("box/volume", Code::NotImplemented, 0),
            ("box($select=volume)", Code::NotImplemented, 0),
            ("Sample.*", Code::NotImplemented, 0),
            ("@Core.Messages", Code::NotImplemented, 0),
        ];
        for (value, code, position) in cases {
            let refusal = select(value).unwrap_err();
            assert_eq!((refusal.code, refusal.position), (code, Some(position)), "{value}");
        }
    }

    #[test]
    fn a_hundred_names_are_read_and_not_one_more() {
        assert!(select(&vec!["weight"; 100].join(",")).is_ok());
        assert_eq!(select(&vec!["weight"; 101].join(",")).unwrap_err().code, Code::QueryTooComplex);
    }

    proptest::proptest! {
        #[test]
        fn no_value_makes_the_parser_panic(value in "[a-zé_.,/()*@ ']{0,40}") {
            let _ = select(&value);
        }
    }
}
