//! The environment: `LATCHKEY_SECTION__KEY`.

use std::ffi::OsString;

use super::error::ConfigError;
use super::given::{Given, Origin, Written};
use super::keys::{self, Key};

/// What every variable of ours begins with.
const PREFIX: &str = "LATCHKEY_";

/// Names that begin like ours and speak to the build and the tests, not to the server.
const OTHERS: [&str; 2] = ["LATCHKEY_TEST_", "LATCHKEY_CACHE"];

/// The environment of this process. The only place that reads it.
#[expect(clippy::disallowed_methods, reason = "the configuration is where the environment is read")]
pub fn process() -> Vec<(OsString, OsString)> {
    std::env::vars_os().collect()
}

/// Takes the variables that are ours. One that begins like ours and means nothing is an error; an empty one is not set.
pub(super) fn read(variables: Vec<(OsString, OsString)>) -> Result<Vec<Given>, ConfigError> {
    let keys = keys::all();
    let mut given = Vec::new();
    for (name, text) in variables {
        let Some(name) = name.to_str().filter(|name| is_ours(name)) else { continue };
        let Some(key) = keys.iter().find(|key| key.variable == name) else {
            return Err(unknown(name, &keys));
        };
        let text = text.into_string().map_err(|_| ConfigError::NotText { name: name.to_owned() })?;
        if !text.is_empty() {
            let origin = Origin::Environment(name.to_owned());
            given.push(Given { key: key.path.clone(), written: Written::Text(text), origin });
        }
    }
    Ok(given)
}

/// The part that all names share is no likeness.
fn unknown(name: &str, keys: &[Key]) -> ConfigError {
    let own = |name: &'static str| name.strip_prefix(PREFIX).unwrap_or(name);
    let nearest = keys::nearest(name.trim_start_matches(PREFIX), keys.iter().map(|key| own(key.variable)));
    let nearest = nearest.map(|nearest| format!("{PREFIX}{nearest}"));
    ConfigError::UnknownVariable { name: name.to_owned(), nearest }
}

fn is_ours(name: &str) -> bool {
    name.starts_with(PREFIX) && !OTHERS.iter().any(|other| name.starts_with(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
        pairs.iter().map(|(name, text)| (OsString::from(name), OsString::from(text))).collect()
    }

    #[test]
    fn only_our_variables_are_taken_and_empty_ones_are_not_set() {
        let given = read(variables(&[
            ("PATH", "/bin"),
            ("LATCHKEY_TEST_POSTGRES_URL", "postgres://"),
            ("LATCHKEY_CACHE", "/tmp"),
            ("LATCHKEY_PUBLIC_URL", ""),
            ("LATCHKEY_API__LISTEN", "127.0.0.1:2"),
        ]));
        let keys: Vec<_> = given.unwrap().into_iter().map(|given| given.key).collect();
        assert_eq!(keys, ["api.listen"]);
    }

    #[test]
    fn an_unknown_variable_is_named_with_what_was_probably_meant() {
        let error = read(variables(&[("LATCHKEY_API_LISTEN", "127.0.0.1:2")])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown environment variable LATCHKEY_API_LISTEN; did you mean LATCHKEY_API__LISTEN?"
        );
        let error = read(variables(&[("LATCHKEY_ISSUER", "x")])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown environment variable LATCHKEY_ISSUER; `latchkey config template` lists every one"
        );
    }
}
