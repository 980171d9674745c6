//! From file, environment and flags to one configuration.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::PathBuf;

use confique::{Config, Layer};
use serde::Deserialize;

use super::error::ConfigError;
use super::given::{Given, Origin, Written};
use super::{Settings, environment, file};

type SettingsLayer = <Settings as Config>::Layer;

/// Everything that may set a value, from weak to strong.
#[derive(Debug)]
pub struct Sources {
    /// The file.
    pub file: ConfigFile,
    /// The variables of the environment, ours and others.
    pub environment: Vec<(OsString, OsString)>,
    /// The flags that were given.
    pub flags: Vec<Flag>,
}

/// Which file is read.
#[derive(Debug)]
pub enum ConfigFile {
    /// This one, and it must exist.
    Named(PathBuf),
    /// This one, when it exists.
    IfPresent(PathBuf),
}

/// A flag of the command line that sets a key.
#[derive(Debug)]
pub struct Flag {
    /// The flag, as in `--listen`.
    pub name: &'static str,
    /// The key that it sets.
    pub key: &'static str,
    /// What stands behind it.
    pub text: String,
}

/// A configuration that can be used, and where its values come from.
#[derive(Debug)]
pub struct Loaded {
    /// The values.
    pub settings: Settings,
    /// Who set them; a key that is missing has its default.
    pub origins: BTreeMap<String, Origin>,
}

impl Settings {
    /// Reads all sources, lets the stronger one win for each key, and checks what came out.
    pub fn load(sources: Sources) -> Result<Loaded, ConfigError> {
        let mut given = sources.file.read()?;
        given.extend(environment::read(sources.environment)?);
        given.extend(sources.flags.into_iter().map(Flag::into_given));

        let mut merged = SettingsLayer::default_values();
        let mut origins = BTreeMap::new();
        for value in given {
            merged = layer(&value)?.with_fallback(merged);
            origins.insert(value.key, value.origin);
        }

        // Every key has a value or may be without one, and the checks below are ours: this can't fail.
        let settings = Self::from_layer(merged)
            .map_err(|error| ConfigError::refused("configuration", error.to_string()))?;
        settings.check()?;
        Ok(Loaded { settings, origins })
    }
}

impl ConfigFile {
    fn read(self) -> Result<Vec<Given>, ConfigError> {
        let (path, must_exist) = match self {
            Self::Named(path) => (path, true),
            Self::IfPresent(path) => (path, false),
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => file::read(&path.display().to_string(), &text),
            Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => Ok(Vec::new()),
            Err(error) => Err(ConfigError::Unreadable { path, error }),
        }
    }
}

impl Flag {
    fn into_given(self) -> Given {
        Given { key: self.key.to_owned(), written: Written::Text(self.text), origin: Origin::Flag(self.name) }
    }
}

/// The layer in which only this value is set. One at a time, so that an error can name its key.
fn layer(given: &Given) -> Result<SettingsLayer, ConfigError> {
    let outcome = match &given.written {
        Written::Typed(value) => layer_with(&given.key, value.clone()),
        Written::Text(text) => layer_with(&given.key, toml::Value::String(text.clone()))
            .or_else(|as_text| scalar(text).map_or(Err(as_text), |value| layer_with(&given.key, value))),
    };
    outcome.map_err(|error| ConfigError::BadValue {
        key: given.key.clone(),
        origin: given.origin.clone(),
        message: sentence(&error),
    })
}

fn layer_with(key: &str, value: toml::Value) -> Result<SettingsLayer, toml::de::Error> {
    let nested = key
        .rsplit('.')
        .fold(value, |inner, name| toml::Value::Table(toml::Table::from_iter([(name.to_owned(), inner)])));
    SettingsLayer::deserialize(nested)
}

/// A number or a truth value that was written as text.
fn scalar(text: &str) -> Option<toml::Value> {
    let number = text.parse::<i64>().ok().map(toml::Value::Integer);
    number.or_else(|| text.parse::<bool>().ok().map(toml::Value::Boolean))
}

fn sentence(error: &toml::de::Error) -> String {
    let message = error.message();
    let message = message.strip_prefix("validation failed: ").unwrap_or(message);
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
