//! The rows of what a draft says, for a client that is made and for one that is changed.

use chrono::{DateTime, Utc};
use domain::documentation::Documentation;
use domain::draft::Draft;
use sea_orm::Set;

use crate::column::{Json, Moment, Seconds, Word};
use crate::entity::client_uri::Kind;
use crate::entity::{client, client_uri};

/// What an owner may change of a client's row.
pub(super) fn row(draft: &Draft, now: DateTime<Utc>) -> client::ActiveModel {
    client::ActiveModel {
        name: Set(draft.client_name.clone()),
        description: Set(draft.description.clone()),
        grant_types: Set(Word(draft.grant_types.clone())),
        scopes: Set(Word(draft.scopes.clone())),
        roles: Set(Json(draft.roles.clone())),
        claims: Set(Json(draft.claims.clone())),
        require_pkce: Set(draft.require_pkce),
        allow_offline_access: Set(draft.allow_offline_access),
        access_token_lifetime: Set(draft.access_token_lifetime.map(Seconds)),
        refresh_token_lifetime: Set(Seconds(draft.refresh_token_lifetime)),
        absolute_refresh_token_lifetime: Set(draft.absolute_refresh_token_lifetime.map(Seconds)),
        sliding_refresh_token: Set(draft.sliding_refresh_token),
        update_access_token_claims_on_refresh: Set(draft.update_access_token_claims_on_refresh),
        rotate_refresh_token: Set(draft.rotate_refresh_token),
        id_token_signing_algorithm: Set(Word(draft.id_token_signing_algorithm)),
        require_requested_scopes: Set(draft.require_requested_scopes),
        allowed_ip_addresses: Set(Word(draft.allowed_ip_addresses.clone())),
        back_channel_logout_uri: Set(draft.back_channel_logout_uri.clone()),
        persistent_sso: Set(draft.persistent_sso),
        environment: Set(draft.environment.map(Word)),
        documentation: Set(documentation(&draft.documentation)),
        updated_at: Set(Moment(now)),
        ..Default::default()
    }
}

/// What was written down, if there is anything.
fn documentation(written: &Documentation) -> Option<Json<Documentation>> {
    (!written.is_empty()).then(|| Json(written.clone()))
}

/// The rows of a client's addresses.
pub(super) fn uris(key: i64, draft: &Draft) -> Vec<client_uri::ActiveModel> {
    let lists = [
        (Kind::Redirect, draft.redirect_uris.as_slice()),
        (Kind::PostLogout, draft.post_logout_redirect_uris.as_slice()),
        (Kind::Origin, draft.allowed_cors_origins.as_slice()),
    ];
    let rows = lists.into_iter().flat_map(|(kind, values)| {
        (0..).zip(values).map(move |(position, value)| client_uri::ActiveModel {
            client_id: Set(key),
            kind: Set(Word(kind)),
            value: Set(value.clone()),
            position: Set(position),
            ..Default::default()
        })
    });
    rows.collect()
}
