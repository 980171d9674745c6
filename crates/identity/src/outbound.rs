//! Messages to addresses that people have written down. What carries them is the server's business.

use async_trait::async_trait;

/// A message to a client, always sent with POST.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// Where to: `https`, or `http` on loopback.
    pub url: &'a str,
    /// The type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: &'a str,
}

/// Why a message did not arrive.
#[derive(Debug, thiserror::Error)]
pub enum Undelivered {
    /// The address leads to where this server must not be sent.
    #[error("the address leads into a network that is not allowed")]
    Forbidden,
    /// The address can't be read, or is of a kind that is not used here.
    #[error("the address can't be used")]
    BadAddress,
    /// The name has no address, nobody listens, TLS failed, or the answer is no HTTP or too large.
    #[error("{doing} failed: {cause}")]
    Unreachable {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// What carries messages. It follows no redirect, asks no proxy, and never goes where
/// `domain::outbound::is_public` and the operator's list don't allow (security rule O6).
#[async_trait]
pub trait Outbound: Send + Sync {
    /// Sends a message and gives the status of the answer. It may take as long as it takes; the caller sets the limit.
    ///
    /// # Errors
    /// When it did not arrive.
    async fn post(&self, message: Message<'_>) -> Result<u16, Undelivered>;
}
