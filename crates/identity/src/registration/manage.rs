//! The client configuration endpoint (RFC 7592 §2).

use domain::client::Status;
use domain::registration;
use oauth::registration::{AuthMethod, Change, ClientInformation, MetadataRefused};
use serde_json::Value;
use store::clients::StoredClient;

use super::{Refused, audit, information, not_json};
use crate::Identity;
use crate::client_authentication::{Origin, matching};
use crate::vault::Purpose;

/// Tells a client what it registered.
///
/// # Errors
/// A refusal of the token.
pub async fn read(
    identity: &Identity,
    client_id: &str,
    token: Option<&str>,
    origin: &Origin,
) -> Result<ClientInformation, Refused> {
    let answer = open(identity, client_id, token).await;
    audit(identity, origin, "registration.read", client_id, &answer);
    let opened = answer?;
    Ok(information(identity, &opened.stored.client, opened.auth_method, opened.token, None))
}

/// Puts other metadata in the place of what a client registered.
///
/// # Errors
/// A refusal of the token, `invalid_redirect_uri` or `invalid_client_metadata`.
pub async fn change(
    identity: &Identity,
    client_id: &str,
    token: Option<&str>,
    body: Option<&Value>,
    origin: &Origin,
) -> Result<ClientInformation, Refused> {
    let answer = replace(identity, client_id, token, body).await;
    audit(identity, origin, "registration.changed", client_id, &answer);
    answer
}

/// Deletes a client with all it was given (RFC 7592 §2.3).
///
/// # Errors
/// A refusal of the token.
pub async fn delete(
    identity: &Identity,
    client_id: &str,
    token: Option<&str>,
    origin: &Origin,
) -> Result<(), Refused> {
    let answer = remove(identity, client_id, token).await;
    audit(identity, origin, "registration.deleted", client_id, &answer);
    answer
}

/// A registration whose token was shown.
struct Opened<'a> {
    stored: StoredClient,
    auth_method: AuthMethod,
    token: &'a str,
}

/// One answer for every reason why a token opens nothing (RFC 7592 §2.1).
async fn open<'a>(
    identity: &Identity,
    client_id: &str,
    token: Option<&'a str>,
) -> Result<Opened<'a>, Refused> {
    let token = token.ok_or(Refused::NoToken)?;
    let digest = identity.vault.digest(Purpose::RegistrationToken, token);
    let found = store::client_registrations::find(&identity.db.reader, &digest).await?;
    let found = found.ok_or(Refused::BadToken("this is no registration access token"))?;
    if found.client_id.as_str() != client_id {
        return Err(Refused::BadToken("the registration access token is another client's"));
    }
    let stored = store::clients::find(&identity.db.reader, &found.client_id).await?;
    let stored = stored.filter(|stored| stored.client.status == Status::Active);
    let stored = stored.ok_or(Refused::BadToken("the client is not active"))?;
    Ok(Opened { stored, auth_method: found.auth_method, token })
}

async fn replace(
    identity: &Identity,
    client_id: &str,
    token: Option<&str>,
    body: Option<&Value>,
) -> Result<ClientInformation, Refused> {
    let Opened { stored, auth_method, token } = open(identity, client_id, token).await?;
    let change = Change::read(body.ok_or_else(not_json)?)?;
    if change.client_id != client_id {
        return Err(MetadataRefused::metadata("client_id is not the client's own").into());
    }
    check_secret(identity, &stored, &change)?;
    check_kind(auth_method, change.metadata.auth_method)?;
    let allowed = identity.settings.registration.as_ref().map(|settings| settings.allowed_scopes.clone());
    let draft = registration::draft(&change.metadata, &allowed.unwrap_or_default())?;
    let txn = store::database::begin(&identity.db).await?;
    store::clients::replace(&txn, stored.key, &draft, identity.clock.now()).await?;
    store::client_registrations::set_auth_method(&txn, stored.key, change.metadata.auth_method).await?;
    store::database::commit(txn).await?;
    let opened = open(identity, client_id, Some(token)).await?;
    Ok(information(identity, &opened.stored.client, opened.auth_method, token, None))
}

/// A secret in a change has to be one that works already: clients don't choose their secrets (RFC 7592 §2.2).
fn check_secret(identity: &Identity, stored: &StoredClient, change: &Change) -> Result<(), Refused> {
    let Some(secret) = &change.client_secret else { return Ok(()) };
    let digest = identity.vault.digest(Purpose::ClientSecret, secret);
    match matching(&stored.secrets, &[digest], identity.clock.now()) {
        Ok(_) => Ok(()),
        Err(_) => Err(MetadataRefused::metadata("client_secret is not the client's own").into()),
    }
}

/// A client that had no secret can't get one later, and one that had can't be without: everything that was given to it was
/// given to another kind of client.
fn check_kind(before: AuthMethod, after: AuthMethod) -> Result<(), Refused> {
    let kind = |method| (registration::client_type(method), registration::has_secret(method));
    if kind(before) == kind(after) {
        return Ok(());
    }
    let words = "token_endpoint_auth_method can not change between none, a secret and a key; register anew";
    Err(MetadataRefused::metadata(words).into())
}

async fn remove(identity: &Identity, client_id: &str, token: Option<&str>) -> Result<(), Refused> {
    let opened = open(identity, client_id, token).await?;
    let StoredClient { owner_id, client, .. } = opened.stored;
    let txn = store::database::begin(&identity.db).await?;
    if !store::clients::delete(&txn, owner_id, &client.client_id, None, identity.clock.now()).await? {
        return Err(Refused::BadToken("the client is gone"));
    }
    store::database::commit(txn).await?;
    Ok(())
}
