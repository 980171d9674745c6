//! `/connect/deviceauthorization`, the page behind it, and polling (RFC 8628)

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value;

use crate::world::{Answer, Person, on_each_database, text};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
const PAGE: &str = "/Identity/Account/Device";

/// A public client that runs on devices.
async fn television(owner: &Person) -> String {
    let id = owner.app("https://app.example.com/callback").await;
    owner
        .server
        .execute(&format!("UPDATE clients SET grant_types = '{GRANT}' WHERE client_id = '{id}'"))
        .await;
    id
}

async fn ask(person: &Person, client: &str, scope: &str) -> Answer {
    let url = person.server.identity_url("/connect/deviceauthorization");
    Answer::read(person.plain(Method::POST, &url).form(&[("client_id", client), ("scope", scope)])).await
}

/// The two codes of a device.
async fn begin(person: &Person, client: &str, scope: &str) -> (String, String) {
    let codes = ask(person, client, scope).await.assert_status(200).json();
    (text(&codes["device_code"]), text(&codes["user_code"]))
}

async fn poll(person: &Person, client: &str, device_code: &str) -> Answer {
    person.token(&[("grant_type", GRANT), ("client_id", client), ("device_code", device_code)]).await
}

#[track_caller]
fn refused(answer: Answer, error: &str) {
    assert_eq!(answer.assert_status(400).error(), error);
}

/// Types a code; with a decision, answers the question behind it.
async fn type_in(person: &Person, user_code: &str, decision: &str) -> Answer {
    let csrf = person.csrf().await;
    person.post(PAGE, &[("csrf", &csrf), ("user_code", user_code), ("decision", decision)]).await
}

#[tokio::test]
async fn a_device_gets_tokens_once_its_person_has_said_yes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let scope = "openid profile exepron.restapi offline_access";
        let answer = ask(&server.stranger(), &client, scope).await.assert_status(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        let codes = answer.json();
        assert_eq!((codes["expires_in"].as_u64(), codes["interval"].as_u64()), (Some(600), Some(5)));
        let (device_code, user_code) = (text(&codes["device_code"]), text(&codes["user_code"]));
        let page = format!("{}{PAGE}", server.issuer());
        assert_eq!(codes["verification_uri"], page);
        assert_eq!(codes["verification_uri_complete"], format!("{page}?user_code={user_code}"));

        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
        let question = type_in(&alice, &user_code, "").await.assert_status(200).text;
        for words in ["My app wants to access your account", "Only go on if you started this", &user_code] {
            assert!(question.contains(words), "{words}: {question}");
        }
        let done = type_in(&alice, &user_code, "allow").await.assert_status(200);
        assert!(done.text.contains("Go back to your device"), "{}", done.text);

        let tokens = poll(&server.stranger(), &client, &device_code).await.assert_status(200).json();
        assert_eq!(tokens["scope"], "exepron.restapi offline_access openid profile");
        assert!(tokens["id_token"].is_string(), "{tokens}");
        let access_token = text(&tokens["access_token"]);
        assert_eq!(alice.userinfo(&access_token).await.assert_status(200).json()["sub"], "101");
        alice.api("/odata/Projects?$top=1", &access_token).await.assert_status(200);
        alice.refresh(&client, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_device_code_works_once_and_a_replay_ends_what_it_gave() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        type_in(&alice, &user_code, "allow").await.assert_status(200);
        let tokens = poll(&alice, &client, &device_code).await.assert_status(200).json();
        assert!(tokens.get("refresh_token").is_none(), "nobody asked for offline_access");
        let access_token = text(&tokens["access_token"]);
        alice.userinfo(&access_token).await.assert_status(200);
        refused(poll(&alice, &client, &device_code).await, "invalid_grant");
        alice.userinfo(&access_token).await.assert_status(401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_polls_at_once_one_gets_tokens() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        for _ in 0..3 {
            let (device_code, user_code) = begin(&alice, &client, "openid offline_access").await;
            type_in(&alice, &user_code, "allow").await.assert_status(200);
            let outcomes = twenty_polls(&alice, &client, &device_code).await;
            let expected = [("invalid_grant".to_owned(), 19), ("tokens".to_owned(), 1)];
            assert_eq!(outcomes, BTreeMap::from(expected));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_early_polls_at_once_all_but_one_are_told_to_slow_down() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, _) = begin(&alice, &client, "openid").await;
        let outcomes = twenty_polls(&alice, &client, &device_code).await;
        let expected = [("authorization_pending".to_owned(), 1), ("slow_down".to_owned(), 19)];
        assert_eq!(outcomes, BTreeMap::from(expected));
        // 5 seconds and 19 times 5 more.
        server.wait(97);
        refused(poll(&alice, &client, &device_code).await, "slow_down");
        server.wait(104);
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
    })
    .await;
}

async fn twenty_polls(person: &Person, client: &str, device_code: &str) -> BTreeMap<String, usize> {
    let polls: Vec<_> = (0..20)
        .map(|_| {
            let (person, client, code) = (person.clone(), client.to_owned(), device_code.to_owned());
            tokio::spawn(async move { poll(&person, &client, &code).await })
        })
        .collect();
    let mut outcomes = BTreeMap::new();
    for answer in polls {
        let answer = answer.await.unwrap();
        let outcome = if answer.status == 200 { "tokens".to_owned() } else { answer.error() };
        *outcomes.entry(outcome).or_default() += 1;
    }
    outcomes
}

#[tokio::test]
async fn each_early_poll_adds_five_seconds() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, _) = begin(&alice, &client, "openid").await;
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
        server.wait(5);
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
        refused(poll(&alice, &client, &device_code).await, "slow_down");
        server.wait(6);
        refused(poll(&alice, &client, &device_code).await, "slow_down");
        server.wait(14);
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
    })
    .await;
}

#[tokio::test]
async fn an_allowed_device_gets_its_tokens_also_when_it_asks_early() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
        type_in(&alice, &user_code, "allow").await.assert_status(200);
        poll(&alice, &client, &device_code).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn no_is_an_answer_and_stands() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        let done = type_in(&alice, &user_code, "deny").await.assert_status(200);
        assert!(done.text.contains("Nothing was allowed"), "{}", done.text);
        refused(poll(&alice, &client, &device_code).await, "access_denied");
        type_in(&alice, &user_code, "allow").await.assert_status(422);
        refused(poll(&alice, &client, &device_code).await, "access_denied");
    })
    .await;
}

#[tokio::test]
async fn both_codes_expire_after_ten_minutes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (open, open_user_code) = begin(&alice, &client, "openid").await;
        let (allowed, allowed_user_code) = begin(&alice, &client, "openid").await;
        server.wait(590);
        refused(poll(&alice, &client, &open).await, "authorization_pending");
        type_in(&alice, &allowed_user_code, "allow").await.assert_status(200);
        server.wait(10);
        refused(poll(&alice, &client, &open).await, "expired_token");
        refused(poll(&alice, &client, &allowed).await, "expired_token");
        type_in(&alice, &open_user_code, "allow").await.assert_status(422);
    })
    .await;
}

#[tokio::test]
async fn a_user_code_may_be_typed_in_any_spelling() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (_, user_code) = begin(&alice, &client, "openid").await;
        let bare = user_code.replace('-', "");
        for typed in
            [user_code.to_lowercase(), bare.clone(), format!(" {bare} "), user_code.replace('-', " ")]
        {
            type_in(&alice, &typed, "").await.assert_status(200);
        }
    })
    .await;
}

#[tokio::test]
async fn after_five_wrong_codes_a_session_types_no_more() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (_, user_code) = begin(&alice, &client, "openid").await;
        type_in(&alice, "a slip of the hand", "").await.assert_status(422);
        for _ in 0..4 {
            type_in(&alice, "BBBB-BBBB", "").await.assert_status(422);
            type_in(&alice, &user_code, "").await.assert_status(200);
        }
        type_in(&alice, "BBBB-BBBB", "allow").await.assert_status(422);
        let page = type_in(&alice, &user_code, "").await.assert_status(429);
        assert!(page.text.contains("Too many wrong codes"), "{}", page.text);
        type_in(&alice, &user_code, "allow").await.assert_status(429);
        type_in(&server.alice().await, &user_code, "allow").await.assert_status(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_guesses_at_once_are_no_more_than_five() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let csrf = alice.csrf().await;
        let guesses: Vec<_> = (0..20)
            .map(|_| {
                let (alice, csrf) = (alice.clone(), csrf.clone());
                tokio::spawn(async move {
                    alice.post(PAGE, &[("csrf", &csrf), ("user_code", "BBBB-BBBB")]).await.status
                })
            })
            .collect();
        let mut outcomes = BTreeMap::new();
        for guess in guesses {
            *outcomes.entry(guess.await.unwrap()).or_default() += 1;
        }
        assert_eq!(outcomes, BTreeMap::from([(422, 5), (429, 15)]));
    })
    .await;
}

#[tokio::test]
async fn wrong_codes_count_as_failures_of_their_address() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (_, user_code) = begin(&alice, &client, "openid").await;
        let mut guesses = 0;
        let page = loop {
            // This is about the address; a session alone would have ended it long ago.
            server.execute("UPDATE sessions SET user_code_misses = 0").await;
            let page = type_in(&alice, "BBBB-BBBB", "").await;
            if page.status == 429 {
                break page;
            }
            page.assert_status(422);
            guesses += 1;
            assert!(guesses < 600, "nobody stops this");
        };
        assert!(guesses >= 60, "{guesses}");
        assert!(page.text.contains("Too many attempts") && !page.header("retry-after").is_empty());
        type_in(&alice, &user_code, "allow").await.assert_status(429);
        server.wait(5);
        type_in(&alice, &user_code, "").await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn the_link_of_a_device_leads_through_sign_in_to_the_filled_in_code_and_no_further() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        let somebody = server.stranger();
        let link = format!("{PAGE}?user_code={}", user_code.to_lowercase());
        let sign_in = somebody.get(&link).await.assert_status(303).location();
        let page = somebody.get(&sign_in).await.assert_status(200);
        let back = format!("{PAGE}?user_code={user_code}");
        assert_eq!(page.hidden("return_to"), back);
        somebody.sign_in("bob@example.com", crate::world::PASSWORD).await.assert_status(303);
        let page = somebody.get(&back).await.assert_status(200).text;
        assert!(page.contains(&format!("value=\"{user_code}\"")), "{page}");
        assert!(!page.contains("My app"), "a link alone does not lead to the question: {page}");
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
    })
    .await;
}

#[tokio::test]
async fn nobody_answers_without_a_session_or_from_another_page() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        let yes = [("user_code", &*user_code), ("decision", "allow")];
        alice.post(PAGE, &yes).await.assert_status(403);
        let sign_in = type_in(&server.stranger(), &user_code, "allow").await.assert_status(303).location();
        assert!(sign_in.starts_with("/Identity/Account/Login?return_to="), "{sign_in}");
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
    })
    .await;
}

#[tokio::test]
async fn foreign_and_unknown_codes_look_the_same() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (client, other) = (television(&alice).await, television(&alice).await);
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        type_in(&alice, &user_code, "allow").await.assert_status(200);
        let foreign = poll(&alice, &other, &device_code).await.assert_status(400);
        let unknown = poll(&alice, &other, "no such code").await.assert_status(400);
        assert_eq!((foreign.error(), &foreign.text), ("invalid_grant".to_owned(), &unknown.text));
        poll(&alice, &client, &device_code).await.assert_status(200);
        refused(poll(&alice, &client, &user_code).await, "invalid_grant");
    })
    .await;
}

#[tokio::test]
async fn only_clients_with_the_grant_and_their_own_scopes_may_begin() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app("https://app.example.com/callback").await;
        let answer = ask(&alice, &app, "openid").await;
        refused(answer, "unauthorized_client");
        refused(poll(&alice, &app, "a code").await, "unauthorized_client");

        let client = television(&alice).await;
        for scope in ["", "admin", "opnid", "a\"b"] {
            refused(ask(&alice, &client, scope).await, "invalid_scope");
        }
        refused(poll(&alice, &client, "").await, "invalid_request");
        let unknown = ask(&alice, "app_000000000000", "openid").await.assert_status(401);
        assert_eq!(unknown.error(), "invalid_client");
        let url = server.identity_url("/connect/deviceauthorization");
        let twice =
            alice.plain(Method::POST, &url).form(&[("client_id", &client), ("x", &client), ("x", &client)]);
        refused(Answer::read(twice).await, "invalid_request");
        refused(Answer::read(alice.plain(Method::POST, &url).json(&client)).await, "invalid_request");
        Answer::read(alice.plain(Method::GET, &url)).await.assert_status(405);
    })
    .await;
}

#[tokio::test]
async fn a_confidential_client_proves_who_it_is_at_both_endpoints() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        server.execute(&format!("UPDATE clients SET grant_types = '{GRANT}' WHERE client_id = '{id}'")).await;
        ask(&alice, &id, "openid").await.assert_status(401);
        let url = server.identity_url("/connect/deviceauthorization");
        let request =
            alice.plain(Method::POST, &url).basic_auth(&id, Some(&secret)).form(&[("scope", "openid")]);
        let codes: Value = Answer::read(request).await.assert_status(200).json();
        let device_code = text(&codes["device_code"]);
        type_in(&alice, &text(&codes["user_code"]), "allow").await.assert_status(200);
        poll(&alice, &id, &device_code).await.assert_status(401);
        let fields = [("grant_type", GRANT), ("device_code", &*device_code), ("client_id", &*id)];
        let with_secret: Vec<_> = fields.into_iter().chain([("client_secret", &*secret)]).collect();
        alice.token(&with_secret).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_client_or_a_person_who_is_switched_off_gets_nothing() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (client, other) = (television(&alice).await, television(&alice).await);
        let (allowed, allowed_user_code) = begin(&alice, &client, "openid").await;
        let (_, open_user_code) = begin(&alice, &client, "openid").await;
        type_in(&alice, &allowed_user_code, "allow").await.assert_status(200);
        alice.call("clients/deactivate", &serde_json::json!({ "clientId": client })).await.assert_status(200);
        let answer = poll(&alice, &client, &allowed).await.assert_status(401);
        assert_eq!(answer.error(), "invalid_client");
        type_in(&alice, &open_user_code, "").await.assert_status(422);

        let (device_code, user_code) = begin(&alice, &other, "openid").await;
        type_in(&bob, &user_code, "allow").await.assert_status(200);
        server.execute("UPDATE users SET disabled_at = 1 WHERE email_key = 'bob@example.com'").await;
        refused(poll(&alice, &other, &device_code).await, "invalid_grant");
    })
    .await;
}

#[tokio::test]
async fn a_client_for_certain_roles_asks_nobody_else() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let client = television(&alice).await;
        server
            .execute(&format!("UPDATE clients SET roles = '[\"manager\"]' WHERE client_id = '{client}'"))
            .await;
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        for decision in ["", "allow", "deny"] {
            let page = type_in(&bob, &user_code, decision).await.assert_status(422).text;
            assert!(page.contains("not for your account"), "{page}");
        }
        type_in(&alice, &user_code, "allow").await.assert_status(200);
        poll(&alice, &client, &device_code).await.assert_status(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_people_who_answer_at_once_one_is_heard() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let client = television(&alice).await;
        for _ in 0..5 {
            let (device_code, user_code) = begin(&alice, &client, "openid").await;
            let (yes, no) =
                tokio::join!(type_in(&alice, &user_code, "allow"), type_in(&bob, &user_code, "deny"));
            let answer = poll(&alice, &client, &device_code).await;
            match (yes.status, no.status) {
                (200, 422) => assert_eq!(answer.status, 200),
                (422, 200) => refused(answer, "access_denied"),
                both => panic!("{both:?}"),
            }
            // Each miss counts, and this is about something else.
            server.execute("UPDATE sessions SET user_code_misses = 0").await;
        }
    })
    .await;
}

#[tokio::test]
async fn discovery_names_the_endpoint_and_the_grant() {
    on_each_database(async |server| {
        let document = server.stranger().get("/.well-known/openid-configuration").await.json();
        let endpoint = server.identity_url("/connect/deviceauthorization");
        assert_eq!(document["device_authorization_endpoint"], endpoint);
        assert!(document["grant_types_supported"].as_array().unwrap().contains(&GRANT.into()), "{document}");
    })
    .await;
}
