//! What a known client asks for, as far as it may have it.

use domain::asked_claims::{self, AskedClaims};
use domain::authentication_context;
use domain::client::{Client, ClientType};
use domain::request_scopes;
use oauth::authorize::{AuthorizationRequest, Refused};
use oauth::error::ErrorCode;
use oauth::form::Form;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::Deserialize;

use crate::Identity;

/// A request that its client may make.
pub(super) struct Wish {
    pub(super) request: AuthorizationRequest,
    /// What it gets.
    pub(super) scopes: Scopes,
    /// The claims asked for one by one that it gets.
    pub(super) claims: AskedClaims,
    /// What the ID token says of the sign-in's strength.
    pub(super) acr: Option<&'static str>,
    /// Whom the ID token that came along was made for.
    hinted: Option<String>,
}

/// What is read of an ID token that came along as a hint.
#[derive(Deserialize)]
struct Hint {
    sub: String,
    aud: String,
}

impl Wish {
    /// Reads what is asked for and holds it against what the client may have.
    ///
    /// # Errors
    /// The error that goes back to the client by redirect.
    pub(super) async fn read(identity: &Identity, client: &Client, form: &Form) -> Result<Self, Refused> {
        let request = AuthorizationRequest::read(form)?;
        if !client.grant_types.contains(&GrantType::AuthorizationCode) {
            let words = "this client may not use the authorization code grant";
            return Err(refused(ErrorCode::UnauthorizedClient, words));
        }
        if request.challenge.is_none() && (client.require_pkce || client.client_type == ClientType::Public) {
            let words = "this client has to send a code_challenge (PKCE, S256)";
            return Err(refused(ErrorCode::InvalidRequest, words));
        }
        let scopes = request_scopes::decide(&request.scopes, &client.scopes, client.require_requested_scopes)
            .map_err(|why| refused(ErrorCode::InvalidScope, &why.to_string()))?;
        identity
            .settings
            .served()
            .check(&request.resources)
            .map_err(|why| refused(ErrorCode::InvalidTarget, &why.to_string()))?;
        let acr = authentication_context::decide(&request.acr_values, request.claims.id_token.get("acr"))
            .map_err(|why| refused(ErrorCode::UnmetAuthenticationRequirements, &why.to_string()))?;
        // Without openid there is neither an ID token nor userinfo that could tell anything.
        let claims = if scopes.contains("openid") {
            AskedClaims::select(&request.claims, &client.scopes)
        } else {
            AskedClaims::default()
        };
        Ok(Self { hinted: hinted(identity, client, &request).await?, request, scopes, claims, acr })
    }

    /// What the person is asked to allow, in scopes: a claim asked for by its name counts as the scope that tells it.
    pub(super) fn to_allow(&self) -> Scopes {
        self.scopes.union(&self.claims.scopes())
    }

    /// Whether this is the person whom the client expects, if it expects one (OpenID Connect Core §3.1.2.1, §5.5.1).
    pub(super) fn expects(&self, subject: &str) -> bool {
        self.hinted.as_deref().is_none_or(|hinted| hinted == subject)
            && asked_claims::expects(&self.request.claims, subject)
    }
}

/// The person of `id_token_hint`. It has to be one of our ID tokens for this client; its time may be over.
async fn hinted(
    identity: &Identity,
    client: &Client,
    request: &AuthorizationRequest,
) -> Result<Option<String>, Refused> {
    let Some(token) = &request.id_token_hint else { return Ok(None) };
    let hint = identity.keys.verify_hint::<Hint>(token, &identity.settings.issuer).await;
    match hint.filter(|hint| hint.aud == client.client_id.as_str()) {
        Some(hint) => Ok(Some(hint.sub)),
        None => Err(refused(ErrorCode::InvalidRequest, "id_token_hint is not an ID token of this client")),
    }
}

fn refused(code: ErrorCode, words: &str) -> Refused {
    Refused { code, description: words.to_owned() }
}
