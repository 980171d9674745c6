//! What the sign-in and consent pages show of a request.

use domain::client::Client;
use domain::redirect_uri;
use domain::scope_catalogue::{self, Entry};
use oauth::scope::Scopes;

use super::asked::Asked;
use super::pending::Pending;
use crate::Visit;
use crate::failure::Failure;

/// What the sign-in page shows of the request that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInPage {
    /// The client that wants somebody to sign in.
    pub client_name: String,
    /// What to put into the e-mail field.
    pub login_hint: Option<String>,
    /// Whether somebody is signed in already and is only asked to confirm it.
    pub confirming: bool,
    /// Where the answer will go, for `form-action`.
    pub form_action: String,
}

/// What the consent page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentPage {
    /// Who wants access.
    pub client_name: String,
    /// Where the answer will go: the host, or the scheme of an app.
    pub redirect_host: String,
    /// The same for `form-action`.
    pub form_action: String,
    /// What it wants.
    pub scopes: Vec<ConsentScope>,
    /// For how many days it stays signed in, if at all.
    pub offline_days: Option<u64>,
}

/// One thing that the client wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentScope {
    /// The scope in words.
    pub entry: &'static Entry,
    /// Whether the person has not allowed it before, although others were.
    pub new: bool,
}

/// The page on which the person signs in for a request; `None` when the request is gone.
///
/// # Errors
/// When the database fails.
pub async fn sign_in_page(
    visit: &Visit,
    request: &str,
    browser: &str,
) -> Result<Option<SignInPage>, Failure> {
    Ok(find(visit, request, browser).await?.map(|asked| SignInPage {
        form_action: form_action(&asked.address.redirect_uri),
        login_hint: asked.request.login_hint,
        confirming: visit.person.is_some(),
        client_name: asked.client.client.client_name,
    }))
}

/// The page on which the person is asked; `None` when the request is gone or nobody is signed in.
///
/// # Errors
/// When the database fails.
pub async fn consent_page(
    visit: &Visit,
    request: &str,
    browser: &str,
) -> Result<Option<ConsentPage>, Failure> {
    let (Some(asked), Some(person)) = (find(visit, request, browser).await?, &visit.person) else {
        return Ok(None);
    };
    let remembered = store::consents::find(&visit.identity.db.reader, person.id, asked.client.key).await?;
    Ok(Some(ConsentPage {
        redirect_host: redirect_host(&asked.address.redirect_uri),
        form_action: form_action(&asked.address.redirect_uri),
        scopes: consent_scopes(&asked.scopes, &remembered),
        offline_days: offline_days(&asked.scopes, &asked.client.client),
        client_name: asked.client.client.client_name,
    }))
}

async fn find(visit: &Visit, request: &str, browser: &str) -> Result<Option<Asked>, Failure> {
    let Some(pending) = Pending::find(visit, request, browser).await? else { return Ok(None) };
    Ok(pending.asked(visit).await?.ok())
}

/// The scopes asked for in words, those marked that come on top of what was allowed before.
pub(crate) fn consent_scopes(asked: &Scopes, remembered: &Scopes) -> Vec<ConsentScope> {
    scope_catalogue::entries(asked)
        .into_iter()
        .map(|entry| ConsentScope { entry, new: !remembered.is_empty() && !remembered.contains(entry.name) })
        .collect()
}

/// For how many days a client stays signed in with these scopes, if at all.
pub(crate) fn offline_days(asked: &Scopes, client: &Client) -> Option<u64> {
    let offline = asked.contains("offline_access") && client.allow_offline_access;
    offline.then_some(client.refresh_token_lifetime / 86_400)
}

fn redirect_host(uri: &str) -> String {
    let origin = redirect_uri::origin(uri);
    let host = origin.as_deref().and_then(|origin| origin.split_once("://")).map(|(_, host)| host.to_owned());
    host.unwrap_or_else(|| form_action(uri))
}

/// The source expression that lets a form end at this redirect URI (CSP 3 `form-action`).
fn form_action(uri: &str) -> String {
    redirect_uri::origin(uri)
        .unwrap_or_else(|| uri.split_once(':').map(|(scheme, _)| format!("{scheme}:")).unwrap_or_default())
}
