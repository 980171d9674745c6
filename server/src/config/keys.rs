//! Which keys there are, read out of the structs that declare them.

use confique::Config;
use confique::meta::{FieldKind, Meta};

use super::Settings;

/// One key of the configuration.
#[derive(Debug)]
pub(super) struct Key {
    /// The key with its section, as in `api.listen`.
    pub(super) path: String,
    /// The environment variable that sets it.
    pub(super) variable: &'static str,
}

/// All keys, in the order in which they are declared.
pub(super) fn all() -> Vec<Key> {
    let mut keys = Vec::new();
    collect(&Settings::META, "", &mut keys);
    keys
}

fn collect(meta: &Meta, section: &str, keys: &mut Vec<Key>) {
    for field in meta.fields {
        let path = join(section, field.name);
        match field.kind {
            FieldKind::Leaf { env, .. } => keys.push(Key { path, variable: env.unwrap_or_default() }),
            FieldKind::Nested { meta } => collect(meta, &path, keys),
        }
    }
}

/// The path of a key in a section; the section at the top has no name.
pub(super) fn join(section: &str, name: &str) -> String {
    if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") }
}

/// The name that was probably meant: the nearest one, when no more than a third of it is different.
pub(super) fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    names
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, name)| *distance <= name.len() / 3)
        .min()
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_the_variable_that_its_path_says() {
        for key in all() {
            assert_eq!(key.variable, format!("LATCHKEY_{}", key.path.replace('.', "__").to_uppercase()));
        }
    }

    #[test]
    fn a_slip_of_the_hand_is_recognised_and_another_word_is_not() {
        let names = || ["listen", "public_url", "api.listen", "demo.listen"].into_iter();
        assert_eq!(nearest("lisen", names()).as_deref(), Some("listen"));
        assert_eq!(nearest("api.lsiten", names()).as_deref(), Some("api.listen"));
        assert_eq!(nearest("issuer", names()), None);
        assert_eq!(nearest("metrics.listen", names()), None);
    }
}
