//! `/connect/token`: refresh tokens and their families.

mod id_token;
mod lifetimes;
mod limits;

use serde_json::Value;

use crate::world::{Answer, PASSWORD, Person, TestServer, claims, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";
const DAY: i64 = 86_400;

/// Alice with an app that she has signed in to.
struct SignedIn {
    alice: Person,
    app: String,
    tokens: Value,
}

impl SignedIn {
    async fn at(server: &TestServer) -> Self {
        Self::with(server, "").await
    }

    /// With these columns of the app changed before the sign-in.
    async fn with(server: &TestServer, columns: &str) -> Self {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let scopes = "scopes = 'openid profile email role exepron.restapi offline_access'";
        let columns = if columns.is_empty() { scopes.to_owned() } else { format!("{scopes}, {columns}") };
        server.execute(&format!("UPDATE clients SET {columns} WHERE client_id = '{app}'")).await;
        let code = alice.code(&app, CALLBACK, "openid profile role offline_access").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        Self { alice, app, tokens }
    }

    fn refresh_token(&self) -> String {
        text(&self.tokens["refresh_token"])
    }

    async fn refresh(&self, token: &str) -> Answer {
        self.alice.refresh(&self.app, token).await
    }

    /// Refreshes and gives access and refresh token.
    async fn renew(&self, token: &str) -> (String, String) {
        let tokens = self.refresh(token).await.assert_status(200).json();
        (text(&tokens["access_token"]), text(&tokens["refresh_token"]))
    }

    async fn refused(&self, token: &str) {
        assert_eq!(self.refresh(token).await.assert_status(400).error(), "invalid_grant");
    }

    async fn works(&self, access_token: &str) -> bool {
        self.alice.userinfo(access_token).await.status == 200
    }
}

/// A confidential client with the grants `password` and `refresh_token`.
struct Service {
    alice: Person,
    id: String,
    secret: String,
}

impl Service {
    /// With these columns changed as well.
    async fn with(server: &TestServer, columns: &str) -> Self {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        for columns in ["grant_types = 'password refresh_token'", columns] {
            server.execute(&format!("UPDATE clients SET {columns} WHERE client_id = '{id}'")).await;
        }
        Self { alice, id, secret }
    }

    async fn token(&self, fields: &[(&str, &str)]) -> Answer {
        let own = [("client_id", &*self.id), ("client_secret", &*self.secret)];
        self.alice.token(&[&own, fields].concat()).await
    }

    async fn sign_in(&self) -> Value {
        let who = [("username", "alice@example.com"), ("password", PASSWORD), ("scope", "openid")];
        let fields = [&[("grant_type", "password")][..], &who].concat();
        self.token(&fields).await.assert_status(200).json()
    }

    async fn refresh(&self, token: &str) -> Answer {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }
}

async fn sign_in(person: &Person, app: &str) -> Value {
    let code = person.code(app, CALLBACK, "openid profile offline_access").await;
    person.redeem(app, CALLBACK, &code).await.assert_status(200).json()
}

// Shows R3, R4, RFC 9700 §4.14.2, R119.
#[tokio::test]
async fn a_refresh_token_rotates_and_an_old_one_ends_its_family_and_tells_the_owner() {
    on_each_database(async |server| {
        let app = SignedIn::at(&server).await;
        let (_, second) = app.renew(&app.refresh_token()).await;
        assert_ne!(app.refresh_token(), second);
        let (access, third) = app.renew(&second).await;
        assert!(app.works(&access).await);
        assert!(server.events("refresh.reused").await.is_empty());

        app.refused(&app.refresh_token()).await;
        app.refused(&third).await;
        assert!(!app.works(&access).await, "the access tokens end with the family");
        assert_eq!(server.events("refresh.reused").await, [Some(1)], "app and person are of one account");
    })
    .await;
}

// Shows R4.
#[tokio::test]
async fn both_the_owner_of_the_client_and_the_person_learn_of_a_reuse() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        let first = text(&sign_in(&bob, &app).await["refresh_token"]);
        bob.refresh(&app, &first).await.assert_status(200);
        server.wait(31);
        bob.refresh(&app, &first).await.assert_status(400);
        assert_eq!(server.events("refresh.reused").await, [Some(1), Some(2)]);
    })
    .await;
}

// Shows R4.
#[tokio::test]
async fn an_answer_that_was_lost_can_be_asked_for_again_at_once_and_only_once() {
    on_each_database(async |server| {
        let app = SignedIn::at(&server).await;
        let (lost_access, lost) = app.renew(&app.refresh_token()).await;
        let (access, second) = app.renew(&app.refresh_token()).await;
        assert!(!app.works(&lost_access).await, "the access token that was lost is dead");
        assert!(app.works(&access).await);
        let (access, third) = app.renew(&second).await;
        assert!(app.works(&access).await, "the other branch goes on");

        app.refused(&lost).await;
        app.refused(&third).await;
        assert!(!app.works(&access).await, "somebody had the answer that was thought to be lost");
    })
    .await;
}

// Shows R4.
#[tokio::test]
async fn a_second_retry_is_a_reuse() {
    on_each_database(async |server| {
        let app = SignedIn::at(&server).await;
        app.renew(&app.refresh_token()).await;
        let (access, last) = app.renew(&app.refresh_token()).await;
        app.refused(&app.refresh_token()).await;
        app.refused(&last).await;
        assert!(!app.works(&access).await);
    })
    .await;
}

// Shows R4.
#[tokio::test]
async fn a_retry_has_thirty_seconds_and_not_more() {
    on_each_database(async |server| {
        let early = SignedIn::at(&server).await;
        early.renew(&early.refresh_token()).await;
        server.wait(28);
        early.renew(&early.refresh_token()).await;

        let late = SignedIn::at(&server).await;
        let (_, second) = late.renew(&late.refresh_token()).await;
        server.wait(31);
        late.refused(&late.refresh_token()).await;
        late.refused(&second).await;
    })
    .await;
}

// Shows R1, R2, oidcc-refresh-token, RFC 6749 §6.
#[tokio::test]
async fn a_refresh_token_is_for_its_client_and_its_scopes_only() {
    on_each_database(async |server| {
        let app = SignedIn::at(&server).await;
        let token = app.refresh_token();
        let other = app.alice.app(CALLBACK).await;
        assert_eq!(app.alice.refresh(&other, &token).await.assert_status(400).error(), "invalid_grant");
        let ask = async |token: &str, scope: &str| {
            let fields = [
                ("grant_type", "refresh_token"),
                ("refresh_token", token),
                ("client_id", &*app.app),
                ("scope", scope),
            ];
            app.alice.token(&fields).await
        };
        assert_eq!(ask(&token, "openid email").await.assert_status(400).error(), "invalid_scope");
        let narrow = ask(&token, "openid").await.assert_status(200).json();
        assert_eq!(narrow["scope"], "openid");
        let wide = app.refresh(&text(&narrow["refresh_token"])).await.assert_status(200).json();
        assert_eq!(wide["scope"], "offline_access openid profile role", "the refresh token keeps them all");
    })
    .await;
}

// Shows R045.
#[tokio::test]
async fn a_refreshed_access_token_says_what_is_true_now_or_what_was_true_at_first() {
    on_each_database(async |server| {
        for (update, roles) in [("TRUE", 1), ("FALSE", 2)] {
            let app =
                SignedIn::with(&server, &format!("update_access_token_claims_on_refresh = {update}")).await;
            let role = |token: &str| claims(token)["role"].as_array().map(Vec::len);
            assert_eq!(role(&text(&app.tokens["access_token"])), Some(2));
            let taken = "role_id IN (SELECT id FROM roles WHERE name = 'administrator')";
            server.execute(&format!("DELETE FROM user_roles WHERE user_id = 101 AND {taken}")).await;
            let (access, _) = app.renew(&app.refresh_token()).await;
            assert_eq!(role(&access), Some(roles), "update: {update}");
            let back = "INSERT INTO user_roles SELECT 101, id FROM roles WHERE name = 'administrator'";
            server.execute(back).await;
        }
    })
    .await;
}

// Shows TP4.
#[tokio::test]
async fn the_password_grant_gives_a_refresh_token_where_the_client_has_that_grant_too() {
    on_each_database(async |server| {
        let without = Service::with(&server, "grant_types = 'password'").await;
        assert!(without.sign_in().await.get("refresh_token").is_none(), "TP4");

        let service = Service::with(&server, "sliding_refresh_token = FALSE").await;
        let tokens = service.sign_in().await;
        let token = text(&tokens["refresh_token"]);
        for _ in 0..2 {
            let renewed = service.refresh(&token).await.assert_status(200).json();
            assert!(renewed.get("refresh_token").is_none(), "a confidential client keeps its token");
            assert!(claims(&text(&renewed["id_token"])).get("sid").is_none(), "there is no session");
        }
        service.alice.refresh(&service.id, &token).await.assert_status(401);
        server.execute("UPDATE token_families SET revoked_at = 1").await;
        service.refresh(&token).await.assert_status(400);
        service.alice.userinfo(&text(&tokens["access_token"])).await.assert_status(401);
    })
    .await;
}

// Shows R7.
#[tokio::test]
async fn a_person_who_was_switched_off_refreshes_nothing_and_loses_nothing() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        let token = text(&sign_in(&bob, &app).await["refresh_token"]);
        server.execute("UPDATE users SET disabled_at = 1 WHERE id = 102").await;
        assert_eq!(bob.refresh(&app, &token).await.assert_status(400).error(), "invalid_grant", "R7");
        server.execute("UPDATE users SET disabled_at = NULL WHERE id = 102").await;
        bob.refresh(&app, &token).await.assert_status(200);
    })
    .await;
}
