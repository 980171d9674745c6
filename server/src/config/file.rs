//! The configuration file, `latchkey.toml`.

use toml::de::DeTable;

use super::error::ConfigError;
use super::given::{Given, Origin, Written};
use super::keys::{self, Key};

/// Reads the text of a file into values with their lines. Keys that don't exist are errors.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Given>, ConfigError> {
    let page = Page { name, text, keys: keys::all() };
    let lines = DeTable::parse(text).map_err(|error| page.syntax(&error))?;
    let values = text.parse::<toml::Table>().map_err(|error| page.syntax(&error))?;
    let mut given = Vec::new();
    page.section("", lines.get_ref(), values, &mut given)?;
    Ok(given)
}

struct Page<'a> {
    name: &'a str,
    text: &'a str,
    keys: Vec<Key>,
}

impl Page<'_> {
    /// Takes every key of one section, and of the sections below it.
    fn section(
        &self,
        section: &str,
        lines: &DeTable<'_>,
        mut values: toml::Table,
        given: &mut Vec<Given>,
    ) -> Result<(), ConfigError> {
        for (name, content) in lines {
            let key = keys::join(section, name.get_ref());
            let origin = Origin::File { name: self.name.to_owned(), line: self.line_at(name.span().start) };
            let Some(value) = values.remove(name.get_ref().as_ref()) else { continue };
            if self.keys.iter().any(|known| known.path == key) {
                given.push(Given { key, written: Written::Typed(value), origin });
                continue;
            }
            let below = format!("{key}.");
            match (
                self.keys.iter().any(|known| known.path.starts_with(&below)),
                content.get_ref().as_table(),
                value,
            ) {
                (true, Some(lines), toml::Value::Table(values)) => {
                    self.section(&key, lines, values, given)?
                }
                (true, ..) => return Err(ConfigError::NotASection { key, origin }),
                (false, ..) => return Err(self.unknown(key, origin)),
            }
        }
        Ok(())
    }

    fn unknown(&self, key: String, origin: Origin) -> ConfigError {
        let sections =
            self.keys.iter().filter_map(|known| known.path.split_once('.').map(|(section, _)| section));
        let nearest = keys::nearest(&key, self.keys.iter().map(|known| known.path.as_str()).chain(sections));
        ConfigError::UnknownKey { key, origin, nearest }
    }

    fn syntax(&self, error: &toml::de::Error) -> ConfigError {
        let line = self.line_at(error.span().map_or(0, |span| span.start));
        let origin = Origin::File { name: self.name.to_owned(), line };
        ConfigError::Syntax { origin, message: one_line(error.message()) }
    }

    fn line_at(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().iter().take(offset);
        before.filter(|byte| **byte == b'\n').count() + 1
    }
}

/// The library's words, without its line breaks.
fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        read("latchkey.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn every_value_knows_its_line() {
        let given =
            read("latchkey.toml", "listen = \"127.0.0.1:1\"\n\n[api]\n# here\nlisten = \"127.0.0.1:2\"\n")
                .unwrap();
        let seen: Vec<_> = given.iter().map(|given| (given.key.as_str(), given.origin.to_string())).collect();
        assert_eq!(
            seen,
            [
                ("api.listen", "latchkey.toml, line 5".to_owned()),
                ("listen", "latchkey.toml, line 1".to_owned())
            ]
        );
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_what_was_probably_meant() {
        assert_eq!(
            refusal("\nlisten_on = \"127.0.0.1:1\"\nlisen = 1"),
            "unknown key `lisen` (latchkey.toml, line 3); did you mean `listen`?"
        );
        assert_eq!(
            refusal("[apis]\nlisten = \"127.0.0.1:1\""),
            "unknown key `apis` (latchkey.toml, line 1); did you mean `api`?"
        );
        assert_eq!(
            refusal("[metrics]\nlisten = \"127.0.0.1:1\""),
            "unknown key `metrics` (latchkey.toml, line 1); `latchkey config template` lists every key"
        );
    }

    #[test]
    fn a_section_that_is_a_value_is_refused() {
        assert_eq!(
            refusal("api = 3"),
            "`api` (latchkey.toml, line 1) is a section; write [api] on a line of its own"
        );
    }

    #[test]
    fn broken_toml_is_one_line_that_names_the_line() {
        let refusal = refusal("listen = \"127.0.0.1:1\"\npublic_url = \n");
        assert!(refusal.starts_with("latchkey.toml, line 2: "), "{refusal}");
        assert!(!refusal.contains('\n'), "{refusal}");
    }
}
