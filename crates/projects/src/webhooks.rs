//! Webhooks: other systems are told what has changed (Standard Webhooks, <https://www.standardwebhooks.com>).
//!
//! What there is to tell (`event`) is written down in the transaction of the change (`follow`, `outbox`). Whichever process gets to
//! it takes what is due (`queue`), signs it (`secrets`, `signature`) and has a [`Carrier`] take it there (`worker`). What
//! the answer means says `verdict`, and when to try again `schedule`. What is old enough goes (`sweep`).

use std::sync::Arc;

use async_trait::async_trait;
use sea_orm::{DatabaseConnection, DbErr};
use tokio::sync::Notify;
use zeroize::Zeroizing;

mod actions;
mod event;
mod follow;
mod limit;
mod outbox;
mod queue;
mod schedule;
mod secrets;
mod signature;
mod sweep;
mod verdict;
mod witness;
mod worker;

pub(crate) use actions::{retry, rotate_secret};
pub(crate) use follow::Followed;
pub(crate) use signature::Secret;
pub use sweep::sweep;
pub use witness::{Became, Caller, Noted, Witness};
pub use worker::run;

/// What webhooks need of whoever runs them.
pub struct Webhooks {
    /// The database, for statements that only look.
    pub reader: DatabaseConnection,
    /// The database, for statements that change something.
    pub writer: DatabaseConnection,
    /// What takes messages to their receivers.
    pub carrier: Arc<dyn Carrier>,
    /// What draws, seals and opens secrets.
    pub vault: Arc<dyn Vault>,
    /// What takes word of what became of them, for whoever owns them.
    pub witness: Arc<dyn Witness>,
    /// The present moment in microseconds since 1970.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Rung when something was written that may be due.
    pub bell: Bell,
}

/// Rung so that nobody has to wait for the next look.
#[derive(Default)]
pub struct Bell(Notify);

impl Bell {
    /// Says that there may be something to deliver.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// A message to a webhook, always sent with POST and as JSON.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// Where to.
    pub url: &'a str,
    /// `webhook-id`, `webhook-timestamp` and `webhook-signature`.
    pub headers: [(&'static str, &'a str); 3],
    /// The body, which is what was signed.
    pub body: &'a str,
}

/// What a receiver answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header `Retry-After`, if it has one (RFC 9110 §10.2.3).
    pub retry_after: Option<String>,
}

/// Why there is no answer. The words are for whoever reads the log.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Undelivered(pub String);

/// What takes messages to addresses that people have written down. It follows no redirect, asks no proxy, connects only to
/// addresses that it has checked, and reads a bounded part of an answer.
#[async_trait]
pub trait Carrier: Send + Sync {
    /// Whether messages may be sent to an address of this form; whether one gets there is decided at each connection.
    ///
    /// # Errors
    /// What is wrong with it, in words for who wrote it.
    fn check(&self, url: &str) -> Result<(), String>;

    /// Sends a message. It may take as long as it takes; the caller sets the limit.
    ///
    /// # Errors
    /// When there is no answer.
    async fn post(&self, message: Message<'_>) -> Result<Answer, Undelivered>;
}

/// Why a secret could not be drawn, sealed or opened.
#[derive(Debug, thiserror::Error)]
#[error("a webhook's secret: {0}")]
pub struct VaultFailed(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Randomness, and encryption at rest.
pub trait Vault: Send + Sync {
    /// Fills the slice with bytes that nobody can foresee.
    ///
    /// # Errors
    /// When the operating system gives none.
    fn draw(&self, bytes: &mut [u8]) -> Result<(), VaultFailed>;

    /// Encrypts what has to be read again, tied to its place.
    ///
    /// # Errors
    /// When the cryptographic library fails.
    fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, VaultFailed>;

    /// Decrypts what was sealed for the same place.
    ///
    /// # Errors
    /// When the key or the place is another one.
    fn open(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultFailed>;
}

/// Why something about webhooks could not be done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Vault(#[from] VaultFailed),
}
