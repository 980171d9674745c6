//! What this product says: the rules of credentials, and the JSON in which they cross the wire.
//!
//! No IO, no clock, no dice: whoever needs the time or randomness hands it in. The wizard in the browser,
//! the server functions, the REST API, the command line and import all check with these same functions.

pub mod allowed_ip_addresses;
pub mod asked_claims;
pub mod authentication_context;
pub mod audience;
pub mod back_channel;
pub mod carried_claims;
pub mod change;
pub mod client;
pub mod client_claims;
pub mod client_id;
pub mod client_keys;
pub mod client_query;
pub mod code;
pub mod connected_app;
pub mod consent;
pub mod credential_file;
pub mod deadline;
pub mod definition;
pub mod device;
pub mod documentation;
pub mod draft;
pub mod environment;
pub mod event;
pub mod expiration;
pub mod import;
pub mod introspection;
pub mod json;
pub mod limits;
pub mod outbound;
pub mod own_session;
pub mod person;
pub mod personal_access_token;
pub mod problem;
pub mod redirect_uri;
pub mod refresh;
pub mod refusal;
pub mod registration;
pub mod request_scopes;
pub mod reminder;
pub mod restriction;
pub mod roles;
pub mod scope_catalogue;
pub mod secret;
pub mod secret_label;
pub mod secret_use;
pub mod session;
pub mod sign_out;
pub mod signing_key;
pub mod template;
pub mod throttle;
pub mod usage;
pub mod user_code;
pub mod web_server;
mod web_address;
