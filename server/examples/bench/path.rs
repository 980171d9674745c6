//! The paths that are measured, and the credentials that it takes to walk them.

use std::net::SocketAddr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::template::{NewClient, Template};
use identity::authorize::{self, Answer, ConsentForm, Next};
use identity::client_authentication::{Credentials, Origin};
use identity::dpop::Shown;
use identity::grant::Sent;
use identity::{clients, grant};
use oauth::form::Form;
use oauth::token::TokenResponse;
use sha2::{Digest as _, Sha256};

use crate::Fault;
use crate::call::{Call, Flow};
use crate::place::{BROWSER, Place, address};

/// One path, with what each connection sends.
pub(crate) struct Path {
    /// What the table calls it.
    pub(crate) name: &'static str,
    /// The listener.
    pub(crate) at: SocketAddr,
    /// One call for each connection.
    pub(crate) calls: Vec<Call>,
}

/// Where the app that is measured gets its codes. Nothing is ever sent there.
const REDIRECT_URI: &str = "https://bench.example.com/callback";

/// 43 to 128 unreserved characters (RFC 7636 §4.1).
const VERIFIER: &str = "bench-bench-bench-bench-bench-bench-bench-bench";

/// Every path, in the order of the table.
pub(crate) async fn all(place: &Place, connections: usize) -> Result<Vec<Path>, Fault> {
    let issuer = place.urls.identity.as_str();
    let at = address(&place.urls.identity);
    let service = service(place).await?;
    let introspection = introspection(place, issuer).await?;
    let app = make(place, Template::WebMobileApp, "Bench app").await?.0;
    let projects = projects(place).await?;
    let userinfo = userinfo(place, &app).await?;
    let same = |call: &Call| (0..connections).map(|_| call.repeated()).collect();
    let read = |path: &str| Call::read(&format!("{issuer}{path}"), None);
    Ok(vec![
        Path { name: "discovery", at, calls: same(&read("/.well-known/openid-configuration")?) },
        Path { name: "JWKS", at, calls: same(&read("/.well-known/openid-configuration/jwks")?) },
        Path { name: "`client_credentials`", at, calls: same(&service) },
        Path { name: "a whole code flow", at, calls: flows(place, &app, connections).await? },
        Path { name: "introspection of an access token", at, calls: same(&introspection) },
        Path {
            name: "`refresh_token`",
            at,
            calls: renewals(place, &app, "exepron.restapi offline_access", connections).await?,
        },
        Path {
            name: "`refresh_token` with an ID token",
            at,
            calls: renewals(place, &app, "openid exepron.restapi offline_access", connections).await?,
        },
        Path { name: "userinfo", at, calls: same(&userinfo) },
        Path {
            name: "`GET /odata/Projects?$top=1` with a PAT",
            at: address(&place.urls.api),
            calls: same(&projects),
        },
    ])
}

/// Tokens for a service of its own.
pub(crate) async fn service(place: &Place) -> Result<Call, Fault> {
    let issuer = place.urls.identity.as_str();
    let (client_id, secret) = make(place, Template::BackendService, "Bench service").await?;
    Call::token(
        issuer,
        &[
            ("grant_type", "client_credentials"),
            ("client_id", &client_id),
            ("client_secret", &secret),
            ("scope", "exepron.restapi"),
        ],
    )
}

/// A service asks about a token of its own.
async fn introspection(place: &Place, issuer: &str) -> Result<Call, Fault> {
    let (client_id, secret) = make(place, Template::BackendService, "Bench resource server").await?;
    let own = [("client_id", &*client_id), ("client_secret", &*secret)];
    let wanted = [("grant_type", "client_credentials"), ("scope", "exepron.restapi")];
    let form = Form::parse(Form::encode([own, wanted].concat()).as_bytes())?;
    let tokens = tokens(place, &form).await?;
    let [id, secret] = own;
    Call::form(&format!("{issuer}/connect/introspect"), &[id, secret, ("token", &tokens.access_token)])
}

async fn projects(place: &Place) -> Result<Call, Fault> {
    let (_, token) = make(place, Template::PersonalAccessToken, "Bench token").await?;
    Call::read(&format!("{}/odata/Projects?$top=1", place.urls.api), Some(&token))
}

/// Makes a client of Alice's, and gives its id and its secret or token; a public client has neither.
async fn make(place: &Place, template: Template, name: &str) -> Result<(String, String), Fault> {
    let uris = (template == Template::WebMobileApp).then(|| vec![REDIRECT_URI.to_owned()]);
    let new = NewClient { redirect_uris: uris, ..NewClient::named(template, name) };
    let created = clients::create(&place.alice, new).await?;
    let issued = created.issued.and_then(|issued| issued.client_secret.or(issued.personal_access_token));
    Ok((created.client.client_id.to_string(), issued.unwrap_or_default()))
}

/// A sign-in for each connection, so that each has a family of tokens of its own.
async fn renewals(place: &Place, app: &str, scope: &str, connections: usize) -> Result<Vec<Call>, Fault> {
    let mut calls = Vec::with_capacity(connections);
    for _ in 0..connections {
        let code = authorize(place, app, scope).await?;
        let tokens = redeem(place, app, &code).await?;
        let refresh_token = tokens.refresh_token.ok_or("the code gave no refresh token")?;
        calls.push(Call::renewal(place.urls.identity.as_str(), app, &refresh_token)?);
    }
    Ok(calls)
}

/// The way from a browser that is signed in and has allowed it to a code, and from there to tokens.
async fn flows(place: &Place, app: &str, connections: usize) -> Result<Vec<Call>, Fault> {
    let scope = "openid exepron.restapi";
    authorize(place, app, scope).await?;
    let flow = Arc::new(Flow {
        issuer: place.urls.identity.to_string(),
        query: request(app, scope),
        cookies: place.cookies.clone(),
        exchange: exchange(app),
    });
    (0..connections).map(|_| Call::flow(Arc::clone(&flow))).collect()
}

async fn userinfo(place: &Place, app: &str) -> Result<Call, Fault> {
    let code = authorize(place, app, "openid profile email").await?;
    let tokens = redeem(place, app, &code).await?;
    Call::read(&format!("{}/connect/userinfo", place.urls.identity), Some(&tokens.access_token))
}

/// The parameters of an authorization request.
fn request(app: &str, scope: &str) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    Form::encode([
        ("response_type", "code"),
        ("client_id", app),
        ("redirect_uri", REDIRECT_URI),
        ("scope", scope),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ])
}

/// The parameters that exchange a code, but for the code.
fn exchange(app: &str) -> Vec<(&'static str, String)> {
    vec![
        ("grant_type", "authorization_code".to_owned()),
        ("client_id", app.to_owned()),
        ("redirect_uri", REDIRECT_URI.to_owned()),
        ("code_verifier", VERIFIER.to_owned()),
    ]
}

/// Alice allows the app what it asks for; the code comes back.
async fn authorize(place: &Place, app: &str, scope: &str) -> Result<String, Fault> {
    let query = request(app, scope);
    let form = Form::parse(query.as_bytes())?;
    let next = match authorize::begin(&place.alice, &form, &query, BROWSER).await? {
        Next::Consent(request) => {
            let person = place.alice.signed_in().map_err(|why| why.to_string())?.id.to_string();
            let said = ConsentForm { request: &request, person: &person, answer: Answer::Allow };
            authorize::answer(&place.alice, BROWSER, said).await?
        }
        next => next,
    };
    let Next::Return(answer) = next else { return Err(format!("no code: {next:?}").into()) };
    let code = answer.parameters.iter().find(|(name, _)| name == "code").map(|(_, code)| code.clone());
    code.ok_or_else(|| format!("no code: {answer:?}").into())
}

async fn redeem(place: &Place, app: &str, code: &str) -> Result<TokenResponse, Fault> {
    let known = exchange(app);
    let known = known.iter().map(|(name, value)| (*name, value.as_str()));
    let body = Form::encode(known.chain([("code", code)]));
    let form = Form::parse(body.as_bytes())?;
    tokens(place, &form).await
}

/// What the token endpoint gives for a form.
async fn tokens(place: &Place, form: &Form) -> Result<TokenResponse, Fault> {
    let possession = Shown { proofs: &[], method: "POST", address: "" };
    let sent = Sent { form, possession, origin: &Origin::default() };
    Ok(grant::redeem(&place.identity, Credentials::read_any(None, form), sent).await?)
}
