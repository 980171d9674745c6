//! Opening the database and the keys: for the server, and for commands that do one thing and end.

use std::sync::Arc;

use identity::clock::SystemClock;
use identity::random::{Random, SystemRandom};
use identity::settings::Registration;
use identity::vault::{Purpose, Vault};
use identity::{Identity, setup};
use migration::{Migrator, MigratorTrait as _};

use crate::config::{PublicUrls, Settings};
use crate::error::StartError;

/// Makes a new one-time link for the first administrator.
///
/// # Errors
/// When the server has an administrator already, or the database can't be reached.
pub async fn setup_link(settings: Settings) -> Result<String, StartError> {
    let identity = open_for_command(&settings).await?;
    let link = setup::make_link(&identity).await?;
    link.ok_or_else(|| {
        StartError::Refused("this server has an administrator already; sign in with that account".to_owned())
    })
}

/// Opens the database for a command that does one thing and ends.
///
/// # Errors
/// One line with the fix, when it can't be opened.
pub async fn open_for_command(settings: &Settings) -> Result<Identity, StartError> {
    let urls = settings.public_urls(&settings.wanted())?;
    open(settings, &urls, Arc::new(SystemClock)).await
}

pub(super) async fn open(
    settings: &Settings,
    urls: &PublicUrls,
    clock: Arc<dyn identity::clock::Clock>,
) -> Result<Identity, StartError> {
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let vault = match settings.encryption_key()? {
        Some(key) => Vault::new(key.expose())?,
        None => Vault::open_or_make(&settings.data_dir.join("encryption.key"), &*random)?,
    };
    let db = identity::open_database(settings.database_url()?.expose()).await?;
    Migrator::up(&db.writer, None).await.map_err(StartError::refused_by)?;
    let identity_settings = identity::Settings {
        issuer: urls.identity.as_str().to_owned(),
        api_url: urls.api.as_str().to_owned(),
        api_client: settings.api.introspection_client.clone(),
        brand_prefix: settings.brand.prefix.clone(),
        limits: settings.limits.as_domain(),
        registration: registration(settings, &vault)?,
        keys: settings.keys.as_domain(),
        password_grant: settings.legacy.password_grant,
        sessions: settings.sessions.as_domain(),
    };
    Ok(Identity::start(db, vault, clock, random, identity_settings).await?)
}

/// Of the initial access token only the hash goes on.
fn registration(settings: &Settings, vault: &Vault) -> Result<Option<Registration>, StartError> {
    let token = settings.initial_access_token()?;
    Ok(token.map(|token| Registration {
        initial_access_token: vault.digest(Purpose::InitialAccessToken, token.expose()),
        allowed_scopes: settings.registration.allowed_scopes.as_scopes().clone(),
        limit: settings.registration.limit,
    }))
}
