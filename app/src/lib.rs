//! What people see: the pages, and the parts they are put together from.
//!
//! Read on with [`routes`] (every address), [`layout`] (the frames), [`ui`] (parts that know no domain
//! type), [`api`] (what the console asks the server), `events` (what is said of one, on any page), [`console`] (the pages behind sign-in, printed by the
//! server and woken up in the browser), `words` (what they say) and `account` (the pages that a stranger meets: plain forms, printed
//! without any script).
//!
//! This is the only file that knows whether it is built for the server (`ssr`) or for the browser (`hydrate`).

#[cfg(not(erase_components))]
compile_error!(
    "Latchkey is built with `--cfg erase_components` (.cargo/config.toml); RUSTFLAGS in the environment replaces it."
);

use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{FlatRoutes, Route, Router};

pub mod routes;
pub mod layout;
pub mod ui;
pub mod json;
pub mod api;
mod events;
pub mod console;
pub mod words;
#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
mod door;

pub use console::Part;
use console::Surroundings;
use layout::{SettingsFrame, Theme};
use ui::{ThemeSwitch, Toaster, Toasts};

/// The product's name, as it stands above every page.
pub const PRODUCT: &str = "Latchkey";

/// What the server puts around the console. It is given to [`shell`], and differs from request to request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellAssets {
    /// The address of the one stylesheet.
    pub stylesheet: String,
    /// The WebAssembly bundle; without one the pages can be read, and nothing more.
    pub module: Option<ModuleAssets>,
    /// Whether this is a demo, where nothing real may be stored.
    pub demo_banner: bool,
    /// The antiforgery value of the sign-out form.
    pub csrf: String,
    /// The theme that the reader chose, from the cookie `theme`.
    pub theme: Option<Theme>,
}

/// The addresses of what a page loads of the WebAssembly bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleAssets {
    /// The script that starts the bundle, and those that it imports.
    pub scripts: Vec<String>,
    /// What every page needs.
    pub wasm: String,
    /// What this page needs besides (see [`Part`]).
    pub parts: Vec<String>,
}

/// The document around the console's pages.
///
/// The one script carries the nonce of the content security policy; no address in it comes from a request.
pub fn shell(assets: ShellAssets) -> impl IntoView {
    provide_context(assets.clone());
    let theme = assets.theme.map(Theme::as_str);
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content=theme.unwrap_or("light dark") />
                <meta name="robots" content="noindex" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=assets.stylesheet />
                {assets.module.map(|module| view! { <ModuleScript module /> })}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

#[component]
fn ModuleScript(module: ModuleAssets) -> impl IntoView {
    let ModuleAssets { scripts, wasm, parts } = module;
    let start = scripts.first().map(|first| {
        format!(
            "import init, {{ hydrate }} from {first:?};\nawait init({{ module_or_path: {wasm:?} }});\nhydrate();"
        )
    });
    let scripts = scripts.into_iter().map(|script| view! { <link rel="modulepreload" href=script /> });
    let modules = std::iter::once(wasm).chain(parts).map(|module| {
        view! { <link rel="preload" href=module r#as="fetch" r#type="application/wasm" crossorigin="anonymous" /> }
    });
    view! {
        {scripts.collect_view()}
        {modules.collect_view()}
        <script type="module" nonce=leptos::nonce::use_nonce()>
            {start}
        </script>
    }
}

/// The console: its frame, and the page that the address names.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    // The first value that is handed over, so that it has the same number on the server and in the browser.
    let Surroundings { frame, servers } =
        SharedValue::<_, json::Printed>::new_with_encoding(surroundings).into_inner();
    provide_context(frame.clone());
    provide_context(servers);
    Toaster::provide();
    console::provide_memory();
    view! {
        <Title formatter=|page: String| format!("{page} · {PRODUCT}") />
        <Router>
            <SettingsFrame frame tools=|| view! { <ThemeSwitch /> }>
                <FlatRoutes fallback=console::MissingPage>
                    <Route path=routes::api_clients() view=console::ClientsPage ssr=SsrMode::Async />
                    <Route path=routes::new_api_client() view=console::NewClientPage ssr=SsrMode::Async />
                    <Route path=routes::api_client() view=console::ClientPage ssr=SsrMode::Async />
                </FlatRoutes>
            </SettingsFrame>
            <Toasts />
            <console::ConfirmDialog />
            <console::SessionWatch />
        </Router>
    }
}

/// Wakes the printed page up. The module script calls it once the bundle has come.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // Otherwise a defect would stop the page without a word about where.
    #[cfg(not(panic = "immediate-abort"))]
    std::panic::set_hook(Box::new(|defect| leptos::logging::error!("{defect}")));
    wasm_bindgen_futures::spawn_local(async {
        let path = window().location().pathname().unwrap_or_default();
        let all_here = match Part::of(&path) {
            Some(part) => part.fetch().await.is_ok(),
            None => true,
        };
        // A page whose part doesn't come can still be read. The loader tells the browser's console why.
        if all_here {
            leptos::mount::hydrate_body(App);
        }
    });
}

#[cfg(feature = "ssr")]
pub use door::RenewedSession;
#[cfg(feature = "ssr")]
use door::{set_status, surroundings};

/// In the browser the surroundings are read from the page; only one that lacks them comes here.
#[cfg(not(feature = "ssr"))]
fn surroundings() -> Surroundings {
    Surroundings::unknown()
}

/// The status is the server's to say.
#[cfg(not(feature = "ssr"))]
const fn set_status(_status: u16) {}
