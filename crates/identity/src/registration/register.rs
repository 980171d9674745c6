//! The registration endpoint (RFC 7591 §3).

use domain::client_id::ClientId;
use domain::draft::Draft;
use domain::registration;
use domain::secret::PlainSecret;
use oauth::error::ErrorCode;
use oauth::registration::{AuthMethod, ClientInformation, ClientMetadata};
use serde_json::Value;
use store::clients::{Inserted, NewClient, NewSecret};
use store::people::Person;

use super::{Refused, audit, information, not_json};
use crate::Identity;
use crate::client_authentication::Origin;
use crate::clients::{make_id, make_secret, nearest_template};
use crate::grant::OAuthError;
use crate::settings::Registration;
use crate::vault::Purpose;

/// Registers a client for a program that shows the initial access token.
///
/// # Errors
/// A refusal of the token, `invalid_redirect_uri` or `invalid_client_metadata`, or that there is no room.
pub async fn register(
    identity: &Identity,
    token: Option<&str>,
    body: Option<&Value>,
    origin: &Origin,
) -> Result<ClientInformation, Refused> {
    let answer = answer(identity, token, body).await;
    let client_id = answer.as_ref().map(|information| information.client_id.as_str()).unwrap_or_default();
    audit(identity, origin, "client.registered", client_id, &answer);
    answer
}

async fn answer(
    identity: &Identity,
    token: Option<&str>,
    body: Option<&Value>,
) -> Result<ClientInformation, Refused> {
    let settings = may_register(identity, token)?;
    let metadata = ClientMetadata::read(body.ok_or_else(not_json)?)?;
    let draft = registration::draft(&metadata, &settings.allowed_scopes)?;
    let owner = store::people::first_with_role(&identity.db.reader, "administrator").await?;
    let owner = owner.ok_or_else(|| {
        OAuthError::new(ErrorCode::TemporarilyUnavailable, "this server has no administrator yet")
    })?;
    let secret = registration::has_secret(metadata.auth_method).then(|| make_secret(&*identity.random));
    let secret = secret.transpose()?;
    let token = identity.random.opaque()?;
    let new =
        New { draft: &draft, auth_method: metadata.auth_method, token: &token, secret: secret.as_ref() };
    let id = insert(identity, settings, &owner, &new).await?;
    let stored = store::clients::find(&identity.db.writer, &id).await?;
    let stored = stored.ok_or(Refused::BadToken("the client was deleted as soon as it was registered"))?;
    let secret = secret.as_ref().map(PlainSecret::expose);
    Ok(information(identity, &stored.client, metadata.auth_method, &token, secret))
}

/// Whether the token is the operator's. Hashes are compared, in constant time.
fn may_register<'a>(identity: &'a Identity, token: Option<&str>) -> Result<&'a Registration, Refused> {
    let settings = identity.settings.registration.as_ref();
    let settings = settings.ok_or(Refused::BadToken("clients can't register themselves on this server"))?;
    let token = token.ok_or(Refused::NoToken)?;
    if identity.vault.digest(Purpose::InitialAccessToken, token) == settings.initial_access_token {
        Ok(settings)
    } else {
        Err(Refused::BadToken("this is not the initial access token"))
    }
}

/// A client that is about to be registered.
struct New<'a> {
    draft: &'a Draft,
    auth_method: AuthMethod,
    token: &'a str,
    secret: Option<&'a PlainSecret>,
}

async fn insert(
    identity: &Identity,
    settings: &Registration,
    owner: &Person,
    new: &New<'_>,
) -> Result<ClientId, Refused> {
    loop {
        let id = make_id(nearest_template(new.draft), &*identity.random)?;
        match insert_as(identity, settings, owner, new, &id).await? {
            Inserted::Done(_) => return Ok(id),
            Inserted::IdTaken => {}
            Inserted::LimitReached => return Err(Refused::Full),
        }
    }
}

async fn insert_as(
    identity: &Identity,
    settings: &Registration,
    owner: &Person,
    new: &New<'_>,
    id: &ClientId,
) -> Result<Inserted, Refused> {
    let now = identity.clock.now();
    let hint = new.secret.map(PlainSecret::hint).unwrap_or_default();
    let secret = new.secret.map(|secret| NewSecret {
        digest: identity.vault.digest(Purpose::ClientSecret, secret.expose()),
        hint: &hint,
        description: "",
        expires_at: None,
    });
    let row = NewClient {
        account_id: owner.account_id,
        owner_id: owner.id,
        client_id: id,
        draft: new.draft,
        secrets: secret.as_slice(),
        // Registered clients have a limit of their own and don't count for this one.
        most_active: u32::MAX,
    };
    let txn = store::database::begin(&identity.db).await?;
    if !store::client_registrations::has_room(&txn, owner.account_id, settings.limit).await? {
        return Ok(Inserted::LimitReached);
    }
    let inserted = store::clients::insert(&txn, row, now).await?;
    if let Inserted::Done(key) = inserted {
        let digest = identity.vault.digest(Purpose::RegistrationToken, new.token);
        store::client_registrations::insert(&txn, &digest, key, new.auth_method, now).await?;
        store::database::commit(txn).await?;
    }
    Ok(inserted)
}
