//! Every address of the identity listener, on one screen.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::account::{
    activity, connected_apps, consent, device, errors, home, login, logout, password, profile, register,
    sessions, setup, theme,
};
use crate::connect::{
    authorize, device_authorization, discovery, endsession, introspect, jwks, par, registration, revocation,
    token, userinfo,
};
use crate::http::{Readiness, health, version};
use crate::state::AppState;
use crate::{console, cors, management};

/// Where clients register themselves; nowhere while they may not.
fn client_registration(state: &AppState) -> Router<AppState> {
    if state.identity.settings.registration.is_none() {
        return Router::new();
    }
    let one = get(registration::get).put(registration::put).delete(registration::delete);
    Router::new()
        .route("/connect/register", post(registration::post))
        .route("/connect/register/{client_id}", one)
}

/// The identity listener without its edge.
pub fn identity(state: AppState, readiness: Readiness) -> Router {
    let called_by_scripts = Router::new()
        .route("/connect/par", post(par::post).options(cors::preflight))
        .route("/connect/token", post(token::post).options(cors::preflight))
        .route("/connect/introspect", post(introspect::post).options(cors::preflight))
        .route("/connect/revocation", post(revocation::post).options(cors::preflight))
        .route("/connect/userinfo", get(userinfo::any).post(userinfo::any).options(cors::preflight))
        .layer(from_fn_with_state(state.identity.clone(), cors::pass));
    Router::new()
        .route("/", get(home::get))
        .route("/Identity/Account/Login", get(login::get).post(login::post))
        .route("/Identity/Account/Register", get(register::get).post(register::post))
        .route("/Identity/Account/Logout", get(logout::get).post(logout::post))
        .route("/Identity/Account/Consent", get(consent::get).post(consent::post))
        .route("/Identity/Account/Device", get(device::get).post(device::post))
        .route("/Identity/Account/Setup", get(setup::get).post(setup::post))
        .route("/Identity/Account/Error", get(errors::general))
        .route("/Identity/Account/Theme", post(theme::post))
        .route("/docs/errors", get(errors::get))
        .route("/Identity/Account/Manage", get(profile::get).post(profile::post))
        .route("/Identity/Account/Manage/Password", get(password::get).post(password::post))
        .route("/Identity/Account/Manage/ConnectedApps", get(connected_apps::get).post(connected_apps::post))
        .route("/Identity/Account/Manage/Sessions", get(sessions::get).post(sessions::post))
        .route("/Identity/Account/Manage/Activity", get(activity::get))
        .route("/Identity/Account/Manage/Activity/Export", get(activity::export::get))
        .route("/Identity/Account/Manage/ApiClients", get(console::page))
        .route("/Identity/Account/Manage/ApiClients/{*page}", get(console::page))
        .route("/api/console/{*function}", post(console::function))
        .route("/.well-known/openid-configuration", get(discovery::get))
        .route("/.well-known/oauth-authorization-server", get(discovery::get))
        .route("/.well-known/openid-configuration/jwks", get(jwks::get))
        .route("/connect/authorize", get(authorize::get).post(authorize::post))
        .route("/connect/deviceauthorization", post(device_authorization::post))
        .route("/connect/endsession", get(endsession::get).post(endsession::post))
        .merge(management::routes())
        .merge(called_by_scripts)
        .merge(client_registration(&state))
        .with_state(state.clone())
        .merge(state.assets.routes())
        .merge(health::routes(readiness))
        .merge(version::routes())
}
