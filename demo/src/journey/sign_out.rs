//! Signing out: the tokens are dropped here, and the server ends its session.

use crate::browser;
use crate::notice::Notice;
use crate::oidc::end_session;
use crate::page::Page;
use crate::session::Event;

/// Drops the tokens, then goes to the server's sign-out if it has one.
pub fn sign_out(page: Page) {
    let url = sign_out_url(page);
    page.hush();
    page.happen(Event::Ended);
    if !url.is_some_and(|url| browser::go(&url)) {
        page.say(Notice::signed_out_here());
    }
}

fn sign_out_url(page: Page) -> Option<String> {
    let provider = page.provider()?;
    let endpoint = provider.metadata.end_session_endpoint.as_deref()?;
    let id_token = page.known(|known| known.tokens.id().map(str::to_owned))??;
    Some(end_session::request(&provider.config, &id_token).as_query_of(endpoint))
}
