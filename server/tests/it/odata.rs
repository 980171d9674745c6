//! The API, with tokens of the identity server.

use reqwest::Method;
use serde_json::json;

use crate::world::{Answer, on_each_database, text};

// Shows R004, R017, R019.
#[tokio::test]
async fn a_personal_access_token_reads_its_creators_projects() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let page =
            alice.api("/odata/Projects?$inlinecount=allpages&$top=1&$select=projectName", &token).await;
        let expected = json!({
            "@odata.context": server.api_url("/odata/$metadata#Projects(projectName)"),
            "@odata.count": 6,
            "odata.count": "6",
            "value": [{ "@odata.etag": "W/\"1\"", "projectId": 1, "projectName": "Apollo Upgrade" }],
        });
        let page = page.assert_status(200);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&page.text).unwrap(), expected);
    })
    .await;
}

#[tokio::test]
async fn a_token_sees_the_rows_of_its_account_only() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (_, token) = bob.personal_access_token().await;
        let page = bob.api("/odata/Projects?$count=true", &token).await.assert_status(200);
        assert!(
            page.text.contains("\"@odata.count\":0") && page.text.contains("\"value\":[]"),
            "{}",
            page.text
        );
        bob.api("/odata/Projects(1)", &token).await.assert_status(404);
    })
    .await;
}

// Shows P2, RFC 6750 §3.
#[tokio::test]
async fn every_bad_token_gets_the_same_answer() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let none = Answer::read(alice.plain(Method::GET, &server.api_url("/odata/Projects")))
            .await
            .assert_status(401);
        assert!(
            none.header("www-authenticate").starts_with("Bearer")
                && !none.header("www-authenticate").contains("error")
        );
        let mut answers = Vec::new();
        for bad in [format!("{token}x"), token.replace(&id, "abc123def456"), "nonsense".to_owned()] {
            let answer = alice.api("/odata/Projects", &bad).await.assert_status(401);
            assert!(answer.header("www-authenticate").contains("error=\"invalid_token\""));
            answers.push(answer.text);
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    })
    .await;
}

// Shows P2.
#[tokio::test]
async fn a_token_expires_to_the_second() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        server.wait(30 * 86_400 - 60);
        alice.api("/odata/Projects", &token).await.assert_status(200);
        server.wait(61);
        alice.api("/odata/Projects", &token).await.assert_status(401);
    })
    .await;
}

// Shows P2.
#[tokio::test]
async fn deactivation_and_deletion_stop_a_token_at_once() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let status = async || alice.api("/odata/Projects", &token).await.status;
        assert_eq!(status().await, 200);
        alice.call("clients/deactivate", &json!({ "clientId": id })).await.assert_status(200);
        assert_eq!(status().await, 401);
        alice.call("clients/activate", &json!({ "clientId": id })).await.assert_status(200);
        assert_eq!(status().await, 200);
        alice
            .call("clients/delete", &json!({ "clientId": id, "confirmation": "My token" }))
            .await
            .assert_status(200);
        assert_eq!(status().await, 401);
    })
    .await;
}

// Shows P8, R095.
#[tokio::test]
async fn last_used_moves_at_most_once_a_minute() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let last_used = async || {
            server.identity().recorder.flush().await;
            alice.call("clients/find", &json!({ "clientId": id })).await.assert_status(200).json()["lastUsedAt"].clone()
        };
        assert!(last_used().await.is_null());
        alice.api("/odata/Projects", &token).await.assert_status(200);
        let first = text(&last_used().await);
        alice.api("/odata/Projects", &token).await.assert_status(200);
        assert_eq!(text(&last_used().await), first);
        server.wait(61);
        alice.api("/odata/Projects", &token).await.assert_status(200);
        assert_ne!(text(&last_used().await), first);
    })
    .await;
}

// Shows RFC 6750 §3.1, R075.
#[tokio::test]
async fn a_token_without_the_scope_is_told_which_one_would_do() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app("https://app.example.com/callback").await;
        let code = alice.code(&app, "https://app.example.com/callback", "openid").await;
        let tokens =
            alice.redeem(&app, "https://app.example.com/callback", &code).await.assert_status(200).json();
        let refused = alice.api("/odata/Projects", &text(&tokens["access_token"])).await.assert_status(403);
        let challenge = refused.header("www-authenticate");
        assert!(
            challenge.contains("error=\"insufficient_scope\"")
                && challenge.contains("scope=\"projects.read\""),
            "{challenge}"
        );
    })
    .await;
}

// Shows T11, RFC 9068 §4.
#[tokio::test]
async fn an_id_token_is_no_access_token() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app("https://app.example.com/callback").await;
        let code = alice.code(&app, "https://app.example.com/callback", "openid exepron.restapi").await;
        let tokens =
            alice.redeem(&app, "https://app.example.com/callback", &code).await.assert_status(200).json();
        alice.api("/odata/Projects", &text(&tokens["access_token"])).await.assert_status(200);
        alice.api("/odata/Projects", &text(&tokens["id_token"])).await.assert_status(401);
        alice.userinfo(&text(&tokens["id_token"])).await.assert_status(401);
    })
    .await;
}
