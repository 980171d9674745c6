//! Where the model's sets are kept: which table, and which column holds which property.

use odata::edm::{EntitySet, Property};
use sea_orm::sea_query::DynIden;
use sea_orm::{DbErr, EntityTrait, IdenStatic};

use crate::lower::missing;
use crate::scopes::Area;

mod own;
mod report;

use own::TABLES;
pub(crate) use own::name;

/// The tables of a model.
pub(crate) struct Schema(Vec<Table>);

impl Schema {
    pub(crate) fn new(tables: Vec<Table>) -> Self {
        Self(tables)
    }

    /// The tables of the product's own model.
    pub(crate) fn own() -> &'static Self {
        &TABLES
    }

    /// The table of a set.
    pub(crate) fn table(&self, set: &EntitySet) -> Result<&Table, DbErr> {
        self.0.iter().find(|table| table.set == set.name).ok_or_else(|| missing(set.name))
    }
}

/// How a navigation property is kept.
pub(crate) enum Link {
    /// This table holds the key of the one that it leads to.
    Here(DynIden),
    /// The others hold the key of this one.
    There(DynIden),
    /// A table in between holds both.
    Through(Between),
}

/// A table of links.
pub(crate) struct Between {
    /// Whose scopes open it for writing.
    pub(crate) area: Area,
    /// Whether links may lead back to where they came from.
    pub(crate) shape: Shape,
    /// Its name.
    pub(crate) table: DynIden,
    /// Its column of the account.
    pub(crate) account: DynIden,
    /// Its column with the key of this one.
    pub(crate) here: DynIden,
    /// Its column with the key of the other one.
    pub(crate) there: DynIden,
}

/// What links of one kind may look like together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Anything.
    Any,
    /// Nobody who follows them comes back to where they began.
    Acyclic,
}

/// What a statement that writes a row puts into a column by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stamp {
    /// When the row came to be.
    Made,
    /// When it was last written.
    Written,
    /// Whose it is, from the first on; nobody's, when a client acts as itself.
    Owner,
    /// By whom it was last written; nobody, when a client acts as itself.
    WrittenBy,
}

/// The table of a set.
pub(crate) struct Table {
    set: &'static str,
    /// Whose scopes open it.
    pub(crate) area: Area,
    /// The table's name.
    pub(crate) name: DynIden,
    /// The column of the account, on which every statement insists.
    pub(crate) account: DynIden,
    /// The column of the user to whom a row belongs, where rows belong to users.
    pub(crate) owner: Option<DynIden>,
    /// The column of the version, from which ETags are made.
    pub(crate) version: DynIden,
    /// The properties with their columns, in the model's order, the key first.
    pub(crate) columns: Vec<Column>,
    /// What is written into a row besides what clients say.
    pub(crate) stamps: Vec<(DynIden, Stamp)>,
    links: Vec<(&'static str, Link)>,
}

/// A property and its column.
pub(crate) struct Column {
    /// What clients see.
    pub(crate) property: &'static Property,
    /// Where it is kept.
    pub(crate) name: DynIden,
}

impl Table {
    /// The column of the key.
    pub(crate) fn key(&self) -> Result<&DynIden, DbErr> {
        self.columns.first().map(|key| &key.name).ok_or_else(|| missing(self.set))
    }

    /// How a navigation property is kept.
    pub(crate) fn link(&self, name: &str) -> Result<&Link, DbErr> {
        let found = self.links.iter().find(|(known, _)| *known == name);
        found.map(|(_, link)| link).ok_or_else(|| missing(name))
    }

    /// Whether requests write its rows. Whatever they write has at least the moment at which it was made.
    pub(crate) fn is_written(&self) -> bool {
        !self.stamps.is_empty()
    }

    /// The column of a property.
    pub(crate) fn column(&self, property: &Property) -> Option<&Column> {
        self.columns.iter().find(|column| column.property.name == property.name)
    }

    /// The same table, with what is written into its rows besides what clients say.
    fn stamped(mut self, stamps: Vec<(DynIden, Stamp)>) -> Self {
        self.stamps = stamps;
        self
    }

    fn new<E: EntityTrait>(
        set: &EntitySet,
        area: Area,
        row: (E::Column, E::Column),
        columns: &[(&str, E::Column)],
        links: Vec<(&'static str, Link)>,
    ) -> Self {
        let column = |property: &'static Property| {
            let (_, column) = columns.iter().find(|(name, _)| *name == property.name)?;
            Some((property, name(*column)))
        };
        let columns = set.entity.properties.iter().filter_map(column).collect();
        Self::of(set, area, [name(E::default()), name(row.0), name(row.1)], columns, links)
    }

    /// A table by its names: its own, the account's column, and the version's.
    pub(crate) fn of(
        set: &EntitySet,
        area: Area,
        [name, account, version]: [DynIden; 3],
        columns: Vec<(&'static Property, DynIden)>,
        links: Vec<(&'static str, Link)>,
    ) -> Self {
        let columns = columns.into_iter().map(|(property, name)| Column { property, name }).collect();
        Self { set: set.name, area, name, account, owner: None, version, columns, stamps: Vec::new(), links }
    }

    /// The same table, whose rows belong to users.
    pub(crate) fn owned_by(self, column: impl IdenStatic) -> Self {
        Self { owner: Some(name(column)), ..self }
    }
}

#[cfg(test)]
mod tests {
    use odata::edm::Multiplicity;

    use super::*;
    use crate::model::MODEL;

    #[test]
    fn every_property_of_every_set_has_a_column_and_every_way_a_link() {
        let answers = MODEL.operations.iter().filter_map(|operation| operation.rows);
        for set in MODEL.sets.iter().chain(answers) {
            let table = Schema::own().table(set).unwrap();
            assert_eq!(table.columns.len(), set.entity.properties.len(), "{}", set.name);
            for property in set.entity.properties {
                assert!(table.column(property).is_some(), "{}/{}", set.name, property.name);
            }
            for navigation in set.entity.navigation {
                let single = navigation.many != Multiplicity::Many;
                let here = matches!(table.link(navigation.name).unwrap(), Link::Here(_));
                assert_eq!(single, here, "{}/{}", set.name, navigation.name);
            }
        }
    }
}
