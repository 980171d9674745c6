//! A list of scopes.

use domain::scope_catalogue;
use oauth::scope::Scopes;
use serde::{Deserialize, Deserializer, Serialize, de};

/// Scopes that this server knows: a list in the file, text with blanks or commas in the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ScopeList(Scopes);

impl ScopeList {
    /// The scopes.
    pub const fn as_scopes(&self) -> &Scopes {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ScopeList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a list of scopes")]
        enum Written {
            List(Vec<String>),
            Text(String),
        }

        let text = match Written::deserialize(deserializer)? {
            Written::List(entries) => entries.join(" "),
            Written::Text(text) => text.replace(',', " "),
        };
        let scopes = Scopes::parse(&text).map_err(de::Error::custom)?;
        let unknown = scopes.iter().find(|scope| scope_catalogue::find(scope.as_str()).is_none());
        if let Some(unknown) = unknown {
            return Err(de::Error::custom(format!("this server has no scope `{unknown}`")));
        }
        Ok(Self(scopes))
    }
}
