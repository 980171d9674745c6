//! A request whose client and redirect URI are known, and that asks for what it may have.

use domain::client::Status;
use domain::client_id::ClientId;
use oauth::authorize::{Address, AuthorizationAnswer, Refused};
use oauth::error::ErrorCode;
use oauth::form::Form;
use oauth::redirect_uri::{self, Difference};
use store::clients::StoredClient;

use super::PageRefused;
use super::wish::Wish;
use crate::Identity;
use crate::failure::Failure;

/// How much of an address goes into the audit trail.
const LONGEST_IN_CAUSE: usize = 300;

/// A request that can be decided.
pub(super) struct Asked {
    pub(super) client: StoredClient,
    pub(super) address: Address,
    pub(super) wish: Wish,
}

/// A request that goes no further.
pub(super) enum Unheard {
    Page(Shown),
    Return { answer: AuthorizationAnswer, client_id: String, refused: Refused },
}

/// An error that is shown to the person, with what the owner of the client is told.
pub(super) struct Shown {
    pub(super) page: PageRefused,
    /// The client that the request names; proven by nothing.
    pub(super) client_id: Option<String>,
    pub(super) cause: String,
}

impl Asked {
    /// Reads a request. First who asks and where the answer goes; only then errors may be redirected.
    pub(super) async fn read(identity: &Identity, form: &Form) -> Result<Result<Self, Unheard>, Failure> {
        let address = match Address::read(form) {
            Ok(address) => address,
            Err(why) => {
                let claimed = form.get("client_id").ok().flatten().map(str::to_owned);
                let page = refused(ErrorCode::InvalidRequest, &why.to_string());
                return Ok(Err(Unheard::Page(Shown::of(claimed, page))));
            }
        };
        let Some(client) = find_client(identity, &address.client_id).await? else {
            let page = refused(ErrorCode::InvalidClient, "There is no such client, or it is not active.");
            // Only a client that there is, or was, has an owner who reads this.
            let cause = "the client is not active, or was deleted".to_owned();
            return Ok(Err(Unheard::Page(Shown { cause, ..Shown::of(Some(address.client_id), page) })));
        };
        let registered = &client.client.redirect_uris;
        if !registered.iter().any(|uri| redirect_uri::matches(uri, &address.redirect_uri)) {
            let words = "The redirect URI is not registered for this client. Scheme, case and slashes have to be the same.";
            let cause = unregistered(registered, &address.redirect_uri);
            let page = refused(ErrorCode::InvalidRedirectUri, words);
            let page = PageRefused { redirect_uri: Some(address.redirect_uri), ..page };
            return Ok(Err(Unheard::Page(Shown { cause, ..Shown::of(Some(address.client_id), page) })));
        }
        Ok(match Wish::read(identity, &client.client, form).await {
            Ok(wish) => Ok(Self { client, address, wish }),
            Err(refused) => Err(Unheard::Return {
                answer: refusal(identity, &address, &refused),
                client_id: address.client_id,
                refused,
            }),
        })
    }

    pub(super) fn client_id(&self) -> &str {
        self.client.client.client_id.as_str()
    }
}

/// An error answer (RFC 6749 §4.1.2.1).
pub(super) fn refusal(identity: &Identity, address: &Address, refused: &Refused) -> AuthorizationAnswer {
    let pairs = [("error", refused.code.as_str()), ("error_description", refused.description.as_str())];
    address.answer(&identity.settings.issuer, &pairs)
}

/// What the owner of the client is told, and the caller is not: which of the registered addresses is near, and the one
/// thing in which the received one misses it.
fn unregistered(registered: &[String], received: &str) -> String {
    let short = |uri: &str| uri.chars().take(LONGEST_IN_CAUSE).collect::<String>();
    let cause = format!("the redirect URI {} is not registered for this client", short(received));
    let Some((near, what)) = redirect_uri::nearest(registered, received) else { return cause };
    let what = match what {
        Difference::Slash => "a slash at the end",
        Difference::Case => "upper and lower case",
        Difference::Scheme => "http and https",
        Difference::Port => "the port",
        Difference::Query => "what follows a ? or a #",
        Difference::Path => "the path",
    };
    format!("{cause}. It differs from {} by {what}", short(near))
}

async fn find_client(identity: &Identity, id: &str) -> Result<Option<StoredClient>, Failure> {
    let Ok(id) = id.parse::<ClientId>() else { return Ok(None) };
    let found = store::clients::find(&identity.db.reader, &id).await?;
    Ok(found.filter(|stored| stored.client.status == Status::Active))
}

fn refused(code: ErrorCode, words: &str) -> PageRefused {
    PageRefused { code, description: words.to_owned(), redirect_uri: None }
}

impl Shown {
    /// A page that tells all there is to tell, about the client that the request names.
    pub(super) fn of(claimed: Option<String>, page: PageRefused) -> Self {
        let client_id = claimed.map(|id| id.chars().take(100).collect());
        Self { cause: page.description.clone(), page, client_id }
    }
}
