//! New entities, and what they are related to from the start (Protocol §11.4.2).

use odata::bind::Hop;
use odata::body::{Body, Linked, Related};
use odata::edm::{EntitySet, Multiplicity, Property};
use odata::error::{Code, Refusal};
use odata::path::Way;
use odata::payload::Value;

use super::change::Act;
use super::{Values, Writer, in_conflict};
use crate::error::ApiError;
use crate::lower::{self, missing};
use crate::rows::Row;
use crate::table::Link;

/// A property that the address or the parent has given.
type Given = (&'static Property, i32);

impl Writer<'_> {
    /// Creates an entity in the collection that a path means, with all that comes along.
    pub(crate) async fn create(&mut self, way: &Way, body: Body) -> Result<Row, ApiError> {
        self.all_there(&body).await?;
        let Some((hop, parent)) = &way.from else {
            return self.create_with(body, None).await;
        };
        let parent = self.found(parent).await?.key;
        match self.schema.table(hop.from)?.link(hop.navigation.name)? {
            Link::There(_) => self.create_with(body, Some((foreign(hop)?, parent))).await,
            Link::Through(between) => {
                let row = self.create_with(body, None).await?;
                self.link(between, parent, &[row.key]).await?;
                Ok(row)
            }
            Link::Here(_) => Err(missing(hop.navigation.name).into()),
        }
    }

    async fn create_with(&mut self, body: Body, given: Option<Given>) -> Result<Row, ApiError> {
        let Body { set, mut values, related, .. } = body;
        if let Some(given) = given {
            give(&mut values, given)?;
        }
        let (many, single): (Vec<_>, Vec<_>) =
            related.into_iter().partition(|related| related.hop.navigation.many == Multiplicity::Many);
        for Related { hop, entities } in single {
            for linked in entities {
                if let Linked::New(body) = linked {
                    let key = Box::pin(self.create_with(body, None)).await?.key;
                    let name = hop.navigation.foreign_key.and_then(|name| set.entity.property(name));
                    values.push((name.ok_or_else(|| missing(hop.navigation.name))?, Value::Int32(key)));
                }
            }
        }
        let row = self.insert(set, &values).await?;
        for related in many {
            self.relate(row.key, related).await?;
        }
        Ok(row)
    }

    async fn insert(&mut self, set: &'static EntitySet, values: &Values) -> Result<Row, ApiError> {
        let cells = self.cells(set, values, Act::Created)?;
        let (statement, output) = lower::insert(self.ground(), set, cells)?;
        let written = self.written(&statement, &output).await;
        let written = written.map_err(|error| {
            in_conflict(error, "an entity that it refers to has been deleted in the meantime")
        })?;
        let row = written.ok_or_else(|| missing(set.name))?;
        self.note(set, row.key, [None, Some(row.entity.clone())]);
        Ok(row)
    }

    /// Relates an entity to many others.
    async fn relate(&mut self, key: i32, related: Related) -> Result<(), ApiError> {
        let Related { hop, entities } = related;
        match self.schema.table(hop.from)?.link(hop.navigation.name)? {
            Link::There(_) => {
                let property = foreign(&hop)?;
                for linked in entities {
                    match linked {
                        Linked::New(body) => {
                            Box::pin(self.create_with(body, Some((property, key)))).await?;
                        }
                        Linked::Existing(child) => self.adopt(&hop, child, Some(key)).await?,
                    }
                }
                Ok(())
            }
            Link::Through(between) => {
                let mut others = Vec::new();
                for linked in entities {
                    others.push(match linked {
                        Linked::New(body) => Box::pin(self.create_with(body, None)).await?.key,
                        Linked::Existing(other) => other,
                    });
                }
                self.link(between, key, &others).await
            }
            Link::Here(_) => Err(missing(hop.navigation.name).into()),
        }
    }
}

/// The property of the others that holds the key of the one they belong to.
pub(super) fn foreign(hop: &Hop) -> Result<&'static Property, ApiError> {
    let name = hop.partner().and_then(|partner| partner.foreign_key);
    let property = name.and_then(|name| hop.to.entity.property(name));
    property.ok_or_else(|| missing(hop.navigation.name).into())
}

/// Adds what is given. A body that says something else contradicts its address.
fn give(values: &mut Values, (property, key): Given) -> Result<(), Refusal> {
    let key = Value::Int32(key);
    match values.iter().find(|(said, _)| said.name == property.name) {
        None => {
            values.push((property, key));
            Ok(())
        }
        Some((_, said)) if *said == key => Ok(()),
        Some(_) => {
            let message = "this is not the entity in which the new one is made";
            Err(Refusal::new(Code::ConflictingOptions, message).about(property.name))
        }
    }
}
