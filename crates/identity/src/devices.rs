//! Browsers in which somebody signed in before.
//!
//! The cookie names the browser and proves, by a keyed hash, that this person typed the right password in it. It signs
//! nobody in. All it gives is guesses of its own, so that strangers can't use up those of the person (security rule L7).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use domain::person::email_key;
use subtle::ConstantTimeEq as _;

use crate::Identity;
use crate::failure::Failure;
use crate::vault::Purpose;

/// How long a browser keeps the cookie: as long as browsers keep any (RFC 6265bis §5.5).
pub const KEPT: TimeDelta = TimeDelta::days(400);

/// The cookie for a browser in which this person has just signed in.
///
/// # Errors
/// When there is no randomness.
pub fn remember(identity: &Identity, email: &str) -> Result<String, Failure> {
    let name = identity.random.opaque()?;
    let proof = proof(identity, &name, email);
    Ok(format!("{name}.{proof}"))
}

/// The name of the browser with this cookie, if this person signed in there before.
pub(crate) fn recognise<'a>(identity: &Identity, cookie: &'a str, email: &str) -> Option<&'a str> {
    let (name, sent) = cookie.split_once('.')?;
    let known: bool = proof(identity, name, email).as_bytes().ct_eq(sent.as_bytes()).into();
    known.then_some(name)
}

fn proof(identity: &Identity, name: &str, email: &str) -> String {
    let text = format!("{name}\n{}", email_key(email));
    URL_SAFE_NO_PAD.encode(identity.vault.digest(Purpose::Device, &text).0)
}
