//! The configuration as it takes effect.

use std::fmt::Write;

use super::{ConfigError, Loaded, Settings, keys};

/// Prints every key with its effective value and where that comes from; secrets as stars.
pub fn show(loaded: &Loaded) -> Result<String, ConfigError> {
    let values = effective(&loaded.settings)?;
    let mut text = String::new();
    let mut current = "";
    let keys = keys::all();
    for key in &keys {
        let (section, name) = key.path.split_once('.').unwrap_or(("", &key.path));
        if section != current {
            let _ = writeln!(text, "\n[{section}]");
            current = section;
        }
        let origin = loaded.origins.get(&key.path).map_or_else(|| "default".to_owned(), ToString::to_string);
        let _ = match find(&values, &key.path) {
            Some(value) => writeln!(text, "{name} = {value}  # {origin}"),
            None => writeln!(text, "# {name} is not set"),
        };
    }
    Ok(text)
}

/// The values as a table, with those filled in that follow from others.
fn effective(settings: &Settings) -> Result<toml::Table, ConfigError> {
    let mut values = toml::Table::try_from(settings)
        .map_err(|error| ConfigError::refused("configuration", error.to_string()))?;
    let mut wanted = settings.wanted();
    wanted.demo = Some(settings.demo.listen);
    let urls = settings.public_urls(&wanted)?;
    set(&mut values, "public_url", urls.identity.to_string());
    set(&mut values, "database_url", settings.database_url()?.to_string());
    for (section, url) in [("api", Some(urls.api)), ("demo", urls.demo)] {
        if let (Some(toml::Value::Table(section)), Some(url)) = (values.get_mut(section), url) {
            set(section, "public_url", url.to_string());
        }
    }
    Ok(values)
}

fn set(table: &mut toml::Table, key: &str, value: String) {
    table.insert(key.to_owned(), toml::Value::String(value));
}

fn find<'a>(table: &'a toml::Table, path: &str) -> Option<&'a toml::Value> {
    match path.split_once('.') {
        Some((section, rest)) => find(table.get(section)?.as_table()?, rest),
        None => table.get(path),
    }
}
