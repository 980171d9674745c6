//! The apps that a person has let in: their consents, and the sign-ins that came of them or of a password.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::client_id::ClientId;
use domain::connected_app::{ConnectedApp, SignedInApp};
use domain::template::ACCESS_TOKEN_LIFETIME;
use oauth::scope::Scopes;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, RelationTrait as _, Select, Set,
};

use crate::column::{Moment, Seconds, Word};
use crate::entity::{client, code, consent, device_code, refresh_token, token_family, user};
use crate::error::StoreError;
use crate::families;

/// The most sign-ins that are looked at. Refresh tokens have a limit far below; sign-ins without one end within hours.
const MOST_SIGN_INS: u64 = 1_000;

/// The apps of a person, by name. Two statements.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(
    db: &impl ConnectionTrait,
    user: i64,
    now: DateTime<Utc>,
) -> Result<Vec<ConnectedApp>, StoreError> {
    let mut apps: BTreeMap<i64, ConnectedApp> = BTreeMap::new();
    for allowed in consents(user).all(db).await? {
        apps.insert(allowed.key, allowed.into());
    }
    for row in sign_ins(user, now).all(db).await? {
        let (key, id, client_name, owner_name) =
            (row.key, row.public_client_id.clone(), row.client_name.clone(), row.owner_name.clone());
        let sign_in = SignedInApp::from(row);
        if !sign_in.is_live(now) {
            continue;
        }
        let app = apps.entry(key).or_insert_with(|| ConnectedApp {
            id,
            client_name,
            owner_name,
            scopes: Scopes::default(),
            since: sign_in.since,
            last_used_at: None,
            refresh_tokens: 0,
        });
        app.add(&sign_in);
    }
    let mut apps: Vec<ConnectedApp> = apps.into_values().collect();
    apps.sort_by_cached_key(|app| (app.client_name.to_lowercase(), app.id.clone()));
    Ok(apps)
}

/// Takes back all that a person gave a client: the consent, codes that nobody has redeemed, and every sign-in. `false`
/// when there was nothing to take.
///
/// Codes before families: an exchange that runs at the same time has either committed its family by then, or finds
/// its code spent.
///
/// # Errors
/// When the database fails.
pub async fn end(
    txn: &impl ConnectionTrait,
    user: i64,
    client_id: &ClientId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let key: Option<i64> = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .filter(client::Column::ClientId.eq(Word(client_id.clone())))
        .into_tuple()
        .one(txn)
        .await?;
    let Some(client) = key else { return Ok(false) };
    let taken = consent::Entity::delete_many()
        .filter(consent::Column::UserId.eq(user))
        .filter(consent::Column::ClientId.eq(client))
        .exec(txn)
        .await?
        .rows_affected;
    let spent = spend_codes(txn, user, client, now).await?;
    let ended = families::revoke_of_consent(txn, user, client, now).await?;
    Ok(taken + spent + ended > 0)
}

/// Spends the codes that a person gave a client's browser or device, and says how many were still good.
async fn spend_codes(
    txn: &impl ConnectionTrait,
    user: i64,
    client: i64,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let spent = Some(Moment(now));
    let codes = code::Entity::update_many()
        .set(code::ActiveModel { consumed_at: Set(spent), ..Default::default() })
        .filter(code::Column::UserId.eq(user))
        .filter(code::Column::ClientId.eq(client))
        .filter(code::Column::ConsumedAt.is_null())
        .exec(txn)
        .await?;
    let devices = device_code::Entity::update_many()
        .set(device_code::ActiveModel { consumed_at: Set(spent), ..Default::default() })
        .filter(device_code::Column::UserId.eq(user))
        .filter(device_code::Column::ClientId.eq(client))
        .filter(device_code::Column::ConsumedAt.is_null())
        .exec(txn)
        .await?;
    Ok(codes.rows_affected + devices.rows_affected)
}

fn consents(user: i64) -> sea_orm::Selector<sea_orm::SelectModel<ConsentRow>> {
    let select = consent::Entity::find()
        .select_only()
        .columns([consent::Column::Scopes, consent::Column::CreatedAt])
        .join(JoinType::InnerJoin, consent::Relation::Client.def());
    with_names(select).filter(consent::Column::UserId.eq(user)).into_model()
}

fn sign_ins(user: i64, now: DateTime<Utc>) -> sea_orm::Selector<sea_orm::SelectModel<SignInRow>> {
    let select = token_family::Entity::find()
        .select_only()
        .columns([
            token_family::Column::Scopes,
            token_family::Column::CreatedAt,
            token_family::Column::LastUsedAt,
        ])
        .column(client::Column::AccessTokenLifetime)
        .expr_as(Expr::from(live_tokens(now)), "refresh_tokens")
        .join(JoinType::InnerJoin, token_family::Relation::Client.def());
    with_names(select)
        .filter(token_family::Column::UserId.eq(user))
        .filter(token_family::Column::RevokedAt.is_null())
        .order_by_desc(token_family::Column::CreatedAt)
        .limit(MOST_SIGN_INS)
        .into_model()
}

/// Selects what a client and its owner are called.
fn with_names<E: sea_orm::EntityTrait>(select: Select<E>) -> Select<E> {
    select
        .join(JoinType::InnerJoin, client::Relation::Owner.def())
        .column_as(client::Column::Id, "key")
        .column_as(client::Column::ClientId, "public_client_id")
        .column_as(client::Column::Name, "client_name")
        .column_as(user::Column::Name, "owner_name")
}

fn live_tokens(now: DateTime<Utc>) -> SelectStatement {
    let own = Expr::col((refresh_token::Entity, refresh_token::Column::FamilyId))
        .equals((token_family::Entity, token_family::Column::Id));
    Query::select()
        .expr(Func::count(Expr::col(refresh_token::Column::Id)))
        .from(refresh_token::Entity)
        .and_where(own)
        .and_where(refresh_token::Column::ConsumedAt.is_null())
        .and_where(refresh_token::Column::ExpiresAt.gt(Moment(now)))
        .take()
}

#[derive(FromQueryResult)]
struct ConsentRow {
    key: i64,
    public_client_id: String,
    client_name: String,
    owner_name: String,
    scopes: Word<Scopes>,
    created_at: Moment,
}

#[derive(FromQueryResult)]
struct SignInRow {
    key: i64,
    public_client_id: String,
    client_name: String,
    owner_name: String,
    scopes: Word<Scopes>,
    created_at: Moment,
    last_used_at: Option<Moment>,
    access_token_lifetime: Option<Seconds>,
    refresh_tokens: i64,
}

impl From<ConsentRow> for ConnectedApp {
    fn from(row: ConsentRow) -> Self {
        Self {
            id: row.public_client_id,
            client_name: row.client_name,
            owner_name: row.owner_name,
            scopes: row.scopes.0,
            since: row.created_at.0,
            last_used_at: None,
            refresh_tokens: 0,
        }
    }
}

impl From<SignInRow> for SignedInApp {
    fn from(row: SignInRow) -> Self {
        Self {
            scopes: row.scopes.0,
            since: row.created_at.0,
            last_used_at: row.last_used_at.map_or(row.created_at.0, |at| at.0),
            refresh_tokens: u32::try_from(row.refresh_tokens).unwrap_or(u32::MAX),
            access_token_lifetime: row
                .access_token_lifetime
                .map_or(ACCESS_TOKEN_LIFETIME, |lifetime| lifetime.0),
        }
    }
}
