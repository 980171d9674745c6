//! `$search`: words are looked for in every text that clients write, without regard to the case of ASCII letters.

use super::tree::{Bound, Class, Constant, Function, Kind, Place, Variable};
use super::{constant, property};
use crate::ast::Search;
use crate::edm::{EdmType, EntitySet, Origin, Property};

/// Whether an entity is found.
pub(super) fn found(search: &Search, variable: Variable, set: &'static EntitySet) -> Bound {
    let inner = |search: &Search| Box::new(found(search, variable, set));
    let kind = match search {
        Search::Word(text) | Search::Phrase(text) => return contained(text, variable, set),
        Search::Not(search) => Kind::Not(inner(search)),
        Search::And(left, right) => Kind::And(inner(left), inner(right)),
        Search::Or(left, right) => Kind::Or(inner(left), inner(right)),
    };
    Bound::boolean(kind, false)
}

/// Whether one of its texts contains this. A text that is null contains nothing.
fn contained(text: &str, variable: Variable, set: &'static EntitySet) -> Bound {
    let wanted = constant::constant(Constant::Text(text.to_ascii_lowercase()), Class::String);
    let mut found: Option<Bound> = None;
    for property in set.entity.properties.iter().filter(|property| searchable(property)) {
        let place = Place { variable, root: set, through: Vec::new() };
        let text = property::property(place, property);
        let nullable = text.nullable;
        let lower = Bound::new(Kind::Call(Function::ToLower, vec![text]), Class::String, nullable);
        let contains = Kind::Call(Function::Contains, vec![lower, wanted.clone()]);
        let known = Kind::IsTrue(Box::new(Bound::boolean(contains, nullable)));
        let one = Bound::boolean(known, false);
        found = Some(match found {
            Some(other) => Bound::boolean(Kind::Or(Box::new(other), Box::new(one)), false),
            None => one,
        });
    }
    found.unwrap_or_else(|| constant::constant(Constant::Boolean(false), Class::Boolean))
}

/// Whether `$search` looks into a property.
pub(crate) fn searchable(property: &Property) -> bool {
    matches!(property.kind, EdmType::String) && property.origin == Origin::Client
}
