//! The person on the other side, as the cookies tell.

use app::layout::{Frame, NavItem, SignedIn, Theme};
use axum::extract::{FromRequestParts, OriginalUri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::request::Parts;
use http::{Method, StatusCode};
use identity::sessions::Started;
use identity::{Visit, devices, sessions};
use oauth::form::Form;

use super::agent;
use crate::error::{Cause, Problem};
use crate::http::{ClientAddress, Csp, RequestId, THEME_COOKIE};
use crate::state::AppState;

/// Who visits, with the cookies that go with the answer.
pub struct Visitor {
    /// What the use cases take.
    pub visit: Visit,
    /// The value of the browser's cookie; new on the first visit.
    pub browser: String,
    /// What the forms of this browser send back.
    pub csrf: String,
    /// What the client program calls itself.
    pub user_agent: Option<String>,
    theme: Option<Theme>,
    here: String,
    jar: CookieJar,
    state: AppState,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let sent = CookieJar::from_headers(&parts.headers);
        let broken =
            |error: identity::failure::Failure| Cause::of(&error).put_on(Problem::internal().into_response());
        let identity = state.identity.clone();
        let person = match sent.get(&state.cookies.session) {
            Some(cookie) => sessions::find(&identity, cookie.value()).await.map_err(broken)?,
            None => None,
        };
        let known = sent.get(&state.cookies.browser).map(|cookie| cookie.value().to_owned());
        let known = known.filter(|value| (40..=64).contains(&value.len()));
        let (browser, jar) = match known {
            Some(browser) => (browser, CookieJar::new()),
            None => {
                let fresh = identity.random.opaque().map_err(broken)?;
                (fresh.clone(), CookieJar::new().add(state.cookie(&state.cookies.browser, fresh)))
            }
        };
        let theme = sent.get(THEME_COOKIE).and_then(|cookie| Theme::from_cookie(cookie.value()));
        Ok(Self {
            csrf: identity.vault.antiforgery(&browser),
            visit: Visit {
                person,
                address: parts.extensions.get::<ClientAddress>().map(|address| address.0),
                device: sent.get(&state.cookies.device).map(|cookie| cookie.value().to_owned()),
                request_id: parts.extensions.get::<RequestId>().map(ToString::to_string).unwrap_or_default(),
                identity,
            },
            browser,
            user_agent: agent::of(&parts.headers).map(str::to_owned),
            theme,
            here: here(parts),
            jar,
            state: state.clone(),
        })
    }
}

/// Where a page is found again: what was sent to it is not part of that. A page of the protocol is not found again: its
/// address holds what programs sent, tokens among it, and what it does is done once.
fn here(parts: &Parts) -> String {
    let address = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(address)| address);
    if address.path().starts_with("/connect/") {
        return String::new();
    }
    let found = address.path_and_query().filter(|_| parts.method == Method::GET);
    found.map_or_else(|| address.path().to_owned(), ToString::to_string)
}

impl AppState {
    fn cookie(&self, name: &str, value: String) -> Cookie<'static> {
        Cookie::build((name.to_owned(), value))
            .path("/")
            .http_only(true)
            .secure(self.cookies.secure)
            .same_site(SameSite::Lax)
            .build()
    }
}

impl Visitor {
    /// Whether a form was printed for this browser.
    #[must_use]
    pub fn sent(&self, form: &Form) -> bool {
        let sent = form.get("csrf").ok().flatten().unwrap_or_default();
        // The value is a keyed hash of a cookie that only this browser holds; a timing attack on it would need the
        // cookie already.
        !sent.is_empty() && sent == self.csrf
    }

    /// What surrounds a page for this visitor.
    #[must_use]
    pub fn frame(&self, current: Option<NavItem>) -> Frame {
        Frame {
            product: app::PRODUCT.to_owned(),
            stylesheet: self.state.assets.stylesheet_path().to_owned(),
            theme: self.theme,
            demo_banner: self.state.demo,
            here: self.here.clone(),
            csrf: self.csrf.clone(),
            user: self.visit.person.as_ref().map(|person| SignedIn {
                name: person.name.clone(),
                email: person.email.clone(),
                manager: domain::web_server::may_make(&person.roles),
            }),
            current,
        }
    }

    /// The theme that the visitor chose.
    #[must_use]
    pub const fn theme(&self) -> Option<Theme> {
        self.theme
    }

    /// Remembers a theme for a year. A script may read and change it, as the console does.
    #[must_use]
    pub fn with_theme(mut self, theme: Theme) -> Self {
        let mut chosen = self.state.cookie(THEME_COOKIE, theme.as_str().to_owned());
        chosen.set_http_only(false);
        chosen.set_max_age(time::Duration::days(365));
        self.jar = self.jar.add(chosen);
        self
    }

    /// Answers with a plain page; `form_action` is where its form may lead besides back to us.
    #[must_use]
    pub fn page(self, status: StatusCode, html: String, form_action: Option<String>) -> Response {
        Csp::Account { form_action }.put_on((status, self.jar, Html(html)).into_response())
    }

    /// Answers with a plain page of moments, which a script of ours tells as its reader does.
    #[must_use]
    pub fn page_with_moments(self, status: StatusCode, html: String) -> Response {
        Csp::Moments.put_on((status, self.jar, Html(html)).into_response())
    }

    /// Answers with the page that takes an answer to a client as a form: one script, and one place to go.
    #[must_use]
    pub fn form_post(self, html: String, nonce: String, form_action: String) -> Response {
        Csp::FormPost { nonce, form_action }.put_on((StatusCode::OK, self.jar, Html(html)).into_response())
    }

    /// Answers with the way to another page (303, so that a form is not sent again).
    #[must_use]
    pub fn to(self, address: &str) -> Response {
        Csp::Nothing.put_on((self.jar, Redirect::to(address)).into_response())
    }

    /// Puts the cookies of this visit on an answer that somebody else made.
    #[must_use]
    pub fn dress(self, response: Response) -> Response {
        (self.jar, response).into_response()
    }

    /// Gives the browser a new session's cookie, and the one by which it is known later.
    #[must_use]
    pub fn with_session(mut self, started: Started) -> Self {
        let mut session = self.state.cookie(&self.state.cookies.session, started.token);
        if let Some(max_age) = started.max_age {
            session.set_max_age(time::Duration::seconds(max_age.num_seconds()));
        }
        let mut device = self.state.cookie(&self.state.cookies.device, started.device);
        device.set_max_age(time::Duration::seconds(devices::KEPT.num_seconds()));
        self.jar = self.jar.add(session).add(device);
        self
    }

    /// Takes the session's cookie away.
    #[must_use]
    pub fn without_session(mut self) -> Self {
        let mut gone = self.state.cookie(&self.state.cookies.session, String::new());
        gone.set_max_age(time::Duration::ZERO);
        self.jar = self.jar.add(gone);
        self
    }
}
