//! `$search`: words are looked for in every text that clients write, without regard to the case of ASCII letters.

use super::tree::{Bound, Class, Constant, Function, Kind, Place};
use super::{Binder, constant, path};
use crate::ast::Search;
use crate::edm::{EdmType, Origin, Property};

impl Binder<'_> {
    pub(super) fn search(&self, search: &Search) -> Bound {
        match search {
            Search::Word(text) | Search::Phrase(text) => self.found(text),
            Search::Not(inner) => Bound::boolean(Kind::Not(Box::new(self.search(inner))), false),
            Search::And(left, right) => {
                let kind = Kind::And(Box::new(self.search(left)), Box::new(self.search(right)));
                Bound::boolean(kind, false)
            }
            Search::Or(left, right) => {
                let kind = Kind::Or(Box::new(self.search(left)), Box::new(self.search(right)));
                Bound::boolean(kind, false)
            }
        }
    }

    /// Whether one of the texts contains this. A text that is null contains nothing.
    fn found(&self, text: &str) -> Bound {
        let (variable, set) = self.subject;
        let wanted = constant::constant(Constant::Text(text.to_ascii_lowercase()), Class::String);
        let mut found: Option<Bound> = None;
        for property in set.entity.properties.iter().filter(|property| searchable(property)) {
            let place = Place { variable, root: set, through: Vec::new() };
            let text = path::property(place, property);
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
}

/// Whether `$search` looks into a property.
pub(crate) fn searchable(property: &Property) -> bool {
    matches!(property.kind, EdmType::String) && property.origin == Origin::Client
}
