//! The options of a request together: what is asked of a set.

use super::expand::inside;
use super::tree::{Kind, ROOT};
use super::{Binder, Bound, Expansion, Selection, path, search};
use crate::ast::{ComputeItem, OrderItem};
use crate::edm::EntitySet;
use crate::error::{Code, Refusal};
use crate::grammar;
use crate::options::paging::Count;

/// The most terms of an order.
pub const MAX_ORDER: usize = 5;

/// One term of an order.
///
/// Null stands before every value ascending and behind every value descending (Protocol §11.2.6.2); ties are broken by
/// the key, so that the order is total and pages neither repeat nor lose a row.
#[derive(Clone, Debug)]
pub struct Order {
    /// What is compared.
    pub expr: Bound,
    /// Whether the largest stands first.
    pub descending: bool,
}

/// A value with a name of its own (`$compute`).
#[derive(Clone, Debug)]
pub struct Computed {
    /// The name, exactly as it was given.
    pub name: String,
    /// The value.
    pub expr: Bound,
}

/// Which entities of a set are wanted, in which order, how many, and what of them.
#[derive(Clone, Debug)]
pub struct Query {
    /// The set.
    pub set: &'static EntitySet,
    /// What has to hold: `$filter` and `$search` together.
    pub filter: Option<Bound>,
    /// In which order; ties are broken by the key.
    pub order: Vec<Order>,
    /// How many are passed over.
    pub skip: u64,
    /// How many are wanted at most.
    pub top: Option<u64>,
    /// Whether and how the total is told.
    pub count: Count,
    /// Which properties.
    pub select: Selection,
    /// Computed values that the answer holds.
    pub computed: Vec<Computed>,
    /// What comes along.
    pub expand: Vec<Expansion>,
}

impl Query {
    /// Everything in a set.
    pub fn all(set: &'static EntitySet) -> Self {
        Self {
            set,
            filter: None,
            order: Vec::new(),
            skip: 0,
            top: None,
            count: Count::None,
            select: Selection::default(),
            computed: Vec::new(),
            expand: Vec::new(),
        }
    }

    /// Whether more is asked than properties: what has to be looked for, or computed.
    pub fn is_composed(&self) -> bool {
        self.filter.is_some()
            || !(self.order.is_empty() && self.computed.is_empty() && self.expand.is_empty())
    }

    /// The list behind the set in the context URL (Protocol §10.7 and §10.10), with its parentheses.
    pub fn context_list(&self) -> String {
        match inside(&self.select, &self.expand) {
            list if list.is_empty() => String::new(),
            list => format!("({list})"),
        }
    }
}

/// The texts of the options, decoded.
#[derive(Clone, Copy, Debug, Default)]
#[expect(missing_docs, reason = "each field is the option of that name")]
pub struct Texts<'t> {
    pub filter: Option<&'t str>,
    pub search: Option<&'t str>,
    pub orderby: Option<&'t str>,
    pub select: Option<&'t str>,
    pub expand: Option<&'t str>,
    pub compute: Option<&'t str>,
}

impl Binder<'_> {
    /// Binds the options of a request to its set. Paging is the caller's.
    pub(crate) fn query(&mut self, texts: Texts<'_>) -> Result<Query, Refusal> {
        let mut query = Query::all(self.root);
        if let Some(text) = texts.compute {
            let items = grammar::compute(text)?;
            self.within("$compute", text, |binder| binder.compute(&items))?;
        }
        if let Some(text) = texts.filter {
            let tree = grammar::filter(text)?;
            query.filter = Some(self.within("$filter", text, |binder| binder.condition(&tree))?);
        }
        if let Some(text) = texts.search {
            let found = search::found(&grammar::search(text)?, ROOT, self.root);
            query.filter = Bound::both(query.filter.take(), Some(found));
        }
        if let Some(text) = texts.orderby {
            let items = grammar::orderby(text)?;
            query.order = self.within("$orderby", text, |binder| binder.order(&items))?;
        }
        if let Some(text) = texts.select {
            let items = grammar::select(text)?;
            query.select = self.within("$select", text, |binder| binder.select(&items, binder.root))?;
        }
        if let Some(text) = texts.expand {
            let items = grammar::expand(text)?;
            query.expand = self.within("$expand", text, |binder| binder.expand(&items, binder.root, 0))?;
        }
        query.computed = self.take_computed(&query.select);
        Ok(query)
    }

    pub(super) fn order(&mut self, items: &[OrderItem]) -> Result<Vec<Order>, Refusal> {
        if let Some(item) = items.get(MAX_ORDER) {
            let message = format!("at most {MAX_ORDER} terms");
            return Err(self.refuse(Code::QueryTooComplex, item.expr.span, message));
        }
        let mut order: Vec<Order> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for item in items {
            let expr = self.expr(&item.expr)?;
            // A property that comes again decides nothing any more, and a constant never did.
            let name = match (&expr.kind, path::plain(&item.expr)) {
                (Kind::Property(_, property), Some(_)) => property.name,
                _ => "",
            };
            if expr.constant().is_some() || (!name.is_empty() && names.contains(&name)) {
                continue;
            }
            names.push(name);
            order.push(Order { expr, descending: item.descending });
        }
        Ok(order)
    }

    pub(super) fn compute(&mut self, items: &[ComputeItem]) -> Result<(), Refusal> {
        for item in items {
            let entity = self.root.entity;
            let taken = entity.property(&item.name).is_some()
                || entity.navigation(&item.name).is_some()
                || self.computed.iter().any(|computed| computed.name == item.name);
            if taken {
                let message = format!("`{}` is a name already", item.name);
                return Err(self.refuse(Code::InvalidValue, item.span, message));
            }
            let expr = self.expr(&item.expr)?;
            self.computed.push(Computed { name: item.name.clone(), expr });
        }
        Ok(())
    }

    /// The computed values that the answer holds.
    pub(super) fn take_computed(&mut self, select: &Selection) -> Vec<Computed> {
        std::mem::take(&mut self.computed)
            .into_iter()
            .filter(|computed| select.holds_computed(&computed.name))
            .collect()
    }
}
