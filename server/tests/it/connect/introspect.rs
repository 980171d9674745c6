//! `/connect/introspect`

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{
    Answer, PASSWORD, Person, TestServer, claims, on_each_database, on_each_database_with, text,
};

const CALLBACK: &str = "https://app.example.com/callback";

/// A confidential client of a person.
struct Service {
    person: Person,
    id: String,
    secret: String,
}

impl Service {
    async fn of(person: &Person) -> Self {
        let (id, secret) = person.backend_service().await;
        Self { person: person.clone(), id, secret }
    }

    async fn send(&self, fields: &[(&str, &str)]) -> Answer {
        let url = self.person.server.identity_url("/connect/introspect");
        let request = self.person.plain(Method::POST, &url).basic_auth(&self.id, Some(&self.secret));
        Answer::read(request.form(fields)).await
    }

    async fn ask(&self, token: &str) -> Value {
        let answer = self.send(&[("token", token)]).await.assert_status(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        answer.json()
    }

    async fn token(&self, fields: &[(&str, &str)]) -> Value {
        let own = [("client_id", &*self.id), ("client_secret", &*self.secret)];
        self.person.token(&[&own, fields].concat()).await.assert_status(200).json()
    }

    /// A token of its own.
    async fn own_token(&self) -> String {
        let fields = [("grant_type", "client_credentials"), ("scope", "exepron.restapi")];
        text(&self.token(&fields).await["access_token"])
    }

    /// A token for its person.
    async fn token_for_person(&self, scope: &str) -> Value {
        let who = [("username", "alice@example.com"), ("password", PASSWORD), ("scope", scope)];
        self.token(&[&[("grant_type", "password")][..], &who].concat()).await
    }
}

fn inactive() -> Value {
    json!({ "active": false })
}

// Shows RFC 7662 §2.2.
#[tokio::test]
async fn a_client_learns_what_its_own_token_stands_for() {
    on_each_database(async |server| {
        let service = Service::of(&server.alice().await).await;
        let token = service.own_token().await;
        let own = claims(&token);
        let expected = json!({
            "active": true, "scope": "exepron.restapi", "client_id": service.id, "token_type": "Bearer",
            "exp": own["exp"], "iat": own["iat"], "sub": service.id, "aud": server.api_url(""),
            "iss": server.issuer(), "jti": own["jti"], "account_id": 1
        });
        for hint in ["access_token", "refresh_token", "nonsense"] {
            let answer = service.send(&[("token", &token), ("token_type_hint", hint)]).await;
            assert_eq!(answer.assert_status(200).json(), expected, "{hint}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_user_name_is_told_where_the_token_may_see_the_profile() {
    on_each_database(async |server| {
        let service = Service::of(&server.alice().await).await;
        for (scope, name) in [("openid profile", Some("alice")), ("openid", None)] {
            let token = text(&service.token_for_person(scope).await["access_token"]);
            let answer = service.ask(&token).await;
            assert_eq!((&answer["active"], &answer["sub"]), (&json!(true), &json!("101")));
            assert_eq!(answer.get("username").and_then(Value::as_str), name, "{scope}");
        }
    })
    .await;
}

// Shows I2, I5.
#[tokio::test]
async fn a_refresh_token_speaks_to_its_client_alone() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (service, sibling) = (Service::of(&alice).await, Service::of(&alice).await);
        let columns = "grant_types = 'password refresh_token', rotate_refresh_token = TRUE";
        server.execute(&format!("UPDATE clients SET {columns} WHERE client_id = '{}'", service.id)).await;
        let token = text(&service.token_for_person("openid").await["refresh_token"]);
        let answer = service.ask(&token).await;
        let (exp, iat) = (answer["exp"].as_i64().unwrap(), answer["iat"].as_i64().unwrap());
        assert!((exp - iat - 2_592_000).abs() <= 1, "{answer}");
        let expected = json!({
            "active": true, "scope": "openid", "client_id": service.id, "exp": exp, "iat": iat,
            "sub": "101", "iss": server.issuer(), "account_id": 1
        });
        assert_eq!(answer, expected);
        assert_eq!(sibling.ask(&token).await, inactive());

        let fields = [("grant_type", "refresh_token"), ("refresh_token", &*token)];
        let next = text(&service.token(&fields).await["refresh_token"]);
        assert_eq!(service.ask(&token).await, inactive(), "it was spent");
        assert_eq!(service.ask(&next).await["active"], true);
        server.wait(30 * 86_400 + 60);
        assert_eq!(service.ask(&next).await, inactive(), "it has expired");
    })
    .await;
}

// Shows I3, I5.
#[tokio::test]
async fn a_personal_access_token_speaks_to_services_of_its_account() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (own, foreign) = (Service::of(&alice).await, Service::of(&bob).await);
        let (id, token) = alice.personal_access_token().await;
        let answer = own.ask(&token).await;
        let (exp, iat) = (answer["exp"].as_i64().unwrap(), answer["iat"].as_i64().unwrap());
        assert_eq!(exp - iat, 2_592_000);
        let expected = json!({
            "active": true, "scope": "exepron.restapi exepron.restapi:extended", "client_id": id,
            "username": "alice", "token_type": "Bearer", "exp": exp, "iat": iat, "sub": "101",
            "aud": server.api_url(""), "iss": server.issuer(), "account_id": 1
        });
        assert_eq!(answer, expected);
        assert_eq!(foreign.ask(&token).await, inactive(), "I5");
        assert_eq!(own.ask(&format!("{token}x")).await, inactive());
        alice.call("clients/deactivate", &json!({ "clientId": id })).await.assert_status(200);
        assert_eq!(own.ask(&token).await, inactive(), "I3");
    })
    .await;
}

// Shows I5.
#[tokio::test]
async fn the_client_that_stands_for_the_api_sees_the_tokens_of_every_account() {
    let settings = [("api.introspection_client", "service_de30de30de31")];
    on_each_database_with(&settings, async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (api, foreign) = (Service::of(&alice).await, Service::of(&bob).await);
        let known = "client_id = 'service_de30de30de31'";
        server.execute(&format!("DELETE FROM clients WHERE {known}")).await;
        server.execute(&format!("UPDATE clients SET {known} WHERE client_id = '{}'", api.id)).await;
        let api = Service { id: "service_de30de30de31".to_owned(), ..api };
        let (_, token) = bob.personal_access_token().await;
        for token in [token, foreign.own_token().await] {
            let answer = api.ask(&token).await;
            assert_eq!((&answer["active"], &answer["account_id"]), (&json!(true), &json!(2)));
        }
    })
    .await;
}

// Shows I2, I4, I5, RFC 7662 §2.2.
#[tokio::test]
async fn what_is_not_good_or_not_for_the_one_who_asks_is_inactive_and_nothing_else() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (service, foreign) = (Service::of(&alice).await, Service::of(&bob).await);
        let token = service.own_token().await;
        assert_eq!(foreign.ask(&token).await, inactive(), "I5");
        let id_token = text(&service.token_for_person("openid").await["id_token"]);
        let (forged, long) = (format!("{token}x"), format!("{token}{}", "x".repeat(100_000)));
        for token in ["x", "a.b.c", "exepron_pat_abc123def456:x", &forged, &id_token, &long] {
            assert_eq!(service.ask(token).await, inactive(), "I2, I4");
        }
        assert_eq!(service.ask(&token).await["active"], true);
        server.wait(3601);
        assert_eq!(service.ask(&token).await, inactive(), "it has expired");
    })
    .await;
}

// Shows I3.
#[tokio::test]
async fn what_was_ended_is_inactive_at_once() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let service = Service::of(&alice).await;
        let app = alice.app(CALLBACK).await;
        let sign_in = async || {
            let code = alice.code(&app, CALLBACK, "openid offline_access").await;
            alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json()
        };
        let tokens = sign_in().await;
        let (access, refresh) = (text(&tokens["access_token"]), text(&tokens["refresh_token"]));
        assert_eq!(service.ask(&access).await["active"], true, "an app of the same owner");
        let url = server.identity_url("/connect/revocation");
        let fields = [("token", &*refresh), ("client_id", &*app)];
        Answer::read(alice.plain(Method::POST, &url).form(&fields)).await.assert_status(200);
        assert_eq!(service.ask(&access).await, inactive(), "I3");

        let other = text(&sign_in().await["access_token"]);
        assert_eq!(service.ask(&other).await["active"], true);
        alice.call("clients/deactivate", &json!({ "clientId": app })).await.assert_status(200);
        assert_eq!(service.ask(&other).await, inactive(), "I3");
    })
    .await;
}

// Shows I1, RFC 7662 §2.1.
#[tokio::test]
async fn only_a_confidential_client_that_authenticates_may_ask() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (service, app) = (Service::of(&alice).await, alice.app(CALLBACK).await);
        let (personal, token) = alice.personal_access_token().await;
        let secret = token.split_once(':').unwrap().1;
        let url = server.identity_url("/connect/introspect");
        let post = |fields: &[(&str, &str)]| Answer::read(alice.plain(Method::POST, &url).form(fields));
        let mut bodies = Vec::new();
        for fields in [
            vec![("token", "x")],
            vec![("token", "x"), ("client_id", &*app)],
            vec![("token", "x"), ("client_id", &*service.id)],
            vec![("token", "x"), ("client_id", &*service.id), ("client_secret", "wrong")],
            vec![("token", &*token), ("client_id", &*personal), ("client_secret", secret)],
        ] {
            let refused = post(&fields).await.assert_status(401);
            assert_eq!(refused.error(), "invalid_client", "I1, P6");
            bodies.push(refused.text);
        }
        assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "{bodies:?}");
        let bearer = alice.plain(Method::POST, &url).bearer_auth(&token).form(&[("token", &token)]);
        Answer::read(bearer).await.assert_status(401);
    })
    .await;
}

// Shows RFC 7662 §2.1.
#[tokio::test]
async fn a_request_has_to_be_a_whole_form() {
    on_each_database(async |server| {
        let service = Service::of(&server.alice().await).await;
        for fields in [vec![], vec![("token", "")], vec![("token", "x"), ("token", "y")]] {
            assert_eq!(service.send(&fields).await.assert_status(400).error(), "invalid_request");
        }
        let url = server.identity_url("/connect/introspect");
        let request =
            |method| service.person.plain(method, &url).basic_auth(&service.id, Some(&service.secret));
        let json = Answer::read(request(Method::POST).json(&json!({ "token": "x" }))).await;
        assert_eq!(json.assert_status(400).error(), "invalid_request");
        let get = Answer::read(request(Method::GET).query(&[("token", "x")])).await.assert_status(405);
        assert!(get.header("allow").contains("POST"));
        let asks = service.person.plain(Method::OPTIONS, &url).header("origin", "https://evil.example");
        let asks = Answer::read(asks.header("access-control-request-method", "POST")).await;
        assert!(!asks.headers.contains_key("access-control-allow-origin"));
    })
    .await;
}

#[tokio::test]
async fn every_question_leaves_an_event() {
    on_each_database(async |server: TestServer| {
        let service = Service::of(&server.alice().await).await;
        service.ask("x").await;
        service.ask(&service.own_token().await).await;
        assert_eq!(server.events("token.introspected").await.len(), 2);
    })
    .await;
}
