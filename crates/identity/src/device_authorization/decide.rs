//! What a person types and decides (RFC 8628 §3.3).

use domain::client::{Client, Status};
use domain::device::MOST_MISSES;
use domain::roles;
use domain::throttle::{Counted, Wait};
use domain::user_code::UserCode;
use oauth::grant_type::GrantType;
use store::clients::StoredClient;
use store::device_codes::{Allowing, Waiting};

use crate::authorize::{Answer, ConsentScope, Lasting, consent_scopes, lasting};
use crate::failure::Failure;
use crate::people::SignedIn;
use crate::vault::Purpose;
use crate::{Visit, throttle};

/// What the consent page of a device shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DevicePage {
    /// Who wants access.
    pub client_name: String,
    /// What it wants.
    pub scopes: Vec<ConsentScope>,
    /// For how long.
    pub lasting: Lasting,
}

/// Why a user code that somebody typed leads no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// Nobody is signed in.
    SignIn,
    /// No device waits with it: mistyped, expired, or answered before.
    Unknown,
    /// The device's client acts for people with certain roles only, and this person has none of them.
    NotForYou,
    /// The session has typed too many wrong ones.
    TooMany,
    /// From this address came too many wrong ones; how long to wait.
    Wait(Wait),
}

/// Looks up the device that shows a user code.
///
/// # Errors
/// When the database fails.
pub async fn look_up(visit: &Visit, typed: &str) -> Result<Result<DevicePage, Missed>, Failure> {
    let Some(person) = &visit.person else { return Ok(Err(Missed::SignIn)) };
    let (waiting, client) = match find(visit, person, typed).await? {
        Ok(found) => found,
        Err(missed) => return Ok(Err(missed)),
    };
    let remembered = store::consents::find(&visit.identity.db.reader, person.id, client.key).await?;
    Ok(Ok(DevicePage {
        scopes: consent_scopes(&waiting.scopes, &remembered),
        lasting: lasting(&waiting.scopes, &client.client),
        client_name: client.client.client_name,
    }))
}

/// Takes the person's answer and gives the client's name. They are asked each time: what was allowed on one device says
/// nothing of the next one, which may be a stranger's.
///
/// # Errors
/// When the database fails.
pub async fn decide(visit: &Visit, typed: &str, answer: Answer) -> Result<Result<String, Missed>, Failure> {
    let Some(person) = &visit.person else { return Ok(Err(Missed::SignIn)) };
    let (waiting, client) = match find(visit, person, typed).await? {
        Ok(found) => found,
        Err(missed) => return Ok(Err(missed)),
    };
    if !note(visit, person, &waiting, client.key, answer).await? {
        return Ok(Err(Missed::Unknown));
    }
    let (action, outcome) = match answer {
        Answer::Allow => ("authorization.granted", "done"),
        Answer::Deny => ("authorization.refused", "access_denied"),
    };
    let detail = format!("X-Device: {}", waiting.scopes);
    visit.audit(action, outcome, Some(client.client.client_id.as_str()), &detail);
    Ok(Ok(client.client.client_name))
}

/// Writes the answer down; `false` when somebody else was faster.
async fn note(
    visit: &Visit,
    person: &SignedIn,
    waiting: &Waiting,
    client: i64,
    answer: Answer,
) -> Result<bool, Failure> {
    let now = visit.identity.clock.now();
    let txn = store::database::begin(&visit.identity.db).await?;
    let noted = match answer {
        Answer::Allow => {
            let by = Allowing { user: person.id, auth_time: person.authenticated_at, sid: &person.sid };
            store::consents::remember(&txn, person.id, client, &waiting.scopes, now).await?;
            store::device_codes::allow(&txn, waiting.id, by, now).await?
        }
        Answer::Deny => store::device_codes::deny(&txn, waiting.id, now).await?,
    };
    if noted {
        store::database::commit(txn).await?;
    }
    Ok(noted)
}

/// The device that waits with a code. Only a wrong code counts, for its session and its address, and it counts before it
/// is looked up: many at once are no more than one after the other.
async fn find(
    visit: &Visit,
    person: &SignedIn,
    typed: &str,
) -> Result<Result<(Waiting, StoredClient), Missed>, Failure> {
    // What no device ever shows is a slip of the hand and no guess.
    let Ok(code) = typed.parse::<UserCode>() else { return Ok(Err(Missed::Unknown)) };
    let identity = &visit.identity;
    let address = throttle::key(identity, Counted::Address, &throttle::place(visit.address));
    let attempt = match throttle::begin(identity, vec![address]).await? {
        Ok(attempt) => attempt,
        Err(wait) => return Ok(Err(miss(visit, Missed::Wait(wait)))),
    };
    let db = &identity.db.writer;
    if !store::device_codes::count_miss(db, person.session, MOST_MISSES).await? {
        attempt.withdrawn().await?;
        return Ok(Err(miss(visit, Missed::TooMany)));
    }
    let Some((waiting, client)) = waiting(visit, &code).await? else {
        attempt.failed().await?;
        return Ok(Err(miss(visit, Missed::Unknown)));
    };
    attempt.succeeded().await?;
    store::device_codes::forgive_miss(db, person.session).await?;
    if roles::decide(&client.client.roles, &person.roles).is_err() {
        return Ok(Err(miss(visit, Missed::NotForYou)));
    }
    Ok(Ok((waiting, client)))
}

/// Notes a miss for the audit trail.
fn miss(visit: &Visit, missed: Missed) -> Missed {
    let why = match missed {
        Missed::SignIn => "nobody is signed in",
        Missed::Unknown => "no device waits with this user code",
        Missed::NotForYou => "the person has none of the client's roles",
        Missed::TooMany => "too many wrong user codes in this session",
        Missed::Wait(_) => "too many failures from this address",
    };
    visit.audit("device.code", "refused", None, &format!("X-Device: {why}"));
    missed
}

async fn waiting(visit: &Visit, code: &UserCode) -> Result<Option<(Waiting, StoredClient)>, Failure> {
    let identity = &visit.identity;
    let digest = identity.vault.digest(Purpose::UserCode, code.as_str());
    let now = identity.clock.now();
    let found = store::device_codes::find_waiting(&identity.db.reader, &digest, now).await?;
    let Some(waiting) = found else { return Ok(None) };
    let client = store::clients::find(&identity.db.reader, &waiting.client_id).await?;
    Ok(client.filter(|client| may_ask(&client.client)).map(|client| (waiting, client)))
}

/// A client that was switched off, or lost the grant, asks nobody any more.
fn may_ask(client: &Client) -> bool {
    client.status == Status::Active && client.grant_types.contains(&GrantType::DeviceCode)
}
