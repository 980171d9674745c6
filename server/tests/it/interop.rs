//! A client library that others wrote, unmodified, against the running server: `openidconnect` for Rust.
//!
//! It refuses to revoke a token over plain http, so here the server is known by an https address, and the way of its
//! requests goes through a proxy, as it does behind one that ends TLS.

use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata};
use openidconnect::core::{CoreTokenResponse, CoreUserInfoClaims};
use openidconnect::{
    AccessTokenHash, AsyncHttpClient, AuthorizationCode, ClientId, CsrfToken, HttpRequest, IssuerUrl, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken, Scope,
    TokenResponse as _,
};

use crate::world::{PASSWORD, Person, TestServer, parameter};

const CALLBACK: &str = "https://app.example.com/callback";

/// Who signs in.
const EMAIL: &str = "bob@example.com";

// Shows A12, TC7, oidcc-server, oidcc-ensure-request-with-valid-pkce-succeeds, RFC 9207 §2,
// OpenID Connect Core §2, OpenID Connect Core §3.1.3.6, OpenID Connect Core §12.2.
#[tokio::test]
async fn openidconnect_for_rust_finds_its_way_from_discovery_to_refresh() {
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        let server = TestServer::start_with(database, true, &[("public_url", "https://localhost")]).await;
        let app = server.alice().await.app(CALLBACK).await;
        journey(&server, &app).await;
    }
}

async fn journey(server: &TestServer, app: &str) {
    let http = EndsTls(server.http_client());
    let issuer = IssuerUrl::new(server.issuer().to_owned()).unwrap();
    let metadata = CoreProviderMetadata::discover_async(issuer, &http).await.unwrap();
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(app.to_owned()), None)
        .set_redirect_uri(RedirectUrl::new(CALLBACK.to_owned()).unwrap());

    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let mut request = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .set_pkce_challenge(challenge);
    for scope in ["profile", "email", "offline_access"] {
        request = request.add_scope(Scope::new(scope.to_owned()));
    }
    let (address, state, nonce) = request.url();
    let back = sign_in(&server.stranger(), address.as_str()).await;
    assert_eq!(parameter(&back, "state").as_ref(), Some(state.secret()));
    assert_eq!(parameter(&back, "iss").as_deref(), Some(server.issuer()));

    let code = AuthorizationCode::new(parameter(&back, "code").unwrap());
    let verifier = PkceCodeVerifier::new(verifier.into_secret());
    let redeemed = client.exchange_code(code).unwrap().set_pkce_verifier(verifier);
    let tokens: CoreTokenResponse = redeemed.request_async(&http).await.unwrap();
    let verifier = client.id_token_verifier();
    let claims: &CoreIdTokenClaims = tokens.id_token().unwrap().claims(&verifier, &nonce).unwrap();
    assert_eq!(claims.subject().as_str(), "102");
    let id_token = tokens.id_token().unwrap();
    let (algorithm, key) = (id_token.signing_alg().unwrap(), id_token.signing_key(&verifier).unwrap());
    let hash = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).unwrap();
    assert_eq!(claims.access_token_hash(), Some(&hash));

    let asked = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone())).unwrap();
    let person: CoreUserInfoClaims = asked.request_async(&http).await.unwrap();
    assert_eq!(person.email().map(|email| email.as_str()), Some(EMAIL));

    let old = tokens.refresh_token().unwrap();
    let refreshed: CoreTokenResponse =
        client.exchange_refresh_token(old).unwrap().request_async(&http).await.unwrap();
    assert_ne!(refreshed.refresh_token().map(RefreshToken::secret), Some(old.secret()));
    // A refreshed ID token is not bound to the nonce again (OpenID Connect Core §12.2).
    let again = refreshed.id_token().unwrap().claims(&verifier, |_: Option<&Nonce>| Ok(())).unwrap();
    assert_eq!((again.subject(), again.issuer()), (claims.subject(), claims.issuer()));
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

/// The person's part: a browser goes where the app sends it, signs in and says yes. Gives where it ends.
async fn sign_in(person: &Person, address: &str) -> String {
    let path = address.strip_prefix(person.server.issuer()).unwrap();
    let login = person.get(path).await.assert_status(303).location();
    let page = person.get(&login).await.assert_status(200);
    let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
    let fields = [("csrf", &*csrf), ("request", &*request), ("email", EMAIL), ("password", PASSWORD)];
    let consent = person.post("/Identity/Account/Login", &fields).await.assert_status(303).location();
    person.answer_consent(&consent, "allow").await.assert_status(303).location()
}
