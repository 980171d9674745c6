//! What a token stands for (RFC 7662), said to those who may ask.

use chrono::{DateTime, Utc};
use domain::client::{ClientType, Status};
use domain::introspection::{Asker, Purpose as For, Subject, may_ask};
use domain::personal_access_token::PersonalAccessToken;
use domain::refresh::State;
use domain::template::Template;
use oauth::form::Form;
use oauth::introspection::{BoundKey, Facts, Introspection, LONGEST_TOKEN};
use oauth::resource::Audience;
use oauth::scope::Scopes;
use store::people::Person;

use crate::Identity;
use crate::client_authentication::{AuthenticatedClient, Credentials, Origin, authenticate, matching};
use crate::failure::Failure;
use crate::grant::{AccessTokenClaims, OAuthError};
use crate::keys::TokenKind;
use crate::vault::Purpose;

/// A client that asks about a token.
struct Call<'a> {
    identity: &'a Identity,
    client: &'a AuthenticatedClient,
    origin: &'a Origin,
    now: DateTime<Utc>,
}

/// Says what a token stands for, or nothing but that it isn't good.
///
/// # Errors
/// `invalid_client`, also for public clients; `invalid_request` when no token was sent.
pub async fn introspect(
    identity: &Identity,
    credentials: Result<Credentials, OAuthError>,
    form: &Form,
    origin: &Origin,
) -> Result<Introspection, OAuthError> {
    let claimed = credentials.as_ref().map(|own| own.claimed_client_id().to_owned()).unwrap_or_default();
    let answer = async { answer(identity, &credentials?, form, origin).await }.await;
    let (outcome, detail) = match &answer {
        Ok(Some(_)) => ("active", ""),
        Ok(None) => ("inactive", "I2, I5: unknown, expired, ended, or not for this client"),
        Err(error) => (error.code.as_str(), &*error.cause),
    };
    origin.audit(identity, "token.introspected", outcome, &claimed, detail);
    answer.map(|facts| facts.map_or(Introspection::INACTIVE, Introspection::active))
}

async fn answer(
    identity: &Identity,
    credentials: &Credentials,
    form: &Form,
    origin: &Origin,
) -> Result<Option<Facts>, OAuthError> {
    OAuthError::refuse_repeated(form)?;
    let now = identity.clock.now();
    let client = authenticate(identity, credentials, origin, now).await?;
    if client.client.client_type == ClientType::Public {
        return Err(credentials.refused("I1: a public client asked about a token"));
    }
    if client.client.template == Some(Template::PersonalAccessToken) {
        return Err(credentials.refused("P6: a personal access token asked about a token"));
    }
    let token = form.require("token")?;
    if token.len() > LONGEST_TOKEN {
        return Ok(None);
    }
    Ok(Call { identity, client: &client, origin, now }.look_at(token).await?)
}

impl Call<'_> {
    async fn look_at(&self, token: &str) -> Result<Option<Facts>, Failure> {
        let settings = &self.identity.settings;
        if let Some(token) = PersonalAccessToken::parse(&settings.brand_prefix, token) {
            return self.personal(&token).await;
        }
        let keys = &self.identity.keys;
        match keys.verify::<AccessTokenClaims>(TokenKind::Access, token, &settings.issuer).await {
            Some(claims) => self.access_token(claims).await,
            None => self.refresh_token(token).await,
        }
    }

    fn may_ask(&self, about: Subject<'_>) -> bool {
        let client_id = self.client.client.client_id.as_str();
        let api = self.identity.settings.api_client.as_ref();
        let stands_for_api = api.is_some_and(|api| api.as_str() == client_id);
        may_ask(Asker { client_id, account_id: self.client.account_id, stands_for_api }, about)
    }

    /// Two statements: the client that asks, and what stands behind the token.
    async fn access_token(&self, claims: AccessTokenClaims) -> Result<Option<Facts>, Failure> {
        let Ok(scopes) = Scopes::parse(&claims.scope) else { return Ok(None) };
        if claims.exp <= self.now.timestamp() {
            return Ok(None);
        }
        let behind = store::access::find_live(&self.identity.db.reader, claims.question(), self.now).await?;
        let for_api = claims.aud.contains(&self.identity.settings.api_url);
        let purpose = if for_api { For::Api } else { For::Other(&claims.aud) };
        let about = |account_id| Subject { client_id: &claims.client_id, account_id, purpose };
        let Some(behind) = behind.filter(|behind| self.may_ask(about(behind.account_id))) else {
            return Ok(None);
        };
        Ok(Some(Facts {
            username: behind.username.filter(|_| tells_user_name(&scopes)),
            scope: claims.scope,
            client_id: claims.client_id,
            token_type: Some(if claims.cnf.is_some() { "DPoP" } else { "Bearer" }.to_owned()),
            cnf: claims.cnf.map(|cnf| BoundKey { jkt: cnf.jkt }),
            exp: Some(claims.exp),
            iat: claims.iat,
            sub: claims.sub,
            aud: Some(claims.aud),
            iss: claims.iss,
            jti: Some(claims.jti),
            account_id: claims.account_id,
        }))
    }

    async fn refresh_token(&self, token: &str) -> Result<Option<Facts>, Failure> {
        let reader = &self.identity.db.reader;
        let digest = self.identity.vault.digest(Purpose::RefreshToken, token);
        let Some(found) = store::refresh_tokens::find(reader, &digest).await? else { return Ok(None) };
        let (client_id, account_id) = (self.client.client.client_id.as_str(), self.client.account_id);
        let own = found.token.client == self.client.key;
        let live = found.token.state == State::Live && found.token.expires_at > self.now;
        if !own || !live || !self.may_ask(Subject { client_id, account_id, purpose: For::Renewal }) {
            return Ok(None);
        }
        let Some(person) = self.person(found.user).await? else { return Ok(None) };
        let scopes = &found.token.scopes;
        Ok(Some(Facts {
            scope: scopes.to_string(),
            client_id: client_id.to_owned(),
            username: Some(person.profile.preferred_username).filter(|_| tells_user_name(scopes)),
            token_type: None,
            cnf: found.restriction.key.map(|jkt| BoundKey { jkt }),
            exp: Some(found.token.expires_at.timestamp()),
            iat: found.issued_at.timestamp(),
            sub: person.id.to_string(),
            aud: None,
            iss: self.identity.settings.issuer.clone(),
            jti: None,
            account_id: person.account_id,
        }))
    }

    async fn personal(&self, token: &PersonalAccessToken<'_>) -> Result<Option<Facts>, Failure> {
        let identity = self.identity;
        let digest = identity.vault.digest(Purpose::ClientSecret, token.secret);
        let found = store::clients::find_for_authentication(&identity.db.reader, token.client_id.as_str());
        let Some(found) = found.await? else { return Ok(None) };
        let usable = found.client.template == Some(Template::PersonalAccessToken)
            && found.client.status == Status::Active;
        let Ok(secret) = matching(&found.secrets, &[digest], self.now) else { return Ok(None) };
        let (client_id, account_id) = (token.client_id.as_str(), found.account_id);
        if !usable || !self.may_ask(Subject { client_id, account_id, purpose: For::Api }) {
            return Ok(None);
        }
        let Some(person) = self.person(found.owner_id).await? else { return Ok(None) };
        identity.recorder.used(found.key, Some(secret), self.origin.called_from(), self.now);
        let expires_at = found.secrets.iter().find(|one| one.id == secret).and_then(|one| one.expires_at);
        Ok(Some(Facts {
            scope: found.client.scopes.to_string(),
            client_id: client_id.to_owned(),
            // Its owner made it for the API, which may know them by name.
            username: Some(person.profile.preferred_username).filter(|name| !name.is_empty()),
            token_type: Some("Bearer".to_owned()),
            cnf: None,
            exp: expires_at.map(|moment| moment.timestamp()),
            iat: found.client.created_at.timestamp(),
            sub: person.id.to_string(),
            aud: Some(Audience::One(identity.settings.api_url.clone())),
            iss: identity.settings.issuer.clone(),
            jti: None,
            account_id,
        }))
    }

    async fn person(&self, id: i64) -> Result<Option<Person>, Failure> {
        let person = store::people::find(&self.identity.db.reader, id).await?;
        Ok(person.filter(|person| !person.disabled))
    }
}

/// The user name is for those who were allowed to see the profile, as at userinfo.
fn tells_user_name(scopes: &Scopes) -> bool {
    scopes.contains("profile")
}
