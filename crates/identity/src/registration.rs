//! Clients that register themselves (RFC 7591) and look after what they registered (RFC 7592).
//!
//! They belong to the first administrator, who sees them in the console and can switch them off. A program needs the
//! initial access token to register one, and gets a token for this one client in return.

mod manage;
mod register;

use domain::client::Client;
use oauth::grant_type::GrantType;
use oauth::registration::{AuthMethod, ClientInformation, MetadataRefused, response_types};

pub use self::manage::{change, delete, read};
pub use self::register::register;
use crate::Identity;
use crate::client_authentication::Origin;
use crate::failure::Failure;
use crate::grant::OAuthError;

/// Why a registration is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The request brings no token.
    #[error("the request brings no token")]
    NoToken,
    /// The token opens nothing here; why, for the log.
    #[error("{0}")]
    BadToken(&'static str),
    /// There are as many registered clients as there may be.
    #[error("there are as many registered clients as there may be")]
    Full,
    /// The metadata can't be, or something broke inside.
    #[error(transparent)]
    Error(#[from] OAuthError),
}

impl From<MetadataRefused> for Refused {
    fn from(why: MetadataRefused) -> Self {
        // RFC 7591 §3.2.2 wants ASCII; what was typed may be anything.
        let ascii = |letter: char| if letter.is_ascii_graphic() || letter == ' ' { letter } else { '?' };
        let description: String = why.description.replace(['"', '\\'], "'").chars().map(ascii).collect();
        Self::Error(OAuthError::new(why.code, &description))
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Error(failure.into())
    }
}

impl From<store::StoreError> for Refused {
    fn from(error: store::StoreError) -> Self {
        Failure::from(error).into()
    }
}

/// What a client is told of itself. The token is the one that it has just shown or got: only its hash is kept.
fn information(
    identity: &Identity,
    client: &Client,
    auth_method: AuthMethod,
    token: &str,
    secret: Option<&str>,
) -> ClientInformation {
    let id = client.client_id.to_string();
    ClientInformation {
        registration_client_uri: format!("{}/connect/register/{id}", identity.settings.issuer),
        client_id: id,
        client_secret: secret.map(str::to_owned),
        client_id_issued_at: client.created_at.timestamp(),
        client_secret_expires_at: secret.map(|_| 0),
        registration_access_token: token.to_owned(),
        token_endpoint_auth_method: auth_method.as_str().to_owned(),
        grant_types: client.grant_types.iter().map(GrantType::to_string).collect(),
        response_types: response_types(&client.grant_types),
        redirect_uris: client.redirect_uris.clone(),
        post_logout_redirect_uris: client.post_logout_redirect_uris.clone(),
        backchannel_logout_uri: client.back_channel_logout_uri.clone(),
        client_name: client.client_name.clone(),
        scope: client.scopes.to_string(),
        id_token_signed_response_alg: client.id_token_signing_algorithm.as_str().to_owned(),
        subject_type: "public".to_owned(),
        jwks: client.jwks.clone().map(Into::into),
    }
}

/// Notes what was decided, for the audit trail.
fn audit<T>(
    identity: &Identity,
    origin: &Origin,
    action: &str,
    client_id: &str,
    answer: &Result<T, Refused>,
) {
    match answer {
        Ok(_) => origin.audit(identity, action, "done", client_id, "X-DCR"),
        Err(Refused::Error(why)) => origin.audit(identity, action, why.code.as_str(), client_id, &why.cause),
        Err(why) => origin.audit(identity, action, "refused", client_id, &format!("X-DCR: {why}")),
    }
}

/// A body that isn't what RFC 7591 §3.1 asks for.
fn not_json() -> Refused {
    MetadataRefused::metadata("the body has to be JSON and say so: Content-Type: application/json").into()
}
