//! A client from one state to the next, and who saw which version of it.

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, call, get, post, problem, problems, service};
use crate::world::{Answer, Person, at_once, on_each_database, text};

async fn made(person: &Person, client: Value) -> String {
    let made = post(person, "/api/v1/clients", client).await.assert_status(201).json();
    format!("/api/v1/clients/{}", text(&made["client"]["clientId"]))
}

async fn act(person: &Person, path: &str, word: &str) -> Answer {
    call(person, Method::POST, &format!("{path}/{word}"), None).await
}

async fn tagged(
    person: &Person,
    method: Method,
    path: &str,
    name: &str,
    tag: &str,
    body: Option<Value>,
) -> Answer {
    let request = person.request(method, path).header("origin", person.server.issuer()).header(name, tag);
    person.send(if let Some(body) = body { request.json(&body) } else { request }).await
}

#[tokio::test]
async fn a_client_that_is_known_already_is_not_sent_again() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let path = made(&bob, service("Sync")).await;
        let tag = get(&bob, &path).await.assert_status(200).header("etag").to_owned();
        assert_eq!(tag, "\"1\"");
        let known = tagged(&bob, Method::GET, &path, "if-none-match", &tag, None).await.assert_status(304);
        assert_eq!((known.text.as_str(), known.header("etag")), ("", &*tag));
        act(&bob, &path, "deactivate").await.assert_status(200);
        let changed = tagged(&bob, Method::GET, &path, "if-none-match", &tag, None).await.assert_status(200);
        assert_ne!(changed.header("etag"), tag);
    })
    .await;
}

// Shows R089, R090, R091.
#[tokio::test]
async fn a_change_names_what_changes_and_the_rest_stays() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let path = made(&bob, service("Sync")).await;
        let patch = async |body: Value| call(&bob, Method::PATCH, &path, Some(&body)).await;
        let before = get(&bob, &path).await.json();
        let changed = patch(json!({ "description": "Copies at night" })).await.assert_status(200);
        assert_eq!(changed.header("etag"), "\"2\"");
        let mut expected = before;
        expected["description"] = json!("Copies at night");
        expected["version"] = json!(2);
        assert_eq!(changed.json(), expected);
        assert_eq!(patch(json!({})).await.assert_status(200).header("etag"), "\"2\"", "nothing differs");
        for (body, field) in [
            (json!({ "clientName": "ab" }), "clientName"),
            (json!({ "clientType": "public" }), "clientType"),
            (json!({ "status": "revoked" }), "status"),
            (json!({ "ownerId": 1 }), "ownerId"),
            (json!({ "scopes": "api1" }), "scopes"),
        ] {
            let refused = patch(body.clone()).await.assert_status(422);
            assert_eq!(problems(&refused)[0].0, field, "{body}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_or_deletion_of_another_version_than_was_seen_is_refused() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let path = made(&bob, service("Sync")).await;
        let name = |name: &str| Some(json!({ "clientName": name }));
        let patch = async |tag: &str, body| tagged(&bob, Method::PATCH, &path, "if-match", tag, body).await;
        patch("\"1\"", name("First")).await.assert_status(200);
        let refused = patch("\"1\"", name("Second")).await.assert_status(412);
        let problem = problem(&refused);
        assert_eq!((&problem["code"], &problem["present"]["clientName"]), (&json!("stale"), &json!("First")));
        for tag in ["W/\"2\"", "2", "\"x\"", "\"0\"", "\"1\", \"2\"", "\"99999999999999999999\""] {
            patch(tag, name("Third")).await.assert_status(412);
            tagged(&bob, Method::DELETE, &path, "if-match", tag, None).await.assert_status(412);
        }
        tagged(&bob, Method::DELETE, &path, "if-match", "\"1\"", None).await.assert_status(412);
        assert_eq!(get(&bob, &path).await.json()["clientName"], "First", "nothing was overwritten");
        patch("*", name("Any")).await.assert_status(200);
        tagged(&bob, Method::DELETE, &path, "if-match", "\"3\"", None).await.assert_status(204);
        get(&bob, &path).await.assert_status(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_eight_who_saw_the_same_version_one_changes_it() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let path = made(&bob, service("Sync")).await;
        let jobs = (0..8).map(|number| {
            let (bob, path) = (bob.clone(), path.clone());
            async move {
                let body = Some(json!({ "clientName": format!("Name {number}") }));
                tagged(&bob, Method::PATCH, &path, "if-match", "\"1\"", body).await.status
            }
        });
        let mut statuses = at_once(jobs).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
    })
    .await;
}

// Shows R093, R094.
#[tokio::test]
async fn a_client_is_switched_off_and_on_and_deleted() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let path = made(&bob, service("Sync")).await;
        assert_eq!(act(&bob, &path, "deactivate").await.assert_status(200).json()["status"], "inactive");
        assert_eq!(act(&bob, &path, "activate").await.assert_status(200).json()["status"], "active");
        call(&bob, Method::DELETE, &path, None).await.assert_status(204);
        for word in ["activate", "deactivate", "revoke"] {
            act(&bob, &path, word).await.assert_status(404);
        }
        call(&bob, Method::DELETE, &path, None).await.assert_status(404);
        assert_eq!(server.events("client.deleted").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_client_that_is_revoked_never_comes_back_and_its_id_stays_taken() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let path = format!("/api/v1/clients/{app}");
        let code = alice.code(&app, CALLBACK, "openid exepron.restapi offline_access").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let (access, refresh) = (text(&tokens["access_token"]), text(&tokens["refresh_token"]));
        let open = alice.code(&app, CALLBACK, "openid").await;
        alice.api("/odata/Projects", &access).await.assert_status(200);

        assert_eq!(act(&alice, &path, "revoke").await.assert_status(200).json()["status"], "revoked");
        alice.api("/odata/Projects", &access).await.assert_status(401);
        alice.refresh(&app, &refresh).await.assert_status(401);
        alice.redeem(&app, CALLBACK, &open).await.assert_status(401);
        let live = "SELECT COUNT(*) FROM token_families f JOIN clients c ON c.id = f.client_id \
                    WHERE c.status = 'revoked' AND f.revoked_at IS NULL";
        assert_eq!(server.count(live).await, 0, "no family is left that could come back");
        for word in ["activate", "deactivate", "revoke"] {
            assert_eq!(problem(&act(&alice, &path, word).await.assert_status(409))["code"], "conflict");
        }
        let body = json!({ "clientName": "Other" });
        call(&alice, Method::PATCH, &path, Some(&body)).await.assert_status(409);
        let mut again = service("My app");
        again["clientId"] = json!(app);
        let taken = [("clientId".to_owned(), "taken".to_owned())];
        let refused = post(&alice, "/api/v1/clients", again.clone()).await.assert_status(422);
        assert_eq!(problems(&refused), taken);
        call(&alice, Method::DELETE, &path, None).await.assert_status(204);
        get(&alice, &path).await.assert_status(404);
        let refused = post(&alice, "/api/v1/clients", again.clone()).await.assert_status(422);
        assert_eq!(problems(&refused), taken, "also when it is deleted");
        let report = post(&alice, "/api/v1/clients/import", again.clone()).await.assert_status(200).json();
        assert_eq!(report["clients"][0]["problems"][0]["code"], "taken");
        again["clientId"] = json!("another-id");
        post(&alice, "/api/v1/clients", again).await.assert_status(201);
        assert_eq!(server.events("client.revoked").await, [Some(1)]);
    })
    .await;
}
