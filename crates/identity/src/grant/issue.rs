//! Making tokens.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::asked_claims::AskedClaims;
use domain::carried_claims::CarriedClaims;
use domain::client::SigningAlgorithm;
use domain::client_claims;
use domain::restriction::Restriction;
use domain::roles;
use domain::template::ACCESS_TOKEN_LIFETIME;
use oauth::dpop;
use oauth::resource::Resources;
use oauth::scope::Scopes;
use oauth::token::TokenResponse;
use serde_json::{Map, Value};
use store::families::NewFamily;
use store::people::Person;
use store::refresh_tokens::AccessToken;

use super::claims::{AccessTokenClaims, Confirmation, IdTokenClaims};
use super::{GrantContext, OAuthError};
use crate::failure::Failure;
use crate::keys::TokenKind;

/// Seconds an ID token lasts.
const ID_TOKEN_LIFETIME: i64 = 300;

/// On whose behalf tokens are made.
pub(super) struct User<'a> {
    pub(super) id: i64,
    pub(super) account_id: i64,
    /// The servers that the tokens are for, checked.
    pub(super) resources: &'a Resources,
    /// What may change while the sign-in lasts, by [`carried`].
    pub(super) carried: CarriedClaims,
    pub(super) auth_time: DateTime<Utc>,
    pub(super) sid: Option<&'a str>,
    pub(super) nonce: Option<&'a str>,
    /// How strong the sign-in was, when the client asked.
    pub(super) acr: Option<&'a str>,
    /// What goes into the ID token because the client asked for it by name (OpenID Connect Core §5.5).
    pub(super) told: Map<String, Value>,
    pub(super) family: Option<&'a str>,
    /// By [`name_access_token`].
    pub(super) access_token: &'a AccessToken,
}

/// What somebody signed in for.
pub(super) struct SignedIn<'a> {
    /// The name by which access tokens point to the family.
    pub(super) public_id: &'a str,
    pub(super) scopes: &'a Scopes,
    /// The claims asked for one by one.
    pub(super) asked: &'a AskedClaims,
    pub(super) restriction: &'a Restriction,
}

impl<'a> User<'a> {
    /// The family of what is given to the user.
    pub(super) fn family(&'a self, ctx: &GrantContext<'_>, sign_in: &SignedIn<'a>) -> NewFamily<'a> {
        NewFamily {
            public_id: sign_in.public_id,
            client: ctx.client.key,
            user: self.id,
            sid: self.sid,
            scopes: sign_in.scopes,
            auth_time: self.auth_time,
            nonce: self.nonce,
            acr: self.acr,
            claims: sign_in.asked,
            restriction: sign_in.restriction,
            carried: &self.carried,
        }
    }
}

/// What access tokens say of a person now, if the client may act for the person at all (R137).
///
/// # Errors
/// `invalid_grant` when the client acts for people with certain roles and the person has none of these.
pub(super) fn carried(ctx: &GrantContext<'_>, person: &Person) -> Result<CarriedClaims, OAuthError> {
    let client = &ctx.client.client;
    let roles = roles::decide(&client.roles, &person.roles).map_err(|why| OAuthError::invalid_grant(&why))?;
    Ok(CarriedClaims::current(client, roles))
}

/// Draws the identifier of an access token before the token is made, for a row that has to remember it.
pub(super) fn name_access_token(ctx: &GrantContext<'_>) -> Result<AccessToken, Failure> {
    let expires_at = ctx.now + domain::refresh::seconds(lifetime(ctx));
    Ok(AccessToken { jti: ctx.identity.random.name()?, expires_at })
}

/// Makes an access token, and with `openid` an ID token, for a user.
pub(super) fn for_user(
    ctx: &GrantContext<'_>,
    user: &User<'_>,
    scopes: &Scopes,
    refresh_token: Option<String>,
) -> Result<TokenResponse, Failure> {
    let subject = user.id.to_string();
    let claims = AccessTokenClaims {
        auth_time: Some(user.auth_time.timestamp()),
        user_id: Some(user.id),
        family: user.family.map(str::to_owned),
        account_id: user.account_id,
        role: scopes.contains(roles::SCOPE).then(|| user.carried.roles.clone()),
        of_client: client_claims::members(&user.carried.claims),
        ..access_claims(ctx, &subject, user.resources, scopes, user.access_token)
    };
    let access_token = ctx.identity.keys.sign(SigningAlgorithm::ES256, TokenKind::Access, &claims)?;
    let id_token =
        if scopes.contains("openid") { Some(id_token(ctx, user, &subject, &access_token)?) } else { None };
    Ok(TokenResponse { refresh_token, id_token, ..response(ctx, access_token, scopes) })
}

/// Makes an access token for the client itself: no ID token, no refresh token (RFC 6749 §4.4.3).
pub(super) fn for_client(ctx: &GrantContext<'_>, scopes: &Scopes) -> Result<TokenResponse, Failure> {
    let access_token = name_access_token(ctx)?;
    let subject = ctx.client.client.client_id.as_str();
    let claims = access_claims(ctx, subject, &ctx.resources, scopes, &access_token);
    let access_token = ctx.identity.keys.sign(SigningAlgorithm::ES256, TokenKind::Access, &claims)?;
    Ok(response(ctx, access_token, scopes))
}

/// Makes an access token for a personal access token: for its owner, until it expires or sooner.
pub(super) fn for_personal_token(
    ctx: &GrantContext<'_>,
    secret: i64,
    scopes: &Scopes,
    expires_at: DateTime<Utc>,
) -> Result<TokenResponse, Failure> {
    let owner = ctx.client.owner_id;
    let access_token = AccessToken { jti: ctx.identity.random.name()?, expires_at };
    let claims = AccessTokenClaims {
        user_id: Some(owner),
        secret_id: Some(secret),
        ..access_claims(ctx, &owner.to_string(), &ctx.resources, scopes, &access_token)
    };
    let access_token = ctx.identity.keys.sign(SigningAlgorithm::ES256, TokenKind::Access, &claims)?;
    let expires_in = u64::try_from((expires_at - ctx.now).num_seconds()).unwrap_or_default();
    Ok(TokenResponse { expires_in, ..response(ctx, access_token, scopes) })
}

fn lifetime(ctx: &GrantContext<'_>) -> u64 {
    ctx.client.client.access_token_lifetime.unwrap_or(ACCESS_TOKEN_LIFETIME)
}

fn access_claims(
    ctx: &GrantContext<'_>,
    subject: &str,
    resources: &Resources,
    scopes: &Scopes,
    access_token: &AccessToken,
) -> AccessTokenClaims {
    let settings = &ctx.identity.settings;
    AccessTokenClaims {
        iss: settings.issuer.clone(),
        sub: subject.to_owned(),
        aud: settings.served().audience(resources),
        exp: access_token.expires_at.timestamp(),
        iat: ctx.now.timestamp(),
        jti: access_token.jti.clone(),
        client_id: ctx.client.client.client_id.to_string(),
        scope: scopes.to_string(),
        account_id: ctx.client.account_id,
        auth_time: None,
        user_id: None,
        family: None,
        secret_id: None,
        shown_secret_id: ctx.client.shown_secret,
        cnf: ctx.key.clone().map(|jkt| Confirmation { jkt }),
        role: None,
        of_client: client_claims::members(&ctx.client.client.claims),
    }
}

fn id_token(
    ctx: &GrantContext<'_>,
    user: &User<'_>,
    subject: &str,
    access_token: &str,
) -> Result<String, Failure> {
    let client = &ctx.client.client;
    let claims = IdTokenClaims {
        iss: &ctx.identity.settings.issuer,
        sub: subject,
        aud: client.client_id.as_str(),
        exp: ctx.now.timestamp() + ID_TOKEN_LIFETIME,
        iat: ctx.now.timestamp(),
        auth_time: user.auth_time.timestamp(),
        at_hash: at_hash(access_token),
        nonce: user.nonce,
        sid: user.sid,
        acr: user.acr,
        told: &user.told,
    };
    ctx.identity.keys.sign(client.id_token_signing_algorithm, TokenKind::Id, &claims)
}

fn response(ctx: &GrantContext<'_>, access_token: String, scopes: &Scopes) -> TokenResponse {
    TokenResponse {
        access_token,
        token_type: if ctx.key.is_some() { dpop::NAME } else { "Bearer" }.to_owned(),
        expires_in: lifetime(ctx),
        refresh_token: None,
        id_token: None,
        scope: scopes.to_string(),
        issued_token_type: None,
    }
}

/// The left half of the access token's SHA-256 in base64url (OpenID Connect Core §3.1.3.6).
fn at_hash(access_token: &str) -> String {
    let hash = digest::digest(&digest::SHA256, access_token.as_bytes());
    URL_SAFE_NO_PAD.encode(hash.as_ref().get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_hash_is_the_one_of_openid_connect_core_appendix_a_3() {
        let access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
        assert_eq!(at_hash(access_token), "77QmUPtjPfzWtF2AnpK9RQ");
    }
}
