//! How the product says no, in the console and in the management API.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::client_id::ClientId;
use crate::limits::Limits;
use crate::problem::{FieldProblem, Problems};
use crate::secret_use::Evidence;
use crate::throttle::Wait;

/// A refusal: what went wrong for programs, and what to do for people.
///
/// In JSON: `{"code": "limit_reached", "message": "…", "problems": […]}`, the last only for field problems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What went wrong.
    pub code: RefusalCode,
    /// What to tell the person.
    pub message: String,
    /// The problems of single fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FieldProblem>,
    /// After how many seconds it is worth trying again (RFC 9110 §10.2.3).
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "retryAfter")]
    pub retry_after: Option<u64>,
    /// Why a secret was not removed: it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "recentUses")]
    pub recent_uses: Option<Box<Evidence>>,
    /// The client as it is now, for somebody who wanted to change what it was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Box<Client>>,
    /// How many clients of the account are active, when it may have no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<u32>,
    /// How many it may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Clients of the person that could make room, the least used first.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    pub retirable: Box<[Retirable]>,
}

/// A client that could make room for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Retirable {
    /// Its public identifier.
    pub client_id: ClientId,
    /// Its name.
    pub client_name: String,
    /// When it last authenticated with success; absent when never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<DateTime<Utc>>,
}

impl From<Client> for Retirable {
    fn from(client: Client) -> Self {
        let Client { client_id, client_name, last_used_at, .. } = client;
        Self { client_id, client_name, last_used_at }
    }
}

/// The kinds of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// Nobody is signed in.
    NotSignedIn,
    /// The password was typed too long ago for what is asked; see [`crate::session::is_fresh`].
    ReauthenticationRequired,
    /// The person may not do this.
    Forbidden,
    /// There is no such thing, or it is somebody else's: both look alike.
    NotFound,
    /// The account has as many active clients as it may have.
    LimitReached,
    /// The thing was changed by somebody else in the meantime.
    Stale,
    /// Fields can't stay as they are.
    FieldProblems,
    /// The thing is in a state that doesn't allow it.
    Conflict,
    /// The request can't be read.
    BadRequest,
    /// The request is larger than what is read.
    TooLarge,
    /// Too much is going on; try again in a moment.
    Busy,
    /// A password was tried too often; try again later.
    TooManyAttempts,
    /// Something broke inside; the request id leads to the cause.
    Broken,
}

impl RefusalCode {
    /// The HTTP status of the answer.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::NotSignedIn => 401,
            Self::Forbidden | Self::ReauthenticationRequired => 403,
            Self::NotFound => 404,
            Self::LimitReached | Self::Conflict => 409,
            Self::Stale => 412,
            Self::TooLarge => 413,
            Self::FieldProblems => 422,
            Self::TooManyAttempts => 429,
            Self::Busy => 503,
            Self::Broken => 500,
        }
    }
}

impl Refusal {
    /// A refusal with words of its own.
    #[must_use]
    pub fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            problems: Vec::new(),
            retry_after: None,
            recent_uses: None,
            present: None,
            active: None,
            limit: None,
            retirable: Box::default(),
        }
    }

    /// Nobody is signed in.
    #[must_use]
    pub fn not_signed_in() -> Self {
        Self::new(RefusalCode::NotSignedIn, "Sign in to go on.")
    }

    /// The password was typed too long ago.
    #[must_use]
    pub fn reauthentication_required() -> Self {
        Self::new(
            RefusalCode::ReauthenticationRequired,
            "Nothing was changed: this needs your password once more, because you signed in a while ago.",
        )
    }

    /// A secret is in use, and was not removed.
    #[must_use]
    pub fn secret_in_use(evidence: Evidence) -> Self {
        let message = format!("This secret is in use: {}.", evidence.recent);
        Self { recent_uses: Some(Box::new(evidence)), ..Self::new(RefusalCode::Conflict, message) }
    }

    /// There is no such thing.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(RefusalCode::NotFound, "There is no such client.")
    }

    /// The account is full.
    #[must_use]
    pub fn limit_reached(limits: Limits) -> Self {
        Self::new(RefusalCode::LimitReached, limits.active_clients_reached())
    }

    /// Somebody else changed the client in the meantime; this is what it is now.
    #[must_use]
    pub fn stale(present: Client) -> Self {
        let words = "This client was changed in the meantime. Nothing was overwritten.";
        Self { present: Some(Box::new(present)), ..Self::new(RefusalCode::Stale, words) }
    }

    /// Something broke inside.
    #[must_use]
    pub fn broken() -> Self {
        Self::new(
            RefusalCode::Broken,
            "Something went wrong on our side. Nothing was changed. Try again in a moment.",
        )
    }
}

impl From<Problems> for Refusal {
    fn from(problems: Problems) -> Self {
        let refusal = Self::new(RefusalCode::FieldProblems, "Some fields need your attention.");
        Self { problems: problems.0, ..refusal }
    }
}

impl From<Wait> for Refusal {
    fn from(wait: Wait) -> Self {
        let refusal = Self::new(RefusalCode::TooManyAttempts, wait.to_string());
        Self { retry_after: Some(wait.seconds()), ..refusal }
    }
}
