//! The guarded API: an OData service over projects, tasks and resources (RFC 6750, OData 4.01).
//!
//! It is a resource server and nothing else. It knows tokens only through [`TokenVerifier`], shares no table with the
//! identity server, and answers every token with the rows of that token's account alone.
//!
//! A request passes through the rooms in this order: `credentials` reads the token, `odata` binds the request to the
//! `model`, `scopes` says whether the token reaches every set that is touched, `lower` writes the statements with the
//! account in each `FROM`, `rows` reads the answer, and `http` sends it. A request that changes something has its body
//! bound like its options, and `write` does within one transaction what it asks.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use oauth::scope::Scopes;
use sea_orm::DatabaseConnection;

mod http;
mod credentials;
mod scopes;
mod model;
mod table;
mod lower;
mod rows;
mod ccpm;
mod reports;
mod write;
mod page_token;
mod entity;
mod error;
mod site;

pub mod demo;
pub mod webhooks;

pub use http::router;
pub use model::MODEL;

/// What the API needs from whoever runs it.
pub struct Api {
    /// The database with the API's own tables, for requests that only look.
    pub db: DatabaseConnection,
    /// The same database, for requests that change something.
    pub writer: DatabaseConnection,
    /// What ends a question that is asked of `writer` and takes too long.
    pub limit: Arc<dyn Limit>,
    /// Who says what a token is worth.
    pub tokens: Arc<dyn TokenVerifier>,
    /// The address under which clients reach the API; it is also the audience of its tokens (RFC 8707, RFC 9068 §3).
    pub public_url: String,
    /// The authorization server that issues the tokens (RFC 9728 §2).
    pub issuer: String,
    /// Whether personal access tokens are taken over Basic as well.
    pub basic: Basic,
    /// What tells other systems of changes.
    pub webhooks: Arc<webhooks::Webhooks>,
    /// By what the API recognises its own links to further pages.
    pub seal: Arc<dyn PageSeal>,
    /// The present moment in microseconds since 1970, for `now()`.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
}

/// Whether a personal access token may come as a password (RFC 7617), for programs that know nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basic {
    /// It may, and who has none is told so.
    Offered,
    /// Tokens come as `Bearer` or `DPoP` alone.
    Off,
}

/// How long what a stranger has composed may keep the one who writes. Questions to [`Api::db`] end by themselves.
pub trait Limit: Send + Sync {
    /// How long, in milliseconds: Postgres is told.
    fn milliseconds(&self) -> u64;

    /// Begins, for the transaction that is open on SQLite's one writer.
    fn begin(&self);

    /// Ends.
    fn end(&self);
}

/// A keyed hash, with a key that all processes of the service share.
pub trait PageSeal: Send + Sync {
    /// The keyed hash of a text.
    fn seal(&self, text: &str) -> [u8; 32];
}

/// Whom a token speaks for.
#[derive(Clone, Debug)]
pub struct Principal {
    /// The account, whose rows are all that exist for this token.
    pub account_id: i32,
    /// The user, unless the client acts as itself (RFC 6749 §4.4).
    pub user_id: Option<i32>,
    /// The client that the token was issued to.
    pub client_id: String,
    /// What the token may do.
    pub scopes: Scopes,
}

/// Why there is no principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRefused {
    /// The token is no good. The reason stays with the verifier: a caller learns none (RFC 6750 §3.1).
    Invalid,
    /// The token is good, and the proof that the caller has its key is not (RFC 9449 §7.1).
    BadProof,
    /// Nobody can tell right now, for instance because the database is away.
    Unavailable,
}

/// The circumstances under which a token is used.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenUse<'a> {
    /// From where, if the server knows: a client may be bound to addresses.
    pub address: Option<IpAddr>,
    /// What the program calls itself (`User-Agent`), for whoever wants to know where a token is used.
    pub agent: Option<&'a str>,
    /// The name of the request; empty when the server gives it none.
    pub request_id: &'a str,
    /// What shows that the caller has the token's key; `None` when it is sent as a bearer token.
    pub possession: Option<Possession<'a>>,
}

/// A request that came with a good token and could not be answered all the same.
#[derive(Clone, Debug)]
pub struct Failed<'a> {
    /// Whom the token speaks for.
    pub principal: &'a Principal,
    /// From where, if the server knows.
    pub address: Option<IpAddr>,
    /// The name of the request.
    pub request_id: &'a str,
    /// The code of the answer, for programs.
    pub code: &'a str,
    /// Why, in words.
    pub cause: &'a str,
}

/// What comes along with a token of the scheme `DPoP` (RFC 9449 §7.1).
#[derive(Clone, Copy, Debug)]
pub struct Possession<'a> {
    /// The values of the header `DPoP`.
    pub proofs: &'a [&'a str],
    /// The method of the request.
    pub method: &'a str,
    /// The address of the request, from the API's public URL and without its query.
    pub address: &'a str,
}

/// The code of an error, as an extension of its answer: the server's log says it beside the request's name.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCode(pub &'static str);

/// The address of the caller. The server sets it as an extension of the request, after its own walk through proxies.
#[derive(Clone, Copy, Debug)]
pub struct PeerAddress(pub IpAddr);

/// The name under which the server knows a request. It sets it as an extension of the request.
#[derive(Clone, Debug)]
pub struct RequestName(pub String);

/// Tells what a token is worth: a JWT, or a personal access token (RFC 6750, RFC 9068 §4, RFC 9449 §7).
#[async_trait]
pub trait TokenVerifier: Send + Sync {
    /// Says whom the token speaks for, or that it speaks for nobody.
    async fn verify(&self, token: &str, request: &TokenUse<'_>) -> Result<Principal, TokenRefused>;

    /// Takes word of a request that failed, for whoever owns the client. Why a token is no good the verifier knows itself.
    fn tell(&self, failed: Failed<'_>);
}
