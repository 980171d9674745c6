//! Requests that a client pushes before it sends anybody (RFC 9126).

use chrono::TimeDelta;
use oauth::dpop::Thumbprint;
use oauth::error::ErrorCode;
use oauth::form::Form;
use oauth::pushed::{PushedAnswer, Reference, authorization_request};

use super::PageRefused;
use super::asked::{Asked, Unheard};
use crate::Identity;
use crate::client_authentication::{self, Credentials};
use crate::failure::Failure;
use crate::grant::{OAuthError, Sent, proven_key};
use crate::vault::Purpose;

/// How long a pushed request waits for its person.
const LIFETIME: TimeDelta = TimeDelta::seconds(90);

/// Keeps a client's request and gives it a name (§2).
///
/// # Errors
/// Those of client authentication, and those that the authorization endpoint would have sent by redirect or shown on a
/// page: here the client itself gets them.
pub async fn push(
    identity: &Identity,
    credentials: Result<Credentials, OAuthError>,
    sent: Sent<'_>,
) -> Result<PushedAnswer, OAuthError> {
    let origin = sent.origin;
    let claimed = credentials.as_ref().map(|own| own.claimed_client_id().to_owned()).unwrap_or_default();
    let answer = async { keep(identity, &credentials?, &sent).await }.await;
    match &answer {
        Ok(_) => origin.audit(identity, "authorization.pushed", "done", &claimed, ""),
        Err(why) => {
            origin.audit(identity, "authorization.refused", why.code.as_str(), &claimed, &why.cause);
        }
    }
    answer
}

async fn keep(
    identity: &Identity,
    credentials: &Credentials,
    sent: &Sent<'_>,
) -> Result<PushedAnswer, OAuthError> {
    let Sent { form, origin, .. } = *sent;
    OAuthError::refuse_repeated(form)?;
    let now = identity.clock.now();
    let client = client_authentication::authenticate(identity, credentials, origin, now).await?;
    if form.get("request_uri")?.is_some() {
        return Err(OAuthError::invalid_request("a pushed request can not point at another one"));
    }
    let mut parameters = authorization_request(form, client.client.client_id.as_str());
    if let Some(key) = key_to_name(identity, sent).await? {
        parameters = format!("{parameters}&{}", Form::encode([("dpop_jkt", key.as_str())]));
    }
    let request = Form::parse(parameters.as_bytes())?;
    Asked::read(identity, &request).await?.map_err(OAuthError::from)?;
    let name = identity.random.opaque()?;
    let digest = identity.vault.digest(Purpose::PushedRequest, &name);
    store::pushed_requests::insert(
        &identity.db.writer,
        &digest,
        client.key,
        &parameters,
        now + LIFETIME,
        now,
    )
    .await?;
    Ok(PushedAnswer::new(&name, LIFETIME.num_seconds()))
}

/// The key of the request's proof, when the request doesn't name it by itself. Either way the code will be bound to it
/// (RFC 9449 §10.1).
async fn key_to_name(identity: &Identity, sent: &Sent<'_>) -> Result<Option<Thumbprint>, OAuthError> {
    let proven = proven_key(identity, sent).await?;
    match (sent.form.get("dpop_jkt")?, &proven) {
        (Some(named), Some(key)) if named != key.as_str() => {
            Err(OAuthError::invalid_request("dpop_jkt is not the key of the DPoP proof"))
        }
        (Some(_), _) => Ok(None),
        (None, _) => Ok(proven),
    }
}

/// The request behind a reference, used up by being looked at, whatever becomes of it (§4).
pub(super) async fn take(
    identity: &Identity,
    reference: &Reference,
) -> Result<Result<String, PageRefused>, Failure> {
    let digest = identity.vault.digest(Purpose::PushedRequest, &reference.name);
    let now = identity.clock.now();
    let found = store::pushed_requests::take(&identity.db.writer, &digest, &reference.client_id, now).await?;
    Ok(found.ok_or_else(|| PageRefused {
        code: ErrorCode::InvalidRequestUri,
        description: "the pushed request was used before, has expired, or is another client's".to_owned(),
        redirect_uri: None,
    }))
}

impl From<Unheard> for OAuthError {
    fn from(unheard: Unheard) -> Self {
        match unheard {
            Unheard::Page(shown) => Self::new(shown.page.code, &shown.page.description).because(&shown.cause),
            Unheard::Return { refused, .. } => Self::new(refused.code, &refused.description),
        }
    }
}
