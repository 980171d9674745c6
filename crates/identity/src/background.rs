//! What the server does by itself, again and again.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::MissedTickBehavior;

use crate::Identity;
use crate::failure::{Chain, Failure};

/// Does a job after each period, until the server is dropped. What fails is logged, and tried again after the next.
///
/// Must be called inside a Tokio runtime.
pub fn repeat<F>(
    identity: &Identity,
    period: Duration,
    what: &'static str,
    job: impl Fn(Identity) -> F + Send + 'static,
) where
    F: Future<Output = Result<(), Failure>> + Send,
{
    // Not the server itself: a task that holds it would keep it from ever being dropped.
    let server = Arc::downgrade(&identity.0);
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // The first tick comes at once, and the server has just begun.
        ticks.tick().await;
        loop {
            ticks.tick().await;
            let Some(parts) = server.upgrade() else { return };
            if let Err(failure) = job(Identity(parts)).await {
                tracing::error!(cause = %Chain(&failure), "Could not {what}; it is tried again");
            }
        }
    });
}
