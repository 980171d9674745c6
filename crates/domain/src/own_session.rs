//! A session, as the person whose it is sees it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

mod device;

pub use self::device::device;

/// A browser in which somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnSession {
    /// Its public name, the claim `sid`.
    pub id: String,
    /// The device in plain words: `Firefox on Windows`.
    pub device: String,
    /// What the browser called itself when it signed in.
    pub user_agent: Option<String>,
    /// The address from which it signed in.
    pub address: Option<String>,
    /// When the password was typed.
    pub signed_in_at: DateTime<Utc>,
    /// When it was last seen, to five minutes.
    pub last_seen_at: DateTime<Utc>,
    /// Whether it outlives the browser.
    pub persistent: bool,
    /// Whether it is the one that asks.
    pub current: bool,
}
