//! The address of an entity that is there already (JSON Format §8.5 and §14).

use super::Setting;
use crate::edm::EntitySet;
use crate::error::{Code, Refusal};
use crate::path::{self, Target, Way};

/// The key behind an address: `https://…/odata/Tasks(1)`, `/odata/Tasks(1)` or `Tasks(1)`.
pub(super) fn key(setting: Setting<'_>, set: &'static EntitySet, text: &str) -> Result<i32, Refusal> {
    let wrong = || {
        let start: String = text.chars().take(60).collect();
        let message = format!("`{start}` is not the address of one of {0}, such as `{0}(1)`", set.name);
        Refusal::new(Code::InvalidValue, message)
    };
    let relative = within(setting.root, text).ok_or_else(wrong)?;
    match path::parse(setting.model, relative, &[]) {
        Ok(Target::Entity(Way { set: found, key: Some(key), from: None, called: None }))
            if found.name == set.name =>
        {
            Ok(key)
        }
        _ => Err(wrong()),
    }
}

/// What stands behind the root of the service.
fn within<'t>(root: &str, text: &'t str) -> Option<&'t str> {
    if let Some(rest) = text.strip_prefix(root) {
        return rest.strip_prefix('/');
    }
    let folder =
        root.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|slash| rest.get(slash..)));
    let behind_folder =
        folder.and_then(|folder| text.strip_prefix(folder)).and_then(|rest| rest.strip_prefix('/'));
    Some(behind_folder.unwrap_or(text))
}
