//! Reading projects from the API.

use crate::api::{self, Projects};
use crate::http;
use crate::journey::renew;
use crate::notice::Notice;
use crate::page::{Page, Provider};
use crate::reply::Trouble;
use crate::session::{Errand, Event, Shelf};
use crate::trail::{self, Purpose};

/// Reads the projects. A token that is no longer good is renewed once, and then the person has to sign in.
pub async fn read(page: Page) {
    let Some(provider) = page.provider() else { return };
    match ask(page, &provider).await {
        Some(Err(why))
            if why.is_unauthorized()
                && page.known(|known| known.tokens.refresh().is_some()) == Some(true) =>
        {
            page.happen(Event::Shelved(Shelf::Failed("The token was not accepted any more.".to_owned())));
            if renew::renew(page).await {
                let again = ask(page, &provider).await;
                shelve(page, again);
            }
        }
        came => shelve(page, came),
    }
}

/// `None` when nobody is signed in or something else is going on.
async fn ask(page: Page, provider: &Provider) -> Option<Result<Projects, Trouble>> {
    if !page.begin(Errand::Reading) {
        return None;
    }
    let token = page.known(|known| known.tokens.access().to_owned())?;
    let url = api::projects_url(&provider.config.api_url);
    let query = api::projects_query();
    let came = http::get_with_token(&url, &query, &token).await;
    let sent = query.into_iter().map(|(name, _)| name).chain(["Authorization: Bearer"]).collect();
    page.record(Purpose::Projects, &trail::request_line("GET", &url), sent, &came);
    Some(came.and_then(|reply| reply.read()))
}

fn shelve(page: Page, came: Option<Result<Projects, Trouble>>) {
    match came {
        None => {}
        Some(Ok(projects)) => page.happen(Event::Shelved(Shelf::Read(projects))),
        Some(Err(why)) if why.is_unauthorized() => {
            page.happen(Event::Ended);
            page.say(Notice::session_over());
        }
        Some(Err(why)) => page.happen(Event::Shelved(Shelf::Failed(why.told_of("The API")))),
    }
}
