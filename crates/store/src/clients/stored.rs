//! Clients as they come out of the database.

use chrono::{DateTime, Utc};
use domain::client::Client;

use crate::digest::Digest;

/// A client, whole.
#[derive(Debug, Clone)]
pub struct StoredClient {
    /// The row.
    pub key: i64,
    /// The account it counts for.
    pub account_id: i64,
    /// The user who owns it.
    pub owner_id: i64,
    /// How often it was changed.
    pub version: i64,
    /// What its owner sees, with its live secrets.
    pub client: Client,
    /// The hashes of its live secrets.
    pub secrets: Vec<StoredSecret>,
}

/// A secret that wasn't removed. Whether it has expired is for the caller to say.
#[derive(Debug, Clone)]
pub struct StoredSecret {
    /// The row.
    pub id: i64,
    /// The keyed hash.
    pub digest: Digest,
    /// When it stops working; `None` when never.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A client that somebody claims to be, as far as telling that needs.
#[derive(Debug, Clone)]
pub struct Authenticating {
    /// The row.
    pub key: i64,
    /// The account it counts for.
    pub account_id: i64,
    /// The user who owns it.
    pub owner_id: i64,
    /// Whether its owner was switched off.
    pub owner_disabled: bool,
    /// The client, without URIs and without the owner's view of its secrets.
    pub client: Client,
    /// The hashes of its live secrets.
    pub secrets: Vec<StoredSecret>,
}
