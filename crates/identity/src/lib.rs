//! What the product does: every use case, free of HTTP. The console's server functions, the management API,
//! the protocol endpoints and the command line are thin doors to these functions.

use std::ops::Deref;
use std::sync::Arc;

use store::database::Database;

pub mod clock;
pub mod random;
pub mod failure;
pub mod background;
pub mod sweeper;
pub mod published;
pub mod settings;
pub mod vault;
pub mod password;
pub mod keys;
pub mod recorder;
pub mod registration;
pub mod visit;
pub mod people;
mod throttle;
mod client_failures;
pub mod devices;
pub mod sign_in;
pub mod sessions;
pub mod connected_apps;
pub mod activity;
pub mod setup;
pub mod clients;
mod client_assertion;
pub mod client_authentication;
pub mod dpop;
pub mod authorize;
pub mod device_authorization;
pub mod exchanges;
pub mod grant;
pub mod revocation;
pub mod introspection;
pub mod bearer;
pub mod userinfo;
pub mod management;
pub mod discovery;
pub mod end_session;
pub mod outbound;
pub mod webhooks;
pub mod back_channel;
pub mod demo;

pub use settings::{PasswordGrant, Servers, Settings};
pub use visit::Visit;

/// The identity server without its HTTP: cheap to clone, shared by all requests.
#[derive(Clone)]
pub struct Identity(Arc<Parts>);

/// What the use cases work with.
pub struct Parts {
    /// Where everything is kept.
    pub db: Database,
    /// Keyed hashes and encryption at rest.
    pub vault: Arc<vault::Vault>,
    /// The keys that sign tokens.
    pub keys: keys::SigningKeys,
    /// People's passwords, hashed off the async threads.
    pub passwords: password::Passwords,
    /// The refresh tokens that are on their way.
    pub exchanges: exchanges::Exchanges,
    /// What is written a moment later: last used, audit.
    pub recorder: recorder::Recorder,
    /// Rung when sessions end.
    pub bell: back_channel::Bell,
    /// The time.
    pub clock: Arc<dyn clock::Clock>,
    /// Randomness.
    pub random: Arc<dyn random::Random>,
    /// What the operator chose.
    pub settings: Settings,
}

impl Identity {
    /// Puts the server together: reads or makes the signing keys and starts the recorder.
    ///
    /// The database has to be migrated; must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// When the database can't be read, or a signing key doesn't open with this encryption key.
    pub async fn start(
        db: Database,
        vault: vault::Vault,
        clock: Arc<dyn clock::Clock>,
        random: Arc<dyn random::Random>,
        settings: Settings,
    ) -> Result<Self, failure::Failure> {
        let vault = Arc::new(vault);
        let passwords = password::Passwords::new(&*random, password::Bounds::default())?;
        let recorder = recorder::Recorder::start(db.clone());
        let tools = keys::Tools {
            db: db.clone(),
            vault: Arc::clone(&vault),
            random: Arc::clone(&random),
            clock: Arc::clone(&clock),
            recorder: recorder.clone(),
            schedule: settings.keys,
        };
        let keys = keys::SigningKeys::start(tools).await?;
        Ok(Self(Arc::new(Parts {
            db,
            vault,
            keys,
            passwords,
            exchanges: exchanges::Exchanges::default(),
            recorder,
            bell: back_channel::Bell::default(),
            clock,
            random,
            settings,
        })))
    }

    /// The public addresses, for the examples in the console.
    #[must_use]
    pub fn servers(&self) -> Servers {
        Servers { identity: self.settings.issuer.clone(), api: self.settings.api_url.clone() }
    }
}

impl Deref for Identity {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Identity {
    /// Whether the database answers.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn ready(&self) -> Result<(), failure::Failure> {
        Ok(store::database::ping(&self.db).await?)
    }

    /// Whether a web origin belongs to an active client, so that its scripts may call (Fetch §3.3).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn knows_origin(&self, origin: &str) -> Result<bool, failure::Failure> {
        Ok(store::clients::has_origin(&self.db.reader, origin).await?)
    }
}

/// Opens the database at an address; the server itself never names the library.
///
/// # Errors
/// When it can't be reached.
pub async fn open_database(url: &str) -> Result<Database, failure::Failure> {
    Ok(store::database::connect(url).await?)
}
