//! Where the REST API is.

use std::net::SocketAddr;

use confique::Config;
use domain::client_id::ClientId;
use serde::Serialize;

use super::{PublicUrl, text};

/// The listener of the guarded OData API, a resource server of its own.
#[derive(Debug, Config, Serialize)]
pub struct ApiSettings {
    /// The address under which programs reach the API, and the audience of access tokens.
    /// Outside loopback it must be https. When it is not set, it is http://localhost with the port of `api.listen`.
    #[config(env = "LATCHKEY_API__PUBLIC_URL")]
    pub public_url: Option<PublicUrl>,

    /// The address on which the API is served.
    #[config(env = "LATCHKEY_API__LISTEN", default = "127.0.0.1:44395", deserialize_with = text::socket_address)]
    pub listen: SocketAddr,

    /// Whether a personal access token may be sent over Basic too, as the password of any user, for programs such as Excel
    /// and Power BI that know nothing else. Outside loopback the API is reached over https alone.
    #[config(env = "LATCHKEY_API__TOKENS_OVER_BASIC", default = true)]
    pub tokens_over_basic: bool,

    /// The client by which an API in a process of its own asks about tokens. It may introspect the access tokens and
    /// personal access tokens of every account.
    #[config(env = "LATCHKEY_API__INTROSPECTION_CLIENT")]
    pub introspection_client: Option<ClientId>,
}
