//! Where the rows are.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize, Serializer};
use url::Url;
use zeroize::Zeroizing;

use super::secret::MASK;

/// The address of a database. It may hold a password, so it prints without one.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct DatabaseUrl(Zeroizing<String>);

impl DatabaseUrl {
    /// Reads an address. What is wrong is said without repeating the address.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if known {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err("must begin with sqlite:// or postgres://")
        }
    }

    /// The SQLite file `latchkey.db` in this folder, which is created when it is missing.
    pub fn in_folder(folder: &Path) -> Self {
        let path = folder.join("latchkey.db").display().to_string();
        // These three would end the path in the eyes of the driver, which decodes what it reads.
        let path = path.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
        Self(Zeroizing::new(format!("sqlite://{path}?mode=rwc")))
    }

    /// The address with everything in it, for the driver.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DatabaseUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&Zeroizing::new(text))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.starts_with("sqlite:") {
            return f.write_str(&self.0);
        }
        match Url::parse(&self.0) {
            // A password can also stand in the query, as `?password=`; so nothing behind the path is shown.
            Ok(mut url) => {
                let hidden = url.password().is_none() || url.set_password(Some(MASK)).is_ok();
                url.set_query(url.query().map(|_| MASK));
                if hidden { f.write_str(url.as_str()) } else { f.write_str(MASK) }
            }
            Err(_) => f.write_str(MASK),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_prints_without_its_password() {
        let url = DatabaseUrl::parse("postgres://latchkey:s3cret@db:5432/latchkey").unwrap();
        assert_eq!(url.to_string(), "postgres://latchkey:********@db:5432/latchkey");
        let url = DatabaseUrl::parse("postgres://db/latchkey?user=a&password=s3cret").unwrap();
        assert_eq!(url.to_string(), "postgres://db/latchkey?********");
        let url = DatabaseUrl::parse("postgres://a:s3cret@[broken/latchkey").unwrap();
        assert_eq!(url.to_string(), "********");
    }

    #[test]
    fn the_file_in_a_folder_keeps_its_name_through_the_driver() {
        let url = DatabaseUrl::in_folder(Path::new("data"));
        assert_eq!(url.expose(), "sqlite://data/latchkey.db?mode=rwc");
        let url = DatabaseUrl::in_folder(Path::new("/srv/50% off?"));
        assert_eq!(url.expose(), "sqlite:///srv/50%25 off%3F/latchkey.db?mode=rwc");
    }

    #[test]
    fn other_databases_are_refused_without_repeating_the_address() {
        let error = DatabaseUrl::parse("mysql://root:s3cret@db/x").unwrap_err();
        assert_eq!(error, "must begin with sqlite:// or postgres://");
    }
}
