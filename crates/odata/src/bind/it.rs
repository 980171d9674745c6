//! `$it`: what the path of the request addresses, also from within an expansion (URL §5.1.1.14.4).
//!
//! What is expanded is asked for by itself. From there the entity that the path addresses is found by the way back, where
//! each step of it leads to one entity.

use super::tree::{Hop, Place, ROOT};
use super::{Binder, Span};
use crate::edm::Multiplicity;
use crate::error::{Code, Refusal};

impl Binder<'_> {
    /// The entity that `$it` means.
    pub(super) fn it(&mut self, span: Span) -> Result<Place, Refusal> {
        let Some(through) = self.back.clone() else {
            let message = "from here `$it` can't be reached: there is no way back over single entities";
            return Err(self.refuse(Code::NotImplemented, span, message));
        };
        let place = Place { variable: ROOT, root: self.root, through };
        if !place.through.is_empty() {
            self.join(&place, span)?;
        }
        Ok(place)
    }

    /// The way back from what is expanded over this.
    pub(super) fn way_back(&self, hop: Hop) -> Option<Vec<Hop>> {
        let navigation = hop.partner().filter(|partner| partner.many != Multiplicity::Many)?;
        let first = Hop { from: hop.to, navigation, to: hop.from };
        Some(std::iter::once(first).chain(self.back.clone()?).collect())
    }
}

/// The text of an option of an expansion, as it has to stand where the expanded entities are what the path addresses.
pub(super) fn from_there(text: &str, back: &[Hop]) -> String {
    let way: String = back.iter().map(|hop| format!("/{}", hop.navigation.name)).collect();
    let mut moved = String::with_capacity(text.len());
    let mut quote = None;
    for (at, c) in text.char_indices() {
        moved.push(c);
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if c == '\'' || c == '"' => quote = Some(c),
            None if text.get(..=at).is_some_and(|read| read.ends_with("$it")) && ends(text, at) => {
                moved.push_str(&way);
            }
            None => {}
        }
    }
    moved
}

/// Whether a word ends with this character.
fn ends(text: &str, at: usize) -> bool {
    let next = text.get(at..).and_then(|rest| rest.chars().nth(1));
    next.is_none_or(|next| !next.is_alphanumeric() && next != '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::MODEL;

    #[test]
    fn it_is_moved_where_it_is_a_word_and_no_text() {
        let (things, boxes) = (MODEL.set("Things").unwrap(), MODEL.set("Boxes").unwrap());
        let back = [Hop { from: things, navigation: things.entity.navigation("box").unwrap(), to: boxes }];
        for (text, moved) in [
            ("$it/volume gt 1", "$it/box/volume gt 1"),
            ("$it eq null or ($it/serial eq 1)", "$it/box eq null or ($it/box/serial eq 1)"),
            ("thingName eq '$it' and $it/isFull", "thingName eq '$it' and $it/box/isFull"),
            ("thingName eq 'a''$it/x'", "thingName eq 'a''$it/x'"),
            ("\"$it\"", "\"$it\""),
            ("$items gt 1", "$items gt 1"),
        ] {
            assert_eq!(from_there(text, &back), moved, "{text}");
        }
    }
}
