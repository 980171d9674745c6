//! What a request to write asks: its address, its body and its options, bound to the model.

use axum::http::Method;
use odata::ast::ExpandForm;
use odata::bind::{Expansion, Hop, Query};
use odata::body::{self, Body, Linked, Purpose};
use odata::edm::{Multiplicity, Nullability, OperationKind, Origin, Property};
use odata::error::{Code, Refusal};
use odata::media;
use odata::options::SystemOption;
use odata::path::{Target, Way};
use odata::payload::Value;
use odata::request;

use super::Writing;
use crate::MODEL;
use crate::error::ApiError;
use crate::http::service::header;
use crate::table::{Schema, Table};
use crate::write::Values;
use crate::write::needs::{self, Need};

/// A request that is understood: what is to be done, what the token has to open for it, and what is answered.
pub(in crate::http) struct Task {
    pub(super) deed: Deed,
    pub(super) needs: Vec<Need>,
    /// What is shown of the entity; none where nothing is.
    pub(super) query: Option<Query>,
}

/// What is to be done.
pub(super) enum Deed {
    /// A new entity in the collection that a path means.
    Create(Way, Body),
    /// Other values for the entity that a path means.
    Update(Way, Values),
    /// The same, as a report on a task.
    Report(Way, Values),
    /// Another value for one of its properties.
    UpdateProperty(Way, &'static Property, Value),
    /// No such entity any more.
    Delete(Way),
    /// A link from the entity that a path means to the one with this key.
    Link(Hop, Way, i32),
    /// No such link any more; to a single entity, whichever it is, when there is no key.
    Unlink(Hop, Way, Option<i32>),
    /// Another secret for a webhook.
    RotateSecret(Way),
    /// A message to a webhook once more.
    Retry(Way),
}

/// The methods of what is only read.
const READ: &str = "GET, HEAD, OPTIONS";

/// The methods of whatever a path means, as `Allow` lists them.
pub(in crate::http) fn allowed(target: &Target) -> &'static str {
    let written = |way: &Way| way.is_writable() && Schema::own().table(way.set).is_ok_and(Table::is_written);
    match target {
        Target::Collection(way) | Target::Entity(way) | Target::Property(way, _) if !written(way) => READ,
        Target::References(way) if !written(way) => READ,
        Target::References(way) if way.from.as_ref().is_none_or(|(_, from)| !written(from)) => READ,
        Target::Collection(_) => "GET, HEAD, OPTIONS, POST",
        Target::Entity(_) => "GET, HEAD, OPTIONS, PATCH, PUT, DELETE",
        Target::References(way) if way.key.is_some() => "GET, HEAD, OPTIONS, DELETE",
        Target::References(way) if way.is_single() => "GET, HEAD, OPTIONS, PUT, DELETE",
        Target::References(_) => "GET, HEAD, OPTIONS, POST, DELETE",
        Target::Property(_, property) if property.origin == Origin::Client => {
            "GET, HEAD, OPTIONS, PUT, DELETE"
        }
        Target::Call(call) if call.operation.kind == OperationKind::Action => "OPTIONS, POST",
        _ => READ,
    }
}

impl Writing<'_> {
    /// Binds the request. Its method is one that the target has.
    pub(super) fn task(&self, target: Target) -> Result<Task, ApiError> {
        match target {
            Target::Collection(way) => self.create(way),
            Target::Entity(way) if *self.method == Method::DELETE => self.delete(way),
            Target::Entity(way) => self.update(way),
            Target::References(way) => self.link(way),
            Target::Property(way, property) => self.property(way, property),
            Target::Call(call) => self.call(call),
            _ => Err(Refusal::new(Code::MethodNotAllowed, "nothing is written here").into()),
        }
    }

    fn create(&self, way: Way) -> Result<Task, ApiError> {
        let body = body::entity(self.setting(), way.set, self.json()?, Purpose::Create)?;
        let parent = way.from.as_ref().and_then(|(hop, _)| hop.partner());
        body.complete(parent.and_then(|partner| partner.foreign_key))?;
        let (mut query, touched) = self.shown(&way)?;
        also_made(&mut query.expand, &body);
        let mut needs = needs::body(Schema::own(), &body)?;
        needs.extend(self.on_the_way(&way)?);
        needs.extend(needs::reading(Schema::own(), &touched)?);
        if let Some((hop, _)) = &way.from {
            needs.extend(needs::linking(Schema::own(), hop)?);
        }
        Ok(Task { deed: Deed::Create(way, body), needs, query: Some(query) })
    }

    fn update(&self, way: Way) -> Result<Task, ApiError> {
        let body = body::entity(self.setting(), way.set, self.json()?, Purpose::Update)?;
        let body = if *self.method == Method::PUT { body.whole()? } else { body };
        let (query, touched) = self.shown(&way)?;
        let mut needs = needs::body(Schema::own(), &body)?;
        needs.extend(self.on_the_way(&way)?);
        needs.extend(needs::reading(Schema::own(), &touched)?);
        if let Some(related) = body.related.first() {
            let message = "links to many entities are written one by one, through `$ref`";
            let refusal = Refusal::new(Code::NotImplemented, message);
            return Err(refusal.about(related.hop.navigation.name).into());
        }
        Ok(Task { deed: Deed::Update(way, body.values), needs, query: Some(query) })
    }

    fn delete(&self, way: Way) -> Result<Task, ApiError> {
        self.options().only(&[SystemOption::Format])?;
        let mut needs = vec![needs::writing(Schema::own(), way.set)?];
        needs.extend(self.on_the_way(&way)?);
        Ok(Task { deed: Deed::Delete(way), needs, query: None })
    }

    fn property(&self, way: Way, property: &'static Property) -> Result<Task, ApiError> {
        self.options().only(&[SystemOption::Format])?;
        let value = match *self.method == Method::DELETE {
            false => body::property(property, self.json()?)?,
            true if property.nullability == Nullability::Nullable => Value::Null,
            true => {
                return Err(Refusal::new(Code::InvalidValue, "this is never null")
                    .about(property.name)
                    .into());
            }
        };
        let mut needs = vec![needs::writing(Schema::own(), way.set)?];
        needs.extend(self.on_the_way(&way)?);
        Ok(Task { deed: Deed::UpdateProperty(way, property, value), needs, query: None })
    }

    /// `$ref`: the path leads over a navigation property, perhaps to one of many by its key.
    fn link(&self, way: Way) -> Result<Task, ApiError> {
        self.options().only(&[SystemOption::Format, SystemOption::Id])?;
        let mut needs = self.on_the_way(&way)?;
        let Way { key, from: Some((hop, from)), .. } = way else {
            return Err(Refusal::new(Code::NotImplemented, "only relations have references").into());
        };
        needs.extend(needs::linking(Schema::own(), &hop)?);
        let deed = if *self.method == Method::DELETE {
            let named = self.options().value(SystemOption::Id);
            let named = named.map(|id| body::address(self.setting(), hop.to, id)).transpose();
            let other = key.or(named.map_err(|refusal| refusal.about("$id"))?);
            if other.is_none() && hop.navigation.many == Multiplicity::Many {
                let message = "which one? Say it by key, or by `$id` with its address";
                return Err(Refusal::new(Code::MissingProperty, message).about("$id").into());
            }
            if hop.navigation.many == Multiplicity::One {
                let message = format!("a {} always has one: link it to another", hop.from.entity.name);
                return Err(Refusal::new(Code::Conflict, message).about(hop.navigation.name).into());
            }
            Deed::Unlink(hop, *from, other)
        } else {
            Deed::Link(hop, *from, body::reference(self.setting(), hop.to, self.json()?)?)
        };
        Ok(Task { deed, needs, query: None })
    }

    /// What is answered of the entity, and the sets on which that depends.
    pub(super) fn shown(&self, way: &Way) -> Result<(Query, Vec<&'static odata::edm::EntitySet>), ApiError> {
        let now = (self.reading.shared.api.now)();
        // A form that can't be answered is refused before anything is done.
        self.reading.json()?;
        Ok(request::changed(&MODEL, way.set, self.options(), now)?)
    }

    /// What it takes to look at the entities that a path goes over.
    pub(super) fn on_the_way(&self, way: &Way) -> Result<Vec<Need>, ApiError> {
        let before = way.from.as_ref().map_or_else(Vec::new, |(_, before)| before.sets());
        Ok(needs::reading(Schema::own(), &before)?)
    }

    /// The body, which says that it is JSON.
    pub(super) fn json(&self) -> Result<&[u8], Refusal> {
        media::plain_body(header(self.headers(), "content-encoding").as_deref())?;
        media::json_body(header(self.headers(), "content-type").as_deref())?;
        Ok(self.body)
    }

    fn setting(&self) -> body::Setting<'_> {
        body::Setting { model: &MODEL, root: &self.reading.shared.site.root }
    }
}

/// What was made along with an entity is shown along with it (Protocol §11.4.2.2).
fn also_made(expand: &mut Vec<Expansion>, body: &Body) {
    for related in &body.related {
        let made = related.entities.iter().filter_map(|linked| match linked {
            Linked::New(body) => Some(body),
            Linked::Existing(_) => None,
        });
        let made: Vec<&Body> = made.collect();
        let known = expand.iter().any(|other| other.hop.navigation.name == related.hop.navigation.name);
        if made.is_empty() || known {
            continue;
        }
        let mut query = Query::all(related.hop.to);
        for body in made {
            also_made(&mut query.expand, body);
        }
        expand.push(Expansion { hop: related.hop, form: ExpandForm::Entities, query, texts: Vec::new() });
    }
}
