//! The server that is measured, with demo data and somebody who is signed in.

use std::future::pending;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use identity::clock::SystemClock;
use identity::sign_in::{self, Checked, SignIn};
use identity::{Identity, Visit, demo, sessions};
use server::Running;
use server::config::{ConfigFile, Flag, PublicUrl, PublicUrls, Settings, Sources};
use server::state::CookieNames;
use tokio::runtime::Runtime;

use crate::Fault;

/// The value of the cookie that ties a browser to its forms and requests.
pub(crate) const BROWSER: &str = "bench-bench-bench-bench-bench-bench-bench-b";

/// Latchkey, serving.
pub(crate) struct Place {
    /// The use cases behind it.
    pub(crate) identity: Identity,
    /// Its public addresses.
    pub(crate) urls: PublicUrls,
    /// A visit of Alice, who is signed in and owns the demo's projects.
    pub(crate) alice: Visit,
    /// The cookies of her browser.
    pub(crate) cookies: String,
    /// The cookie of a browser in which nobody is signed in.
    pub(crate) browser: String,
    /// The hidden field in the forms of that browser.
    pub(crate) csrf: String,
    /// Which database it uses.
    pub(crate) database: &'static str,
}

impl Place {
    /// Builds a server in a folder and lets it serve until the process ends.
    pub(crate) fn open(serving: &Runtime, folder: &Path, database_url: Option<&str>) -> Result<Self, Fault> {
        let settings = settings(folder, database_url)?;
        let Running { identity, urls, doors, tasks } =
            serving.block_on(server::build(&settings, Arc::new(SystemClock)))?;
        serving.spawn(async move {
            server::http::serve(doors, pending()).await;
            drop(tasks);
        });
        let (alice, session) = serving.block_on(alice(&identity))?;
        let names = CookieNames::new(&urls);
        let browser = format!("{}={BROWSER}", names.browser);
        let cookies = format!("{browser}; {}={session}", names.session);
        let csrf = identity.vault.antiforgery(BROWSER);
        let postgres = database_url.is_some_and(|url| url.starts_with("postgres"));
        let database = if postgres { "Postgres" } else { "SQLite" };
        Ok(Self { identity, urls, alice, cookies, browser, csrf, database })
    }
}

/// Where a listener with this public URL can be reached from here.
pub(crate) fn address(url: &PublicUrl) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, url.port()).into()
}

/// The demo on ports that the system chooses, with room for one refresh token a connection, and behind a proxy, so that a
/// flood can come from everywhere.
fn settings(folder: &Path, database_url: Option<&str>) -> Result<Settings, Fault> {
    let anywhere = "127.0.0.1:0".to_owned();
    let plenty = "1000000".to_owned();
    let data = folder.display().to_string();
    let flags = [
        ("listen", Some(anywhere.clone())),
        ("api.listen", Some(anywhere.clone())),
        ("demo.listen", Some(anywhere)),
        ("demo.enabled", Some(true.to_string())),
        ("limits.refresh_tokens_per_client_and_user", Some(plenty.clone())),
        ("limits.refresh_tokens_per_user", Some(plenty)),
        ("trusted_proxies", Some(Ipv4Addr::LOCALHOST.to_string())),
        ("data_dir", Some(data)),
        ("database_url", database_url.map(str::to_owned)),
    ];
    let flags = flags.into_iter().filter_map(|(key, text)| Some(Flag { name: "bench", key, text: text? }));
    let sources = Sources {
        file: ConfigFile::IfPresent(folder.join("latchkey.toml")),
        environment: Vec::new(),
        flags: flags.collect(),
    };
    Ok(Settings::load(sources)?.settings)
}

/// Signs Alice in, and gives the value of her session's cookie as well.
async fn alice(identity: &Identity) -> Result<(Visit, String), Fault> {
    let stranger = Visit {
        identity: identity.clone(),
        person: None,
        address: None,
        device: None,
        request_id: String::new(),
    };
    let typed = SignIn { email: "alice@example.com", password: demo::PASSWORD, address: None, device: None };
    let Checked::Right(person) = sign_in::check(identity, &typed).await? else {
        return Err("the database holds people already, and not those of the demo".into());
    };
    let started = sessions::start(&stranger, &person, false, None).await?;
    let person = sessions::find(identity, &started.token).await?;
    Ok((Visit { person, ..stranger }, started.token))
}
