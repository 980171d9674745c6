//! The end of a request: a code, or an error.

use chrono::TimeDelta;
use domain::code::{AuthorizationCode, Granted, LIFETIME};
use domain::restriction::Restriction;
use oauth::authorize::Refused;
use oauth::error::ErrorCode;

use super::Next;
use super::asked::{self, Asked};
use crate::Visit;
use crate::failure::Failure;
use crate::people::SignedIn;
use crate::vault::Purpose;

/// A request that is about to be answered.
pub(super) struct Finish<'a> {
    pub(super) visit: &'a Visit,
    pub(super) asked: &'a Asked,
    /// Its row, when it waited for its person.
    pub(super) pending: Option<i64>,
}

impl Finish<'_> {
    /// Gives the client a code.
    pub(super) async fn grant(&self, person: &SignedIn) -> Result<Next, Failure> {
        self.issue(person, Remember::Nothing).await
    }

    /// Gives the client a code and remembers that the person allowed it.
    pub(super) async fn grant_and_remember(&self, person: &SignedIn) -> Result<Next, Failure> {
        self.issue(person, Remember::Consent).await
    }

    /// Gives the client an error (RFC 6749 §4.1.2.1).
    pub(super) async fn refuse(&self, code: ErrorCode, words: &str) -> Result<Next, Failure> {
        let identity = &self.visit.identity;
        if let Some(pending) = self.pending
            && !store::authorization_requests::complete(&identity.db.writer, pending, identity.clock.now())
                .await?
        {
            return Ok(Next::Gone);
        }
        self.visit.audit("authorization.refused", code.as_str(), Some(self.asked.client_id()), words);
        let refused = Refused { code, description: words.to_owned() };
        Ok(Next::Return(asked::refusal(identity, &self.asked.address, &refused)))
    }

    /// A stored request is spent in the same transaction, so that Back gives no second code.
    async fn issue(&self, person: &SignedIn, remember: Remember) -> Result<Next, Failure> {
        let identity = &self.visit.identity;
        let now = identity.clock.now();
        let code = identity.random.opaque()?;
        let txn = store::database::begin(&identity.db).await?;
        // A sign-out at the same moment must find this code, or this code find the session ended.
        if !store::sessions::hold(&txn, person.session).await? {
            return Ok(Next::Gone);
        }
        if let Some(pending) = self.pending
            && !store::authorization_requests::complete(&txn, pending, now).await?
        {
            return Ok(Next::Gone);
        }
        // Somebody may have taken their consent back since this was decided.
        let allowed = self.asked.wish.to_allow();
        if let Remember::Nothing = remember
            && !allowed.is_subset(&store::consents::hold(&txn, person.id, self.asked.client.key).await?)
        {
            return Ok(Next::Gone);
        }
        let row = self.code(person);
        store::codes::insert(&txn, &identity.vault.digest(Purpose::Code, &code), &row, now).await?;
        if let Remember::Consent = remember {
            store::consents::remember(&txn, person.id, self.asked.client.key, &allowed, now).await?;
        }
        store::database::commit(txn).await?;
        let scopes = self.asked.wish.scopes.to_string();
        self.visit.audit("authorization.granted", "done", Some(self.asked.client_id()), &scopes);
        let pairs = [("code", code.as_str())];
        Ok(Next::Return(self.asked.address.answer(&identity.settings.issuer, &pairs)))
    }

    fn code(&self, person: &SignedIn) -> AuthorizationCode {
        let Asked { client, address, wish } = self.asked;
        AuthorizationCode {
            client: client.key,
            redirect_uri: address.redirect_uri.clone(),
            challenge: wish.request.challenge.clone(),
            expires_at: self.visit.identity.clock.now() + TimeDelta::seconds(LIFETIME),
            granted: Granted {
                user: person.id,
                scopes: wish.scopes.clone(),
                nonce: wish.request.nonce.clone(),
                auth_time: person.authenticated_at,
                sid: person.sid.clone(),
                acr: wish.acr.map(str::to_owned),
                claims: wish.claims.clone(),
                restriction: Restriction {
                    resources: wish.request.resources.clone(),
                    key: wish.request.dpop_jkt.clone(),
                },
            },
        }
    }
}

/// What is kept of a decision beside the code.
enum Remember {
    Nothing,
    Consent,
}
