//! `/Identity/Account/Device`

use std::collections::BTreeMap;

use super::{PAGE, begin, poll, refused, television, type_in};
use crate::world::{PASSWORD, on_each_database};

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

// Shows X-Device.
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

// Shows X-Device.
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

// Shows X-Device.
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

// Shows X-Device, RFC 8628 §3.3.
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
        somebody.sign_in("bob@example.com", PASSWORD).await.assert_status(303);
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

// Shows RFC 8628 §3.5.
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
