//! Tokens that say themselves what they are worth.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use oauth::scope::Scopes;
use projects::{Failed, Principal, TokenRefused, TokenUse, TokenVerifier};

/// `1/projects.read tasks` is a token of account 1 with these scopes. Spaces are written as `~`, for a token has none.
pub(super) struct Tokens {
    pub(super) asked: Arc<AtomicUsize>,
    pub(super) told: Arc<Mutex<Vec<String>>>,
}

/// A token as it stands in a header.
pub(super) fn encode(token: &str) -> String {
    token.replace(' ', "~")
}

#[async_trait]
impl TokenVerifier for Tokens {
    async fn verify(&self, token: &str, request: &TokenUse<'_>) -> Result<Principal, TokenRefused> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        assert_eq!(request.address, Some("192.0.2.7".parse().unwrap()));
        assert_eq!(request.request_id, "request-1");
        let (account, scopes) = match token {
            "away" => return Err(TokenRefused::Unavailable),
            "exepron_pat_abc123def456:c2VjcmV0==" => ("1", "exepron.restapi".to_owned()),
            other => {
                let (account, scopes) = other.split_once('/').ok_or(TokenRefused::Invalid)?;
                (account, scopes.replace('~', " "))
            }
        };
        let proven = request.possession.is_none_or(|shown| {
            shown.proofs == ["good"]
                && shown.method == "GET"
                && shown.address == "https://api.example/odata/Projects"
        });
        if !proven {
            return Err(TokenRefused::BadProof);
        }
        Ok(Principal {
            account_id: account.parse().map_err(|_| TokenRefused::Invalid)?,
            user_id: Some(101),
            client_id: "service_0123456789ab".into(),
            scopes: Scopes::parse(&scopes).map_err(|_| TokenRefused::Invalid)?,
        })
    }
    fn tell(&self, failed: Failed<'_>) {
        assert_eq!(failed.address, Some("192.0.2.7".parse().unwrap()));
        let Failed { principal, request_id, code, cause, .. } = failed;
        self.told.lock().unwrap().push(format!("{} {request_id} {code}: {cause}", principal.client_id));
    }
}
