//! A request whose every name is bound to the model, ready to be asked of a database.

use crate::edm::EntitySet;
use crate::error::Refusal;
use crate::options::orderby::{self, OrderTerm};
use crate::options::paging::{self, Count};
use crate::options::select::{self, Selection};
use crate::options::{Options, SystemOption};
use crate::path::Target;

/// What is asked for.
#[derive(Debug)]
pub enum Request {
    /// The service document.
    Service,
    /// The model.
    Metadata,
    /// The number of entities in a set, as text.
    Count(&'static EntitySet),
    /// One entity.
    Entity(EntityRequest),
    /// Some of a set's entities.
    Collection(CollectionRequest),
}

/// One entity by its key.
#[derive(Debug)]
pub struct EntityRequest {
    /// The set.
    pub set: &'static EntitySet,
    /// The key.
    pub key: i32,
    /// Which properties.
    pub select: Selection,
}

/// Entities of a set: first ordered, then skipped, then cut (Protocol §11.2.1).
#[derive(Debug)]
pub struct CollectionRequest {
    /// The set.
    pub set: &'static EntitySet,
    /// Which properties.
    pub select: Selection,
    /// In which order; ties are broken by the key.
    pub order: Vec<OrderTerm>,
    /// How many are passed over.
    pub skip: u64,
    /// How many are wanted at most.
    pub top: Option<u64>,
    /// Whether and how the total is told.
    pub count: Count,
}

/// Binds the options to what the path addresses.
pub fn bind(target: Target, options: &Options) -> Result<Request, Refusal> {
    options.only(applicable(target))?;
    Ok(match target {
        Target::Service => Request::Service,
        Target::Metadata => Request::Metadata,
        Target::Count(set) => Request::Count(set),
        Target::Entity(set, key) => {
            Request::Entity(EntityRequest { set, key, select: select::parse(options, set.entity)? })
        }
        Target::Collection(set) => Request::Collection(CollectionRequest {
            set,
            select: select::parse(options, set.entity)?,
            order: orderby::parse(options, set.entity)?,
            skip: paging::skip(options)?,
            top: paging::top(options)?,
            count: paging::count(options)?,
        }),
    })
}

/// Options that order or cut a collection say nothing about one entity (Protocol §11.2.1).
fn applicable(target: Target) -> &'static [SystemOption] {
    use SystemOption::*;
    match target {
        Target::Service | Target::Metadata | Target::Count(_) => &[Format],
        Target::Entity(..) => &[Format, Select],
        Target::Collection(_) => &[Format, Select, OrderBy, Top, Skip, Count, InlineCount],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::path;
    use crate::sample::MODEL;

    fn ask(path: &str, query: &str) -> Result<Request, Refusal> {
        bind(path::parse(&MODEL, path)?, &Options::parse(query)?)
    }

    #[test]
    fn a_collection_takes_every_built_option_at_once() {
        let query = "$select=weight&$orderby=weight%20desc&$skip=2&$top=3&$inlinecount=allpages&$format=json";
        let Request::Collection(request) = ask("/Things", query).unwrap() else { panic!("a collection") };
        assert_eq!((request.skip, request.top, request.count), (2, Some(3), Count::InlineBothWays));
        assert_eq!((request.order.len(), request.select.listed()), (1, Some("weight".to_owned())));
    }

    #[test]
    fn options_that_do_not_apply_are_refused_by_name() {
        let cases = [
            ("/Things(1)", "$top=1", "$top"),
            ("/Things(1)", "$select=weight&$count=true", "$count"),
            ("/Things(1)", "$orderby=weight", "$orderby"),
            ("/Things/$count", "$top=1", "$top"),
            ("/", "$select=x", "$select"),
            ("/$metadata", "$skip=1", "$skip"),
        ];
        for (path, query, option) in cases {
            let refusal = ask(path, query).unwrap_err();
            let position = query.find(option);
            assert_eq!(refusal.code, Code::OptionNotAllowed, "{path}?{query}");
            assert_eq!(
                (refusal.target.as_deref(), refusal.position),
                (Some(option), position),
                "{path}?{query}"
            );
        }
    }
}
