//! E-mail address and password: the one place where they are checked, for the sign-in page, for confirming that it is
//! still the same person, for the password grant and for changing the password (security rule L6).

use std::net::IpAddr;

use domain::person::{check_password, email_key};
use domain::problem::Problems;
use domain::refusal::Refusal;
use domain::throttle::{Counted, Wait};
use store::audit::Event;
use store::people::Person;

use crate::failure::{Chain, Failure};
use crate::password::{Asker, Verdict};
use crate::people::SignedIn;
use crate::throttle::{self, Key, key, place};
use crate::{Identity, Visit, devices};

/// What somebody typed, and where.
pub struct SignIn<'a> {
    /// The e-mail address.
    pub email: &'a str,
    /// The password, exactly as it was typed.
    pub password: &'a str,
    /// The address that the request comes from.
    pub address: Option<IpAddr>,
    /// The cookie of [`devices::remember`], if the request has one.
    pub device: Option<&'a str>,
}

/// What came of it.
pub enum Checked {
    /// The two belong together.
    Right(Box<Person>),
    /// They don't: unknown person, wrong password or disabled person, which all look the same.
    Wrong,
    /// They were not looked at, because there were too many attempts before.
    TooMany(Wait),
}

/// Checks e-mail address and password.
///
/// Attempts are counted before anything is looked up or hashed, for people who don't exist as well; these also cost
/// the same hash.
///
/// # Errors
/// When too many passwords are waiting to be checked, or the database fails.
pub async fn check(identity: &Identity, sign_in: &SignIn<'_>) -> Result<Checked, Failure> {
    let device = sign_in.device.and_then(|cookie| devices::recognise(identity, cookie, sign_in.email));
    let attempt = match throttle::begin(identity, counted(identity, sign_in, device)).await? {
        Ok(attempt) => attempt,
        Err(wait) => return Ok(Checked::TooMany(wait)),
    };
    let asker = if device.is_some() { Asker::Known } else { Asker::Stranger };
    match person(identity, sign_in, asker).await {
        Ok(Some(person)) => {
            attempt.succeeded().await?;
            Ok(Checked::Right(Box::new(person)))
        }
        Ok(None) => {
            attempt.failed().await?;
            Ok(Checked::Wrong)
        }
        Err(failure) => {
            attempt.withdrawn().await?;
            Err(failure)
        }
    }
}

/// For what a person who is signed in types the password again.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// The action, as the audit trail names it.
    pub(crate) action: &'static str,
    /// The field of the form.
    pub(crate) field: &'static str,
}

/// Whether the one who is signed in still knows the password. It counts as an attempt like any other.
///
/// # Errors
/// A problem of the field, `TooManyAttempts`, `Busy` or `Broken`.
pub(crate) async fn confirm(
    visit: &Visit,
    person: &SignedIn,
    password: &str,
    asked: Asked,
) -> Result<(), Refusal> {
    let attempt =
        SignIn { email: &person.email, password, address: visit.address, device: visit.device.as_deref() };
    match check(&visit.identity, &attempt).await? {
        Checked::Right(_) => Ok(()),
        Checked::Wrong => {
            visit.audit(asked.action, "refused", None, "wrong password");
            Err(Problems::one(asked.field, "wrong", "This is not your current password.").into())
        }
        Checked::TooMany(wait) => {
            visit.audit(asked.action, "refused", None, "L6: too many attempts");
            Err(wait.into())
        }
    }
}

/// Notes a sign-in that failed: whoever it was tried for, if there is such a person, finds it in their activity.
pub async fn note_failure(visit: &Visit, email: &str, why: &str) {
    let found = store::people::find_by_email(&visit.identity.db.reader, email).await;
    let concerns = found.map(|person| person.map(|person| person.id)).unwrap_or_else(|error| {
        tracing::warn!(cause = %Chain(&error), "Could not find the person whose sign-in failed");
        None
    });
    visit.identity.recorder.event(Event { concerns, ..visit.event("session.refused", "refused", why) });
}

/// A device that knows the person pays on its own account, and not for its neighbours' failures.
fn counted(identity: &Identity, sign_in: &SignIn<'_>, device: Option<&str>) -> Vec<Key> {
    let (email, place) = (email_key(sign_in.email), place(sign_in.address));
    if let Some(device) = device {
        return vec![key(identity, Counted::PersonOnDevice, &format!("{device}\n{email}"))];
    }
    vec![
        key(identity, Counted::PersonAtAddress, &format!("{place}\n{email}")),
        key(identity, Counted::Person, &email),
        key(identity, Counted::Address, &place),
    ]
}

async fn person(identity: &Identity, sign_in: &SignIn<'_>, asker: Asker) -> Result<Option<Person>, Failure> {
    // No password has this length, so it can't be anybody's, and must not cost a hash.
    if check_password(sign_in.password).is_err() {
        return Ok(None);
    }
    let found = store::people::find_by_email(&identity.db.reader, sign_in.email).await?;
    let known = found.filter(|person| !person.disabled);
    let stored = known.as_ref().and_then(|person| person.password_hash.as_deref());
    let verdict = identity.passwords.verify(sign_in.password, stored, asker).await?;
    if let (Verdict::RightButOutdated, Some(person)) = (verdict, &known) {
        renew_hash(identity, person, sign_in.password).await;
    }
    Ok(known.filter(|_| verdict != Verdict::Wrong))
}

/// Hashes a password as it is done today, while it is here. It was right: when this fails, the next sign-in tries again.
async fn renew_hash(identity: &Identity, person: &Person, password: &str) {
    let renewed = async {
        let hash = identity.passwords.hash(password, &*identity.random, Asker::Known).await?;
        let old = person.password_hash.as_deref().unwrap_or_default();
        store::people::replace_password_hash(&identity.db.writer, person.id, old, &hash).await?;
        Ok::<_, Failure>(())
    };
    if let Err(failure) = renewed.await {
        tracing::warn!(user.id = person.id, cause = %Chain(&failure), "Could not renew the hash of a password");
    }
}
