//! Alice with a browser, and the programs that act for her.

use std::collections::BTreeMap;

use oauth::form::Form;
use reqwest::header::{COOKIE, HOST, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, RequestBuilder, redirect};
use serde_json::Value;

use crate::process::Place;

/// A PKCE verifier and its challenge (RFC 7636 Appendix B).
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// The demo's public client.
const APP: &str = "app_de30de30de30";
const PASSWORD: &str = "correct horse battery staple";

/// Alice, signed in.
pub(crate) struct Alice {
    http: Client,
    issuer: String,
    redirect_uri: String,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: HeaderMap,
    text: String,
}

impl Alice {
    /// Signs in.
    pub(crate) async fn sign_in(place: &Place, port: u16) -> Self {
        // A connection of its own for each request: one that is kept might end with its process.
        let http = Client::builder().redirect(redirect::Policy::none()).no_proxy().pool_max_idle_per_host(0);
        let http = http.build().unwrap();
        let mut alice = Self {
            http,
            issuer: place.issuer(),
            redirect_uri: place.redirect_uri(),
            cookies: BTreeMap::new(),
        };
        let csrf = alice.get(port, "/Identity/Account/Register").await.hidden("csrf");
        let fields = [("csrf", &*csrf), ("email", "alice@example.com"), ("password", PASSWORD)];
        assert_eq!(alice.post(port, "/Identity/Account/Login", &fields).await.status, 303);
        alice
    }

    /// A new code for the demo app, which is asked for at every sign-in because it wants offline access.
    pub(crate) async fn code(&mut self, port: u16) -> String {
        let consent = self.authorize(port).await;
        let page = self.get(port, &consent).await;
        let (csrf, request, person) = (page.hidden("csrf"), page.hidden("request"), page.hidden("person"));
        let fields = [("csrf", &*csrf), ("request", &*request), ("person", &*person), ("decision", "allow")];
        let location = self.post(port, "/Identity/Account/Consent", &fields).await.location();
        let query = location.split_once('?').unwrap_or_else(|| panic!("no code in {location}")).1;
        Form::parse(query.as_bytes())
            .unwrap()
            .get("code")
            .unwrap()
            .unwrap_or_else(|| panic!("no code in {location}"))
            .to_owned()
    }

    /// The demo app exchanges a code; an error when the connection broke.
    pub(crate) async fn redeem(&self, port: u16, code: &str) -> reqwest::Result<Answer> {
        self.token(
            port,
            &[
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", &self.redirect_uri),
                ("client_id", APP),
                ("code_verifier", VERIFIER),
            ],
        )
        .await
    }

    /// The demo app renews its tokens; an error when the connection broke.
    pub(crate) async fn refresh(&self, port: u16, refresh_token: &str) -> reqwest::Result<Answer> {
        self.token(
            port,
            &[("grant_type", "refresh_token"), ("refresh_token", refresh_token), ("client_id", APP)],
        )
        .await
    }

    /// A console function, as a page calls it.
    pub(crate) async fn call(&self, port: u16, function: &str, arguments: &Value) -> Answer {
        let request = self.request(reqwest::Method::POST, port, &format!("/api/console/{function}"));
        Answer::read(request.header(ORIGIN, &self.issuer).json(arguments)).await.unwrap()
    }

    /// The API, as it answers a program with this token.
    pub(crate) async fn api(&self, place: &Place, port: u16, token: &str) -> u16 {
        let url = format!("http://127.0.0.1:{port}/odata/Projects");
        let request = self.http.get(url).header(HOST, place.api_host()).bearer_auth(token);
        Answer::read(request).await.unwrap().status
    }

    /// The demo app gives a token back (RFC 7009 §2.1).
    pub(crate) async fn revoke(&self, port: u16, token: &str) -> Answer {
        self.send(port, "/connect/revocation", &[("token", token), ("client_id", APP)]).await.unwrap()
    }

    /// A program's request to the token endpoint.
    pub(crate) async fn token(&self, port: u16, fields: &[(&str, &str)]) -> reqwest::Result<Answer> {
        self.send(port, "/connect/token", fields).await
    }

    /// A form from a program: no cookies.
    async fn send(&self, port: u16, path: &str, fields: &[(&str, &str)]) -> reqwest::Result<Answer> {
        let url = format!("http://127.0.0.1:{port}{path}");
        Answer::read(self.http.post(url).header(HOST, self.host()).form(fields)).await
    }

    /// Where the demo app's authorization request leads.
    async fn authorize(&mut self, port: u16) -> String {
        let query = Form::encode([
            ("response_type", "code"),
            ("client_id", APP),
            ("redirect_uri", &self.redirect_uri),
            ("scope", "openid exepron.restapi offline_access"),
            ("state", "xyz"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]);
        let answer = self.get(port, &format!("/connect/authorize?{query}")).await;
        answer.location()
    }

    pub(crate) async fn get(&mut self, port: u16, path: &str) -> Answer {
        let request = self.request(reqwest::Method::GET, port, path);
        self.keep_cookies(Answer::read(request).await.unwrap())
    }

    async fn post(&mut self, port: u16, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(reqwest::Method::POST, port, path);
        let request = request.header(ORIGIN, &self.issuer).form(fields);
        self.keep_cookies(Answer::read(request).await.unwrap())
    }

    fn request(&self, method: reqwest::Method, port: u16, path: &str) -> RequestBuilder {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.http.request(method, format!("http://127.0.0.1:{port}{path}"));
        request.header(HOST, self.host()).header(COOKIE, cookies.join("; "))
    }

    fn host(&self) -> &str {
        self.issuer.trim_start_matches("http://")
    }

    fn keep_cookies(&mut self, answer: Answer) -> Answer {
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

impl Answer {
    async fn read(request: RequestBuilder) -> reqwest::Result<Self> {
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, text: response.text().await? })
    }

    /// A member of the JSON.
    #[track_caller]
    pub(crate) fn member(&self, name: &str) -> String {
        let json: Value =
            serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text));
        let member = json.pointer(&format!("/{name}")).and_then(Value::as_str);
        member.unwrap_or_else(|| panic!("no {name} in {}", self.text)).to_owned()
    }

    /// Where it leads.
    #[track_caller]
    fn location(&self) -> String {
        let location = self.headers.get(LOCATION).unwrap_or_else(|| panic!("{} {}", self.status, self.text));
        location.to_str().unwrap().to_owned()
    }

    /// The body.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The value of a hidden field.
    #[track_caller]
    fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let found = self.text.split_once(&start).and_then(|(_, rest)| rest.split_once('"'));
        found.unwrap_or_else(|| panic!("no field {name} in {}", self.text)).0.to_owned()
    }
}
