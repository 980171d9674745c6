//! A request whose client and redirect URI are known, and that asks for what it may have.

use chrono::{DateTime, TimeDelta, Utc};
use domain::client::{ClientType, Status};
use domain::client_id::ClientId;
use domain::request_scopes;
use oauth::authorize::{Address, AuthorizationRequest};
use oauth::error::ErrorCode;
use oauth::form::Form;
use oauth::grant_type::GrantType;
use oauth::redirect_uri;
use oauth::scope::Scopes;
use store::clients::StoredClient;

use super::PageRefused;
use crate::failure::Failure;
use crate::people::SignedIn;
use crate::{Identity, Visit};

/// A request that can be decided.
pub(super) struct Asked {
    pub(super) client: StoredClient,
    pub(super) address: Address,
    pub(super) request: AuthorizationRequest,
    pub(super) scopes: Scopes,
}

/// A request that goes no further.
pub(super) enum Unheard {
    Page(PageRefused),
    Redirect { to: String, client_id: String, code: ErrorCode, words: String },
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
        Ok(Self::check(identity, client, address, form))
    }

    fn check(
        identity: &Identity,
        client: StoredClient,
        address: Address,
        form: &Form,
    ) -> Result<Self, Unheard> {
        let redirect = |code: ErrorCode, words: &str| Unheard::Redirect {
            to: response(identity, &address, &[("error", code.as_str()), ("error_description", words)]),
            client_id: address.client_id.clone(),
            code,
            words: words.to_owned(),
        };
        let request = AuthorizationRequest::read(form).map_err(|why| redirect(why.code, &why.description))?;
        let own = &client.client;
        if !own.grant_types.contains(&GrantType::AuthorizationCode) {
            return Err(redirect(
                ErrorCode::UnauthorizedClient,
                "this client may not use the authorization code grant",
            ));
        }
        if request.challenge.is_none() && (own.require_pkce || own.client_type == ClientType::Public) {
            return Err(redirect(
                ErrorCode::InvalidRequest,
                "this client has to send a code_challenge (PKCE, S256)",
            ));
        }
        let scopes = request_scopes::decide(&request.scopes, &own.scopes, own.require_requested_scopes)
            .map_err(|why| redirect(ErrorCode::InvalidScope, &why.to_string()))?;
        Ok(Self { client, address, request, scopes })
    }

    /// The person of the visit, if the sign-in is good enough for this request.
    ///
    /// `since` is when the request came in: a password typed after that answers `prompt=login` and `max_age`.
    pub(super) fn signed_in(&self, visit: &Visit, since: Option<DateTime<Utc>>) -> Option<SignedIn> {
        let person = visit.person.clone()?;
        let fresh = since.is_some_and(|since| person.authenticated_at >= since);
        let age = visit.identity.clock.now() - person.authenticated_at;
        let young = self.request.max_age.is_none_or(|most| {
            i64::try_from(most).ok().and_then(TimeDelta::try_seconds).is_some_and(|most| age <= most)
        });
        (fresh || (young && !self.request.prompt.login)).then_some(person)
    }

    pub(super) fn client_id(&self) -> &str {
        self.client.client.client_id.as_str()
    }

    /// The address of an error answer (RFC 6749 §4.1.2.1).
    pub(super) fn refusal(&self, identity: &Identity, code: ErrorCode, words: &str) -> String {
        self.response(identity, &[("error", code.as_str()), ("error_description", words)])
    }

    /// The address of an answer.
    pub(super) fn response(&self, identity: &Identity, pairs: &[(&str, &str)]) -> String {
        response(identity, &self.address, pairs)
    }
}

/// The redirect URI with the answer's parameters, `state` as it came, and `iss` (RFC 9207).
fn response(identity: &Identity, address: &Address, pairs: &[(&str, &str)]) -> String {
    let state = address.state.as_deref().map(|state| ("state", state));
    let issuer = ("iss", identity.settings.issuer.as_str());
    let query = Form::encode(pairs.iter().copied().chain(state).chain([issuer]));
    format!("{}?{query}", address.redirect_uri)
}

async fn find_client(identity: &Identity, id: &str) -> Result<Option<StoredClient>, Failure> {
    let Ok(id) = id.parse::<ClientId>() else { return Ok(None) };
    let found = store::clients::find(&identity.db.reader, &id).await?;
    Ok(found.filter(|stored| stored.client.status == Status::Active))
}

fn page(code: ErrorCode, words: &str, redirect_uri: Option<String>) -> Unheard {
    Unheard::Page(PageRefused { code, description: words.to_owned(), redirect_uri })
}
