//! The device authorization endpoint (RFC 8628 §3.1).

use chrono::{DateTime, TimeDelta, Utc};
use domain::device::{INTERVAL, LIFETIME};
use domain::request_scopes;
use domain::user_code::UserCode;
use oauth::device::{DeviceAuthorizationRequest, DeviceAuthorizationResponse};
use oauth::form::Form;
use oauth::grant_type::GrantType;
use oauth::resource::Resources;
use oauth::scope::Scopes;
use store::device_codes::NewDeviceCode;

use crate::Identity;
use crate::client_authentication::{self, Credentials, Origin};
use crate::failure::Failure;
use crate::grant::OAuthError;
use crate::random::Random;
use crate::vault::Purpose;

/// Gives a device its codes.
///
/// # Errors
/// The errors of the token endpoint (RFC 6749 §5.2): `invalid_client`, `unauthorized_client`, `invalid_scope`,
/// `invalid_target` (RFC 8707 §2).
pub async fn begin(
    identity: &Identity,
    credentials: Result<Credentials, OAuthError>,
    form: &Form,
    origin: &Origin,
) -> Result<DeviceAuthorizationResponse, OAuthError> {
    let claimed = credentials.as_ref().map(|own| own.claimed_client_id().to_owned()).unwrap_or_default();
    let answer = async { answer(identity, &credentials?, form, origin).await }.await;
    match &answer {
        Ok(_) => origin.audit(identity, "device.begun", "done", &claimed, ""),
        Err(why) => origin.audit(identity, "device.refused", why.code.as_str(), &claimed, &why.cause),
    }
    answer
}

async fn answer(
    identity: &Identity,
    credentials: &Credentials,
    form: &Form,
    origin: &Origin,
) -> Result<DeviceAuthorizationResponse, OAuthError> {
    OAuthError::refuse_repeated(form)?;
    let now = identity.clock.now();
    let client = client_authentication::authenticate(identity, credentials, origin, now).await?;
    if !client.may_use(GrantType::DeviceCode) {
        return Err(OAuthError::unauthorized_client(&identity.settings.issuer));
    }
    let asked = DeviceAuthorizationRequest::read(form)?;
    let own = &client.client;
    let scopes = request_scopes::decide(&asked.scopes, &own.scopes, own.require_requested_scopes)?;
    let resources = Resources::read(form)?;
    identity.settings.served().check(&resources)?;
    Ok(issue(identity, client.key, Asked { scopes: &scopes, resources: &resources }, now).await?)
}

/// What the tokens are to be good for.
#[derive(Clone, Copy)]
struct Asked<'a> {
    scopes: &'a Scopes,
    resources: &'a Resources,
}

async fn issue(
    identity: &Identity,
    client: i64,
    asked: Asked<'_>,
    now: DateTime<Utc>,
) -> Result<DeviceAuthorizationResponse, Failure> {
    let device_code = identity.random.opaque()?;
    let user_code = loop {
        let user_code = draw(&*identity.random)?;
        let new = NewDeviceCode {
            digest: identity.vault.digest(Purpose::DeviceCode, &device_code),
            user_code: identity.vault.digest(Purpose::UserCode, user_code.as_str()),
            client,
            scopes: asked.scopes,
            resources: asked.resources,
            expires_at: now + TimeDelta::seconds(LIFETIME),
        };
        if store::device_codes::insert(&identity.db.writer, new, now).await? {
            break user_code.to_string();
        }
    };
    let verification_uri = format!("{}/Identity/Account/Device", identity.settings.issuer);
    let query = Form::encode([("user_code", &*user_code)]);
    Ok(DeviceAuthorizationResponse {
        device_code,
        verification_uri_complete: format!("{verification_uri}?{query}"),
        user_code,
        verification_uri,
        expires_in: LIFETIME.unsigned_abs(),
        interval: INTERVAL.unsigned_abs(),
    })
}

fn draw(random: &dyn Random) -> Result<UserCode, Failure> {
    loop {
        if let Some(code) = UserCode::generate(random.bytes()?) {
            return Ok(code);
        }
    }
}
