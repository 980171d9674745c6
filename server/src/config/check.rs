//! What must hold between values.

use std::path::Path;

use super::{ConfigError, DatabaseUrl, PublicUrl, Secret, Settings};

/// Shorter keys can be guessed.
const SHORTEST_KEY: usize = 32;

impl Settings {
    /// Checks everything that one value alone can't say.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        self.check_listeners()?;
        self.check_public_urls()?;
        self.keys.check()?;
        let wanted = self.wanted();
        self.public_urls(&wanted)?;
        if self.encryption_key.is_some() && self.encryption_key_file.is_some() {
            return Err(ConfigError::refused(
                "encryption_key",
                "is set, and so is `encryption_key_file`; keep one",
            ));
        }
        if self.database_url.is_some() && self.database_url_file.is_some() {
            return Err(ConfigError::refused(
                "database_url",
                "is set, and so is `database_url_file`; keep one",
            ));
        }
        self.check_registration()?;
        self.encryption_key.as_ref().map_or(Ok(()), |key| long_enough("encryption_key", key))
    }

    /// The database, also when nobody named one.
    pub fn database_url(&self) -> Result<DatabaseUrl, ConfigError> {
        match (&self.database_url, &self.database_url_file) {
            (Some(url), _) => Ok(url.clone()),
            (None, Some(path)) => {
                let text = read_secret("database_url_file", path)?;
                DatabaseUrl::parse(text.expose())
                    .map_err(|why| ConfigError::refused("database_url_file", why))
            }
            (None, None) => Ok(DatabaseUrl::in_folder(&self.data_dir)),
        }
    }

    /// The key for what is encrypted at rest, when one was given; otherwise it is generated into the data folder.
    pub fn encryption_key(&self) -> Result<Option<Secret>, ConfigError> {
        match (&self.encryption_key, &self.encryption_key_file) {
            (Some(key), _) => Ok(Some(Secret::new(key.expose().to_owned()))),
            (None, Some(path)) => {
                let key = read_secret("encryption_key_file", path)?;
                long_enough("encryption_key_file", &key)?;
                Ok(Some(key))
            }
            (None, None) => Ok(None),
        }
    }

    /// What lets a program register clients, when they may register at all.
    pub fn initial_access_token(&self) -> Result<Option<Secret>, ConfigError> {
        let registration = &self.registration;
        match (&registration.initial_access_token, &registration.initial_access_token_file) {
            _ if !registration.enabled => Ok(None),
            (Some(token), _) => Ok(Some(Secret::new(token.expose().to_owned()))),
            (None, Some(path)) => {
                let key = "registration.initial_access_token_file";
                let token = read_secret(key, path)?;
                long_enough(key, &token)?;
                Ok(Some(token))
            }
            (None, None) => Ok(None),
        }
    }

    fn check_registration(&self) -> Result<(), ConfigError> {
        let registration = &self.registration;
        let (token, file) = (&registration.initial_access_token, &registration.initial_access_token_file);
        let key = "registration.initial_access_token";
        match (token, file) {
            (Some(_), Some(_)) => Err(ConfigError::refused(
                key,
                "is set, and so is `registration.initial_access_token_file`; keep one",
            )),
            (None, None) if registration.enabled => {
                let message =
                    "is missing, while `registration.enabled` is true: without it everybody could register";
                Err(ConfigError::refused(key, message))
            }
            (Some(token), None) => long_enough(key, token),
            (None, _) => Ok(()),
        }
    }

    fn check_listeners(&self) -> Result<(), ConfigError> {
        let mut taken = vec![(self.listen, "listen")];
        let demo = self.demo.enabled.then_some((self.demo.listen, "demo.listen"));
        for (address, key) in [(self.api.listen, "api.listen")].into_iter().chain(demo) {
            if let Some((_, other)) = taken.iter().find(|(used, _)| *used == address && address.port() != 0) {
                return Err(ConfigError::refused(
                    key,
                    format!("{address} is taken by `{other}`; choose another port"),
                ));
            }
            taken.push((address, key));
        }
        Ok(())
    }

    /// Without TLS a session cookie can be read on the way, and the demo's passwords are known to everybody (L11).
    fn check_public_urls(&self) -> Result<(), ConfigError> {
        let urls: [(&'static str, &Option<PublicUrl>); 3] = [
            ("public_url", &self.public_url),
            ("api.public_url", &self.api.public_url),
            ("demo.public_url", &self.demo.public_url),
        ];
        for (key, url) in urls.into_iter().filter_map(|(key, url)| Some((key, url.as_ref()?))) {
            if self.demo.enabled && !url.is_loopback() {
                let message = format!(
                    "{url} is not on loopback; the demo's passwords are public, so leave --demo away"
                );
                return Err(ConfigError::refused(key, message));
            }
            if !url.is_https() && !url.is_loopback() {
                let message = format!("{url} must begin with https://, because it is not on loopback");
                return Err(ConfigError::refused(key, message));
            }
        }
        Ok(())
    }
}

fn read_secret(key: &'static str, path: &Path) -> Result<Secret, ConfigError> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| ConfigError::SecretUnreadable { key, path: path.to_owned(), error })?;
    Ok(Secret::new(text))
}

fn long_enough(key: &'static str, secret: &Secret) -> Result<(), ConfigError> {
    if secret.expose().len() >= SHORTEST_KEY {
        return Ok(());
    }
    let message = format!("must have at least {SHORTEST_KEY} characters; `openssl rand -hex 32` makes one");
    Err(ConfigError::refused(key, message))
}
