//! `$expand`: which related entities come along, and what of them (OData URL §5.1.3).

use super::it::from_there;
use super::query::Query;
use super::tree::{Hop, ROOT};
use super::{Binder, Selection, search};
use crate::ast::{ExpandForm, ExpandItem, NestedOption, OptionKind};
use crate::edm::{EntitySet, Multiplicity};
use crate::error::{Code, Refusal};
use crate::options::paging::{Count, MAX_SKIP};

/// How deep expansions may stand in one another.
pub const MAX_EXPAND_DEPTH: usize = 3;

/// How many expansions a request may hold, nested ones among them.
pub const MAX_EXPANSIONS: usize = 10;

/// Related entities that come along.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// Over which navigation property.
    pub hop: Hop,
    /// Whether the entities are wanted, their addresses, or their number.
    pub form: ExpandForm,
    /// Which, in which order, how many, and what of them.
    pub query: Query,
    /// The options as they would stand in an address of their own, without `$skip` and `$top`.
    pub texts: Vec<(String, String)>,
}

impl Binder<'_> {
    pub(super) fn expand(
        &mut self,
        items: &[ExpandItem],
        set: &'static EntitySet,
        depth: usize,
    ) -> Result<Vec<Expansion>, Refusal> {
        let mut expansions: Vec<Expansion> = Vec::new();
        // What is named is expanded as it says; `*` adds the others (URL §5.1.3).
        let (stars, named): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.path == ["*"]);
        for item in named {
            let name = self.expanded_name(item)?;
            let hop = self.hop(set, name).ok_or_else(|| {
                let message = format!("`{name}` is not a navigation property of {}", set.entity.name);
                self.refuse(Code::UnknownProperty, item.span, message)
            })?;
            if expansions.iter().any(|other| other.hop.navigation.name == hop.navigation.name) {
                return Err(self.refuse(
                    Code::DuplicateOption,
                    item.span,
                    format!("`{name}` is expanded twice"),
                ));
            }
            expansions.push(self.expansion(item, hop, depth)?);
        }
        for item in stars {
            for navigation in set.entity.navigation {
                let known = expansions.iter().any(|other| other.hop.navigation.name == navigation.name);
                if let (false, Some(hop)) = (known, self.hop(set, navigation.name)) {
                    expansions.push(self.expansion(item, hop, depth)?);
                }
            }
        }
        Ok(expansions)
    }

    fn expanded_name<'i>(&self, item: &'i ExpandItem) -> Result<&'i str, Refusal> {
        match item.path.as_slice() {
            [name] if !name.contains(['.', '@', '$']) => Ok(name),
            _ => Err(self.refuse(
                Code::NotImplemented,
                item.span,
                "only navigation properties can be expanded: there are no derived or complex types",
            )),
        }
    }

    fn expansion(&mut self, item: &ExpandItem, hop: Hop, depth: usize) -> Result<Expansion, Refusal> {
        if depth >= MAX_EXPAND_DEPTH {
            let message = format!("at most {MAX_EXPAND_DEPTH} levels of expansion");
            return Err(self.refuse(Code::QueryTooComplex, item.span, message));
        }
        self.expansions += 1;
        if self.expansions > MAX_EXPANSIONS {
            let message = format!("at most {MAX_EXPANSIONS} expansions");
            return Err(self.refuse(Code::QueryTooComplex, item.span, message));
        }
        self.touch(hop.to);
        let single = hop.navigation.many != Multiplicity::Many;
        if single && item.form == ExpandForm::Count {
            let message = format!("`{}` leads to one entity, which cannot be counted", hop.navigation.name);
            return Err(self.refuse(Code::TypeMismatch, item.span, message));
        }
        let query = self.nested(&item.options, hop, depth + 1, single)?;
        let back = self.way_back(hop).unwrap_or_default();
        Ok(Expansion { hop, form: item.form, query, texts: texts(&item.options, &back) })
    }

    /// Binds the options in an item's parentheses: names are of the expanded entity.
    fn nested(
        &mut self,
        options: &[NestedOption],
        hop: Hop,
        depth: usize,
        single: bool,
    ) -> Result<Query, Refusal> {
        let mut inner = Binder::new(self.setting, hop.to);
        inner.source = self.source.clone();
        inner.expansions = self.expansions;
        inner.touched = std::mem::take(&mut self.touched);
        inner.local = self.local.clone();
        inner.back = self.way_back(hop);
        let query = inner.nested_query(options, hop, depth, single);
        self.touched = inner.touched;
        self.expansions = inner.expansions;
        query
    }

    fn nested_query(
        &mut self,
        options: &[NestedOption],
        hop: Hop,
        depth: usize,
        single: bool,
    ) -> Result<Query, Refusal> {
        let mut query = Query::all(hop.to);
        for option in options {
            if let OptionKind::Alias(name, value) = &option.kind {
                self.local.push((name.clone(), value.clone()));
            }
        }
        // Computed names may stand in every other option.
        for option in options {
            if let OptionKind::Compute(items) = &option.kind {
                self.compute(items)?;
            }
        }
        for option in options {
            if single && !about_one(&option.kind) {
                let message = "does not apply to a single entity";
                return Err(self.refuse(Code::OptionNotAllowed, option.span, message));
            }
            self.nested_option(option, hop, depth, &mut query)?;
        }
        query.computed = self.take_computed(&query.select);
        Ok(query)
    }

    fn nested_option(
        &mut self,
        option: &NestedOption,
        hop: Hop,
        depth: usize,
        query: &mut Query,
    ) -> Result<(), Refusal> {
        match &option.kind {
            OptionKind::Filter(filter) => {
                let filter = self.condition(filter)?;
                query.filter = super::Bound::both(query.filter.take(), Some(filter));
            }
            OptionKind::Search(search) => {
                let found = search::found(search, ROOT, hop.to);
                query.filter = super::Bound::both(query.filter.take(), Some(found));
            }
            OptionKind::OrderBy(items) => query.order = self.order(items)?,
            OptionKind::Skip(skip) if *skip > MAX_SKIP => {
                let message = format!("at most {MAX_SKIP} entities can be skipped");
                return Err(self.refuse(Code::InvalidValue, option.span, message));
            }
            OptionKind::Skip(skip) => query.skip = *skip,
            OptionKind::Top(top) => query.top = Some(*top),
            OptionKind::Count(true) => query.count = Count::Inline,
            OptionKind::Count(false) => query.count = Count::None,
            OptionKind::Select(items) => query.select = self.select(items, hop.to)?,
            OptionKind::Expand(items) => query.expand = self.expand(items, hop.to, depth)?,
            OptionKind::Levels(_) => {
                return Err(self.refuse(Code::NotImplemented, option.span, "`$levels` is not built"));
            }
            OptionKind::Compute(_) | OptionKind::Alias(..) => {}
        }
        Ok(())
    }
}

fn texts(options: &[NestedOption], back: &[Hop]) -> Vec<(String, String)> {
    let repeated =
        options.iter().filter(|option| !matches!(option.kind, OptionKind::Skip(_) | OptionKind::Top(_)));
    let printed = repeated.map(ToString::to_string);
    printed
        .filter_map(|text| {
            text.split_once('=').map(|(name, value)| (name.to_owned(), from_there(value, back)))
        })
        .collect()
}

/// What may be said of one entity: nothing that orders, cuts or counts.
fn about_one(option: &OptionKind) -> bool {
    matches!(
        option,
        OptionKind::Select(_)
            | OptionKind::Expand(_)
            | OptionKind::Compute(_)
            | OptionKind::Alias(..)
            | OptionKind::Levels(_)
    )
}

impl Expansion {
    /// What the context URL says of it (Protocol §10.10): the name, and in parentheses what of it.
    pub(super) fn listed(&self) -> String {
        format!("{}({})", self.hop.navigation.name, inside(&self.query.select, &self.query.expand))
    }
}

/// The inside of a select list: what was selected, and what was expanded.
pub(super) fn inside(select: &Selection, expand: &[Expansion]) -> String {
    let entities = expand.iter().filter(|expansion| expansion.form == ExpandForm::Entities);
    let parts: Vec<_> = select.listed().into_iter().chain(entities.map(Expansion::listed)).collect();
    parts.join(",")
}
