//! What requests can be aimed at, so that they come behind the first check: made anew whenever it runs out.

use reqwest::Method;
use serde_json::Value;

use super::super::{CALLBACK, call, get, post, service};
use crate::world::{Person, text};

/// What a person has.
pub(super) struct Stock {
    /// Clients, each with one of its secrets.
    pub(super) clients: Vec<(String, String)>,
    /// Apps that were let in.
    pub(super) grants: Vec<String>,
    /// Other sessions.
    pub(super) sessions: Vec<String>,
}

async fn listed(person: &Person, what: &str) -> Vec<Value> {
    let page = get(person, &format!("/api/v1/{what}")).await.assert_status(200).json();
    page[what].as_array().unwrap().clone()
}

impl Stock {
    /// Looks what is there for an operation at this address, and sees to it that there is something. The client `kept` is
    /// never aimed at.
    pub(super) async fn of(person: &Person, path: &str, kept: &str) -> Self {
        let (mut grants, mut sessions) = (Vec::new(), Vec::new());
        if path.contains("/grants/") {
            grants = of_grants(person).await;
        }
        if path.contains("/sessions/") {
            person.server.signed_in("alice@example.com").await;
            let others = listed(person, "sessions").await.into_iter().filter(|one| one["current"] == false);
            sessions = others.map(|one| text(&one["id"])).collect();
        }
        Self { clients: of_clients(person, kept).await, grants, sessions }
    }
}

/// A few clients with room for more.
async fn of_clients(person: &Person, kept: &str) -> Vec<(String, String)> {
    let others = async || {
        let mut all = listed(person, "clients").await;
        all.retain(|client| client["clientId"] != kept);
        all
    };
    for old in others().await.iter().skip(5) {
        let address = format!("/api/v1/clients/{}", text(&old["clientId"]));
        call(person, Method::DELETE, &address, None).await.assert_status(204);
    }
    let is_usual = |client: &&Value| {
        let secrets = client["clientSecrets"].as_array().map_or(0, Vec::len);
        client["status"] == "active" && (1..4).contains(&secrets)
    };
    let mut there = others().await;
    let usual = there.iter().filter(is_usual).count();
    for _ in usual..2 {
        post(person, "/api/v1/clients", service("Stock")).await.assert_status(201);
    }
    if usual < 2 {
        there = others().await;
    }
    let first_secret =
        |client: &Value| client["clientSecrets"][0]["id"].as_i64().unwrap_or_default().to_string();
    there.iter().map(|client| (text(&client["clientId"]), first_secret(client))).collect()
}

/// The apps that the person has let in; one more when there is none.
async fn of_grants(person: &Person) -> Vec<String> {
    let ids = async || listed(person, "grants").await.iter().map(|one| text(&one["id"])).collect::<Vec<_>>();
    let there = ids().await;
    if !there.is_empty() {
        return there;
    }
    let bob = person.server.bob().await;
    let app = match listed(&bob, "clients").await.first() {
        Some(app) => text(&app["clientId"]),
        None => bob.app(CALLBACK).await,
    };
    let code = person.code(&app, CALLBACK, "openid").await;
    person.redeem(&app, CALLBACK, &code).await.assert_status(200);
    ids().await
}
