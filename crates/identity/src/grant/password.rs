//! An e-mail address and a password for tokens (RFC 6749 §4.3).
//!
//! Deprecated by RFC 9700 §2.4 and kept because the product's documents promise it: for confidential clients
//! that have this grant, and for nobody else. The operator can turn it off (`PasswordGrant`).

use domain::asked_claims::AskedClaims;
use domain::request_scopes;
use domain::restriction::Restriction;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use oauth::token::{PasswordExchange, TokenResponse};
use store::audit::Event;

use super::issue::{self, SignedIn, User};
use super::{GrantContext, OAuthError, refresh_token};
use crate::PasswordGrant;
use crate::sign_in::{self, Checked, SignIn};

/// Exchanges a person's e-mail address and password for an access token, and for a refresh token where the client has that
/// grant too.
///
/// # Errors
/// `invalid_scope`; `invalid_grant` for an unknown person, a wrong password and a disabled person alike;
/// `temporarily_unavailable` with the seconds to wait after too many of them.
pub async fn redeem(ctx: &GrantContext<'_>, form: &PasswordExchange) -> Result<TokenResponse, OAuthError> {
    let client = &ctx.client.client;
    warn_of_use(ctx);
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
    let access_token = issue::name_access_token(ctx)?;
    let renewable = client.grant_types.contains(&GrantType::RefreshToken);
    let family = if renewable { Some(ctx.identity.random.name()?) } else { None };
    let user = User {
        id: person.id,
        account_id: person.account_id,
        resources: &ctx.resources,
        carried: issue::carried(ctx, &person)?,
        auth_time: ctx.now,
        sid: None,
        nonce: None,
        acr: None,
        told: serde_json::Map::new(),
        family: family.as_deref(),
        access_token: &access_token,
    };
    let refresh_token = match &family {
        Some(public_id) => Some(begin_family(ctx, &user, public_id, &scopes).await?),
        None => None,
    };
    Ok(issue::for_user(ctx, &user, &scopes, refresh_token)?)
}

/// Makes a family with its first refresh token.
async fn begin_family(
    ctx: &GrantContext<'_>,
    user: &User<'_>,
    public_id: &str,
    scopes: &Scopes,
) -> Result<String, OAuthError> {
    // Nobody asked for claims one by one: that is a matter of the authorization endpoint.
    let asked = AskedClaims::default();
    let restriction = Restriction { resources: ctx.resources.clone(), key: None };
    let family = user.family(ctx, &SignedIn { public_id, scopes, asked: &asked, restriction: &restriction });
    let txn = store::database::begin(&ctx.identity.db).await?;
    let family = store::families::insert(&txn, family, ctx.now).await?;
    let token = refresh_token::issue_first(ctx, &txn, family, user).await?;
    store::database::commit(txn).await?;
    Ok(token)
}

/// Leaves word of each use, right or wrong, so that the owner of the client learns that it should change.
fn warn_of_use(ctx: &GrantContext<'_>) {
    let id = &ctx.client.client.client_id;
    if ctx.identity.settings.password_grant == PasswordGrant::Warn {
        tracing::warn!(client.id = %id, "Client `{id}` used the password grant, which RFC 9700 advises against");
    }
    ctx.identity.recorder.event(Event {
        at: ctx.now,
        action: "deprecated_grant".to_owned(),
        outcome: "done".to_owned(),
        account_id: Some(ctx.client.account_id),
        actor: None,
        concerns: None,
        client_id: Some(id.to_string()),
        address: ctx.origin.address.map(|address| address.to_string()),
        request_id: Some(ctx.origin.request_id.clone()),
        detail: "password (RFC 9700 section 2.4)".to_owned(),
    });
}
