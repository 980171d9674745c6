//! What an expression speaks of: entities, the ways that lead to them, and what stands at the end of a way to many.

use super::Bound;
use crate::edm::{EntitySet, Navigation, Property};

/// One of the things that an expression speaks of: the root, or what a lambda ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variable(pub usize);

/// The variable of the resource itself (`$it`).
pub const ROOT: Variable = Variable(0);

/// A way from one set to another.
#[derive(Clone, Copy, Debug)]
pub struct Hop {
    /// Where it starts.
    pub from: &'static EntitySet,
    /// The navigation property.
    pub navigation: &'static Navigation,
    /// Where it leads.
    pub to: &'static EntitySet,
}

/// An entity: a variable, or what is reached from it over navigation properties to one entity each.
#[derive(Clone, Debug)]
pub struct Place {
    /// Where the way begins.
    pub variable: Variable,
    /// The set of the variable.
    pub root: &'static EntitySet,
    /// The way.
    pub through: Vec<Hop>,
}

impl Hop {
    /// The navigation property that leads back, if there is one.
    pub fn partner(&self) -> Option<&'static Navigation> {
        self.navigation.partner.and_then(|partner| self.to.entity.navigation(partner))
    }
}

impl Place {
    /// The set of the entity.
    pub fn set(&self) -> &'static EntitySet {
        self.through.last().map_or(self.root, |hop| hop.to)
    }
}

/// The entities at the end of a navigation property to many.
#[derive(Clone, Debug)]
pub struct Related {
    /// From which entity.
    pub place: Place,
    /// Over which property.
    pub hop: Hop,
    /// What each of them is called.
    pub variable: Variable,
    /// Which of them are meant; all, if nothing is said.
    pub predicate: Option<Box<Bound>>,
}

/// The values in a property that is a collection of them.
#[derive(Clone, Debug)]
pub struct Values {
    /// Of which entity.
    pub place: Place,
    /// The property.
    pub property: &'static Property,
    /// What each of them is called.
    pub variable: Variable,
    /// Which of them are meant; all, if nothing is said.
    pub predicate: Option<Box<Bound>>,
}
