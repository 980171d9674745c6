//! Clients as they come out of the database.

use chrono::{DateTime, Utc};
use domain::client::Client;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, JoinType, QueryOrder as _, QuerySelect as _,
    RelationTrait as _, Select,
};

use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::{client, client_secret, client_uri, select_also, user};

/// A client, whole.
#[derive(Debug, Clone)]
pub struct StoredClient {
    /// The row.
    pub key: i64,
    /// The account it counts for.
    pub account_id: i64,
    /// The user who owns it.
    pub owner_id: i64,
    /// How often it was changed.
    pub version: i64,
    /// What its owner sees, with its live secrets.
    pub client: Client,
    /// The hashes of its live secrets.
    pub secrets: Vec<StoredSecret>,
}

/// A secret that wasn't removed. Whether it has expired is for the caller to say.
#[derive(Debug, Clone)]
pub struct StoredSecret {
    /// The row.
    pub id: i64,
    /// The keyed hash.
    pub digest: Digest,
    /// When it stops working; `None` when never.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A client that somebody claims to be, as far as telling that needs.
#[derive(Debug, Clone)]
pub struct Authenticating {
    /// The row.
    pub key: i64,
    /// The account it counts for.
    pub account_id: i64,
    /// The user who owns it.
    pub owner_id: i64,
    /// Whether its owner was switched off.
    pub owner_disabled: bool,
    /// The client, without URIs and without the owner's view of its secrets.
    pub client: Client,
    /// The hashes of its live secrets.
    pub secrets: Vec<StoredSecret>,
}

/// A client, what is known of its owner, and one of its live secrets.
#[derive(FromQueryResult)]
pub(super) struct ClientRow {
    #[sea_orm(nested)]
    client: client::Model,
    owner_disabled_at: Option<Moment>,
    #[sea_orm(nested(prefix = "secret."))]
    secret: Option<client_secret::Model>,
}

/// Selects clients, newest first, each with its live secrets, oldest first.
pub(super) fn select_with_secrets() -> Select<client::Entity> {
    let live = client_secret::Relation::Client
        .def()
        .on_condition(|_, _| client_secret::Column::RemovedAt.is_null().into());
    let select = client::Entity::find()
        .join(JoinType::InnerJoin, client::Relation::Owner.def())
        .column_as(user::Column::DisabledAt, "owner_disabled_at")
        .join_rev(JoinType::LeftJoin, live)
        .order_by_desc(client::Column::CreatedAt)
        .order_by_desc(client::Column::Id)
        .order_by_asc(client_secret::Column::Id);
    select_also::<_, client_secret::Entity>(select, "secret.")
}

/// Makes clients of the rows, which come one for each secret.
pub(super) fn fold(rows: Vec<ClientRow>) -> Vec<(StoredClient, OwnerDisabled)> {
    let mut clients: Vec<(StoredClient, OwnerDisabled)> = Vec::new();
    for row in rows {
        let secret = row.secret;
        match clients.last_mut().filter(|(last, _)| last.key == row.client.id) {
            Some((client, _)) => client.add_secret(secret),
            None => {
                let disabled = OwnerDisabled(row.owner_disabled_at.is_some());
                let mut client = StoredClient::from(row.client);
                client.add_secret(secret);
                clients.push((client, disabled));
            }
        }
    }
    clients
}

/// Whether the owner of a client was switched off.
pub(super) struct OwnerDisabled(pub(super) bool);

impl From<client::Model> for StoredClient {
    fn from(row: client::Model) -> Self {
        Self {
            key: row.id,
            account_id: row.account_id,
            owner_id: row.owner_id,
            version: row.version,
            client: row.into(),
            secrets: Vec::new(),
        }
    }
}

impl StoredClient {
    fn add_secret(&mut self, secret: Option<client_secret::Model>) {
        let Some(secret) = secret else { return };
        let (id, digest, expires_at) = (secret.id, secret.digest, secret.expires_at);
        self.secrets.push(StoredSecret { id, digest, expires_at: expires_at.map(|moment| moment.0) });
        self.client.client_secrets.push(secret.into());
    }

    /// Files an address under what it is registered for.
    pub(super) fn add_uri(&mut self, uri: client_uri::Model) {
        let list = match uri.kind.0 {
            client_uri::Kind::Redirect => &mut self.client.redirect_uris,
            client_uri::Kind::PostLogout => &mut self.client.post_logout_redirect_uris,
            client_uri::Kind::Origin => &mut self.client.allowed_cors_origins,
        };
        list.push(uri.value);
    }
}

impl From<(StoredClient, OwnerDisabled)> for Authenticating {
    fn from((stored, OwnerDisabled(owner_disabled)): (StoredClient, OwnerDisabled)) -> Self {
        let StoredClient { key, account_id, owner_id, mut client, secrets, .. } = stored;
        client.client_secrets.clear();
        Self { key, account_id, owner_id, owner_disabled, client, secrets }
    }
}
