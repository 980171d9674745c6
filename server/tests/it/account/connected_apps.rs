//! `/Identity/Account/Manage/ConnectedApps`

use serde_json::Value;

use crate::world::{Person, TestServer, authorize, on_each_database, parameter, text};

const PAGE: &str = "/Identity/Account/Manage/ConnectedApps";
const CALLBACK: &str = "https://app.example.com/callback";
const SCOPE: &str = "openid exepron.restapi offline_access";

/// An app of alice's, and bob who has let it in.
async fn let_in(server: &TestServer) -> (Person, String, Value) {
    let app = server.alice().await.app(CALLBACK).await;
    let bob = server.bob().await;
    let tokens = tokens(&bob, &app).await;
    (bob, app, tokens)
}

async fn tokens(person: &Person, app: &str) -> Value {
    let code = person.code(app, CALLBACK, SCOPE).await;
    person.redeem(app, CALLBACK, &code).await.assert_status(200).json()
}

async fn revoke(person: &Person, app: &str) -> u16 {
    let csrf = person.csrf().await;
    person.post(PAGE, &[("csrf", &csrf), ("app", app)]).await.status
}

#[tokio::test]
async fn an_app_is_listed_with_what_it_may_do_and_what_it_holds() {
    on_each_database(async |server| {
        let (bob, app, _) = let_in(&server).await;
        let page = bob.get(PAGE).await.assert_status(200);
        for words in [
            "My app",
            &app,
            "Made by Alice Adams",
            "read and change projects, tasks and resources",
            "1 that works",
        ] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let nobody = server.alice().await.get(PAGE).await.assert_status(200);
        assert!(nobody.text.contains("No connected apps"), "{}", nobody.text);
    })
    .await;
}

#[tokio::test]
async fn the_question_says_what_stops_and_stops_nothing() {
    on_each_database(async |server| {
        let (bob, app, tokens) = let_in(&server).await;
        let question = bob.get(&format!("{PAGE}?revoke={app}")).await.assert_status(200);
        assert!(question.text.contains("every access token stop working at once"), "{}", question.text);
        bob.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn to_revoke_an_app_ends_its_tokens_at_once_and_it_has_to_ask_again() {
    on_each_database(async |server| {
        let (bob, app, tokens_of_bob) = let_in(&server).await;
        let alice = server.alice().await;
        let tokens_of_alice = tokens(&alice, &app).await;
        bob.api("/odata/Projects", &text(&tokens_of_bob["access_token"])).await.assert_status(200);
        assert_eq!(revoke(&bob, &app).await, 303);
        bob.api("/odata/Projects", &text(&tokens_of_bob["access_token"])).await.assert_status(401);
        bob.userinfo(&text(&tokens_of_bob["access_token"])).await.assert_status(401);
        let refused = bob.refresh(&app, &text(&tokens_of_bob["refresh_token"])).await.assert_status(400);
        assert_eq!(refused.error(), "invalid_grant");
        let asked = bob.get(&authorize(&app, CALLBACK, SCOPE, "")).await.assert_status(303);
        assert!(asked.location().starts_with("/Identity/Account/Consent"), "{}", asked.location());
        assert!(bob.get(PAGE).await.text.contains("No connected apps"));
        // What another person gave the same app is theirs.
        alice.api("/odata/Projects", &text(&tokens_of_alice["access_token"])).await.assert_status(200);
        alice.refresh(&app, &text(&tokens_of_alice["refresh_token"])).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_code_that_nobody_has_redeemed_is_worth_nothing_afterwards() {
    on_each_database(async |server| {
        let (bob, app, _) = let_in(&server).await;
        let code = bob.code(&app, CALLBACK, SCOPE).await;
        assert_eq!(revoke(&bob, &app).await, 303);
        bob.redeem(&app, CALLBACK, &code).await.assert_status(400);
    })
    .await;
}

#[tokio::test]
async fn a_code_that_is_given_while_the_access_is_revoked_does_not_survive_it() {
    on_each_database(async |server| {
        let (bob, app, _) = let_in(&server).await;
        for _ in 0..8 {
            tokens(&bob, &app).await;
            let csrf = bob.csrf().await;
            let asking = {
                let (bob, address) = (bob.clone(), authorize(&app, CALLBACK, SCOPE, ""));
                tokio::spawn(async move { bob.get(&address).await })
            };
            let revoking = {
                let (bob, app) = (bob.clone(), app.clone());
                tokio::spawn(async move { bob.post(PAGE, &[("csrf", &csrf), ("app", &app)]).await })
            };
            let (asked, revoked) = (asking.await.unwrap(), revoking.await.unwrap());
            revoked.assert_status(303);
            let code = Some(asked).filter(|asked| asked.status == 303);
            if let Some(code) = code.and_then(|asked| parameter(&asked.location(), "code")) {
                bob.redeem(&app, CALLBACK, &code).await.assert_status(400);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_let_in_looks_like_what_does_not_exist() {
    on_each_database(async |server| {
        let (bob, app, tokens) = let_in(&server).await;
        let alice = server.alice().await;
        for id in [&*app, "app_000000000000", "x", "", "a b\u{e4}"] {
            assert_eq!(revoke(&alice, id).await, 404, "{id}");
        }
        alice.get(&format!("{PAGE}?revoke={app}")).await.assert_status(404);
        bob.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_revoked_for_who_is_signed_out_or_from_another_site() {
    on_each_database(async |server| {
        let (bob, app, tokens) = let_in(&server).await;
        let stranger = server.stranger();
        let csrf = stranger.csrf().await;
        let asked = stranger.post(PAGE, &[("csrf", &csrf), ("app", &app)]).await.assert_status(303);
        assert!(asked.location().starts_with("/Identity/Account/Login"), "{}", asked.location());
        let shown = stranger.get(&format!("{PAGE}?revoke={app}")).await.assert_status(303);
        assert!(shown.location().contains("revoke%3D"), "the way back: {}", shown.location());
        bob.post(PAGE, &[("app", &app)]).await.assert_status(403);
        let csrf = bob.csrf().await;
        let request = bob.request(reqwest::Method::POST, PAGE).header("origin", "https://evil.example");
        bob.send(request.form(&[("csrf", &*csrf), ("app", &*app)])).await.assert_status(403);
        bob.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn use_by_the_apps_tokens_is_told() {
    on_each_database(async |server| {
        let (bob, app, tokens) = let_in(&server).await;
        server.wait(600);
        bob.api("/odata/Projects", &text(&tokens["access_token"])).await.assert_status(200);
        server.identity().recorder.flush().await;
        let apps = identity::connected_apps::list(&bob.visit().await).await.unwrap();
        let used = apps.iter().find(|one| one.id == app).unwrap().clone();
        let last = used.last_used_at.unwrap() - used.since;
        assert!((600..660).contains(&last.num_seconds()), "{last}");
    })
    .await;
}
