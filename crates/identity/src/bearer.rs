//! Who stands behind a token that is shown to the API: an access token of ours, or a personal access token.

mod personal;
mod told;

use domain::personal_access_token::PersonalAccessToken;
use oauth::dpop::ProofRefused;
use oauth::scope::Scopes;
use store::access::Live;
use store::audit::Event;

pub(crate) use self::personal::{Personal, personal};
use self::told::{Turned, ended};
use crate::client_authentication::{CalledFrom, Origin, may_call_from};
use crate::failure::Failure;
use crate::grant::AccessTokenClaims;
use crate::keys::TokenKind;
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

/// Looks a token up. When it opens nothing, the owner of its client is told why, and nobody else.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    identity: &Identity,
    shown: Shown<'_>,
    origin: &Origin,
) -> Result<Verified<Access>, Failure> {
    let found = match PersonalAccessToken::parse(&identity.settings.brand_prefix, shown.token) {
        Some(token) => personal_access(identity, &token, shown, origin.called_from()).await?,
        None => live_access(identity, shown, origin).await?,
    };
    Ok(found.map_err(|turned| turned.tell(identity, origin)))
}

async fn personal_access(
    identity: &Identity,
    token: &PersonalAccessToken<'_>,
    shown: Shown<'_>,
    from: CalledFrom<'_>,
) -> Result<Result<Access, Turned>, Failure> {
    let refused = |cause: &str| Err(Turned::of(token.client_id.as_str(), cause));
    // Bound to nothing, so it can't be shown as if it were.
    if shown.possession.is_some() {
        return Ok(refused("a personal access token was sent with the scheme DPoP"));
    }
    Ok(personal(identity, token, from).await?.map(Personal::access).or_else(refused))
}

async fn live_access(
    identity: &Identity,
    shown: Shown<'_>,
    origin: &Origin,
) -> Result<Result<Access, Turned>, Failure> {
    let api = [identity.settings.api_url.as_str()];
    let found = live(identity, shown, &api).await?;
    // A person's token is used from wherever the person is; a client's own, and what was made of a personal
    // access token, only from where the client may call.
    Ok(found.and_then(|(claims, access, live)| {
        let of_person = access.user_id.is_some() && claims.secret_id.is_none();
        let welcome = of_person || may_call_from(&live.allowed_ip_addresses, origin.address);
        if welcome { Ok(access) } else { Err(Turned::of(&access.client_id, told::OTHER_ADDRESS)) }
    }))
}

/// Leaves word of a call that came with a good token and failed all the same: for the owner of the client, and for the
/// person on whose behalf it was made.
pub fn failed(
    identity: &Identity,
    client_id: &str,
    person: Option<i64>,
    origin: &Origin,
    (code, cause): (&str, &str),
) {
    let cause: String = cause.chars().take(told::LONGEST_CAUSE).collect();
    let event = origin.event(identity.clock.now(), "api.refused", code, &cause);
    identity.recorder.event(Event { actor: person, client_id: Some(client_id.to_owned()), ..event });
}

/// An access token of this server for one of these audiences: signed, not expired, and nothing behind it was switched
/// off. When it opens nothing, the owner of its client is told why.
pub(crate) async fn access_token(
    identity: &Identity,
    shown: Shown<'_>,
    audiences: &[&str],
    origin: &Origin,
) -> Result<Verified<(AccessTokenClaims, Access)>, Failure> {
    let found = live(identity, shown, audiences).await?;
    Ok(found.map(|(claims, access, _)| (claims, access)).map_err(|turned| turned.tell(identity, origin)))
}

async fn live(
    identity: &Identity,
    shown: Shown<'_>,
    audiences: &[&str],
) -> Result<Result<(AccessTokenClaims, Access, Live), Turned>, Failure> {
    let settings = &identity.settings;
    let verified =
        identity.keys.verify::<AccessTokenClaims>(TokenKind::Access, shown.token, &settings.issuer);
    let Some(claims) = verified.await else { return Ok(Err(Turned::of_nobody())) };
    let refused = |cause: &str| Err(Turned::of(&claims.client_id, cause));
    let now = identity.clock.now();
    if !audiences.iter().any(|audience| claims.aud.contains(audience)) {
        return Ok(refused("the token is for another server"));
    }
    if claims.exp <= now.timestamp() {
        return Ok(refused("the token has expired"));
    }
    let Ok(scopes) = Scopes::parse(&claims.scope) else { return Ok(refused("the scopes can't be read")) };
    let question = claims.question();
    let Some(live) = store::access::find_live(&identity.db.reader, question, now).await? else {
        let why = store::access::why_not_live(&identity.db.reader, question).await?;
        return Ok(refused(&ended(&why)));
    };
    if let Err(turned) = prove(identity, &claims, shown).await? {
        return Ok(Err(turned));
    }
    if let Some(family) = &claims.family {
        identity.recorder.family_used(family, now);
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
    claims: &AccessTokenClaims,
    shown: Shown<'_>,
) -> Result<Result<(), Turned>, Failure> {
    let refused = |cause: &str| Err(Turned::of(&claims.client_id, cause));
    let (bound, possession) = match (&claims.cnf, shown.possession) {
        (None, None) => return Ok(Ok(())),
        (Some(bound), Some(possession)) => (bound, possession),
        // A bound token as bearer would be good for whoever stole it; a bearer token as bound proves nothing.
        (Some(_), None) => return Ok(refused("the token is bound to a key and was sent without a proof")),
        (None, Some(_)) => return Ok(refused("the token is bound to no key and was sent with a proof")),
    };
    Ok(match dpop::verify(identity, &possession, Some(shown.token)).await? {
        Ok(key) if key == bound.jkt => Ok(()),
        Ok(_) => refused("the proof is of another key than the token's"),
        Err(why) => Err(Turned::unproven(&claims.client_id, why)),
    })
}
