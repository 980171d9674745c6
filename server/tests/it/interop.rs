//! A client library that others wrote, unmodified, against the running server: `openidconnect` for Rust.
//!
//! It refuses to revoke a token over plain http, so here the server is known by an https address, and the way of its
//! requests goes through a proxy, as it does behind one that ends TLS.

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient, CoreClientAuthMethod,
    CoreGrantType, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AdditionalProviderMetadata, AsyncHttpClient, AuthType, AuthorizationCode, ClientId,
    ClientSecret, CsrfToken, EndSessionUrl, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PostLogoutRedirectUrl,
    ProviderMetadata, RedirectUrl, RevocationUrl, Scope, SubjectIdentifier, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::world::{PASSWORD, Person, TestServer, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";

/// Who signs in.
const EMAIL: &str = "bob@example.com";

/// What the library does not read by itself (RFC 8414 §2, OpenID Connect RP-Initiated Logout §2.1).
#[derive(Clone, Debug, Deserialize, Serialize)]
struct MoreMetadata {
    revocation_endpoint: RevocationUrl,
    end_session_endpoint: EndSessionUrl,
}

impl AdditionalProviderMetadata for MoreMetadata {}

type Metadata = ProviderMetadata<
    MoreMetadata,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

// Shows A12, TC7, V1, O1, oidcc-server, oidcc-ensure-request-with-valid-pkce-succeeds, oidcc-refresh-token,
// oidcc-rp-initiated-logout, RFC 7009 §2.1, RFC 9207 §2,
// OpenID Connect Core §2, OpenID Connect Core §3.1.3.6, OpenID Connect Core §12.2.
#[tokio::test]
async fn openidconnect_for_rust_finds_its_way_from_discovery_to_sign_out() {
    on_each_database_over_tls(async |server| {
        let app = server.alice().await.app(CALLBACK).await;
        public_client(&server, &app).await;
    })
    .await;
}

// Shows T4, TC8, oidcc-server, oidcc-server-client-secret-post, RFC 6749 §2.3.1, RFC 8414 §2.
#[tokio::test]
async fn openidconnect_for_rust_authenticates_a_confidential_client_by_header_and_by_form() {
    on_each_database_over_tls(async |server| {
        let new = json!({
            "template": "web_server_application", "clientName": "Portal", "redirectUris": [CALLBACK]
        });
        let made = server.alice().await.create(new).await;
        let (id, secret) = (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]));
        for way in [AuthType::BasicAuth, AuthType::RequestBody] {
            confidential_client(&server, &id, &secret, way).await;
        }
    })
    .await;
}

async fn on_each_database_over_tls<F: Future<Output = ()>>(test: impl Fn(TestServer) -> F) {
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        test(TestServer::start_with(database, true, &[("public_url", "https://localhost")]).await).await;
    }
}

/// A client of the library, by the endpoints that it knows.
type App =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointSet, EndpointMaybeSet, EndpointMaybeSet>;

async fn discover(server: &TestServer, http: &EndsTls) -> Metadata {
    Metadata::discover_async(IssuerUrl::new(server.issuer().to_owned()).unwrap(), http).await.unwrap()
}

fn app(metadata: Metadata, id: &str, secret: Option<&str>) -> App {
    let revocation = metadata.additional_metadata().revocation_endpoint.clone();
    let secret = secret.map(|secret| ClientSecret::new(secret.to_owned()));
    CoreClient::from_provider_metadata(metadata, ClientId::new(id.to_owned()), secret)
        .set_revocation_url(revocation)
        .set_redirect_uri(RedirectUrl::new(CALLBACK.to_owned()).unwrap())
}

async fn public_client(server: &TestServer, id: &str) {
    let http = EndsTls(server.http_client());
    let metadata = discover(server, &http).await;
    let end_session = metadata.additional_metadata().end_session_endpoint.clone();
    let app = app(metadata, id, None);
    let person = server.stranger();
    let (address, tokens, nonce) =
        obtain_tokens(&app, &http, &person, &["profile", "email", "offline_access"]).await;
    let subject = learn(&app, &http, &tokens, &nonce).await;

    let old = tokens.refresh_token().unwrap();
    let refreshed: CoreTokenResponse =
        app.exchange_refresh_token(old).unwrap().request_async(&http).await.unwrap();
    let newest = refreshed.refresh_token().unwrap();
    assert_ne!(newest.secret(), old.secret());
    // A refreshed ID token is not bound to the nonce again (OpenID Connect Core §12.2).
    let id_token = refreshed.id_token().unwrap();
    let claims = id_token.claims(&app.id_token_verifier(), |_: Option<&Nonce>| Ok(())).unwrap();
    assert_eq!(claims.subject(), &subject);

    app.revoke_token(newest.into()).unwrap().request_async(&http).await.unwrap();
    let late: Result<CoreTokenResponse, _> =
        app.exchange_refresh_token(newest).unwrap().request_async(&http).await;
    assert!(late.is_err(), "what was revoked refreshes nothing");
    sign_out(&person, end_session, id_token, &address).await;
}

async fn confidential_client(server: &TestServer, id: &str, secret: &str, way: AuthType) {
    let http = EndsTls(server.http_client());
    let app = app(discover(server, &http).await, id, Some(secret)).set_auth_type(way);
    let (_, tokens, nonce) = obtain_tokens(&app, &http, &server.stranger(), &["email"]).await;
    learn(&app, &http, &tokens, &nonce).await;
    assert!(tokens.refresh_token().is_some(), "a web server application has the grant for it");
}

/// Sends the person to sign in, and redeems the code. Gives where the person was sent to as well.
async fn obtain_tokens(
    app: &App,
    http: &EndsTls,
    person: &Person,
    scopes: &[&str],
) -> (String, CoreTokenResponse, Nonce) {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let request = app
        .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(scopes.iter().map(|scope| Scope::new((*scope).to_owned())))
        .set_pkce_challenge(challenge);
    let (address, state, nonce) = request.url();
    let back = sign_in(person, address.as_str()).await;
    assert_eq!(parameter(&back, "state").as_ref(), Some(state.secret()));
    assert_eq!(parameter(&back, "iss").as_deref(), Some(person.server.issuer()));
    let code = AuthorizationCode::new(parameter(&back, "code").unwrap());
    let redeemed = app.exchange_code(code).unwrap().set_pkce_verifier(verifier);
    (address.into(), redeemed.request_async(http).await.unwrap(), nonce)
}

/// Checks the ID token and asks userinfo. Gives the subject.
async fn learn(app: &App, http: &EndsTls, tokens: &CoreTokenResponse, nonce: &Nonce) -> SubjectIdentifier {
    let verifier = app.id_token_verifier();
    let id_token = tokens.id_token().unwrap();
    let claims: &CoreIdTokenClaims = id_token.claims(&verifier, nonce).unwrap();
    assert_eq!(claims.subject().as_str(), "102");
    let (algorithm, key) = (id_token.signing_alg().unwrap(), id_token.signing_key(&verifier).unwrap());
    let hash = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).unwrap();
    assert_eq!(claims.access_token_hash(), Some(&hash));

    let subject = claims.subject().clone();
    let asked = app.user_info(tokens.access_token().clone(), Some(subject.clone())).unwrap();
    let about: CoreUserInfoClaims = asked.request_async(http).await.unwrap();
    assert_eq!(about.email().map(|email| email.as_str()), Some(EMAIL));
    subject
}

/// Sends the person to sign out, and sees that nobody is signed in any more.
async fn sign_out(person: &Person, endpoint: EndSessionUrl, id_token: &CoreIdToken, sign_in: &str) {
    let address = LogoutRequest::from(endpoint)
        .set_id_token_hint(id_token)
        .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(CALLBACK.to_owned()).unwrap())
        .set_state(CsrfToken::new("goodbye".to_owned()))
        .http_get_url();
    let path = address.as_str().strip_prefix(person.server.issuer()).unwrap();
    let gone = person.get(path).await.assert_status(303).location();
    assert_eq!(gone, format!("{CALLBACK}?state=goodbye"));
    let silent = format!("{}&prompt=none", sign_in.strip_prefix(person.server.issuer()).unwrap());
    let answer = person.get(&silent).await.assert_status(303).location();
    assert_eq!(parameter(&answer, "error").as_deref(), Some("login_required"));
}

/// The proxy that ends TLS, as the library's way out.
struct EndsTls(reqwest::Client);

impl<'c> AsyncHttpClient<'c> for EndsTls {
    type Error = <reqwest::Client as AsyncHttpClient<'c>>::Error;
    type Future = <reqwest::Client as AsyncHttpClient<'c>>::Future;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let (mut head, body) = request.into_parts();
        head.uri = head.uri.to_string().replacen("https://", "http://", 1).parse().unwrap();
        self.0.call(HttpRequest::from_parts(head, body))
    }
}

/// The person's part: a browser goes where the app sends it, signs in and, where it is asked, says yes. Gives where it ends.
async fn sign_in(person: &Person, address: &str) -> String {
    let path = address.strip_prefix(person.server.issuer()).unwrap();
    let login = person.get(path).await.assert_status(303).location();
    let page = person.get(&login).await.assert_status(200);
    let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
    let fields = [("csrf", &*csrf), ("request", &*request), ("email", EMAIL), ("password", PASSWORD)];
    let mut place = person.post("/Identity/Account/Login", &fields).await.assert_status(303).location();
    if place.starts_with("/connect/authorize") {
        place = person.get(&place).await.assert_status(303).location();
    }
    if place.starts_with('/') {
        // Who has allowed it before is sent on without being asked again.
        let page = person.get(&place).await;
        let answered = match page.status {
            303 => page,
            _ => person.answer_consent(&place, "allow").await.assert_status(303),
        };
        place = answered.location();
    }
    place
}
