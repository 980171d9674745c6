//! `/api/v1/grants`, `/api/v1/sessions` and `/api/v1/events`

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, call, call_with, get, problem, token_of_client};
use crate::world::{Person, TestServer, on_each_database, text};

const SCOPE: &str = "openid exepron.restapi offline_access";

/// An app of alice's, bob who has let it in, and the tokens it got.
async fn let_in(server: &TestServer) -> (Person, String, Value) {
    let app = server.alice().await.app(CALLBACK).await;
    let bob = server.bob().await;
    let code = bob.code(&app, CALLBACK, SCOPE).await;
    let tokens = bob.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
    (bob, app, tokens)
}

#[tokio::test]
async fn an_app_is_listed_and_revoked_with_all_its_tokens() {
    on_each_database(async |server| {
        let (bob, app, tokens) = let_in(&server).await;
        let grants = get(&bob, "/api/v1/grants").await.assert_status(200).json()["grants"].clone();
        assert_eq!(
            (&*text(&grants[0]["clientName"]), &*text(&grants[0]["ownerName"])),
            ("My app", "Alice Adams")
        );
        assert_eq!(grants[0]["refreshTokens"], 1);
        let path = format!("/api/v1/grants/{}", text(&grants[0]["id"]));
        call(&server.alice().await, Method::DELETE, &path, None).await.assert_status(404);
        bob.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
        call(&bob, Method::DELETE, &path, None).await.assert_status(204);
        bob.api("/odata/Projects", &text(&tokens["access_token"])).await.assert_status(401);
        bob.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(400);
        call(&bob, Method::DELETE, &path, None).await.assert_status(404);
    })
    .await;
}

#[tokio::test]
async fn a_session_is_listed_and_ended_by_its_person_alone() {
    on_each_database(async |server| {
        let (here, there, bob) = (server.alice().await, server.alice().await, server.bob().await);
        let sessions = async |person: &Person| {
            get(person, "/api/v1/sessions").await.assert_status(200).json()["sessions"]
                .as_array()
                .unwrap()
                .clone()
        };
        let listed = sessions(&here).await;
        let other = listed.iter().find(|one| one["current"] == false).unwrap();
        let path = format!("/api/v1/sessions/{}", text(&other["id"]));
        let unknown = call(&bob, Method::DELETE, "/api/v1/sessions/nonsense", None).await.assert_status(404);
        let foreign = call(&bob, Method::DELETE, &path, None).await.assert_status(404);
        assert_eq!(foreign.json()["detail"], unknown.json()["detail"], "both look alike");
        assert_eq!(sessions(&there).await.len(), 2);
        call(&here, Method::DELETE, &path, None).await.assert_status(204);
        get(&there, "/api/v1/sessions").await.assert_status(401);
        assert_eq!(sessions(&here).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn all_other_sessions_end_at_once_and_nobody_elses() {
    on_each_database(async |server| {
        let (here, there, bob) = (server.alice().await, server.alice().await, server.bob().await);
        let again = server.alice().await;
        let ended = call(&here, Method::DELETE, "/api/v1/sessions", None).await.assert_status(200).json();
        assert_eq!(ended, json!({ "ended": 2 }));
        for person in [&there, &again] {
            get(person, "/api/v1/sessions").await.assert_status(401);
        }
        for person in [&here, &bob] {
            get(person, "/api/v1/sessions").await.assert_status(200);
        }
        let ended = call(&here, Method::DELETE, "/api/v1/sessions", None).await.assert_status(200).json();
        assert_eq!(ended, json!({ "ended": 0 }), "none is no mistake");
    })
    .await;
}

#[tokio::test]
async fn a_token_ends_every_session_of_its_person_and_not_what_works_while_they_are_away() {
    on_each_database(async |server| {
        let (bob, app, tokens) = let_in(&server).await;
        let (alice, again) = (server.alice().await, server.bob().await);
        let admin = token_of_client(&bob, "admin").await;
        let end = async || call_with(&bob, &admin, Method::DELETE, "/api/v1/sessions", None).await;
        assert_eq!(end().await.assert_status(200).json(), json!({ "ended": 2 }));
        for person in [&bob, &again] {
            get(person, "/api/v1/sessions").await.assert_status(401);
        }
        // Bob allowed the app to go on without him; that ends under `grants`.
        bob.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
        get(&alice, "/api/v1/sessions").await.assert_status(200);
        // The token is its client's own, and came from no session.
        assert_eq!(end().await.assert_status(200).json(), json!({ "ended": 0 }));
    })
    .await;
}

#[tokio::test]
async fn a_strangers_grant_and_session_look_like_ones_that_do_not_exist_to_a_cookie_and_to_a_token() {
    on_each_database(async |server| {
        let (bob, app, tokens) = let_in(&server).await;
        // It is Alice's own app that Bob has let in: even so it is his to revoke.
        let alice = server.alice().await;
        let admin = token_of_client(&alice, "admin").await;
        let grants = get(&bob, "/api/v1/grants").await.assert_status(200).json()["grants"].clone();
        let sessions = get(&bob, "/api/v1/sessions").await.assert_status(200).json()["sessions"].clone();
        assert_eq!((grants.as_array().unwrap().len(), sessions.as_array().unwrap().len()), (1, 1));
        for (theirs, nobodys) in [
            (
                format!("/api/v1/grants/{}", text(&grants[0]["id"])),
                "/api/v1/grants/app_000000000000".to_owned(),
            ),
            (
                format!("/api/v1/sessions/{}", text(&sessions[0]["id"])),
                format!("/api/v1/sessions/{}", text(&sessions[0]["id"]).chars().rev().collect::<String>()),
            ),
        ] {
            for token in [None, Some(&admin)] {
                let end = async |path: &str| match token {
                    None => call(&alice, Method::DELETE, path, None).await.assert_status(404),
                    Some(token) => {
                        call_with(&alice, token, Method::DELETE, path, None).await.assert_status(404)
                    }
                };
                assert_eq!(problem(&end(&theirs).await), problem(&end(&nobodys).await), "{theirs}");
            }
        }
        for path in ["/api/v1/grants", "/api/v1/sessions"] {
            let mine = call_with(&alice, &admin, Method::GET, path, None).await.assert_status(200);
            assert!(
                !mine.text.contains(&text(&sessions[0]["id"])) && !mine.text.contains(&app),
                "{}",
                mine.text
            );
        }
        let kept = get(&bob, "/api/v1/grants").await.json()["grants"].clone();
        assert_eq!(kept[0]["id"], grants[0]["id"]);
        bob.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}

// Shows R102.
#[tokio::test]
async fn events_are_read_page_by_page_with_their_causes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let fields = [("grant_type", "client_credentials"), ("client_id", &*id), ("client_secret", "wrong")];
        let refused = server.stranger().token(&fields).await.assert_status(401);
        server.identity().recorder.flush().await;
        let of_client = format!("/api/v1/events?client={id}&limit=1");
        let first = get(&alice, &of_client).await.assert_status(200).json();
        let event = &first["events"][0];
        assert_eq!(text(&event["requestId"]), refused.header("x-request-id"));
        assert_eq!(text(&event["detail"]), "Client Credentials: the secret is wrong");
        assert_eq!(text(&event["outcome"]), "invalid_client");
        let next = format!("{of_client}&cursor={}", text(&first["next"]));
        let second = get(&alice, &next).await.assert_status(200).json();
        assert_eq!(text(&second["events"][0]["action"]), "client.created");
        let others =
            get(&server.bob().await, &format!("/api/v1/events?client={id}")).await.assert_status(200);
        assert!(others.json()["events"].as_array().unwrap().is_empty());
        let odd = get(&alice, "/api/v1/events?limit=501&kind=x&who=me&cursor=y").await.assert_status(422);
        assert_eq!(odd.json()["problems"].as_array().unwrap().len(), 3, "{}", odd.text);
    })
    .await;
}

#[tokio::test]
async fn nobody_does_any_of_it_signed_out_from_another_site_or_without_the_scope() {
    on_each_database(async |server| {
        let (bob, app, tokens) = let_in(&server).await;
        let grant = format!("/api/v1/grants/{app}");
        let session = format!("/api/v1/sessions/{}", bob.visit().await.person.unwrap().sid);
        let stranger = server.stranger();
        for (method, path) in [
            (Method::GET, "/api/v1/grants"),
            (Method::GET, "/api/v1/sessions"),
            (Method::GET, "/api/v1/events"),
            (Method::DELETE, &*grant),
            (Method::DELETE, "/api/v1/sessions"),
            (Method::DELETE, &*session),
        ] {
            call(&stranger, method.clone(), path, None).await.assert_status(401);
            let weak = text(&tokens["access_token"]);
            call_with(&bob, &weak, method, path, None).await.assert_status(403);
        }
        for path in [&*grant, &*session, "/api/v1/sessions"] {
            let request = bob.request(Method::DELETE, path).header("origin", "https://evil.example");
            bob.send(request).await.assert_status(403);
        }
        get(&bob, "/api/v1/sessions").await.assert_status(200);
        bob.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
        let admin = token_of_client(&server.alice().await, "admin").await;
        call_with(&bob, &admin, Method::GET, "/api/v1/events", None).await.assert_status(200);
        call_with(&bob, &admin, Method::DELETE, &session, None).await.assert_status(404);
    })
    .await;
}
