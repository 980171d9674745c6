//! Putting the server together: configuration in, a running process out.

mod open;

use std::sync::Arc;
use std::time::Duration;

use app::words::error as words;
use axum::Router;
use identity::clock::SystemClock;
use identity::failure::Failure;
use identity::published::Published;
use identity::{Identity, back_channel, background, clients, demo, setup, sweeper};
use projects::webhooks::{self, Bell, Webhooks};
use projects::{Api, Basic};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use self::open::open;
pub use self::open::{open_for_command, setup_link};
use crate::config::{ApiSettings, PublicUrls, Settings};
use crate::console::Functions;
use crate::error::{Cause, ErrorView, StartError};
use crate::http::{self, Assets, DemoClient, HttpSettings, NotReady, Readiness, layers};
use crate::outbound::Courier;
use crate::routes;
use crate::state::{AppState, CookieNames};
use crate::tokens::{self, LocalLimit, LocalSeal, LocalTokens, LocalVault, LocalWitness};

/// How often a server looks at the rows of the signing keys: two on one database agree well within five seconds (J2).
const KEYS_EVERY: Duration = Duration::from_secs(2);

/// How often a server takes away what is over.
const SWEEP_EVERY: Duration = Duration::from_mins(5);

/// How often a server looks for secrets that end soon; days count here.
const REMIND_EVERY: Duration = Duration::from_hours(1);

/// A server that is ready to take requests.
pub struct Running {
    /// The use cases, for tests and for the last flush.
    pub identity: Identity,
    /// The public addresses.
    pub urls: PublicUrls,
    /// The listeners with what they serve.
    pub doors: Vec<(TcpListener, Router)>,
    /// What runs beside them. It ends when this is dropped.
    pub tasks: JoinSet<()>,
}

/// Runs the server until it is told to stop.
///
/// # Errors
/// One line with the fix, when it can't start.
pub async fn serve(settings: Settings) -> Result<(), StartError> {
    let Running { identity, urls, doors, tasks } = build(&settings, Arc::new(SystemClock)).await?;
    if let Some(link) = setup::make_link(&identity).await.map_err(StartError::from)? {
        // Printed and not logged: whoever holds it becomes the administrator.
        println!("No account yet. Make the first administrator within an hour:\n{link}");
    }
    tracing::info!(identity = %urls.identity, api = %urls.api, "Serving at {}", urls.identity);
    http::serve(doors, http::shutdown::signal()).await;
    drop(tasks);
    identity.recorder.flush().await;
    Ok(())
}

/// Binds the listeners, brings the database up to date and puts everything together.
///
/// # Errors
/// One line with the fix, when something is missing.
pub async fn build(
    settings: &Settings,
    clock: Arc<dyn identity::clock::Clock>,
) -> Result<Running, StartError> {
    let listeners = http::bind(settings).await?;
    let urls = settings.public_urls(&listeners.bound)?;
    let identity = open(settings, &urls, clock).await?;
    if let Some(app) = &urls.demo {
        demo::load(&identity, app.as_str()).await?;
        let now = identity.clock.now();
        projects::demo::load(&identity.db.writer, now).await.map_err(StartError::refused_by)?;
    }
    look_after(&identity);
    start_leptos();
    let assets = Assets::load();
    let http = http_settings(settings, &urls, &assets, &identity);
    let state = AppState {
        identity: identity.clone(),
        assets: assets.clone(),
        urls: urls.clone(),
        demo: settings.demo.enabled,
        discovery: discovery(&identity)?,
        cookies: Arc::new(CookieNames::new(&urls)),
        functions: Functions::collect(),
    };
    let courier = Arc::new(Courier::new(settings.outbound.allow.clone())?);
    let hooks = hooks(&identity, courier.clone());
    let mut doors = vec![
        (listeners.identity, layers::identity(routes::identity(state, readiness(&identity)), &http)),
        (listeners.api, layers::api(api(&identity, &urls, (&settings.api, &hooks)), &http)),
    ];
    if let (Some(listener), Some(url)) = (listeners.demo, urls.demo.clone()) {
        let client =
            DemoClient { client_id: demo::APP_CLIENT_ID.to_owned(), redirect_uri: format!("{url}/callback") };
        doors.push((listener, layers::demo(http::demo::routes(&urls, &client, &assets), &http, url)));
    }
    let mut tasks = JoinSet::new();
    tasks.spawn(back_channel::run(identity.clone(), courier));
    tasks.spawn(webhooks::run(hooks));
    Ok(Running { identity, urls, doors, tasks })
}

/// What the server does by itself, again and again.
fn look_after(identity: &Identity) {
    background::repeat(identity, KEYS_EVERY, "look after the signing keys", async |identity| {
        identity.keys.tend().await
    });
    background::repeat(identity, SWEEP_EVERY, "sweep up what is over", async |identity| {
        sweeper::sweep(&identity).await.map(drop)
    });
    background::repeat(identity, REMIND_EVERY, "remind owners of secrets that end soon", async |identity| {
        clients::remind(&identity).await.map(drop)
    });
}

/// Pages are printed on this runtime's threads.
fn start_leptos() {
    // Several servers in one process, as in the tests, share the one that came first.
    if any_spawner::Executor::init_tokio().is_err() {
        tracing::debug!("The executor of the pages was set before");
    }
}

fn http_settings(
    settings: &Settings,
    urls: &PublicUrls,
    assets: &Assets,
    identity: &Identity,
) -> HttpSettings {
    let random = Arc::clone(&identity.random);
    HttpSettings {
        public_urls: urls.clone(),
        trusted_proxies: settings.trusted_proxies.clone(),
        // Without randomness nothing works; the request that needs a secret fails, its id is only a name.
        draw_id: Arc::new(move || random.bytes().unwrap_or_default()),
        error_page: error_page(assets.stylesheet_path().to_owned(), settings.demo.enabled),
    }
}

fn error_page(stylesheet: String, demo_banner: bool) -> crate::error::ErrorPage {
    Arc::new(move |view: &ErrorView<'_>| {
        let frame = app::layout::Frame {
            product: app::PRODUCT.to_owned(),
            stylesheet: stylesheet.clone(),
            theme: view.theme.and_then(app::layout::Theme::from_cookie),
            demo_banner,
            here: String::new(),
            csrf: String::new(),
            user: None,
            current: None,
        };
        let model = app::account::error::Model {
            title: words::title(view.status).to_owned(),
            why: view.message.to_owned(),
            remedy: words::remedy(view.status).to_owned(),
            request_id: view.request_id.to_owned(),
            ..Default::default()
        };
        app::account::error::page(&model, &frame)
    })
}

fn discovery(identity: &Identity) -> Result<Published, StartError> {
    let metadata = identity::discovery::metadata(&identity.settings);
    serde_json::to_vec(&metadata).map(Published::new).map_err(StartError::refused_by)
}

fn readiness(identity: &Identity) -> Readiness {
    let identity = identity.clone();
    Readiness::new(move || {
        let identity = identity.clone();
        async move {
            let ready = identity.ready().await;
            ready.map_err(|failure: Failure| NotReady { missing: "database", cause: Cause::of(&failure) })
        }
    })
}

fn hooks(identity: &Identity, courier: Arc<Courier>) -> Arc<Webhooks> {
    Arc::new(Webhooks {
        reader: identity.db.reader.clone(),
        writer: identity.db.writer.clone(),
        carrier: courier,
        vault: Arc::new(LocalVault(identity.clone())),
        witness: Arc::new(LocalWitness(identity.clone())),
        now: microseconds(identity),
        bell: Bell::default(),
    })
}

/// The clock as the API reads it.
fn microseconds(identity: &Identity) -> Arc<dyn Fn() -> i64 + Send + Sync> {
    let clock = identity.clock.clone();
    Arc::new(move || clock.now().timestamp_micros())
}

fn api(identity: &Identity, urls: &PublicUrls, (settings, hooks): (&ApiSettings, &Arc<Webhooks>)) -> Router {
    let api = Api {
        db: identity.db.limited.clone(),
        writer: identity.db.writer.clone(),
        limit: Arc::new(LocalLimit(identity.clone())),
        tokens: Arc::new(LocalTokens(identity.clone())),
        public_url: urls.api.as_str().to_owned(),
        issuer: urls.identity.as_str().to_owned(),
        basic: if settings.tokens_over_basic { Basic::Offered } else { Basic::Off },
        webhooks: Arc::clone(hooks),
        seal: Arc::new(LocalSeal(identity.clone())),
        now: microseconds(identity),
    };
    projects::router(api).layer(axum::middleware::map_request(tokens::name_peer))
}
