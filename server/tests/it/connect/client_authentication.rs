//! Who a client is, at every endpoint that asks: several secrets, their ends, and from where.

use domain::definition::Definition;
use domain::refusal::RefusalCode;
use domain::secret_label::{Overlap, SecretLabel};
use domain::secret_use::Phase;
use identity::clients;
use serde_json::{Value, json};

use crate::world::{Answer, Person, TestServer, at_once, on_each_database, text};

fn backend() -> Value {
    json!({
        "clientName": "Data Sync", "clientType": "confidential", "grantTypes": ["client_credentials"],
        "scopes": ["exepron.restapi"],
    })
}

fn with(mut json: Value, name: &str, value: Value) -> Value {
    json[name] = value;
    json
}

async fn ask(person: &Person, id: &str, secret: &str) -> Answer {
    let form = [("grant_type", "client_credentials"), ("scope", "exepron.restapi")];
    person.token(&[form[0], form[1], ("client_id", id), ("client_secret", secret)]).await
}

async fn works(person: &Person, id: &str, secret: &str) -> bool {
    let answer = ask(person, id, secret).await;
    if answer.status == 200 {
        return true;
    }
    assert_eq!((answer.status, answer.error()), (401, "invalid_client".to_owned()));
    false
}

fn secret_of(issued: domain::client::IssuedSecret) -> String {
    issued.issued.client_secret.unwrap()
}

// Shows R078, R086.
#[tokio::test]
async fn a_secret_is_added_beside_the_old_one_and_both_work_until_one_is_removed() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let (id, old) = alice.define(backend()).await;
        let visit = alice.visit().await;
        let name = id.parse().unwrap();
        let label = SecretLabel { description: "blue".into(), expiration: None };
        let new = secret_of(clients::add_secret(&visit, &name, &label).await.unwrap());
        assert!(works(&alice, &id, &old).await && works(&alice, &id, &new).await);

        let listed = clients::find(&visit, &name).await.unwrap().client_secrets;
        assert_eq!((listed.len(), listed[1].description.as_str()), (2, "blue"));
        clients::remove_secret(&visit, &name, listed[0].id, true).await.unwrap();
        assert!(!works(&alice, &id, &old).await && works(&alice, &id, &new).await);
    })
    .await;
}

// Shows R095.
#[tokio::test]
async fn last_used_is_the_last_time_that_it_went_well_and_a_failure_moves_nothing() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let (id, secret) = alice.define(backend()).await;
        let (token_id, token) = alice.personal_access_token().await;
        let used = async |id: &str| {
            server.identity().recorder.flush().await;
            let client =
                alice.call("clients/find", &json!({ "clientId": id })).await.assert_status(200).json();
            assert!(client["createdAt"].is_string(), "{client}");
            (client["lastUsedAt"].clone(), client["clientSecrets"][0]["lastUsedAt"].clone())
        };
        let fail = async || {
            assert!(!works(&alice, &id, "wrong").await);
            assert!(!works(&alice, &id, "").await);
            alice.api("/odata/Projects", &format!("{token}x")).await.assert_status(401);
        };
        fail().await;
        assert_eq!(used(&id).await, (Value::Null, Value::Null), "never used");
        assert_eq!(used(&token_id).await, (Value::Null, Value::Null), "never used");

        assert!(works(&alice, &id, &secret).await);
        alice.api("/odata/Projects?$top=1", &token).await.assert_status(200);
        let (service, pat) = (used(&id).await, used(&token_id).await);
        for (client, secret) in [&service, &pat] {
            assert!(client.is_string() && secret.is_string(), "{client} {secret}");
        }
        server.wait(120);
        fail().await;
        assert_eq!(
            (used(&id).await, used(&token_id).await),
            (service.clone(), pat.clone()),
            "failures move nothing"
        );
        assert!(works(&alice, &id, &secret).await);
        alice.api("/odata/Projects?$top=1", &token).await.assert_status(200);
        assert_ne!(used(&id).await, service);
        assert_ne!(used(&token_id).await, pat);
    })
    .await;
}

#[tokio::test]
async fn a_secret_in_use_is_removed_only_by_force() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let (id, secret) = alice.define(backend()).await;
        assert!(works(&alice, &id, &secret).await);
        server.identity().recorder.flush().await;
        let (visit, name) = (alice.visit().await, id.parse().unwrap());
        let row = clients::find(&visit, &name).await.unwrap().client_secrets[0].id;
        let refused = clients::remove_secret(&visit, &name, row, false).await.unwrap_err();
        assert_eq!(refused.code, RefusalCode::Conflict);
        assert_eq!(refused.recent_uses.unwrap().recent.uses, 1);
        server.wait(24 * 3600);
        let visit = server.alice().await.visit().await;
        clients::remove_secret(&visit, &name, row, false).await.unwrap();
    })
    .await;
}

// Shows R078, R081.
#[tokio::test]
async fn a_regenerated_secret_leaves_the_old_one_its_overlap() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let (id, old) = alice.define(backend()).await;
        let (visit, name) = (alice.visit().await, id.parse().unwrap());
        let new = secret_of(clients::regenerate_secret(&visit, &name, Overlap::Hour).await.unwrap());
        server.wait(3590);
        assert!(works(&alice, &id, &old).await && works(&alice, &id, &new).await);
        server.wait(20);
        assert!(!works(&alice, &id, &old).await && works(&alice, &id, &new).await);

        let visit = server.alice().await.visit().await;
        let last = secret_of(clients::regenerate_secret(&visit, &name, Overlap::Now).await.unwrap());
        assert!(!works(&alice, &id, &new).await && works(&alice, &id, &last).await);
    })
    .await;
}

// Shows P2.
#[tokio::test]
async fn a_regenerated_token_is_new_and_its_old_half_is_dead() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let (id, old) = alice.personal_access_token().await;
        let (visit, name) = (alice.visit().await, id.parse().unwrap());
        let issued = clients::regenerate_secret(&visit, &name, Overlap::Now).await.unwrap().issued;
        let new = issued.personal_access_token.unwrap();
        alice.api("/odata/Projects", &old).await.assert_status(401);
        alice.api("/odata/Projects", &new).await.assert_status(200);
        let refused = clients::add_secret(&visit, &name, &SecretLabel::default()).await.unwrap_err();
        assert_eq!(refused.code, RefusalCode::Conflict, "a token has one secret");
    })
    .await;
}

// Shows M8.
#[tokio::test]
async fn a_client_has_five_working_secrets_also_when_ten_are_added_at_once() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let (id, _) = alice.define(backend()).await;
        let visit = alice.visit().await;
        let name: domain::client_id::ClientId = id.parse().unwrap();
        let add = |()| {
            let (visit, name) = (visit.clone(), name.clone());
            async move { clients::add_secret(&visit, &name, &SecretLabel::default()).await }
        };
        let all = at_once([(); 10].map(add)).await;
        let refused: Vec<_> = all.iter().filter_map(|one| one.as_ref().err()).map(|why| why.code).collect();
        assert_eq!(refused, [RefusalCode::Conflict; 6], "four beside the first one");
    })
    .await;
}

// Shows M8.
#[tokio::test]
async fn of_two_who_regenerate_at_once_each_gets_what_the_overlap_promises() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        for (overlap, working) in [(Overlap::Day, 2), (Overlap::Now, 1)] {
            let (id, _) = alice.define(backend()).await;
            let visit = alice.visit().await;
            let name: domain::client_id::ClientId = id.parse().unwrap();
            let regenerate = |()| {
                let (visit, name) = (visit.clone(), name.clone());
                async move { clients::regenerate_secret(&visit, &name, overlap).await.unwrap() }
            };
            let made = at_once([(); 2].map(regenerate)).await;
            let mut good = Vec::new();
            for one in &made {
                if works(&alice, &id, one.issued.client_secret.as_ref().unwrap()).await {
                    good.push(one.secret.id);
                }
            }
            // Who was ended by the other is told so: the list names the one that works.
            let listed = clients::list_secrets(&visit, &name).await.unwrap();
            let now = server.identity().clock.now();
            let live = listed.secrets.iter().filter(|known| known.phase(now) == Phase::Live);
            let last = made.iter().map(|one| one.secret.id).max().unwrap();
            assert_eq!((good.len(), good.contains(&last)), (working, true), "{overlap:?}");
            assert_eq!(live.map(|known| known.secret.id).collect::<Vec<_>>(), [last], "{overlap:?}");
        }
    })
    .await;
}

// Shows R080.
#[tokio::test]
async fn an_expiration_date_lasts_to_the_end_of_its_day() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let today = server.identity().clock.now();
        let day = today.format("%Y-%m-%d").to_string();
        let secret = "a-secret-of-my-own-1";
        let secrets = json!([{ "value": secret, "expiration": day }]);
        let (id, _) = alice.define(with(backend(), "clientSecrets", secrets)).await;
        let midnight = domain::expiration::read(&day).unwrap();
        server.wait((midnight - today).num_seconds() - 5);
        assert!(works(&alice, &id, secret).await);
        server.wait(10);
        assert!(!works(&alice, &id, secret).await);
    })
    .await;
}

// Shows RFC 6749 §2.3.1.
#[tokio::test]
async fn a_secret_with_plus_and_percent_works_form_decoded_and_raw_over_basic() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let secret = "a+b%2Fc=d/secret-of-mine";
        let secrets = json!([{ "value": secret }]);
        let (id, _) = alice.define(with(backend(), "clientSecrets", secrets)).await;
        let encoded = "a%2Bb%252Fc%3Dd%2Fsecret-of-mine";
        for sent in [secret, encoded] {
            let request = alice
                .plain(reqwest::Method::POST, &server.identity_url("/connect/token"))
                .basic_auth(&id, Some(sent))
                .form(&[("grant_type", "client_credentials"), ("scope", "exepron.restapi")]);
            Answer::read(request).await.assert_status(200);
        }
        let request = alice
            .plain(reqwest::Method::POST, &server.identity_url("/connect/token"))
            .basic_auth(&id, Some("a b%2Fc=d/secret-of-mine"))
            .form(&[("grant_type", "client_credentials"), ("scope", "exepron.restapi")]);
        let refused = Answer::read(request).await.assert_status(401);
        assert!(refused.header("www-authenticate").starts_with("Basic "));
    })
    .await;
}

// Shows T8, R142.
#[tokio::test]
async fn a_client_calls_only_from_its_addresses() {
    on_each_database(|server: TestServer| async move {
        let alice = server.alice().await;
        let here = json!(["127.0.0.0/8", "::1"]);
        let (id, secret) = alice.define(with(backend(), "allowedIpAddresses", here)).await;
        let token = text(&ask(&alice, &id, &secret).await.assert_status(200).json()["access_token"]);
        alice.api("/odata/Projects", &token).await.assert_status(200);

        let elsewhere = json!(["203.0.113.0/24"]);
        let (id, secret) = alice.define(with(backend(), "allowedIpAddresses", elsewhere)).await;
        let refused = ask(&alice, &id, &secret).await;
        let wrong = ask(&alice, &id, "wrong").await;
        assert_eq!((refused.status, &refused.text), (401, &wrong.text), "it looks like a wrong secret");
        ask(&server.stranger_at("203.0.113.7"), &id, &secret).await.assert_status(200);
        ask(&server.stranger_at("203.0.114.7"), &id, &secret).await.assert_status(401);
    })
    .await;
}

#[tokio::test]
async fn a_header_from_somebody_who_is_no_proxy_moves_nobody() {
    for database in testkit::databases().await {
        let server = TestServer::start_with(database, true, &[("trusted_proxies", "192.0.2.1")]).await;
        let elsewhere = json!(["203.0.113.0/24"]);
        let alice = server.alice().await;
        let (id, secret) = alice.define(with(backend(), "allowedIpAddresses", elsewhere)).await;
        ask(&server.stranger_at("203.0.113.7"), &id, &secret).await.assert_status(401);
    }
}

// Shows R131.
#[tokio::test]
async fn a_definition_is_refused_with_its_problems_and_for_others_than_managers() {
    on_each_database(|server: TestServer| async move {
        let bob = server.bob().await.visit().await;
        let web = json!({
            "clientName": "Portal", "clientType": "confidential", "grantTypes": ["authorization_code"],
            "redirectUris": ["https://portal.example.com/cb"], "scopes": ["openid"],
        });
        let read = |json: &Value| serde_json::from_value::<Definition>(json.clone()).unwrap();
        let refused = clients::define(&bob, &read(&web)).await.unwrap_err();
        assert_eq!(refused.code, RefusalCode::Forbidden);
        let refused =
            clients::define(&bob, &read(&with(backend(), "clientName", json!("x")))).await.unwrap_err();
        assert_eq!(refused.code, RefusalCode::FieldProblems);

        let alice = server.alice().await.visit().await;
        let chosen = with(web, "clientId", json!("web-dashboard-prod"));
        assert_eq!(
            clients::define(&alice, &read(&chosen)).await.unwrap().client.client_id.as_str(),
            "web-dashboard-prod"
        );
        let refused = clients::define(&alice, &read(&chosen)).await.unwrap_err();
        assert_eq!(
            (refused.problems[0].field.as_str(), refused.problems[0].code.as_str()),
            ("clientId", "taken")
        );
    })
    .await;
}
