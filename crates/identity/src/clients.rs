//! The clients of a person: make, list, change, switch off and on, delete.

mod change;
mod define;
mod end;
mod import;
mod limit;
mod reminders;
mod secrets;

use domain::client::{Client, ClientType, CreatedClient, Issued, Status};
use domain::client_id::ClientId;
use domain::client_query::{ClientPage, ClientQuery};
use domain::draft::Draft;
use domain::personal_access_token;
use domain::problem::Problems;
use domain::refusal::{Refusal, RefusalCode};
use domain::secret::PlainSecret;
use domain::snippet::{Snippet, snippets};
use domain::template::{NewClient, Template};
use domain::usage::Servers;
use domain::web_server;
use oauth::grant_type::GrantType;
use store::clients::{Inserted, NewClient as NewRow, NewSecret, StatusChange};

use crate::failure::Failure;
use crate::people::SignedIn;
use crate::random::Random;
use crate::vault::Purpose;
use crate::{Identity, Visit};

pub use change::change;
pub use define::define;
pub(crate) use define::nearest_template;
pub use end::{remove, revoke};
pub use import::{export, import};
pub use reminders::remind;
pub use secrets::{add_secret, list_secrets, regenerate_secret, remove_secret};

/// A page of the person's own clients.
///
/// # Errors
/// `NotSignedIn` or `Broken`.
pub async fn search(visit: &Visit, query: &ClientQuery) -> Result<ClientPage, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let (db, now) = (&identity.db.reader, identity.clock.now());
    let found = store::clients::search(db, person.id, query, now).await.map_err(Failure::from)?;
    let active = store::clients::count_active(db, person.account_id).await.map_err(Failure::from)?;
    Ok(ClientPage {
        clients: found.clients.into_iter().map(|stored| stored.client).collect(),
        active,
        limit: identity.settings.limits.active_clients,
        total: found.total,
        page: query.page,
        pages: ClientPage::pages(found.total),
    })
}

/// One of the person's own clients.
///
/// # Errors
/// `NotSignedIn`, `NotFound` also for somebody else's, or `Broken`.
pub async fn find(visit: &Visit, id: &ClientId) -> Result<Client, Refusal> {
    let person = visit.signed_in()?;
    let found =
        store::clients::find_own(&visit.identity.db.reader, person.id, id).await.map_err(Failure::from)?;
    found.map(|stored| stored.client).ok_or_else(Refusal::not_found)
}

/// The first call of one of the person's own clients, in every language.
///
/// # Errors
/// `NotSignedIn`, `NotFound` also for somebody else's, or `Broken`.
pub async fn first_call(visit: &Visit, id: &ClientId) -> Result<Vec<Snippet>, Refusal> {
    let client = find(visit, id).await?;
    let servers = visit.identity.servers();
    Ok(snippets(&client, Servers { identity: &servers.identity, api: &servers.api }))
}

/// Makes a client. The answer is the only one that ever holds its secret.
///
/// # Errors
/// `NotSignedIn`, `Forbidden`, problems of the fields, `LimitReached` or `Broken`.
pub async fn create(visit: &Visit, new: NewClient) -> Result<CreatedClient, Refusal> {
    let person = visit.signed_in()?;
    let kind = new.template;
    refuse_web_server_to_others(
        visit,
        "client.created",
        Some(kind),
        kind.client_type(),
        &kind.grant_types(),
    )?;
    let identity = &visit.identity;
    let draft = new.checked()?;
    let secret = secret_of(&draft, &*identity.random)?;
    let expires_at = new.expiration().and_then(|choice| choice.expires_at(identity.clock.now()));
    let id = loop {
        let id = make_id(new.template, &*identity.random)?;
        match insert(identity, person, &draft, &id, secret.as_ref(), expires_at).await? {
            Inserted::Done(_) => break id,
            Inserted::IdTaken => {}
            Inserted::LimitReached => {
                visit.audit("client.created", "refused", None, "limit_reached");
                return Err(limit::reached(visit).await?);
            }
        }
    };
    visit.audit("client.created", "done", Some(id.as_str()), new.template.as_str());
    let client = find(visit, &id).await?;
    let issued = secret.map(|secret| issue(&client, &secret, &identity.settings.brand_prefix));
    Ok(CreatedClient { client, issued, warnings: Vec::new() })
}

/// Web server applications are for managers, whether they are made in the wizard, written down, or become one by a
/// change (R131).
fn refuse_web_server_to_others(
    visit: &Visit,
    action: &'static str,
    template: Option<Template>,
    client_type: ClientType,
    grant_types: &[GrantType],
) -> Result<(), Refusal> {
    let person = visit.signed_in()?;
    if !web_server::is_one(template, client_type, grant_types) || web_server::may_make(&person.roles) {
        return Ok(());
    }
    visit.audit(action, "refused", None, "managers_only");
    Err(Refusal::new(RefusalCode::Forbidden, "Only managers can make web server applications."))
}

fn secret_of(draft: &Draft, random: &dyn Random) -> Result<Option<PlainSecret>, Failure> {
    (draft.client_type == ClientType::Confidential).then(|| make_secret(random)).transpose()
}

pub(crate) fn make_secret(random: &dyn Random) -> Result<PlainSecret, Failure> {
    loop {
        if let Some(secret) = PlainSecret::generate(random.bytes()?) {
            return Ok(secret);
        }
    }
}

pub(crate) fn make_id(template: Template, random: &dyn Random) -> Result<ClientId, Failure> {
    loop {
        if let Some(id) = ClientId::generate(template, random.bytes()?) {
            return Ok(id);
        }
    }
}

fn issue(client: &Client, secret: &PlainSecret, prefix: &str) -> Issued {
    if client.template == Some(Template::PersonalAccessToken) {
        let token = personal_access_token::format(prefix, &client.client_id, secret);
        Issued { client_secret: None, personal_access_token: Some(token) }
    } else {
        Issued { client_secret: Some(secret.expose().to_owned()), personal_access_token: None }
    }
}

async fn insert(
    identity: &Identity,
    person: &SignedIn,
    draft: &Draft,
    id: &ClientId,
    secret: Option<&PlainSecret>,
    expires_at: Option<chrono::DateTime<chrono::Utc>>,
) -> Result<Inserted, Failure> {
    let hint = secret.map(PlainSecret::hint).unwrap_or_default();
    let secret = secret.map(|secret| NewSecret {
        digest: identity.vault.digest(Purpose::ClientSecret, secret.expose()),
        hint: &hint,
        description: "",
        expires_at,
    });
    let new = NewRow {
        account_id: person.account_id,
        owner_id: person.id,
        client_id: id,
        draft,
        secrets: secret.as_slice(),
        most_active: identity.settings.limits.active_clients,
    };
    let txn = store::database::begin(&identity.db).await?;
    let inserted = store::clients::insert(&txn, new, identity.clock.now()).await?;
    if matches!(inserted, Inserted::Done(_)) {
        store::database::commit(txn).await?;
    }
    Ok(inserted)
}

/// Switches a client on again.
///
/// # Errors
/// `NotSignedIn`, `NotFound`, `LimitReached`, `Conflict` for a revoked client, or `Broken`.
pub async fn activate(visit: &Visit, id: &ClientId) -> Result<Client, Refusal> {
    set_status(visit, id, Status::Active).await
}

/// Switches a client off: it gets no tokens, and those it has stop working.
///
/// # Errors
/// `NotSignedIn`, `NotFound`, `Conflict` for a revoked client, or `Broken`.
pub async fn deactivate(visit: &Visit, id: &ClientId) -> Result<Client, Refusal> {
    set_status(visit, id, Status::Inactive).await
}

async fn set_status(visit: &Visit, id: &ClientId, status: Status) -> Result<Client, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let limits = identity.settings.limits;
    let txn = store::database::begin(&identity.db).await.map_err(Failure::from)?;
    let now = identity.clock.now();
    let change = store::clients::set_status(&txn, person.id, id, status, limits.active_clients, now)
        .await
        .map_err(Failure::from)?;
    match change {
        StatusChange::Done => store::database::commit(txn).await.map_err(Failure::from)?,
        StatusChange::Unknown => return Err(Refusal::not_found()),
        StatusChange::LimitReached => {
            // Nothing was written; what is asked now needs no transaction.
            drop(txn);
            return Err(limit::reached(visit).await?);
        }
        StatusChange::Revoked => {
            return Err(revoked_for_good());
        }
    }
    visit.audit("client.status", "done", Some(id.as_str()), status.as_str());
    find(visit, id).await
}

/// Deletes a client, once its name was typed to confirm. The audit trail stays.
///
/// # Errors
/// `NotSignedIn`, `NotFound`, a problem of the field `confirmation`, `ReauthenticationRequired` or `Broken`.
pub async fn delete(visit: &Visit, id: &ClientId, confirmation: &str) -> Result<(), Refusal> {
    let client = find(visit, id).await?;
    if confirmation.trim() != client.client_name {
        let words = format!("Type the client's name, {}, to confirm.", client.client_name);
        return Err(Problems::one("confirmation", "differs", words).into());
    }
    remove(visit, id, None).await
}

fn revoked_for_good() -> Refusal {
    Refusal::new(RefusalCode::Conflict, "This client was revoked for good.")
}
