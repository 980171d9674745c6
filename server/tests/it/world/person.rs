//! A browser without scripts, and a program: what a persona sends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use super::{CHALLENGE, TestServer};

/// Somebody with a browser.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) server: TestServer,
    http: Client,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

/// What came back, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Person {
    pub(crate) fn new(server: TestServer) -> Self {
        Self::with_headers(server, HeaderMap::new())
    }

    /// Somebody whose requests come from this address.
    pub(crate) fn at(server: TestServer, address: &str) -> Self {
        let forwarded = ("x-forwarded-for".parse().unwrap(), address.parse().unwrap());
        Self::with_headers(server, HeaderMap::from_iter([forwarded]))
    }

    fn with_headers(server: TestServer, headers: HeaderMap) -> Self {
        let http = server.http_client_with(headers);
        Self { server, http, cookies: Arc::default() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a form from one of the server's own pages.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::POST, path).header(ORIGIN, self.server.issuer()).form(fields)).await
    }

    /// Calls a server function of the console.
    pub(crate) async fn call(&self, function: &str, arguments: &Value) -> Answer {
        let path = format!("/api/console/{function}");
        self.send(self.request(Method::POST, &path).header(ORIGIN, self.server.issuer()).json(arguments))
            .await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().unwrap();
        let cookies: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.http.request(method, self.server.identity_url(path)).header(COOKIE, cookies.join("; "))
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        let answer = Answer::read(request).await;
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let (pair, rest) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            if rest.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// The cookies, by the beginning of their names.
    pub(crate) fn cookie(&self, word: &str) -> Option<String> {
        let cookies = self.cookies.lock().unwrap();
        cookies.iter().find(|(name, _)| name.contains(word)).map(|(name, value)| format!("{name}={value}"))
    }

    /// Loses a cookie, as when what it stood for is over.
    pub(crate) fn forget(&self, word: &str) {
        self.cookies.lock().unwrap().retain(|name, _| !name.contains(word));
    }

    /// The hidden token of this browser's forms.
    pub(crate) async fn csrf(&self) -> String {
        self.get("/Identity/Account/Register").await.hidden("csrf")
    }

    pub(crate) async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let csrf = self.csrf().await;
        self.post("/Identity/Account/Login", &[("csrf", &csrf), ("email", email), ("password", password)])
            .await
    }

    /// Makes a client and gives the answer's body.
    pub(crate) async fn create(&self, client: Value) -> Value {
        let answer = self.call("clients/create", &json!({ "client": client })).await;
        answer.assert_status(200).json()
    }

    /// The person as the use cases know them.
    pub(crate) async fn visit(&self) -> identity::Visit {
        let identity = self.server.identity().clone();
        let cookie = self.cookie("session").unwrap_or_else(|| panic!("nobody is signed in"));
        let token = cookie.split_once('=').unwrap().1;
        let person = identity::sessions::find(&identity, token).await.unwrap();
        identity::Visit { identity, person, address: None, request_id: "test".into(), device: None }
    }

    /// Makes a client from a whole definition, and gives its id and its secret if one was made.
    pub(crate) async fn define(&self, definition: Value) -> (String, String) {
        let definition = serde_json::from_value(definition).unwrap();
        let made = identity::clients::define(&self.visit().await, &definition).await.unwrap();
        let secret = made.issued.and_then(|issued| issued.client_secret).unwrap_or_default();
        (made.client.client_id.to_string(), secret)
    }

    /// Brings a client in that was made elsewhere, and gives its id.
    pub(crate) async fn import(&self, client: Value) -> String {
        let report = identity::clients::import(&self.visit().await, client, false).await.unwrap();
        report.clients[0].client.as_ref().unwrap().client_id.to_string()
    }

    pub(crate) async fn backend_service(&self) -> (String, String) {
        let made = self.create(json!({ "template": "backend_service", "clientName": "Data Sync" })).await;
        (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]))
    }

    pub(crate) async fn personal_access_token(&self) -> (String, String) {
        let made =
            self.create(json!({ "template": "personal_access_token", "clientName": "My token" })).await;
        (text(&made["client"]["clientId"]), text(&made["issued"]["personalAccessToken"]))
    }

    pub(crate) async fn app(&self, redirect_uri: &str) -> String {
        let new =
            json!({ "template": "web_mobile_app", "clientName": "My app", "redirectUris": [redirect_uri] });
        text(&self.create(new).await["client"]["clientId"])
    }

    /// A confidential client with PKCE, as id and secret.
    pub(crate) async fn web_server_application(&self, redirect_uri: &str) -> (String, String) {
        let new = json!({
            "template": "web_server_application", "clientName": "My portal", "redirectUris": [redirect_uri],
        });
        let made = self.create(new).await;
        (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]))
    }

    /// Signs in on the page that a request led to, and gives where it goes on.
    pub(crate) async fn sign_in_at(&self, address: &str, email: &str) -> String {
        let page = self.get(address).await.assert_status(200);
        let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
        let fields =
            [("csrf", &*csrf), ("request", &*request), ("email", email), ("password", super::PASSWORD)];
        self.post("/Identity/Account/Login", &fields).await.assert_status(303).location()
    }

    /// Goes through sign-in (done before) and consent, and gives the code.
    pub(crate) async fn code(&self, client_id: &str, redirect_uri: &str, scope: &str) -> String {
        let begun = self.get(&authorize(client_id, redirect_uri, scope, "")).await.assert_status(303);
        let mut location = begun.location();
        if location.starts_with("/Identity/Account/Consent") {
            location = self.answer_consent(&location, "allow").await.assert_status(303).location();
        }
        parameter(&location, "code").unwrap_or_else(|| panic!("no code in {location}"))
    }

    pub(crate) async fn answer_consent(&self, address: &str, decision: &str) -> Answer {
        let page = self.get(address).await.assert_status(200);
        let (csrf, request, person) = (page.hidden("csrf"), page.hidden("request"), page.hidden("person"));
        let fields = [("csrf", &*csrf), ("request", &*request), ("person", &*person), ("decision", decision)];
        self.post("/Identity/Account/Consent", &fields).await
    }

    /// A program's request to the token endpoint: no cookies.
    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> Answer {
        Answer::read(self.http.post(self.server.identity_url("/connect/token")).form(fields)).await
    }

    /// The same with a proof of possession.
    pub(crate) async fn token_with_proof(&self, proof: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.http.post(self.server.identity_url("/connect/token")).header("dpop", proof);
        Answer::read(request.form(fields)).await
    }

    pub(crate) async fn redeem(&self, client_id: &str, redirect_uri: &str, code: &str) -> Answer {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("client_id", client_id),
            ("code_verifier", super::VERIFIER),
        ])
        .await
    }

    pub(crate) async fn refresh(&self, client_id: &str, refresh_token: &str) -> Answer {
        self.token(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
            ("client_id", client_id),
        ])
        .await
    }

    pub(crate) async fn api(&self, path: &str, token: &str) -> Answer {
        Answer::read(self.http.get(self.server.api_url(path)).bearer_auth(token)).await
    }

    pub(crate) async fn userinfo(&self, token: &str) -> Answer {
        Answer::read(self.http.get(self.server.identity_url("/connect/userinfo")).bearer_auth(token)).await
    }

    /// A request to any address, as a program would send it.
    pub(crate) fn plain(&self, method: Method, url: &str) -> RequestBuilder {
        self.http.request(method, url)
    }
}

/// The address of an authorization request with PKCE; `more` goes behind.
pub(crate) fn authorize(client_id: &str, redirect_uri: &str, scope: &str, more: &str) -> String {
    let query = oauth::form::Form::encode([
        ("response_type", "code"),
        ("client_id", client_id),
        ("redirect_uri", redirect_uri),
        ("scope", scope),
        ("state", "xyz"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]);
    format!("/connect/authorize?{query}{more}")
}

/// A parameter of an address.
pub(crate) fn parameter(address: &str, name: &str) -> Option<String> {
    let query = address.split_once('?')?.1;
    let found = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    oauth::form::Form::parse(format!("v={found}").as_bytes()).unwrap().get("v").unwrap().map(str::to_owned)
}

/// What a JWT says, whatever its signature is worth.
pub(crate) fn claims(token: &str) -> Value {
    let middle = token.split('.').nth(1).unwrap_or_else(|| panic!("no JWT: {token}"));
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(middle).unwrap()).unwrap()
}

/// A JSON string as text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

impl Answer {
    pub(crate) async fn read(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    #[track_caller]
    pub(crate) fn assert_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let kind = self.header(CONTENT_TYPE.as_str());
        assert!(kind.contains("application/json") || kind == "application/problem+json", "{}", self.text);
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn location(&self) -> String {
        assert!(self.headers.contains_key(LOCATION), "{} {}", self.status, self.text);
        self.header("location").to_owned()
    }

    /// The value of a hidden field.
    #[track_caller]
    pub(crate) fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest =
            self.text.split_once(&start).unwrap_or_else(|| panic!("no field {name} in {}", self.text)).1;
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// The member `error` of an OAuth error.
    #[track_caller]
    pub(crate) fn error(&self) -> String {
        text(&self.json()["error"])
    }
}
