//! Messages to addresses that clients have registered.

use confique::Config;
use serde::Serialize;

use super::Networks;

/// Where the server may be sent.
#[derive(Debug, Config, Serialize)]
pub struct OutboundSettings {
    /// Networks that messages to clients may go to although they are not public ("10.0.0.0/8"). While it is empty, the
    /// server connects to addresses of the public internet only. Plain http is for loopback addresses that stand here.
    #[config(env = "LATCHKEY_OUTBOUND__ALLOW", default = [])]
    pub allow: Networks,
}
