//! Functions and actions: what can be called besides what can be read and written (CSDL §9 and §12).

use super::{EntitySet, EntityType, Model, Property, named};

/// A value with properties and without an identity (CSDL §9).
#[derive(Debug)]
pub struct ComplexType {
    /// The unqualified name.
    pub name: &'static str,
    /// Its properties, in the order in which answers print them.
    pub properties: &'static [Property],
}

/// Something that can be called (CSDL §12). What is bound to nothing is imported into the container under its own name.
#[derive(Debug)]
pub struct Operation {
    /// The unqualified name.
    pub name: &'static str,
    /// Whether calling it changes anything.
    pub kind: OperationKind,
    /// The type of the entity that it is called on, if it is bound to one (CSDL §12.6).
    pub on: Option<&'static EntityType>,
    /// What a caller says, besides the entity.
    pub parameters: &'static [Property],
    /// What it answers with.
    pub returns: Returns,
    /// Where the answer is kept, if a store has it: as though its values were the entities of a set. Then it can be asked
    /// like one, with options and further segments (`IsComposable`, CSDL §12.5).
    pub rows: Option<&'static EntitySet>,
    /// The names of the sets whose entities it tells of.
    pub reads: &'static [&'static str],
}

/// Whether an operation may have consequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// It has none, and is called by GET (Protocol §11.5.4).
    Function,
    /// It may have some, and is called by POST (Protocol §11.5.5).
    Action,
}

/// What an operation answers with (CSDL §12.8).
#[derive(Clone, Copy, Debug)]
pub enum Returns {
    /// One value.
    One(&'static ComplexType),
    /// Any number of them.
    Many(&'static ComplexType),
    /// The entity that it was called on.
    Entity(&'static EntityType),
}

impl Operation {
    /// The type of a single answer, without its namespace.
    pub fn answer(&self) -> &'static str {
        match self.returns {
            Returns::One(complex) | Returns::Many(complex) => complex.name,
            Returns::Entity(entity) => entity.name,
        }
    }

    /// Whether further segments and options can be put behind a call (CSDL §12.5).
    pub fn is_composable(&self) -> bool {
        self.kind == OperationKind::Function && self.rows.is_some()
    }
}

impl Model {
    /// Finds what a name in an address calls, on an entity of this type or on nothing.
    ///
    /// On an entity it may be qualified, and needs not be (Protocol 4.01 §11.5); an import has no namespace.
    pub fn operation(&self, name: &str, on: Option<&EntityType>) -> Option<&'static Operation> {
        let bare = match on {
            Some(_) => self.unqualified(name),
            None => name,
        };
        let candidates = self.operations.iter().filter(|operation| match (operation.on, on) {
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        });
        named(candidates, bare, |operation| operation.name)
    }

    /// A name without this model's namespace before it.
    fn unqualified<'n>(&self, name: &'n str) -> &'n str {
        match name.rsplit_once('.') {
            Some((namespace, bare)) if namespace.eq_ignore_ascii_case(self.namespace) => bare,
            _ => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::{BOX, MODEL, THING};

    #[test]
    fn operations_are_found_where_they_are_bound_with_and_without_their_namespace() {
        for name in ["Sample.Fill", "Fill", "fill", "sample.FILL"] {
            assert_eq!(MODEL.operation(name, Some(&BOX)).map(|found| found.name), Some("Fill"), "{name}");
            assert!(MODEL.operation(name, Some(&THING)).is_none(), "{name}");
            assert!(MODEL.operation(name, None).is_none(), "{name}");
        }
        assert!(MODEL.operation("Other.Fill", Some(&BOX)).is_none());
        assert_eq!(MODEL.operation("fills", None).map(|found| found.name), Some("Fills"));
        assert!(MODEL.operation("Sample.Fills", None).is_none());
        assert!(MODEL.operation("Fills", Some(&BOX)).is_none());
    }
}
