//! New tokens for the refresh token.

use crate::browser;
use crate::journey::tokens;
use crate::notice::Notice;
use crate::oidc::id_token::{self, Expected, Identity, Nonce};
use crate::oidc::token::{self, Tokens};
use crate::page::{Page, Provider};
use crate::session::{Errand, Event};
use crate::trail::Purpose;

/// Renews the tokens and says how it went. `true` if there are new ones.
pub async fn renew(page: Page) -> bool {
    let Some(provider) = page.provider() else {
        return false;
    };
    let known = page.known(|known| (known.tokens.refresh().map(str::to_owned), known.identity.clone()));
    let Some((refresh_token, identity)) = known else {
        return false;
    };
    let Some(refresh_token) = refresh_token else {
        page.say(Notice::no_refresh_token());
        return false;
    };
    if !page.begin(Errand::Renewing) {
        return false;
    }
    match ask(page, &provider, &refresh_token, &identity).await {
        Ok(tokens) => {
            page.happen(Event::Renewed(tokens));
            page.say(Notice::renewed());
            true
        }
        Err((notice, event)) => {
            page.happen(event);
            page.say(notice);
            false
        }
    }
}

async fn ask(
    page: Page,
    provider: &Provider,
    refresh_token: &str,
    identity: &Identity,
) -> Result<Tokens, (Notice, Event)> {
    let Provider { config, .. } = provider;
    let form = token::renewal(config, refresh_token);
    let tokens = tokens::ask(page, provider, Purpose::Renewal, &form).await.map_err(|why| {
        if why.ends_session() {
            (Notice::session_over(), Event::Ended)
        } else {
            (Notice::not_renewed(why.told_of("The sign-in server")), Event::NotRenewed)
        }
    })?;
    if let Some(id_token) = tokens.id() {
        let (issuer, client_id) = (&config.issuer, &config.client_id);
        let expected = Expected { issuer, client_id, nonce: Nonce::Of(identity), now: browser::now() };
        // Tokens of somebody else are no reason to go on with the old ones.
        id_token::check(id_token, &expected)
            .map_err(|why| (Notice::not_signed_in(why.to_string()), Event::Ended))?;
    }
    Ok(tokens)
}
