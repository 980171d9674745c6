//! What a token has to open for something to be written: every entity type that it touches.
//!
//! Who writes an entity may say by key which others it belongs to. Who names others by their address, or takes them along,
//! needs to be let in to these as well, and who writes links needs the scope of the links.

use odata::bind::Hop;
use odata::body::{Body, Linked};
use odata::edm::EntitySet;
use sea_orm::DbErr;

use crate::scopes::{Access, Area};
use crate::table::{Link, Schema};

/// An area, and how far it has to be open.
pub(crate) type Need = (Area, Access);

/// What it takes to read these sets.
pub(crate) fn reading(schema: &Schema, sets: &[&EntitySet]) -> Result<Vec<Need>, DbErr> {
    sets.iter().map(|set| Ok((schema.table(set)?.area, Access::Read))).collect()
}

/// What it takes to write into a set.
pub(crate) fn writing(schema: &Schema, set: &EntitySet) -> Result<Need, DbErr> {
    Ok((schema.table(set)?.area, Access::Write))
}

/// What it takes to write a link to an entity that is there already.
pub(crate) fn linking(schema: &Schema, hop: &Hop) -> Result<Vec<Need>, DbErr> {
    let target = (schema.table(hop.to)?.area, Access::Read);
    Ok(match schema.table(hop.from)?.link(hop.navigation.name)? {
        Link::Here(_) => vec![writing(schema, hop.from)?, target],
        Link::There(_) => vec![writing(schema, hop.to)?],
        Link::Through(between) => vec![(between.area, Access::Write), target],
    })
}

/// What it takes to write a body.
pub(crate) fn body(schema: &Schema, body: &Body) -> Result<Vec<Need>, DbErr> {
    let mut needs = vec![writing(schema, body.set)?];
    needs.extend(reading(schema, &body.bound)?);
    for related in &body.related {
        needs.extend(linking(schema, &related.hop)?);
        for linked in &related.entities {
            if let Linked::New(inner) = linked {
                needs.extend(self::body(schema, inner)?);
            }
        }
    }
    Ok(needs)
}
