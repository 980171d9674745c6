//! People: register, change profile and password.

use chrono::{DateTime, Utc};
use domain::person::{Profile, check_password};
use domain::problem::Problems;
use domain::refusal::Refusal;
use store::database::DatabaseTransaction;
pub use store::people::Person;
use store::people::{Inserted, NewPerson};

use crate::failure::Failure;
use crate::password::Asker;
use crate::sessions::{self, Started};
use crate::sign_in::{self, Asked};
use crate::{Identity, Visit};

/// The person behind a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The user's number; its digits are the claim `sub`.
    pub id: i64,
    /// The account: the tenant whose rows the person may see.
    pub account_id: i64,
    /// The name to show.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// `manager`, `administrator`.
    pub roles: Vec<String>,
    /// The session's public name, for the claim `sid`.
    pub sid: String,
    /// The session's row.
    pub session: i64,
    /// When the password was last typed.
    pub authenticated_at: DateTime<Utc>,
    /// Whether the session outlives the browser.
    pub persistent: bool,
}

/// What a registration form holds.
pub struct Registration {
    /// E-mail address.
    pub email: String,
    /// The name to show.
    pub name: String,
    /// The password, exactly as it was typed.
    pub password: String,
}

/// Makes a person with an account of their own, and gives the user's number.
///
/// # Errors
/// Problems of the fields; `Busy` or `Broken`.
pub async fn register(visit: &Visit, form: &Registration) -> Result<i64, Refusal> {
    let identity = &visit.identity;
    let prepared = prepare(identity, form).await?;
    let txn = store::database::begin(&identity.db).await.map_err(Failure::from)?;
    let id = prepared.insert(&txn, &[], identity.clock.now()).await?;
    store::database::commit(txn).await.map_err(Failure::from)?;
    visit.audit("person.registered", "done", None, "");
    Ok(id)
}

/// A registration that was checked and whose password is hashed: what takes long is done.
pub(crate) struct Prepared {
    profile: Profile,
    hash: String,
}

/// Checks a registration and hashes its password, outside of any transaction.
pub(crate) async fn prepare(identity: &Identity, form: &Registration) -> Result<Prepared, Refusal> {
    let profile = Profile { email: form.email.clone(), name: form.name.clone(), ..Profile::default() };
    let mut problems = Problems::default();
    let profile = profile.checked().unwrap_or_else(|found| {
        problems = found;
        Profile::default()
    });
    if let Err((code, words)) = check_strength(&form.password, &[&form.email, &form.name]) {
        problems.add("password", code, words);
    }
    let profile = problems.into_result(profile)?;
    let hash = identity.passwords.hash(&form.password, &*identity.random, Asker::Stranger).await?;
    Ok(Prepared { profile, hash })
}

impl Prepared {
    /// Writes the person.
    pub(crate) async fn insert(
        &self,
        txn: &DatabaseTransaction,
        roles: &[&str],
        now: DateTime<Utc>,
    ) -> Result<i64, Refusal> {
        let new = NewPerson {
            id: None,
            account_id: None,
            profile: &self.profile,
            password_hash: &self.hash,
            roles,
        };
        match store::people::insert(txn, new, now).await.map_err(Failure::from)? {
            Inserted::Done(id) => Ok(id),
            Inserted::EmailTaken => Err(email_taken()),
        }
    }
}

/// Length, and whether a program would guess it in no time: because it is common, a pattern of keys, or made of words
/// that stand beside it (security rule L8). What it is made of doesn't matter.
///
/// # Errors
/// Code and words of the problem.
pub(crate) fn check_strength(password: &str, context: &[&str]) -> Result<(), (&'static str, String)> {
    check_password(password)?;
    // The estimate's time grows with the length; long passwords are strong by their length alone.
    let start: String = password.chars().take(72).collect();
    let words = context_words(context);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if u8::from(zxcvbn::zxcvbn(&start, &words).score()) < 2 {
        return Err(("too_weak", "Too easy to guess. Use a few more words, or a longer one.".to_owned()));
    }
    Ok(())
}

/// What a guess at this person's password begins with: name, address and product, whole and in parts.
fn context_words(context: &[&str]) -> Vec<String> {
    let whole = context.iter().copied();
    let parts = context.iter().flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
    let worth = |word: &&str| word.chars().count() >= 3;
    whole.chain(parts).chain(["latchkey"]).filter(worth).map(str::to_owned).collect()
}

/// A person by number.
///
/// # Errors
/// When the database fails.
pub async fn find(identity: &Identity, id: i64) -> Result<Option<Person>, Failure> {
    Ok(store::people::find(&identity.db.reader, id).await?)
}

/// The profile of the person who is signed in.
///
/// # Errors
/// `NotSignedIn`, or `Broken`.
pub async fn profile(visit: &Visit) -> Result<Profile, Refusal> {
    let person = visit.signed_in()?;
    let found = store::people::find(&visit.identity.db.reader, person.id).await.map_err(Failure::from)?;
    found.map(|person| person.profile).ok_or_else(Refusal::not_signed_in)
}

/// Changes the profile of the person who is signed in.
///
/// # Errors
/// `NotSignedIn`, problems of the fields, or `Broken`.
pub async fn change_profile(visit: &Visit, profile: Profile) -> Result<Profile, Refusal> {
    let person = visit.signed_in()?;
    let profile = profile.checked()?;
    let identity = &visit.identity;
    let changed =
        store::people::update_profile(&identity.db.writer, person.id, &profile, identity.clock.now())
            .await
            .map_err(Failure::from)?;
    match changed {
        Inserted::Done(_) => {
            visit.audit("profile.changed", "done", None, "");
            Ok(profile)
        }
        Inserted::EmailTaken => Err(email_taken()),
    }
}

/// Changes the password of the person who is signed in, ends all their other sessions and gives this one a new cookie.
/// `everywhere` also ends the apps that stay signed in without a session (security rule L10).
///
/// # Errors
/// `NotSignedIn`, problems of the fields, `TooManyAttempts`, `Busy` or `Broken`.
pub async fn change_password(
    visit: &Visit,
    current: &str,
    new: &str,
    everywhere: bool,
) -> Result<Started, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let asked = Asked { action: "password.changed", field: "current_password" };
    sign_in::confirm(visit, person, current, asked).await?;
    if let Err((code, words)) = check_strength(new, &[&person.email, &person.name]) {
        return Err(Problems::one("new_password", code, words).into());
    }
    let hash = identity.passwords.hash(new, &*identity.random, Asker::Known).await?;
    // A session that has ended meanwhile changes no password.
    let started = store_password(identity, person, &hash, everywhere).await?;
    let started = started.ok_or_else(Refusal::not_signed_in)?;
    visit.audit("password.changed", "done", None, if everywhere { "signed out everywhere" } else { "" });
    Ok(started)
}

async fn store_password(
    identity: &Identity,
    person: &SignedIn,
    hash: &str,
    everywhere: bool,
) -> Result<Option<Started>, Failure> {
    let now = identity.clock.now();
    let txn = store::database::begin(&identity.db).await?;
    let Some(started) = sessions::renew(identity, &txn, person, false, now).await? else { return Ok(None) };
    store::people::set_password(&txn, person.id, hash, now).await?;
    let ended = store::sessions::end_others(&txn, person.id, person.session, now).await?;
    sessions::end_what_they_gave(&txn, &ended, now).await?;
    if everywhere {
        store::families::revoke_of_user(&txn, person.id, "signed_out_everywhere", now).await?;
    }
    sessions::commit(identity, txn).await?;
    Ok(Some(started))
}

fn email_taken() -> Refusal {
    Problems::one("email", "taken", "There is an account with this e-mail address. Sign in instead.").into()
}
