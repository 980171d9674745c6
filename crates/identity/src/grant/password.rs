//! An e-mail address and a password for an access token (RFC 6749 §4.3).
//!
//! Deprecated by RFC 9700 §2.4 and kept because the product's documents promise it: for confidential clients
//! that have this grant, and for nobody else.

use domain::request_scopes;
use oauth::token::{PasswordExchange, TokenResponse};

use super::issue::{self, User};
use super::{GrantContext, OAuthError};
use crate::sign_in::{self, Checked, SignIn};

/// Exchanges a person's e-mail address and password for an access token.
///
/// # Errors
/// `invalid_scope`; `invalid_grant` for an unknown person, a wrong password and a disabled person alike;
/// `temporarily_unavailable` with the seconds to wait after too many of them.
pub async fn redeem(ctx: &GrantContext<'_>, form: &PasswordExchange) -> Result<TokenResponse, OAuthError> {
    let client = &ctx.client.client;
    let asked = form.scopes.clone().unwrap_or_default();
    let scopes = request_scopes::decide(&asked, &client.scopes, client.require_requested_scopes)?;
    ctx.identity.settings.served().check(&ctx.resources)?;
    let attempt = SignIn {
        email: &form.username,
        password: &form.password,
        address: ctx.origin.address,
        // A program has no cookie: it is never a device that a person knows.
        device: None,
    };
    let person = match sign_in::check(ctx.identity, &attempt).await? {
        Checked::Right(person) => person,
        Checked::Wrong => {
            return Err(OAuthError::invalid_grant(&"the person is unknown or the password is wrong"));
        }
        Checked::TooMany(wait) => return Err(wait.into()),
    };
    let user = User {
        id: person.id,
        account_id: person.account_id,
        resources: &ctx.resources,
        roles: issue::roles_for(ctx, &person)?,
        auth_time: ctx.now,
        sid: None,
        nonce: None,
        acr: None,
        told: serde_json::Map::new(),
        family: None,
    };
    Ok(issue::for_user(ctx, &user, &scopes, None)?)
}
