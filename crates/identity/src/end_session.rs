//! Signing out at the wish of a client (OpenID Connect RP-Initiated Logout 1.0).
//!
//! An ID token of the very session ends it at once; anything else asks the person first. A browser is sent on only to
//! an address that is registered for the client whose ID token was shown.

use domain::client::Status;
use domain::client_id::ClientId;
use domain::sign_out::{SessionName, may_go_to, must_ask};
use oauth::end_session::EndSessionRequest;
use serde::Deserialize;
use store::clients::StoredClient;

use crate::failure::Failure;
use crate::{Identity, Visit, sessions};

/// What the browser does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Nobody is signed in any more: go back to the client.
    Redirect(String),
    /// Nobody is signed in any more: say so, with a way back when the client's address is known.
    SignedOut(Option<WayBack>),
    /// Ask the person, and send the request once more with the answer.
    Ask(Question),
    /// Show an error page: `client_id` and the ID token name two clients.
    Contradiction,
}

/// A link to a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    /// The client's name.
    pub client_name: String,
    /// The registered address, with the request's `state`.
    pub address: String,
}

/// What the question shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The client that wants it, when it is known.
    pub client_name: Option<String>,
    /// The address that the browser is sent to after a yes, for `form-action`.
    pub leads_to: Option<String>,
}

/// Takes a request to sign out.
///
/// # Errors
/// When the database fails.
pub async fn begin(visit: &Visit, request: &EndSessionRequest) -> Result<Next, Failure> {
    let Some(asked) = Asked::read(&visit.identity, request).await? else { return Ok(contradiction(visit)) };
    if let Some(person) = &visit.person {
        let subject = person.id.to_string();
        let signed_in = SessionName { subject: &subject, sid: &person.sid };
        if must_ask(signed_in, asked.hint.as_ref().map(Hint::session)) {
            return Ok(Next::Ask(asked.question()));
        }
    }
    finish(visit, asked).await
}

/// Goes on with a request after the person said that they want to sign out.
///
/// # Errors
/// When the database fails.
pub async fn confirm(visit: &Visit, request: &EndSessionRequest) -> Result<Next, Failure> {
    match Asked::read(&visit.identity, request).await? {
        Some(asked) => finish(visit, asked).await,
        None => Ok(contradiction(visit)),
    }
}

async fn finish(visit: &Visit, asked: Asked) -> Result<Next, Failure> {
    sessions::end(visit, asked.client_id()).await?;
    Ok(match (asked.hint, asked.way_back) {
        (Some(_), Some(way)) => Next::Redirect(way.address),
        // Without an ID token nobody vouches that the client has ever seen this person: a link, and no redirect.
        (None, way) => Next::SignedOut(way),
        (Some(_), None) => Next::SignedOut(None),
    })
}

fn contradiction(visit: &Visit) -> Next {
    visit.audit("session.end_refused", "refused", None, "client_id and id_token_hint name two clients");
    Next::Contradiction
}

/// A request whose ID token and client are known.
struct Asked {
    hint: Option<Hint>,
    client: Option<StoredClient>,
    way_back: Option<WayBack>,
}

/// The claims that make an ID token a hint.
#[derive(Deserialize)]
struct Hint {
    sub: String,
    aud: String,
    #[serde(default)]
    sid: String,
}

impl Hint {
    fn session(&self) -> SessionName<'_> {
        SessionName { subject: &self.sub, sid: &self.sid }
    }
}

impl Asked {
    /// Finds out who asks; `None` when the request names two clients. An ID token that this server did not sign
    /// counts as none.
    async fn read(identity: &Identity, request: &EndSessionRequest) -> Result<Option<Self>, Failure> {
        let token = request.id_token_hint.as_deref();
        let hint: Option<Hint> = match token {
            Some(token) => identity.keys.verify_hint(token, &identity.settings.issuer).await,
            None => None,
        };
        let audience = hint.as_ref().map(|hint| hint.aud.as_str());
        if let (Some(audience), Some(client_id)) = (audience, request.client_id.as_deref())
            && audience != client_id
        {
            return Ok(None);
        }
        let client = match audience.or(request.client_id.as_deref()) {
            Some(id) => find_client(identity, id).await?,
            None => None,
        };
        let way_back = client.as_ref().and_then(|stored| way_back(stored, request));
        Ok(Some(Self { hint, client, way_back }))
    }

    fn client_id(&self) -> Option<&str> {
        self.client.as_ref().map(|stored| stored.client.client_id.as_str())
    }

    fn question(self) -> Question {
        let redirects = self.hint.is_some();
        Question {
            client_name: self.client.map(|stored| stored.client.client_name),
            leads_to: self.way_back.filter(|_| redirects).map(|way| way.address),
        }
    }
}

fn way_back(stored: &StoredClient, request: &EndSessionRequest) -> Option<WayBack> {
    let wanted = request.post_logout_redirect_uri.as_deref()?;
    may_go_to(&stored.client.post_logout_redirect_uris, wanted)
        .then(|| WayBack { client_name: stored.client.client_name.clone(), address: request.back_to(wanted) })
}

async fn find_client(identity: &Identity, id: &str) -> Result<Option<StoredClient>, Failure> {
    let Ok(id) = id.parse::<ClientId>() else { return Ok(None) };
    let found = store::clients::find(&identity.db.reader, &id).await?;
    Ok(found.filter(|stored| stored.client.status == Status::Active))
}
