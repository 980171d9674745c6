//! What every handler can reach.

use std::sync::Arc;

use identity::Identity;
use identity::published::Published;

use crate::config::PublicUrls;
use crate::console::Functions;
use crate::http::Assets;

/// Cheap to clone; made once.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub identity: Identity,
    /// Stylesheet and bundle.
    pub assets: Assets,
    /// The public addresses.
    pub urls: PublicUrls,
    /// Whether a banner says that this is a demo.
    pub demo: bool,
    /// The discovery document, made once.
    pub discovery: Published,
    /// The names of the cookies.
    pub cookies: Arc<CookieNames>,
    /// The console's server functions.
    pub functions: Functions,
}

/// The cookies of this server.
///
/// Over https they have the prefix `__Host-`, so no other host can set them (RFC 6265bis §4.1.3.2). Over plain
/// http on loopback cookies don't know of ports, so the port is in the name: two servers side by side don't
/// sign each other's people out.
#[derive(Debug)]
pub struct CookieNames {
    /// The session.
    pub session: String,
    /// What ties a browser to the forms and requests that it began.
    pub browser: String,
    /// What shows who signed in with this browser before.
    pub device: String,
    /// Whether they are sent over https only.
    pub secure: bool,
}

impl CookieNames {
    /// The names for a public URL.
    #[must_use]
    pub fn new(urls: &PublicUrls) -> Self {
        let secure = urls.identity.is_https();
        let name = |word: &str| {
            if secure {
                format!("__Host-latchkey_{word}")
            } else {
                format!("latchkey_{word}_{}", urls.identity.port())
            }
        };
        Self { session: name("session"), browser: name("browser"), device: name("device"), secure }
    }
}
