//! Clients that can't prove who they are, counted (security rule T9).
//!
//! Only failures count, and who proves it is never refused: when a client moves to a new secret, instances that still send
//! the old one must not keep the others out. What keeps secrets from being guessed is their length. What is kept low here
//! is the noise that one client makes for its owner, and the work it makes for everybody.

use std::net::IpAddr;

use domain::throttle::Counted;

use crate::Identity;
use crate::grant::OAuthError;
use crate::throttle::{self, key, place};

/// Counts a failure, and gives the answer to it: the refusal itself or, after too many, that it is time to wait.
pub(crate) async fn count(
    identity: &Identity,
    client_id: &str,
    address: Option<IpAddr>,
    refused: OAuthError,
) -> OAuthError {
    let place = place(address);
    let counted = vec![
        key(identity, Counted::ClientAtAddress, &format!("{place}\n{client_id}")),
        key(identity, Counted::ClientsAtAddress, &place),
    ];
    match throttle::begin(identity, counted).await {
        // Charged, and never given back: it has failed already.
        Ok(Ok(_)) => refused,
        Ok(Err(wait)) => OAuthError::from(wait).because(&format!("T9: too many attempts; {}", refused.cause)),
        Err(failure) => failure.into(),
    }
}
