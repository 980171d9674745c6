//! A request whose every name is bound to the model, ready to be asked of a database.

use crate::bind::{Binder, Query, Setting, Texts};
use crate::edm::{EntitySet, Model, Operation, Property};
use crate::error::{Code, Refusal};
use crate::options::paging;
use crate::options::{Options, SystemOption};
use crate::path::{Call, Target, Way};

mod changed;

use changed::CHANGED;
pub use changed::changed;

/// What is asked for.
#[derive(Debug)]
pub struct Request {
    /// The kind of answer.
    pub kind: Kind,
    /// Every set that the answer depends on, for scopes: those on the way, in filters, orders and expansions.
    pub touched: Vec<&'static EntitySet>,
}

/// The kinds of answers.
#[derive(Debug)]
pub enum Kind {
    /// The service document.
    Service,
    /// The model.
    Metadata,
    /// The number of entities, as text.
    Count(Way, Query),
    /// One entity.
    Entity(Way, Query),
    /// Some of many entities: first ordered, then skipped, then cut (Protocol §11.2.1).
    Collection(Way, Query),
    /// The addresses of related entities, or of one.
    References(Way, Query),
    /// One property; as plain text if so wanted.
    Property(Way, &'static Property, PropertyForm),
    /// What an operation computes.
    Call(Call),
}

/// How a single property is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyForm {
    /// As JSON.
    Json,
    /// As plain text (`/$value`).
    Plain,
    /// Only how many values there are in it (`/$count`), as plain text.
    Size,
}

/// Binds the options to what the path addresses. `now` is the moment that `now()` means, in microseconds since 1970.
///
/// # Errors
/// When an option doesn't apply, or says something that can't be followed.
pub fn bind(model: &Model, target: Target, options: &Options, now: i64) -> Result<Request, Refusal> {
    options.only(applicable(&target))?;
    let (way, kind): (Way, fn(Way, Query) -> Kind) = match target {
        Target::Service => return Ok(Request { kind: Kind::Service, touched: Vec::new() }),
        Target::Metadata => return Ok(Request { kind: Kind::Metadata, touched: Vec::new() }),
        Target::Property(way, property) => return Ok(single(model, way, property, PropertyForm::Json)),
        Target::Value(way, property) => return Ok(single(model, way, property, PropertyForm::Plain)),
        Target::Size(way, property) => return Ok(single(model, way, property, PropertyForm::Size)),
        Target::Call(call) => return Ok(computed(model, call)),
        Target::Count(way) => (way, Kind::Count),
        Target::Entity(way) => (way, Kind::Entity),
        Target::Collection(way) => (way, Kind::Collection),
        Target::References(way) => (way, Kind::References),
    };
    let setting = Setting { model, now, aliases: options.aliases() };
    let mut binder = Binder::new(setting, way.set);
    let mut query = binder.query(Texts {
        filter: options.value(SystemOption::Filter),
        search: options.value(SystemOption::Search),
        orderby: options.value(SystemOption::OrderBy),
        select: options.value(SystemOption::Select),
        expand: options.value(SystemOption::Expand),
        compute: options.value(SystemOption::Compute),
    })?;
    query.skip = paging::skip(options)?;
    query.top = paging::top(options)?;
    query.count = paging::count(options)?;
    if let Some(clash) = clash(options) {
        return Err(clash);
    }
    let mut touched = binder.touched;
    on_the_way(model, &way, &mut touched);
    Ok(Request { kind: kind(way, query), touched })
}

fn single(model: &Model, way: Way, property: &'static Property, form: PropertyForm) -> Request {
    let mut touched = Vec::new();
    on_the_way(model, &way, &mut touched);
    Request { kind: Kind::Property(way, property, form), touched }
}

fn computed(model: &Model, call: Call) -> Request {
    let mut touched = Vec::new();
    if let Some(way) = &call.on {
        on_the_way(model, way, &mut touched);
    }
    read_by(model, call.operation, &mut touched);
    Request { kind: Kind::Call(call), touched }
}

/// Notes the sets that a way touches, each once.
fn on_the_way(model: &Model, way: &Way, touched: &mut Vec<&'static EntitySet>) {
    way.sets().into_iter().for_each(|set| touch(set, touched));
    if let Some((operation, _)) = &way.called {
        read_by(model, operation, touched);
    }
}

/// Notes the sets that an operation tells of: a report is as good as a look at them.
fn read_by(model: &Model, operation: &Operation, touched: &mut Vec<&'static EntitySet>) {
    operation.reads.iter().filter_map(|name| model.set(name)).for_each(|set| touch(set, touched));
}

fn touch(set: &'static EntitySet, touched: &mut Vec<&'static EntitySet>) {
    if !touched.iter().any(|known| known.name == set.name) {
        touched.push(set);
    }
}

/// A link to the next page knows how far it is; further cuts would contradict it.
fn clash(options: &Options) -> Option<Refusal> {
    options.value(SystemOption::SkipToken)?;
    let cut =
        [SystemOption::Skip, SystemOption::Top].into_iter().find(|cut| options.value(*cut).is_some())?;
    Some(Refusal::new(Code::ConflictingOptions, "cannot be used together with $skiptoken").about(cut.name()))
}

/// Options that order or cut a collection say nothing about one entity (Protocol §11.2.1).
fn applicable(target: &Target) -> &'static [SystemOption] {
    use SystemOption::*;
    match target {
        Target::Service
        | Target::Metadata
        | Target::Property(..)
        | Target::Value(..)
        | Target::Size(..)
        | Target::Call(_) => &[Format],
        Target::Count(_) => &[Format, Filter, Search],
        Target::Entity(_) => CHANGED,
        Target::References(way) if way.is_single() => &[Format],
        Target::References(_) => &[Format, Filter, Search, OrderBy, Top, Skip, Count, InlineCount, SkipToken],
        Target::Collection(_) => &[
            Format,
            Select,
            OrderBy,
            Top,
            Skip,
            Count,
            InlineCount,
            Filter,
            Search,
            Expand,
            Compute,
            SkipToken,
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::paging::Count;
    use crate::path;
    use crate::sample::MODEL;

    fn ask(path: &str, query: &str) -> Result<Request, Refusal> {
        let options = Options::parse(query)?;
        bind(&MODEL, path::parse(&MODEL, path, options.aliases())?, &options, 0)
    }

    #[test]
    fn a_collection_takes_every_built_option_at_once() {
        let query = "$select=weight&$orderby=weight%20desc&$skip=2&$top=3&$inlinecount=allpages&$format=json\
            &$filter=weight gt @w&@w=1&$search=x&$expand=box&$compute=weight add 1 as more";
        let Kind::Collection(_, query) = ask("/Things", query).unwrap().kind else { panic!("a collection") };
        assert_eq!((query.skip, query.top, query.count), (2, Some(3), Count::InlineBothWays));
        assert_eq!((query.order.len(), query.select.listed()), (1, Some("weight".to_owned())));
        assert_eq!((query.expand.len(), query.computed.len(), query.filter.is_some()), (1, 0, true));
        assert_eq!(query.context_list(), "(weight,box())");
    }

    #[test]
    fn what_is_touched_is_told() {
        let cases = [
            ("/Things", "", vec!["Things"]),
            ("/Things", "$expand=box", vec!["Things", "Boxes"]),
            ("/Things", "$filter=box/isFull", vec!["Things", "Boxes"]),
            ("/Things", "$orderby=box/volume", vec!["Things", "Boxes"]),
            ("/Boxes", "$filter=things/any()", vec!["Boxes", "Things"]),
            ("/Boxes", "$orderby=things/$count", vec!["Boxes", "Things"]),
            ("/Boxes", "$compute=things/$count as n", vec!["Boxes", "Things"]),
            ("/Boxes(1)/things", "", vec!["Things", "Boxes"]),
            ("/Things(1)/box/volume/$value", "", vec!["Things", "Boxes"]),
            ("/Fills()", "$filter=percent gt 1&$select=percent", vec!["Fills", "Boxes"]),
            ("/Fills()/$count", "", vec!["Fills", "Boxes"]),
            ("/Things(1)/box/Fill()", "", vec!["Fills", "Things", "Boxes"]),
            ("/Things(1)/box/Fill()/percent", "", vec!["Things", "Fills", "Boxes"]),
            ("/Shelves(from=2026-01-31)", "", vec!["Boxes", "Things"]),
            ("/Boxes(1)/Open", "", vec!["Boxes"]),
        ];
        for (path, query, sets) in cases {
            let touched = ask(path, query).unwrap().touched;
            assert_eq!(touched.iter().map(|set| set.name).collect::<Vec<_>>(), sets, "{path}?{query}");
        }
    }

    #[test]
    fn options_that_do_not_apply_are_refused_by_name() {
        let cases = [
            ("/Things(1)", "$top=1", "$top"),
            ("/Things(1)", "$select=weight&$count=true", "$count"),
            ("/Things(1)", "$orderby=weight", "$orderby"),
            ("/Things(1)", "$filter=true", "$filter"),
            ("/Things/$count", "$top=1", "$top"),
            ("/Things(1)/weight", "$select=x", "$select"),
            ("/", "$select=x", "$select"),
            ("/$metadata", "$skip=1", "$skip"),
            ("/Shelves(from=2026-01-31)", "$top=1", "$top"),
            ("/Boxes(1)/Fill()", "$top=1", "$top"),
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
