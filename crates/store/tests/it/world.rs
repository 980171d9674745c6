//! What the tests have in common: moments, people, clients and the rows behind them.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::carried_claims::CarriedClaims;
use domain::client::{ClientType, SigningAlgorithm};
use domain::client_claims::ClientClaim;
use domain::client_id::ClientId;
use domain::client_keys::ClientKeys;
use domain::code::{AuthorizationCode, Granted};
use domain::documentation::Documentation;
use domain::draft::Draft;
use domain::environment::Environment;
use domain::person::{Address, Profile};
use domain::restriction::Restriction;
use domain::template::Template;
use oauth::grant_type::GrantType;
use oauth::pkce::CodeChallenge;
use oauth::scope::Scopes;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use store::Digest;
use store::clients::{Inserted, NewClient, NewSecret};
use store::database::{self, Database, DatabaseTransaction};
use store::families::NewFamily;
use store::people::{self, NewPerson};
use store::refresh_tokens::{AccessToken, NewRefreshToken};
use tokio::sync::Barrier;

/// A moment so many seconds after the tests began.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

/// A digest that differs for every number.
pub(crate) fn digest(number: u64) -> Digest {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    Digest(bytes)
}

pub(crate) fn scopes(text: &str) -> Scopes {
    Scopes::parse(text).unwrap()
}

pub(crate) fn client_id(text: &str) -> ClientId {
    text.parse().unwrap()
}

pub(crate) fn profile(email: &str) -> Profile {
    Profile {
        name: "Alice Adams".into(),
        given_name: "Alice".into(),
        family_name: "Adams".into(),
        preferred_username: "alice".into(),
        email: email.into(),
        phone_number: "+43 1 234567".into(),
        address: Address { locality: "Vienna".into(), country: "Austria".into(), ..Address::default() },
    }
}

/// Does something in a transaction and keeps it.
pub(crate) async fn within<T, E: std::fmt::Debug>(
    db: &Database,
    job: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
) -> T {
    let txn = database::begin(db).await.unwrap();
    let done = job(&txn).await.unwrap();
    database::commit(txn).await.unwrap();
    done
}

/// Does a job so many times at the same moment, and gives what each came to.
pub(crate) async fn at_once<T, F>(db: &Database, times: usize, job: impl Fn(Database, usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    open_connections(db, times).await;
    let start = Arc::new(Barrier::new(times));
    let tasks: Vec<_> = (0..times)
        .map(|number| {
            let (start, job) = (Arc::clone(&start), job(db.clone(), number));
            tokio::spawn(async move {
                start.wait().await;
                job.await
            })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

/// Opens the connections that Postgres opens when they are needed: waiting for them would make a queue of what is
/// meant to happen at once.
async fn open_connections(db: &Database, number: usize) {
    let mut open = Vec::new();
    if db.writer.get_database_backend() == DbBackend::Postgres {
        for _ in 0..number.min(16) {
            open.push(database::begin(db).await.unwrap());
        }
    }
}

/// Begins a second job while the first is done but not yet committed, and gives what the two came to.
pub(crate) async fn one_upon_the_other<T, F>(
    db: &Database,
    first: impl AsyncFnOnce(&DatabaseTransaction) -> T,
    second: F,
) -> (T, T)
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let txn = database::begin(db).await.unwrap();
    let done = first(&txn).await;
    let second = tokio::spawn(second);
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    database::commit(txn).await.unwrap();
    (done, second.await.unwrap())
}

/// Inserts a person with an account of their own, and gives the person's row.
pub(crate) async fn person(db: &Database, email: &str) -> i64 {
    let profile = profile(email);
    let new =
        NewPerson { id: None, account_id: None, profile: &profile, password_hash: "$argon2id$", roles: &[] };
    match within(db, async |txn| people::insert(txn, new, at(0)).await).await {
        people::Inserted::Done(id) => id,
        people::Inserted::EmailTaken => panic!("{email} is taken"),
    }
}

fn keys() -> ClientKeys {
    r#"{"keys":[{"kty":"EC","crv":"P-256","x":"eA","y":"eQ"}]}"#.parse().unwrap()
}

pub(crate) fn draft() -> Draft {
    Draft {
        template: Some(Template::WebServerApplication),
        client_name: "Data Sync".into(),
        description: "Copies data at night".into(),
        client_type: ClientType::Confidential,
        grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
        redirect_uris: vec!["https://b.example.com/cb".into(), "https://a.example.com/cb".into()],
        post_logout_redirect_uris: vec!["https://a.example.com/bye".into()],
        allowed_cors_origins: vec!["https://a.example.com".into()],
        scopes: scopes("openid offline_access"),
        roles: vec!["manager".into()],
        claims: vec![ClientClaim { name: "service".into(), value: "data-sync".into() }],
        require_pkce: true,
        allow_offline_access: true,
        access_token_lifetime: None,
        refresh_token_lifetime: 2_592_000,
        absolute_refresh_token_lifetime: Some(7_776_000),
        sliding_refresh_token: true,
        update_access_token_claims_on_refresh: false,
        rotate_refresh_token: false,
        id_token_signing_algorithm: SigningAlgorithm::ES256,
        require_requested_scopes: true,
        allowed_ip_addresses: "192.0.2.0/24, 2001:db8::1".parse().unwrap(),
        jwks: Some(keys()),
        back_channel_logout_uri: Some("https://b.example.com/logout".into()),
        persistent_sso: true,
        environment: Some(Environment::Staging),
        documentation: Documentation { contact: "ops@example.com".into(), ..Documentation::default() },
    }
}

/// Tries to insert a client with a secret for an owner.
pub(crate) async fn try_client(db: &Database, owner: i64, id: &str, most_active: u32) -> Inserted {
    try_client_at(db, owner, id, most_active, at(0)).await
}

/// The same, at a moment.
pub(crate) async fn try_client_at(
    db: &Database,
    owner: i64,
    id: &str,
    most_active: u32,
    now: DateTime<Utc>,
) -> Inserted {
    let txn = database::begin(db).await.unwrap();
    let inserted = try_client_within(&txn, owner, id, most_active, now).await;
    database::commit(txn).await.unwrap();
    inserted
}

/// The same, in a transaction that goes on.
pub(crate) async fn try_client_within(
    txn: &DatabaseTransaction,
    owner: i64,
    id: &str,
    most_active: u32,
    now: DateTime<Utc>,
) -> Inserted {
    let account_id = people::find(txn, owner).await.unwrap().unwrap().account_id;
    let (id, draft) = (client_id(id), draft());
    let secret =
        NewSecret { digest: digest(1), hint: "abcd", description: "first", expires_at: Some(at(1000)) };
    let new = NewClient {
        account_id,
        owner_id: owner,
        client_id: &id,
        draft: &draft,
        secrets: &[secret],
        most_active,
    };
    store::clients::insert(txn, new, now).await.unwrap()
}

/// Inserts a client with a secret for an owner, and gives its row.
pub(crate) async fn client(db: &Database, owner: i64, id: &str) -> i64 {
    match try_client(db, owner, id, 10_000).await {
        Inserted::Done(key) => key,
        refused => panic!("{id}: {refused:?}"),
    }
}

/// A code of a client for a user, good for a minute.
pub(crate) fn code(client: i64, user: i64) -> AuthorizationCode {
    AuthorizationCode {
        client,
        redirect_uri: "https://a.example.com/cb".into(),
        challenge: Some(CodeChallenge::from_stored("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".into())),
        expires_at: at(60),
        granted: Granted {
            user,
            scopes: scopes("openid profile"),
            nonce: Some("n".into()),
            auth_time: at(-5),
            sid: "sid".into(),
            acr: Some("1".into()),
            claims: "id_token.email userinfo.name".parse().unwrap(),
            restriction: restriction(),
        },
    }
}

/// What tokens are restricted to, with every part set.
pub(crate) fn restriction() -> Restriction {
    Restriction {
        resources: ["https://id.example".parse().unwrap()].into_iter().collect(),
        key: Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I".parse().unwrap()),
    }
}

/// What the first access token of every family says.
pub(crate) fn first_claims() -> CarriedClaims {
    CarriedClaims { roles: vec!["manager".into()], claims: Vec::new() }
}

/// Inserts a family with one refresh token that lasts a hundred seconds.
pub(crate) async fn family(
    txn: &impl ConnectionTrait,
    client: i64,
    user: i64,
    number: u64,
    now: DateTime<Utc>,
) -> i64 {
    let (public_id, scopes) = (format!("family-{number}"), scopes("openid"));
    let claims = "userinfo.name".parse().unwrap();
    let new = NewFamily {
        public_id: &public_id,
        client,
        user,
        sid: Some("sid"),
        scopes: &scopes,
        auth_time: at(-5),
        nonce: None,
        acr: None,
        claims: &claims,
        restriction: &restriction(),
        carried: &first_claims(),
    };
    let family = store::families::insert(txn, new, now).await.unwrap();
    let expires_at = now + TimeDelta::seconds(100);
    let access_token = AccessToken { jti: format!("jti-{number}"), expires_at: now + TimeDelta::hours(1) };
    let digest = digest(number);
    let first = NewRefreshToken { digest, family, parent: None, access_token: &access_token, expires_at };
    store::refresh_tokens::insert(txn, first, now).await.unwrap();
    family
}

/// Does to the database what the store has no word for.
pub(crate) async fn by_hand(db: &Database, sql: &str) {
    db.writer.execute_unprepared(sql).await.unwrap();
}

/// The first column of the first row as a number.
pub(crate) async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}
