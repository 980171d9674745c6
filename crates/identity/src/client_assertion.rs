//! A client that proves who it is by a signature (`private_key_jwt`: RFC 7523 §2.2, OpenID Connect Core §9).

use chrono::{DateTime, TimeDelta, Utc};
use domain::client::Client;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde::Deserialize;
use serde_json::Value;

use crate::Identity;
use crate::failure::Failure;
use crate::vault::Purpose;

/// The value of `client_assertion_type` (RFC 7523 §2.2).
pub(crate) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// What an assertion may be signed with.
pub(crate) const ALGORITHMS: [&str; 3] = ["ES256", "RS256", "PS256"];

/// The longest assertion, in bytes.
const LONGEST: usize = 8 * 1024;
/// An assertion is good for this long at most: its `jti` has to be remembered until then.
const LONGEST_LIFE: TimeDelta = TimeDelta::minutes(5);
/// How far two clocks may be apart.
const SKEW: TimeDelta = TimeDelta::seconds(60);

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    jti: String,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    iat: Option<i64>,
}

/// One name or several (RFC 7519 §4.1.3).
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// The client that an assertion says it is from; proven by nothing yet.
pub(crate) fn claimed_client_id(assertion: &str) -> Option<String> {
    if assertion.len() > LONGEST {
        return None;
    }
    let claims = jsonwebtoken::dangerous::insecure_decode::<Value>(assertion).ok()?.claims;
    claims.get("sub")?.as_str().map(str::to_owned)
}

/// Checks an assertion of a client and spends its `jti`.
///
/// # Errors
/// The inner one is why it is refused, for the log; the outer one is a failure inside.
pub(crate) async fn verify(
    identity: &Identity,
    assertion: &str,
    client: &Client,
    now: DateTime<Utc>,
) -> Result<Result<(), &'static str>, Failure> {
    let claims = match signed_by(client, assertion) {
        Ok(claims) => claims,
        Err(why) => return Ok(Err(why)),
    };
    if let Err(why) = check(&claims, client.client_id.as_str(), &identity.settings.issuer, now) {
        return Ok(Err(why));
    }
    let whose = format!("{}\n{}", client.client_id, claims.jti);
    let digest = identity.vault.digest(Purpose::ClientAssertion, &whose);
    let fresh = store::used_jtis::spend(&identity.db.writer, &digest, now + LONGEST_LIFE + SKEW).await?;
    Ok(if fresh { Ok(()) } else { Err("the assertion was used before") })
}

/// The claims, if one of the client's keys has signed them. The algorithm has to fit the key; the header's own keys and
/// addresses (`jwk`, `jku`, `x5u`) are not looked at.
fn signed_by(client: &Client, assertion: &str) -> Result<Claims, &'static str> {
    let keys = client.jwks.as_ref().ok_or("the client has no keys")?;
    if assertion.len() > LONGEST {
        return Err("the assertion is too long");
    }
    let header = jsonwebtoken::decode_header(assertion).map_err(|_| "the assertion is no signed JWT")?;
    if !matches!(header.alg, Algorithm::ES256 | Algorithm::RS256 | Algorithm::PS256) {
        return Err("the assertion is signed with an algorithm that isn't allowed");
    }
    let mut validation = Validation::new(header.alg);
    // Everything but the signature is checked below, by this server's clock.
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let found = keys
        .keys()
        .iter()
        .filter(|key| may_be(key, &header))
        .filter_map(|key| serde_json::from_value::<Jwk>(Value::Object(key.clone())).ok())
        .filter_map(|key| DecodingKey::from_jwk(&key).ok())
        .find_map(|key| jsonwebtoken::decode::<Claims>(assertion, &key, &validation).ok());
    found
        .map(|data| data.claims)
        .ok_or("none of the client's keys has signed the assertion, or a claim is missing")
}

/// Whether a key is the one that the header names, if it names one.
fn may_be(key: &serde_json::Map<String, Value>, header: &Header) -> bool {
    match (&header.kid, key.get("kid").and_then(Value::as_str)) {
        (Some(named), Some(own)) => named == own,
        _ => true,
    }
}

/// RFC 7523 §3: who speaks, to whom, and until when.
fn check(claims: &Claims, client_id: &str, issuer: &str, now: DateTime<Utc>) -> Result<(), &'static str> {
    let moment =
        |seconds| DateTime::from_timestamp(seconds, 0).ok_or("a moment of the assertion is out of range");
    if claims.iss != client_id || claims.sub != client_id {
        return Err("the assertion is not from this client about itself");
    }
    let meant =
        |audience: &str| audience == issuer || audience.strip_prefix(issuer) == Some("/connect/token");
    let for_us = match &claims.aud {
        Audience::One(one) => meant(one),
        Audience::Several(several) => several.iter().any(|one| meant(one)),
    };
    if !for_us {
        return Err("the assertion is for another server");
    }
    let expires_at = moment(claims.exp)?;
    if expires_at <= now {
        return Err("the assertion has expired");
    }
    if expires_at > now + LONGEST_LIFE + SKEW {
        return Err("the assertion lasts longer than five minutes");
    }
    for begin in [claims.nbf, claims.iat].into_iter().flatten() {
        if moment(begin)? > now + SKEW {
            return Err("the assertion is from the future");
        }
    }
    if claims.jti.is_empty() || claims.jti.len() > 256 {
        return Err("the assertion has no usable jti");
    }
    Ok(())
}
