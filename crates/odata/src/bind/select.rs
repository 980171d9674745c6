//! `$select`: which properties an answer holds (OData URL §5.1.4).

use super::Binder;
use crate::ast::SelectItem;
use crate::edm::{EntitySet, EntityType, Property};
use crate::error::{Code, Refusal};

/// More names than any type here has, so that only nonsense is refused.
const MAX_ITEMS: usize = 100;

/// What was selected, bound to the entity type.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    named: Option<Named>,
}

#[derive(Clone, Debug, Default)]
struct Named {
    all: bool,
    properties: Vec<&'static Property>,
    /// The names as `$metadata` spells them, in the order in which they were asked for.
    listed: Vec<String>,
}

impl Selection {
    /// Whether the answer holds this property. The key is always there, so that clients can edit.
    pub fn holds(&self, entity: &EntityType, property: &Property) -> bool {
        match &self.named {
            None => true,
            Some(named) => {
                let asked = named.properties.iter().any(|selected| selected.name == property.name);
                named.all || asked || property.name == entity.key
            }
        }
    }

    /// Whether the answer holds a computed value: always, unless others were selected by name (URL §5.1.4).
    pub fn holds_computed(&self, name: &str) -> bool {
        self.named.as_ref().is_none_or(|named| named.all || named.listed.iter().any(|listed| listed == name))
    }

    /// The select list of the context URL, without parentheses (Protocol §10.7); none without `$select`.
    pub fn listed(&self) -> Option<String> {
        self.named.as_ref().map(|named| named.listed.join(","))
    }
}

impl Binder<'_> {
    pub(super) fn select(&self, items: &[SelectItem], set: &EntitySet) -> Result<Selection, Refusal> {
        let mut named = Named::default();
        if let Some(item) = items.get(MAX_ITEMS) {
            return Err(self.refuse(Code::QueryTooComplex, item.span, format!("at most {MAX_ITEMS} names")));
        }
        for item in items {
            self.selected(item, set.entity, &mut named)?;
        }
        Ok(Selection { named: Some(named) })
    }

    fn selected(&self, item: &SelectItem, entity: &EntityType, named: &mut Named) -> Result<(), Refusal> {
        let not_built = |message: &str| Err(self.refuse(Code::NotImplemented, item.span, message));
        let [name] = item.path.as_slice() else {
            return not_built("paths cannot be selected: there are no complex types");
        };
        if name == "*" {
            named.all = true;
            list(named, name);
            return Ok(());
        }
        if name.contains(['.', '@']) {
            return not_built("qualified names and annotations cannot be selected");
        }
        if !item.options.is_empty() || !item.parameters.is_empty() {
            return not_built("nested options belong to $expand here: there are no collections of values");
        }
        if self.computed.iter().any(|computed| computed.name == *name) {
            list(named, name);
            return Ok(());
        }
        if let Some(property) = entity.property(name) {
            list(named, property.name);
            named.properties.push(property);
            return Ok(());
        }
        // Selecting a navigation property asks for its link, which minimal metadata leaves out anyway.
        let navigation = entity.navigation(name).ok_or_else(|| {
            let message = format!("`{name}` is not a property of {}", entity.name);
            self.refuse(Code::UnknownProperty, item.span, message)
        })?;
        list(named, navigation.name);
        Ok(())
    }
}

/// A name that is asked for twice is listed once.
fn list(named: &mut Named, name: &str) {
    if !named.listed.iter().any(|listed| listed == name) {
        named.listed.push(name.to_owned());
    }
}
