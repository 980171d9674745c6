//! The ground on which the handlers stand: listeners, the edge that every request passes, and files.

pub mod assets;
pub mod client_address;
pub mod csp;
pub mod demo;
pub(crate) mod etag;
pub mod health;
pub mod layers;
pub mod listen;
pub mod request_id;
pub mod serve;
pub mod shutdown;
pub mod version;

mod accept;
mod body;
mod edge;
mod head;
mod headers;
mod host;
mod log;
mod same_origin;

use std::sync::Arc;

use crate::config::{Networks, PublicUrls};
use crate::error::ErrorPage;

pub(crate) use accept::accepts_json;
pub use assets::{Assets, Bundle};
pub use client_address::ClientAddress;
pub use csp::Csp;
pub use demo::DemoClient;
pub use health::{NotReady, Readiness};
pub use listen::{Listeners, bind};
pub use request_id::RequestId;
pub use serve::serve;

pub use crate::config::Bound;

/// The cookie of the chosen theme. The console's script writes it under this name, too.
pub(crate) const THEME_COOKIE: &str = "theme";

/// Sixteen random bytes for the id of a request.
pub type DrawId = Arc<dyn Fn() -> [u8; 16] + Send + Sync>;

/// What the edges of all listeners need to know.
#[derive(Clone)]
pub struct HttpSettings {
    /// The addresses by which the listeners are known; the only ones they answer to.
    pub public_urls: PublicUrls,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Networks,
    /// Where request ids come from.
    pub draw_id: DrawId,
    /// How a problem looks to people.
    pub error_page: ErrorPage,
}
