//! What the sign-in and consent pages show of a request.

use domain::client::{Client, ClientType};
use domain::redirect_uri;
use domain::scope_catalogue::{self, Entry};
use domain::session;
use domain::template::ACCESS_TOKEN_LIFETIME;
use oauth::authorize::SignInAgain;
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
    /// Why the page is shown.
    pub reason: SignInReason,
    /// Where the answer will go, for `form-action`.
    pub form_action: String,
}

/// Why somebody has to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInReason {
    /// Nobody is signed in.
    NobodyIsThere,
    /// The client wants to be sure that the person is still there.
    Confirm,
    /// The client lets the person choose an account.
    ChooseAccount,
    /// The client expects somebody else than the person who is signed in.
    SomebodyElse,
}

/// What the consent page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentPage {
    /// Who wants access.
    pub client_name: String,
    /// Who made the client, by the name that they gave themselves.
    pub owner_name: String,
    /// Whether the client can keep a secret.
    pub client_type: ClientType,
    /// Whom the page is for, by number; goes back with the answer.
    pub person: String,
    /// Where the answer will go: the host, or the scheme of an app.
    pub redirect_host: String,
    /// The same for `form-action`.
    pub form_action: String,
    /// What it wants.
    pub scopes: Vec<ConsentScope>,
    /// For how long.
    pub lasting: Lasting,
}

/// For how long a client may act for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasting {
    /// Seconds until its refresh tokens end, or its access token when it gets no other.
    pub seconds: u64,
    /// Whether it can go on while the person is away.
    pub offline: bool,
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
        form_action: redirect_uri::form_action(&asked.address.redirect_uri),
        reason: reason(visit, &asked),
        login_hint: asked.wish.request.login_hint,
        client_name: asked.client.client.client_name,
    }))
}

fn reason(visit: &Visit, asked: &Asked) -> SignInReason {
    let Some(person) = &visit.person else { return SignInReason::NobodyIsThere };
    if !asked.wish.expects(&person.id.to_string()) {
        return SignInReason::SomebodyElse;
    }
    match asked.wish.request.prompt.sign_in {
        Some(SignInAgain::ChooseAccount) => SignInReason::ChooseAccount,
        Some(SignInAgain::Confirm) | None => SignInReason::Confirm,
    }
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
    let db = &visit.identity.db.reader;
    let remembered = store::consents::find(db, person.id, asked.client.key).await?;
    let owner = store::people::find(db, asked.client.owner_id).await?;
    let client = &asked.client.client;
    Ok(Some(ConsentPage {
        owner_name: owner.map(|owner| owner.profile.name).unwrap_or_default(),
        client_type: client.client_type,
        person: person.id.to_string(),
        redirect_host: redirect_host(&asked.address.redirect_uri),
        form_action: redirect_uri::form_action(&asked.address.redirect_uri),
        scopes: consent_scopes(&asked.wish.to_allow(), &remembered),
        lasting: lasting(&asked.wish.scopes, client),
        client_name: asked.client.client.client_name,
    }))
}

/// Whether the session of somebody who signs in for this request outlives the browser (Persistent SSO).
///
/// # Errors
/// When the database fails.
pub async fn outlives_browser(visit: &Visit, request: &str, browser: &str) -> Result<bool, Failure> {
    let asked = find(visit, request, browser).await?;
    Ok(asked.is_some_and(|asked| session::outlives_browser(&asked.client.client, &asked.wish.scopes)))
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

/// For how long a client may act once these scopes were allowed.
pub(crate) fn lasting(scopes: &Scopes, client: &Client) -> Lasting {
    let offline = client.gets_refresh_tokens(scopes);
    let access = client.access_token_lifetime.unwrap_or(ACCESS_TOKEN_LIFETIME);
    Lasting { seconds: if offline { client.refresh_token_lifetime } else { access }, offline }
}

fn redirect_host(uri: &str) -> String {
    let origin = redirect_uri::origin(uri);
    let host = origin.as_deref().and_then(|origin| origin.split_once("://")).map(|(_, host)| host.to_owned());
    host.unwrap_or_else(|| redirect_uri::form_action(uri))
}
