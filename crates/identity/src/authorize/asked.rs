//! A request whose client and redirect URI are known, and that asks for what it may have.

use domain::client::Status;
use domain::client_id::ClientId;
use oauth::authorize::{Address, AuthorizationAnswer, Refused};
use oauth::error::ErrorCode;
use oauth::form::Form;
use oauth::redirect_uri;
use store::clients::StoredClient;

use super::PageRefused;
use super::wish::Wish;
use crate::Identity;
use crate::failure::Failure;

/// A request that can be decided.
pub(super) struct Asked {
    pub(super) client: StoredClient,
    pub(super) address: Address,
    pub(super) wish: Wish,
}

/// A request that goes no further.
pub(super) enum Unheard {
    Page(PageRefused),
    Return { answer: AuthorizationAnswer, client_id: String, refused: Refused },
}

impl Asked {
    /// Reads a request. First who asks and where the answer goes; only then errors may be redirected.
    pub(super) async fn read(identity: &Identity, form: &Form) -> Result<Result<Self, Unheard>, Failure> {
        let address = match Address::read(form) {
            Ok(address) => address,
            Err(why) => return Ok(Err(page(ErrorCode::InvalidRequest, &why.to_string(), None))),
        };
        let client = match find_client(identity, &address.client_id).await? {
            Some(client) => client,
            None => {
                return Ok(Err(page(
                    ErrorCode::InvalidClient,
                    "There is no such client, or it is not active.",
                    None,
                )));
            }
        };
        let registered = &client.client.redirect_uris;
        if !registered.iter().any(|uri| redirect_uri::matches(uri, &address.redirect_uri)) {
            let words = "The redirect URI is not registered for this client. Scheme, case and slashes have to be the same.";
            return Ok(Err(page(ErrorCode::InvalidRedirectUri, words, Some(address.redirect_uri))));
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

async fn find_client(identity: &Identity, id: &str) -> Result<Option<StoredClient>, Failure> {
    let Ok(id) = id.parse::<ClientId>() else { return Ok(None) };
    let found = store::clients::find(&identity.db.reader, &id).await?;
    Ok(found.filter(|stored| stored.client.status == Status::Active))
}

fn page(code: ErrorCode, words: &str, redirect_uri: Option<String>) -> Unheard {
    Unheard::Page(PageRefused { code, description: words.to_owned(), redirect_uri })
}
