//! Who stands behind a token that is shown to the API: an access token of ours, or a personal access token.

use chrono::{DateTime, Utc};
use domain::client::Status;
use domain::personal_access_token::PersonalAccessToken;
use domain::template::Template;
use oauth::dpop::ProofRefused;
use oauth::scope::Scopes;
use store::access::{Live, Question};
use store::clients::Authenticating;

use crate::client_authentication::{AuthenticatedClient, CalledFrom, matching, may_call_from};
use crate::failure::Failure;
use crate::grant::{AccessTokenClaims, Confirmation};
use crate::keys::TokenKind;
use crate::vault::Purpose;
use crate::{Identity, dpop};

/// What a good token allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The tenant whose rows it may see.
    pub account_id: i64,
    /// On whose behalf; `None` when a client acts as itself.
    pub user_id: Option<i64>,
    /// The client that shows it.
    pub client_id: String,
    /// What it may do.
    pub scopes: Scopes,
}

/// A token as a request shows it.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The token.
    pub token: &'a str,
    /// What came along with the scheme `DPoP`; `None` for a bearer token (RFC 9449 §7.1).
    pub possession: Option<dpop::Shown<'a>>,
}

/// Why a token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It isn't good, or was not shown in the way in which it is bound. The reason stays here (RFC 6750 §3.1).
    Invalid,
    /// It is good, and its proof of possession isn't.
    Proof(ProofRefused),
}

/// What a token is worth, or why it opens nothing.
pub type Verified<T> = Result<T, Refused>;

/// Looks a token up.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    identity: &Identity,
    shown: Shown<'_>,
    from: CalledFrom<'_>,
) -> Result<Verified<Access>, Failure> {
    match PersonalAccessToken::parse(&identity.settings.brand_prefix, shown.token) {
        // Bound to nothing, so it can't be shown as if it were.
        Some(_) if shown.possession.is_some() => Ok(Err(Refused::Invalid)),
        Some(token) => {
            let personal = personal(identity, &token, from).await?;
            Ok(personal.map(Personal::access).ok_or(Refused::Invalid))
        }
        None => {
            let api = [identity.settings.api_url.as_str()];
            let found = live(identity, shown, &api).await?;
            // A person's token is used from wherever the person is; a client's own, and what was made of a personal
            // access token, only from where the client may call.
            Ok(found.and_then(|(claims, access, live)| {
                let of_person = access.user_id.is_some() && claims.secret_id.is_none();
                let welcome = of_person || may_call_from(&live.allowed_ip_addresses, from.address);
                if welcome { Ok(access) } else { Err(Refused::Invalid) }
            }))
        }
    }
}

/// A personal access token that is good.
pub(crate) struct Personal {
    found: Authenticating,
    /// The row of its secret.
    pub(crate) secret: i64,
    /// When it stops working; `None` when never.
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

impl Personal {
    /// The public identifier of the token's client.
    pub(crate) fn client_id(&self) -> &str {
        self.found.client.client_id.as_str()
    }

    /// The token's client. The token is its credential, so it has authenticated by being shown.
    pub(crate) fn client(&self) -> AuthenticatedClient {
        AuthenticatedClient {
            key: self.found.key,
            account_id: self.found.account_id,
            owner_id: self.found.owner_id,
            client: self.found.client.clone(),
        }
    }

    /// The token acts as its creator, with its own scopes.
    fn access(self) -> Access {
        Access {
            account_id: self.found.account_id,
            user_id: Some(self.found.owner_id),
            client_id: self.found.client.client_id.to_string(),
            scopes: self.found.client.scopes,
        }
    }
}

/// Looks a personal access token up; `None` when it isn't good, for whatever reason. One statement, no write.
pub(crate) async fn personal(
    identity: &Identity,
    token: &PersonalAccessToken<'_>,
    from: CalledFrom<'_>,
) -> Result<Option<Personal>, Failure> {
    let now = identity.clock.now();
    let digest = identity.vault.digest(Purpose::ClientSecret, token.secret);
    let found =
        store::clients::find_for_authentication(&identity.db.reader, token.client_id.as_str()).await?;
    let Some(found) = found else { return Ok(None) };
    let usable = found.client.template == Some(Template::PersonalAccessToken)
        && found.client.status == Status::Active
        && !found.owner_disabled
        && may_call_from(&found.client.allowed_ip_addresses, from.address);
    match matching(&found.secrets, &[digest], now) {
        Ok(secret) if usable => {
            identity.recorder.used(found.key, Some(secret), from, now);
            let expires_at = found.secrets.iter().find(|own| own.id == secret).and_then(|own| own.expires_at);
            Ok(Some(Personal { found, secret, expires_at }))
        }
        Ok(_) | Err(_) => Ok(None),
    }
}

/// An access token of this server for one of these audiences: signed, not expired, and nothing behind it was switched off.
pub(crate) async fn access_token(
    identity: &Identity,
    shown: Shown<'_>,
    audiences: &[&str],
) -> Result<Verified<(AccessTokenClaims, Access)>, Failure> {
    Ok(live(identity, shown, audiences).await?.map(|(claims, access, _)| (claims, access)))
}

async fn live(
    identity: &Identity,
    shown: Shown<'_>,
    audiences: &[&str],
) -> Result<Verified<(AccessTokenClaims, Access, Live)>, Failure> {
    let settings = &identity.settings;
    let verified =
        identity.keys.verify::<AccessTokenClaims>(TokenKind::Access, shown.token, &settings.issuer);
    let Some(claims) = verified.await else { return Ok(Err(Refused::Invalid)) };
    let meant = audiences.iter().any(|audience| claims.aud.contains(audience));
    let now = identity.clock.now();
    if !meant || claims.exp <= now.timestamp() {
        return Ok(Err(Refused::Invalid));
    }
    let Ok(scopes) = Scopes::parse(&claims.scope) else { return Ok(Err(Refused::Invalid)) };
    let question = Question {
        jti: &claims.jti,
        client_id: &claims.client_id,
        family: claims.family.as_deref(),
        secret: claims.secret_id,
        user: claims.user_id,
    };
    let Some(live) = store::access::find_live(&identity.db.reader, question, now).await? else {
        return Ok(Err(Refused::Invalid));
    };
    if let Err(why) = prove(identity, claims.cnf.as_ref(), shown).await? {
        return Ok(Err(why));
    }
    let access = Access {
        account_id: claims.account_id,
        user_id: claims.user_id,
        client_id: claims.client_id.clone(),
        scopes,
    };
    Ok(Ok((claims, access, live)))
}

/// Checks that a token is shown in the way in which it is bound. Looked at last, so that only a good token spends a
/// proof.
async fn prove(
    identity: &Identity,
    bound: Option<&Confirmation>,
    shown: Shown<'_>,
) -> Result<Verified<()>, Failure> {
    let (bound, possession) = match (bound, shown.possession) {
        (None, None) => return Ok(Ok(())),
        (Some(bound), Some(possession)) => (bound, possession),
        // A bound token as bearer would be good for whoever stole it; a bearer token as bound proves nothing.
        (Some(_), None) | (None, Some(_)) => return Ok(Err(Refused::Invalid)),
    };
    Ok(match dpop::verify(identity, &possession, Some(shown.token)).await? {
        Ok(key) if key == bound.jkt => Ok(()),
        Ok(_) => Err(Refused::Invalid),
        Err(why) => Err(Refused::Proof(why)),
    })
}
