//! The keys that sign tokens: encrypted at rest, parsed once, changed on schedule while the server runs.
//!
//! What a request needs is a ring of keys that nobody waits for: it is replaced as a whole when the rows or the
//! moment say something else.

pub mod by_hand;
mod life;
mod make;
mod pair;
mod ring;

use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use domain::client::SigningAlgorithm;
use domain::signing_key::Schedule;
use jsonwebtoken::Validation;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use store::database::Database;
use store::signing_keys::{self, StoredKey};
use tokio::sync::Mutex;

use self::ring::{Ring, Verifier};
use crate::clock::Clock;
use crate::failure::{Chain, Failure};
use crate::published::Published;
use crate::random::Random;
use crate::recorder::Recorder;
use crate::vault::Vault;

/// ES256 for access tokens and for clients that want it, RS256 for the others.
const ALGORITHMS: [SigningAlgorithm; 2] = [SigningAlgorithm::ES256, SigningAlgorithm::RS256];

/// A token whose key nobody knows may have the rows read again, this often at the most.
const ASK_AGAIN_AFTER: TimeDelta = TimeDelta::seconds(1);

/// The signing keys of the server.
pub struct SigningKeys {
    tools: Tools,
    ring: ArcSwap<Ring>,
    /// One at a time reads the rows, so that no ring is replaced by an older one. The moment is when somebody last did
    /// so for a key that nobody knew.
    turn: Mutex<Option<DateTime<Utc>>>,
}

/// What keys are made and kept with.
pub(crate) struct Tools {
    pub(crate) db: Database,
    pub(crate) vault: Arc<Vault>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) recorder: Recorder,
    pub(crate) schedule: Schedule,
}

/// The kinds of token, told apart by the header `typ` (RFC 9068 §2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// `at+jwt`.
    Access,
    /// `JWT`.
    Id,
    /// `logout+jwt` (OpenID Connect Back-Channel Logout 1.0 §2.4).
    Logout,
}

impl TokenKind {
    const fn typ(self) -> &'static str {
        match self {
            Self::Access => "at+jwt",
            Self::Id => "JWT",
            Self::Logout => "logout+jwt",
        }
    }
}

impl SigningKeys {
    /// Reads the keys of the database, or makes them there.
    ///
    /// # Errors
    /// When the database fails, or a key doesn't open with this encryption key.
    pub(crate) async fn start(tools: Tools) -> Result<Self, Failure> {
        let now = tools.clock.now();
        let rows = life::tend(&tools, now).await?;
        let ring = ArcSwap::from_pointee(Ring::open(&rows, None, &tools.vault, now)?);
        Ok(Self { tools, ring, turn: Mutex::new(None) })
    }

    /// Does what is due: announces a successor, deletes what is over, and takes on what other processes did. Costs one
    /// statement when there is nothing to do.
    ///
    /// # Errors
    /// When the database fails, or a key doesn't open with this encryption key; then the keys stay as they were.
    pub async fn tend(&self) -> Result<(), Failure> {
        let _turn = self.turn.lock().await;
        let now = self.tools.clock.now();
        let rows = life::tend(&self.tools, now).await?;
        self.take_on(&rows, now)
    }

    /// The longest life of an access token.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn longest_token(&self) -> Result<TimeDelta, Failure> {
        life::longest_token(&self.tools).await
    }

    /// The JSON Web Key Set (RFC 7517 §5), public members only, with the keys that sign first.
    #[must_use]
    pub fn jwks(&self) -> Arc<Published> {
        Arc::clone(&self.ring.load().published)
    }

    /// Signs claims as a compact JWS (RFC 7515 §7.1).
    ///
    /// # Errors
    /// When the claims can't be serialised or the cryptographic library fails.
    pub fn sign(
        &self,
        algorithm: SigningAlgorithm,
        kind: TokenKind,
        claims: &impl Serialize,
    ) -> Result<String, Failure> {
        let ring = self.ring.load();
        let signer = ring.signer(algorithm);
        let header = json!({ "typ": kind.typ(), "alg": algorithm.as_str(), "kid": signer.kid });
        signer.pair.sign_compact(&header, claims)
    }

    /// The claims of a token that this server signed and that is still good; `None` for all else.
    ///
    /// The algorithm is the key's own, never the header's choice; `jku`, `x5u` and `jwk` are not looked at. A key that
    /// nobody knows may have come a moment ago, from another process: the rows are read again, once a second at most.
    pub async fn verify<T: DeserializeOwned>(&self, kind: TokenKind, token: &str, issuer: &str) -> Option<T> {
        self.check(kind, token, issuer, true).await
    }

    /// The claims of an ID token that this server signed, also when its time is over: as a hint it says who is
    /// meant and proves nothing else (OpenID Connect Core §3.1.2.1, RP-Initiated Logout 1.0 §2).
    pub async fn verify_hint<T: DeserializeOwned>(&self, token: &str, issuer: &str) -> Option<T> {
        self.check(TokenKind::Id, token, issuer, false).await
    }

    async fn check<T: DeserializeOwned>(
        &self,
        kind: TokenKind,
        token: &str,
        issuer: &str,
        in_time: bool,
    ) -> Option<T> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if !header.typ.as_deref().is_some_and(|typ| typ.eq_ignore_ascii_case(kind.typ())) {
            return None;
        }
        let verifier = self.verifier(header.kid.as_deref()?).await?;
        let mut validation = Validation::new(verifier.algorithm);
        validation.set_required_spec_claims(&["exp", "iss"]);
        validation.set_issuer(&[issuer]);
        validation.validate_aud = false;
        validation.validate_nbf = true;
        validation.validate_exp = in_time;
        validation.leeway = 0;
        jsonwebtoken::decode::<T>(token, &verifier.key, &validation).ok().map(|data| data.claims)
    }

    async fn verifier(&self, kid: &str) -> Option<Arc<Verifier>> {
        if let Some(verifier) = self.ring.load().verifier(kid) {
            return Some(verifier);
        }
        let mut asked = self.turn.lock().await;
        // Who had to wait for somebody else's look at the rows finds the key now.
        if let Some(verifier) = self.ring.load().verifier(kid) {
            return Some(verifier);
        }
        let now = self.tools.clock.now();
        if asked.is_some_and(|last| (now - last).abs() < ASK_AGAIN_AFTER) {
            return None;
        }
        *asked = Some(now);
        if let Err(failure) = self.read_again(now).await {
            tracing::error!(cause = %Chain(&failure), "Could not look for a signing key that a token names");
        }
        self.ring.load().verifier(kid)
    }

    async fn read_again(&self, now: DateTime<Utc>) -> Result<(), Failure> {
        let rows = signing_keys::list(&self.tools.db.reader).await?;
        self.take_on(&rows, now)
    }

    fn take_on(&self, rows: &[StoredKey], now: DateTime<Utc>) -> Result<(), Failure> {
        let before = self.ring.load();
        if !before.is_of(rows, now) {
            self.ring.store(Arc::new(Ring::open(rows, Some(&before), &self.tools.vault, now)?));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
