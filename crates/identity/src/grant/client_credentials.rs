//! Nothing but the client's own credentials (RFC 6749 §4.4).

use domain::client::ClientType;
use domain::{request_scopes, scope_catalogue};
use oauth::grant_type::GrantType;
use oauth::token::{ClientCredentialsExchange, TokenResponse};

use super::{GrantContext, OAuthError, issue};

/// Gives the client an access token of its own. What means nothing without a person is left out.
///
/// # Errors
/// `invalid_scope`, or `unauthorized_client` for a public client.
pub fn redeem(ctx: &GrantContext<'_>, form: &ClientCredentialsExchange) -> Result<TokenResponse, OAuthError> {
    let client = &ctx.client.client;
    if client.client_type == ClientType::Public {
        return Err(OAuthError::unauthorized_client(&ctx.identity.settings.issuer));
    }
    let asked = form.scopes.clone().unwrap_or_default();
    let scopes = request_scopes::decide(&asked, &client.scopes, client.require_requested_scopes)?;
    ctx.identity.settings.served().check(&ctx.resources)?;
    Ok(issue::for_client(ctx, &scope_catalogue::suited(&scopes, GrantType::ClientCredentials))?)
}
