//! Signing in: the way to the sign-in server, and the way back.

use crate::browser;
use crate::http;
use crate::journey::tokens;
use crate::notice::Notice;
use crate::oidc::authorize::{self, Pending};
use crate::oidc::callback;
use crate::oidc::id_token::{self, Expected, Identity, Nonce};
use crate::oidc::token::{self, Tokens};
use crate::oidc::userinfo::Person;
use crate::page::{Arrival, Page, Provider};
use crate::session::{Event, SignedIn};
use crate::store;
use crate::trail::{self, Purpose};

/// Sends the browser to the sign-in server.
pub fn leave(page: Page) {
    let Some(provider) = page.provider() else { return };
    page.hush();
    page.happen(Event::SignInStarted);
    let pending = Pending::draw(browser::dice);
    let request = authorize::request(&provider.config, &pending);
    let url = request.as_query_of(&provider.metadata.authorization_endpoint);
    if !(store::keep(&pending) && browser::go(&url)) {
        page.say(Notice::not_signed_in(
            "This browser does not let the page remember the sign-in on its way.",
        ));
        page.happen(Event::Ended);
    }
}

/// Goes on with the answer that the browser brought back.
pub async fn finish(page: Page, provider: &Provider, arrival: Arrival) {
    page.happen(Event::SignInStarted);
    match accept(page, provider, arrival).await {
        Ok(signed_in) => {
            page.say(Notice::welcome(&signed_in.person));
            page.happen(Event::SignedIn(Box::new(signed_in)));
        }
        Err(notice) => {
            page.say(notice);
            page.happen(Event::Ended);
        }
    }
}

async fn accept(page: Page, provider: &Provider, arrival: Arrival) -> Result<SignedIn, Notice> {
    let Provider { config, metadata } = provider;
    if let Some(pending) = &arrival.pending {
        let sent = authorize::request(config, pending).names();
        page.record_return(&metadata.authorization_endpoint, sent, callback::names(&arrival.query));
    }
    let answer = callback::read(&arrival.query, &config.issuer, arrival.pending)
        .map_err(|why| Notice::refused(&why))?;

    let form = token::exchange(config, &answer);
    let tokens = tokens::ask(page, provider, Purpose::Exchange, &form).await;
    let tokens = tokens.map_err(|why| Notice::not_signed_in(why.told_of("The sign-in server")))?;

    let expected = Expected {
        issuer: &config.issuer,
        client_id: &config.client_id,
        nonce: Nonce::Sent(&answer.nonce),
        now: browser::now(),
    };
    let identity = id_token::check(tokens.id().unwrap_or_default(), &expected);
    let identity = identity.map_err(|why| Notice::not_signed_in(why.to_string()))?;
    let person = describe(page, provider, &tokens, &identity).await?;
    Ok(SignedIn::new(tokens, identity, person))
}

/// Asks who the person is (OpenID Connect Core §5.3).
async fn describe(
    page: Page,
    provider: &Provider,
    tokens: &Tokens,
    identity: &Identity,
) -> Result<Person, Notice> {
    let url = &provider.metadata.userinfo_endpoint;
    let came = http::get_with_token(url, &[], tokens.access()).await;
    page.record(Purpose::UserInfo, &trail::request_line("GET", url), vec!["Authorization: Bearer"], &came);
    let person: Person = came
        .and_then(|reply| reply.read())
        .map_err(|why| Notice::not_signed_in(why.told_of("The sign-in server")))?;
    if person.is(identity) {
        Ok(person)
    } else {
        Err(Notice::not_signed_in("The sign-in server described another person than the one who signed in."))
    }
}
