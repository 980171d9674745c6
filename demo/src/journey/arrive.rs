//! Opening the page: find out who to ask, then take the answer that the browser brought, if any.

use std::sync::Arc;

use oauth::discovery::Metadata;

use crate::config::{self, Config};
use crate::http;
use crate::journey::{projects, sign_in};
use crate::notice::Notice;
use crate::page::{Page, Provider};
use crate::reply::Reply;
use crate::session::Event;
use crate::trail::{self, Purpose};

/// Opens the page, or tries again to.
pub async fn arrive(page: Page) {
    match find_provider(page).await {
        Ok(provider) => {
            let provider = Arc::new(provider);
            page.found(Arc::clone(&provider));
            page.happen(Event::Found);
            if let Some(arrival) = page.take_arrival() {
                sign_in::finish(page, &provider, arrival).await;
                projects::read(page).await;
            }
        }
        Err(why) => {
            page.say(Notice::unavailable(why));
            page.happen(Event::NotFound);
        }
    }
}

async fn find_provider(page: Page) -> Result<Provider, String> {
    let told = http::get(config::ADDRESS).await;
    let config: Config =
        told.and_then(|reply| reply.read()).map_err(|why| why.told_of("This page's own server"))?;
    let url = config.discovery_url();
    let came = http::get(&url).await;
    page.record(Purpose::Discovery, &trail::request_line("GET", &url), Vec::new(), &came);
    let who = format!("The sign-in server at {}", config.issuer);
    let metadata: Metadata = came.and_then(|reply: Reply| reply.read()).map_err(|why| why.told_of(&who))?;
    // Otherwise one server could speak for another (OpenID Connect Discovery §4.3, RFC 9207).
    if metadata.issuer != config.issuer {
        return Err(format!("{who} calls itself by another name, so it is not asked."));
    }
    Ok(Provider { config, metadata })
}
