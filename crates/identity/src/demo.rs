//! The people and clients of a demonstration (`contract.md`, Processes and addresses).

use domain::client::ClientType;
use domain::client_id::ClientId;
use domain::person::{Address, Profile};
use domain::secret::PlainSecret;
use domain::template::{NewClient, Template, TokenExpiration};
use store::clients::{NewClient as NewRow, NewSecret};
use store::database::DatabaseTransaction;
use store::people::NewPerson;

use crate::Identity;
use crate::failure::Failure;
use crate::password::Asker;
use crate::vault::Purpose;

/// The password of both demo users.
pub const PASSWORD: &str = "correct horse battery staple";
/// The client of the demo app.
pub const APP_CLIENT_ID: &str = "app_de30de30de30";

/// Fills an empty database with two people and one client per template; does nothing in any other.
///
/// # Errors
/// When the database fails.
pub async fn load(identity: &Identity, app_url: &str) -> Result<(), Failure> {
    if store::people::any(&identity.db.reader).await? {
        return Ok(());
    }
    let hash = identity.passwords.hash(PASSWORD, &*identity.random, Asker::Known).await?;
    let now = identity.clock.now();
    let txn = store::database::begin(&identity.db).await?;
    let roles: &[&str] = &["manager", "administrator"];
    for (id, account, profile, roles) in [(101, 1, alice(), roles), (102, 2, bob(), &[])] {
        let new = NewPerson {
            id: Some(id),
            account_id: Some(account),
            profile: &profile,
            password_hash: &hash,
            roles,
        };
        store::people::insert(&txn, new, now).await?;
    }
    for (id, new) in clients(app_url) {
        insert_client(identity, &txn, id, &new).await?;
    }
    Ok(store::database::commit(txn).await?)
}

fn alice() -> Profile {
    Profile {
        name: "Alice Adams".to_owned(),
        given_name: "Alice".to_owned(),
        family_name: "Adams".to_owned(),
        preferred_username: "alice".to_owned(),
        email: "alice@example.com".to_owned(),
        phone_number: "+1 202 555 0101".to_owned(),
        address: Address {
            street_address: "1 Main Street".to_owned(),
            locality: "Springfield".to_owned(),
            postal_code: "12345".to_owned(),
            country: "USA".to_owned(),
            ..Address::default()
        },
    }
}

fn bob() -> Profile {
    Profile {
        name: "Bob Brown".to_owned(),
        given_name: "Bob".to_owned(),
        family_name: "Brown".to_owned(),
        preferred_username: "bob".to_owned(),
        email: "bob@example.com".to_owned(),
        ..Profile::default()
    }
}

fn clients(app_url: &str) -> [(&'static str, NewClient); 4] {
    let new = |template, name: &str, description: &str, uris: &[&str]| NewClient {
        description: (!description.is_empty()).then(|| description.to_owned()),
        redirect_uris: (!uris.is_empty()).then(|| uris.iter().map(|uri| (*uri).to_owned()).collect()),
        token_expiration: (template == Template::PersonalAccessToken).then_some(TokenExpiration::Days90),
        ..NewClient::named(template, name)
    };
    let callback = format!("{app_url}/callback");
    [
        (
            APP_CLIENT_ID,
            new(Template::WebMobileApp, "Project Viewer", "The demo app of this server.", &[&callback]),
        ),
        (
            "service_de30de30de31",
            new(Template::BackendService, "Data Sync Service", "Copies projects at night.", &[]),
        ),
        ("de30de30de32", new(Template::PersonalAccessToken, "Local Development Testing", "", &[])),
        (
            "web_de30de30de33",
            new(
                Template::WebServerApplication,
                "Reporting Portal",
                "An application on a server of its own.",
                &["https://portal.example.com/signin-oidc"],
            ),
        ),
    ]
}

/// The secrets are made and forgotten: whoever needs one makes a client, and sees it once.
async fn insert_client(
    identity: &Identity,
    txn: &DatabaseTransaction,
    id: &str,
    new: &NewClient,
) -> Result<(), Failure> {
    const UNUSABLE: Failure = Failure::Crypto("the demo data is not usable");
    let (Ok(id), Ok(draft)) = (id.parse::<ClientId>(), new.checked()) else { return Err(UNUSABLE) };
    let now = identity.clock.now();
    let secret = PlainSecret::accept(&identity.random.opaque()?).map_err(|_| UNUSABLE)?;
    let hint = secret.hint();
    let secret = NewSecret {
        digest: identity.vault.digest(Purpose::ClientSecret, secret.expose()),
        hint: &hint,
        description: "",
        expires_at: new.expiration().and_then(|choice| choice.expires_at(now)),
    };
    let secret = (draft.client_type == ClientType::Confidential).then_some(secret);
    let row = NewRow {
        account_id: 1,
        owner_id: 101,
        client_id: &id,
        draft: &draft,
        secrets: secret.as_slice(),
        most_active: identity.settings.limits.active_clients,
    };
    store::clients::insert(txn, row, now).await?;
    Ok(())
}
