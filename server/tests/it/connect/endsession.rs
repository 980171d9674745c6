//! `/connect/endsession` (OpenID Connect RP-Initiated Logout 1.0, security rules O1 to O3 and O5).

use oauth::form::Form;
use reqwest::Method;

use crate::world::{Answer, Person, authorize, on_each_database, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";
const MANAGE: &str = "/Identity/Account/Manage";

/// What one sign-in at a client gave.
struct Given {
    app: String,
    id_token: String,
    access_token: String,
    refresh_token: Option<String>,
}

async fn given(person: &Person, app: &str, scope: &str) -> Given {
    let code = person.code(app, CALLBACK, scope).await;
    let tokens = person.redeem(app, CALLBACK, &code).await.assert_status(200).json();
    Given {
        app: app.to_owned(),
        id_token: text(&tokens["id_token"]),
        access_token: text(&tokens["access_token"]),
        refresh_token: tokens["refresh_token"].as_str().map(str::to_owned),
    }
}

fn address(pairs: &[(&str, &str)]) -> String {
    format!("/connect/endsession?{}", Form::encode(pairs.iter().copied()))
}

async fn is_signed_in(person: &Person) -> bool {
    person.get(MANAGE).await.status == 200
}

/// Presses the button of the page that asks.
async fn press(person: &Person, page: &Answer) -> Answer {
    let names = ["csrf", "id_token_hint", "client_id", "post_logout_redirect_uri", "state"];
    let sent: Vec<(&str, String)> = names
        .into_iter()
        .filter(|name| page.text.contains(&format!("name=\"{name}\"")))
        .map(|name| (name, page.hidden(name)))
        .collect();
    let fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    person.post("/connect/endsession", &fields).await
}

// Shows oidcc-rp-initiated-logout-discovery-endpoint-verification,
// oidcc-backchannel-logout-discovery-endpoint-verification.
#[tokio::test]
async fn discovery_says_where_people_sign_out_and_that_clients_are_told() {
    on_each_database(async |server| {
        let document =
            server.stranger().get("/.well-known/openid-configuration").await.assert_status(200).json();
        assert_eq!(document["end_session_endpoint"], server.identity_url("/connect/endsession"));
        for member in ["backchannel_logout_supported", "backchannel_logout_session_supported"] {
            assert_eq!(document[member], true, "{member}");
        }
    })
    .await;
}

// Shows O1, O3, oidcc-rp-initiated-logout, OpenID Connect RP-Initiated Logout §2,
// OpenID Connect RP-Initiated Logout §3.
#[tokio::test]
async fn a_hint_of_the_session_and_a_registered_address_lead_back_with_the_state_as_it_came() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let cookie = alice.cookie("session").unwrap();
        let given = given(&alice, &app, "openid").await;
        let state = format!("\u{e4}\"<>&'=?#%+/ {}", "s".repeat(1000));
        let request = address(&[
            ("id_token_hint", &given.id_token),
            ("post_logout_redirect_uri", CALLBACK),
            ("state", &state),
        ]);
        let answer = alice.get(&request).await.assert_status(303);
        assert!(answer.location().starts_with(&format!("{CALLBACK}?state=")));
        assert_eq!(parameter(&answer.location(), "state"), Some(state));
        assert_eq!(answer.header("cache-control"), "no-store");
        let gone = answer.header("set-cookie");
        assert!(gone.contains("Max-Age=0") && gone.contains("HttpOnly") && gone.contains("Path=/"), "{gone}");
        let url = server.identity_url(MANAGE);
        let old = Answer::read(alice.plain(Method::GET, &url).header("cookie", cookie)).await;
        assert_eq!(old.status, 303, "the session is dead on the server, too");
        let silent = alice.get(&authorize(&app, CALLBACK, "openid", "&prompt=none")).await.location();
        assert_eq!(parameter(&silent, "error").as_deref(), Some("login_required"));
        alice.userinfo(&given.access_token).await.assert_status(401);
        let again = alice.get(&request).await.assert_status(303);
        assert!(again.location().starts_with(CALLBACK), "who has signed out before comes back as well");
    })
    .await;
}

// Shows O1, oidcc-rp-initiated-logout-no-state.
#[tokio::test]
async fn an_id_token_is_a_hint_long_after_it_has_expired() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let given = given(&alice, &app, "openid").await;
        server.wait(7 * 3600);
        let request = address(&[
            ("id_token_hint", &given.id_token),
            ("client_id", &app),
            ("post_logout_redirect_uri", CALLBACK),
        ]);
        assert_eq!(alice.get(&request).await.assert_status(303).location(), CALLBACK);
        assert!(!is_signed_in(&alice).await);
    })
    .await;
}

// Shows O1, oidcc-rp-initiated-logout-bad-post-logout-redirect-uri,
// oidcc-rp-initiated-logout-no-post-logout-redirect-uri,
// oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri.
#[tokio::test]
async fn without_an_address_that_is_registered_nobody_is_sent_anywhere() {
    on_each_database(async |server| {
        for uri in [
            None,
            Some("https://app.example.com/callback/"),
            Some("https://app.example.com/callback?x=1"),
            Some("https://app.example.com"),
            Some("https://evil.example/callback"),
            Some("javascript:alert(1)"),
            Some("//evil.example"),
        ] {
            let alice = server.bob().await;
            let app = alice.app(CALLBACK).await;
            let given = given(&alice, &app, "openid").await;
            let mut pairs = vec![("id_token_hint", &*given.id_token), ("state", "xyz")];
            pairs.extend(uri.map(|uri| ("post_logout_redirect_uri", uri)));
            let page = alice.get(&address(&pairs)).await.assert_status(200);
            assert!(page.text.contains("You are signed out"), "{uri:?}");
            assert!(!page.text.contains("evil.example") && !page.text.contains("javascript:"), "{uri:?}");
            assert!(!is_signed_in(&alice).await, "{uri:?}");
        }
    })
    .await;
}

// Shows O2, OpenID Connect RP-Initiated Logout §2, oidcc-rp-initiated-logout-no-id-token-hint,
// oidcc-rp-initiated-logout-no-params, oidcc-rp-initiated-logout-only-state.
#[tokio::test]
async fn without_a_hint_the_person_is_asked_and_no_redirect_follows() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for (pairs, name, back) in [
            (vec![], None, false),
            (vec![("state", "xyz")], None, false),
            (vec![("post_logout_redirect_uri", CALLBACK)], None, false),
            (vec![("client_id", "app_unknown"), ("post_logout_redirect_uri", CALLBACK)], None, false),
            (vec![("client_id", &*app)], Some("My app"), false),
            (
                vec![("client_id", &*app), ("post_logout_redirect_uri", "https://evil.example")],
                Some("My app"),
                false,
            ),
            (vec![("client_id", &*app), ("post_logout_redirect_uri", CALLBACK)], Some("My app"), true),
            (vec![("id_token_hint", "a.b.c"), ("post_logout_redirect_uri", CALLBACK)], None, false),
        ] {
            let person = server.alice().await;
            let page = person.get(&address(&pairs)).await.assert_status(200);
            assert!(page.text.contains("Sign out?"), "{pairs:?}");
            assert_eq!(page.text.contains("asks to end your session"), name.is_some(), "{pairs:?}");
            assert!(is_signed_in(&person).await, "nothing has happened yet: {pairs:?}");
            let done = press(&person, &page).await.assert_status(200);
            assert!(done.text.contains("You are signed out"), "{pairs:?}");
            assert_eq!(done.text.contains(&format!("href=\"{CALLBACK}\"")), back, "{pairs:?}");
            assert!(!is_signed_in(&person).await, "{pairs:?}");
        }
    })
    .await;
}

// Shows O1, O2.
#[tokio::test]
async fn a_hint_of_another_session_or_person_asks_first_and_leads_back_then() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        let (elsewhere, others) = (server.alice().await, given(&bob, &app, "openid").await);
        let hint = given(&elsewhere, &app, "openid").await;
        for token in [&hint.id_token, &others.id_token] {
            let person = server.alice().await;
            let pairs =
                [("id_token_hint", &**token), ("post_logout_redirect_uri", CALLBACK), ("state", "a b")];
            let page = person.get(&address(&pairs)).await.assert_status(200);
            assert!(page.text.contains("My app asks to end your session"));
            assert!(
                page.header("content-security-policy")
                    .contains("form-action 'self' https://app.example.com;")
            );
            assert!(is_signed_in(&person).await);
            let back = press(&person, &page).await.assert_status(303);
            assert_eq!(back.location(), format!("{CALLBACK}?state=a+b"));
            assert!(!is_signed_in(&person).await);
        }
        assert!(is_signed_in(&elsewhere).await && is_signed_in(&bob).await, "theirs are not touched");
    })
    .await;
}

// Shows O1, J4, oidcc-rp-initiated-logout-modified-id-token-hint,
// oidcc-rp-initiated-logout-bad-id-token-hint.
#[tokio::test]
async fn an_id_token_that_somebody_changed_or_another_server_signed_counts_as_none() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let given = given(&alice, &app, "openid").await;
        let (head, signature) = given.id_token.rsplit_once('.').unwrap();
        let turned: String = signature.chars().rev().collect();
        for token in [
            format!("{head}.{turned}"),
            format!("{head}."),
            given.access_token.clone(),
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMDEifQ.".to_owned(),
            "x".repeat(4096),
        ] {
            let request = address(&[("id_token_hint", &token), ("post_logout_redirect_uri", CALLBACK)]);
            let page = alice.get(&request).await.assert_status(200);
            assert!(page.text.contains("Sign out?"), "{token}");
            assert!(is_signed_in(&alice).await, "{token}");
        }
    })
    .await;
}

// Shows O1.
#[tokio::test]
async fn a_client_id_that_is_not_the_one_of_the_hint_is_an_error() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (app, other) = (alice.app(CALLBACK).await, alice.app(CALLBACK).await);
        let given = given(&alice, &app, "openid").await;
        let request = address(&[
            ("id_token_hint", &given.id_token),
            ("client_id", &other),
            ("post_logout_redirect_uri", CALLBACK),
        ]);
        let page = alice.get(&request).await.assert_status(400);
        assert!(page.text.contains("invalid_request") && !page.headers.contains_key("location"));
        assert!(is_signed_in(&alice).await);
    })
    .await;
}

#[tokio::test]
async fn a_parameter_sent_twice_or_too_long_is_an_error() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let long = format!("state={}", "s".repeat(2049));
        let longest = format!("x={}", "s".repeat(8192));
        for query in ["state=1&state=2", "unknown=1&unknown=2", &*long, &*longest, "state=%00", "state=%ff"] {
            alice.get(&format!("/connect/endsession?{query}")).await.assert_status(400);
            assert!(is_signed_in(&alice).await);
        }
        let request = alice.request(Method::POST, "/connect/endsession");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = alice.send(request.body("state=1&state=2")).await.assert_status(400);
        assert!(!answer.headers.contains_key("set-cookie"));
    })
    .await;
}

// Shows O1.
#[tokio::test]
async fn a_form_of_another_site_is_sent_on_and_acts_on_nothing_by_itself() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let given = given(&alice, &app, "openid").await;
        let fields =
            [("id_token_hint", &*given.id_token), ("post_logout_redirect_uri", CALLBACK), ("state", "a&b")];
        // As browsers send it: no cookie comes along.
        let request = alice.plain(Method::POST, &server.identity_url("/connect/endsession"));
        let request =
            request.header("origin", "https://app.example.com").header("sec-fetch-site", "cross-site");
        let on = Answer::read(request.form(&fields)).await.assert_status(303);
        assert!(!on.headers.contains_key("set-cookie"), "the browser keeps the cookies it has");
        assert!(!on.headers.contains_key("access-control-allow-origin"));
        assert!(is_signed_in(&alice).await);
        let back = alice.get(&on.location()).await.assert_status(303);
        assert_eq!(back.location(), format!("{CALLBACK}?state=a%26b"));
        assert!(!is_signed_in(&alice).await);
    })
    .await;
}

// Shows O2.
#[tokio::test]
async fn a_yes_counts_only_with_the_token_of_the_own_page() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let elsewhere = server.bob().await.csrf().await;
        for csrf in ["forged", &*elsewhere] {
            alice.post("/connect/endsession", &[("csrf", csrf)]).await.assert_status(403);
            assert!(is_signed_in(&alice).await);
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_not_signed_in_is_told_so_and_asked_nothing() {
    on_each_database(async |server| {
        let app = server.alice().await.app(CALLBACK).await;
        let stranger = server.stranger();
        let page = stranger.get("/connect/endsession").await.assert_status(200);
        assert!(page.text.contains("You are signed out"));
        let request = address(&[("client_id", &app), ("post_logout_redirect_uri", CALLBACK), ("state", "1")]);
        let page = stranger.get(&request).await.assert_status(200);
        assert!(page.text.contains("Back to My app") && page.text.contains(&format!("{CALLBACK}?state=1")));
    })
    .await;
}

// Shows O5.
#[tokio::test]
async fn tokens_end_with_their_session_and_those_for_offline_access_stay() {
    on_each_database(async |server| {
        for through_the_client in [true, false] {
            let alice = server.signed_in("alice@example.com").await;
            let app = alice.app(CALLBACK).await;
            let online = given(&alice, &app, "openid").await;
            let offline = given(&alice, &app, "openid offline_access").await;
            let pending = alice.code(&app, CALLBACK, "openid").await;
            let elsewhere = given(&server.alice().await, &app, "openid").await;
            if through_the_client {
                alice.get(&address(&[("id_token_hint", &online.id_token)])).await.assert_status(200);
            } else {
                let csrf = alice.csrf().await;
                alice.post("/Identity/Account/Logout", &[("csrf", &csrf)]).await.assert_status(200);
            }
            alice.userinfo(&online.access_token).await.assert_status(401);
            alice.redeem(&app, CALLBACK, &pending).await.assert_status(400);
            alice.userinfo(&offline.access_token).await.assert_status(200);
            alice.refresh(&offline.app, &offline.refresh_token.unwrap()).await.assert_status(200);
            alice.userinfo(&elsewhere.access_token).await.assert_status(200);
        }
    })
    .await;
}
