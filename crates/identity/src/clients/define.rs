//! Making a client that somebody has written down whole.

use domain::client::{ClientType, CreatedClient};
use domain::client_id::ClientId;
use domain::definition::{CheckedDefinition, Definition};
use domain::draft::Draft;
use domain::problem::Problems;
use domain::refusal::Refusal;
use domain::secret_label::CheckedSecret;
use domain::template::Template;
use oauth::grant_type::GrantType;
use store::clients::{Inserted, NewClient as NewRow, NewSecret};
use store::database::DatabaseTransaction;

use super::{find, issue, limit, make_id, make_secret, refuse_web_server_to_others};
use crate::failure::Failure;
use crate::people::SignedIn;
use crate::vault::Purpose;
use crate::{Identity, Visit};

/// Makes a client from a definition. The answer holds a secret only when the server has made it.
///
/// # Errors
/// `NotSignedIn`, `Forbidden`, problems of the members, `LimitReached`, or `Broken`.
pub async fn define(visit: &Visit, definition: &Definition) -> Result<CreatedClient, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let mut checked = definition.checked_new(identity.settings.limits.secrets_per_client)?;
    let draft = &checked.draft;
    refuse_web_server_to_others(visit, "client.created", None, draft.client_type, &draft.grant_types)?;
    let made = needs_secret(&checked);
    if made {
        let value = make_secret(&*identity.random)?;
        checked.secrets.push(CheckedSecret { value, description: String::new(), expires_at: None });
    }
    let id = insert(visit, person, &checked).await?;
    visit.audit("client.created", "done", Some(id.as_str()), "definition");
    let client = find(visit, &id).await?;
    let secret = made.then(|| checked.secrets.pop()).flatten();
    let issued = secret.map(|secret| issue(&client, &secret.value, &identity.settings.brand_prefix));
    Ok(CreatedClient { client, issued, warnings: definition.warnings() })
}

/// Whether the client could not prove who it is without a secret of the server's making.
fn needs_secret(checked: &CheckedDefinition) -> bool {
    let draft = &checked.draft;
    draft.client_type == ClientType::Confidential && draft.jwks.is_none() && checked.secrets.is_empty()
}

async fn insert(visit: &Visit, person: &SignedIn, checked: &CheckedDefinition) -> Result<ClientId, Refusal> {
    let identity = &visit.identity;
    loop {
        let id = match &checked.client_id {
            Some(id) => id.clone(),
            None => make_id(nearest_template(&checked.draft), &*identity.random)?,
        };
        match insert_as(identity, person, checked, &id).await? {
            Inserted::Done(_) => return Ok(id),
            Inserted::IdTaken if checked.client_id.is_some() => {
                let words = "Another client has this id. Choose another, or leave it out to get one.";
                return Err(Problems::one("clientId", "taken", words).into());
            }
            Inserted::IdTaken => {}
            Inserted::LimitReached => {
                visit.audit("client.created", "refused", None, "limit_reached");
                return Err(limit::reached(visit).await?);
            }
        }
    }
}

async fn insert_as(
    identity: &Identity,
    person: &SignedIn,
    checked: &CheckedDefinition,
    id: &ClientId,
) -> Result<Inserted, Refusal> {
    let txn = store::database::begin(&identity.db).await.map_err(Failure::from)?;
    let most_active = identity.settings.limits.active_clients;
    let inserted = insert_within(identity, &txn, person, checked, id, most_active).await?;
    if let Inserted::Done(client) = inserted {
        if let Some(name) = holder(identity, &txn, person, checked, client).await? {
            return Err(Problems::one("clientSecrets", "reused", reused(&name)).into());
        }
        store::database::commit(txn).await.map_err(Failure::from)?;
    }
    Ok(inserted)
}

/// The name of another client of the person that works with a secret that was brought along for this one (R084).
/// Other people's clients are not looked at: nobody learns here what their secrets are.
pub(super) async fn holder(
    identity: &Identity,
    txn: &DatabaseTransaction,
    person: &SignedIn,
    checked: &CheckedDefinition,
    client: i64,
) -> Result<Option<String>, Failure> {
    let now = identity.clock.now();
    let works = |secret: &&CheckedSecret| secret.expires_at.is_none_or(|end| end > now);
    let digests = checked.secrets.iter().filter(works);
    let digests = digests.map(|secret| identity.vault.digest(Purpose::ClientSecret, secret.value.expose()));
    let digests: Vec<_> = digests.collect();
    Ok(store::clients::secrets::held_elsewhere(txn, person.id, client, &digests, now).await?)
}

/// What is said of a secret that another client has.
pub(super) fn reused(name: &str) -> String {
    format!("{name} has this secret already. Each client and each environment needs one of its own.")
}

/// Inserts a client in a transaction that goes on.
pub(super) async fn insert_within(
    identity: &Identity,
    txn: &DatabaseTransaction,
    person: &SignedIn,
    checked: &CheckedDefinition,
    id: &ClientId,
    most_active: u32,
) -> Result<Inserted, Failure> {
    let hints: Vec<String> = checked.secrets.iter().map(|secret| secret.value.hint()).collect();
    let secrets: Vec<NewSecret<'_>> = checked
        .secrets
        .iter()
        .zip(&hints)
        .map(|(secret, hint)| NewSecret {
            digest: identity.vault.digest(Purpose::ClientSecret, secret.value.expose()),
            hint,
            description: &secret.description,
            expires_at: secret.expires_at,
        })
        .collect();
    let new = NewRow {
        account_id: person.account_id,
        owner_id: person.id,
        client_id: id,
        draft: &checked.draft,
        secrets: &secrets,
        most_active,
    };
    Ok(store::clients::insert(txn, new, identity.clock.now()).await?)
}

/// The template whose ids look like the client: only the prefix comes from it.
pub(crate) fn nearest_template(draft: &Draft) -> Template {
    match draft.client_type {
        ClientType::Public => Template::WebMobileApp,
        ClientType::Confidential if draft.grant_types.contains(&GrantType::AuthorizationCode) => {
            Template::WebServerApplication
        }
        ClientType::Confidential => Template::BackendService,
    }
}
