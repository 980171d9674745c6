//! Two processes on one database, known by the same addresses, as behind a balancer.

use serde_json::json;

use crate::world::{Answer, TestServer, text};

const CALLBACK: &str = "https://app.example.com/callback";
const ADDRESSES: [(&str, &str); 2] =
    [("public_url", "https://localhost"), ("api.public_url", "https://localhost:8443")];

/// A process with the demo's people, and another one beside it.
async fn on_each_database_twice<F: Future<Output = ()>>(test: impl Fn(TestServer, TestServer) -> F) {
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        let one = TestServer::start_with(database, true, &ADDRESSES).await;
        let other = one.replica().await;
        test(one, other).await;
    }
}

/// Asks both processes at the same time, ten times each, and gives the good answers.
async fn ask_both<F>(ask: impl Fn(bool) -> F) -> Vec<Answer>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let asked: Vec<_> = (0..20).map(|number| tokio::spawn(ask(number % 2 == 0))).collect();
    let mut good = Vec::new();
    for answer in asked {
        let answer = answer.await.unwrap();
        if answer.status == 200 {
            good.push(answer);
        } else {
            assert_eq!(answer.assert_status(400).error(), "invalid_grant");
        }
    }
    good
}

// Shows TC2, R4, RFC 6749 §4.1.2.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_is_good_once_for_both_together_and_a_refresh_token_leaves_one_that_works() {
    on_each_database_twice(async |one, other| {
        let (alice, elsewhere) = (one.alice().await, other.stranger());
        let app = alice.app(CALLBACK).await;
        for _ in 0..10 {
            let code = alice.code(&app, CALLBACK, "openid offline_access").await;
            let redeem = |here: bool| {
                let person = if here { alice.clone() } else { elsewhere.clone() };
                let (app, code) = (app.clone(), code.clone());
                async move { person.redeem(&app, CALLBACK, &code).await }
            };
            assert_eq!(ask_both(redeem).await.len(), 1);

            let code = alice.code(&app, CALLBACK, "openid offline_access").await;
            let tokens = elsewhere.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
            let refresh = |here: bool| {
                let person = if here { alice.clone() } else { elsewhere.clone() };
                let (app, token) = (app.clone(), text(&tokens["refresh_token"]));
                async move { person.refresh(&app, &token).await }
            };
            // The first one, and perhaps one that arrived later and passes for its retry: then the first is over.
            let given = ask_both(refresh).await;
            assert!((1..=2).contains(&given.len()), "{}", given.len());
            let mut alive = 0;
            for answer in &given {
                let userinfo = elsewhere.userinfo(&text(&answer.json()["access_token"])).await;
                alive += usize::from(userinfo.status == 200);
            }
            assert!(alive <= 1, "{alive}");
        }
    })
    .await;
}

// Shows I3, R7, V3.
#[tokio::test]
async fn what_ends_at_one_is_over_at_the_other() {
    on_each_database_twice(async |one, other| {
        let (alice, elsewhere) = (one.alice().await, other.stranger());
        let app = alice.app(CALLBACK).await;
        let sign_in = async || {
            let code = alice.code(&app, CALLBACK, "openid offline_access").await;
            let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
            let access = text(&tokens["access_token"]);
            elsewhere.userinfo(&access).await.assert_status(200);
            (access, text(&tokens["refresh_token"]))
        };
        let (access, refresh) = sign_in().await;
        let revocation = one.http_client().post(one.identity_url("/connect/revocation"));
        let revoked = Answer::read(revocation.form(&[("client_id", &app), ("token", &refresh)])).await;
        revoked.assert_status(200);
        elsewhere.userinfo(&access).await.assert_status(401);
        assert_eq!(elsewhere.refresh(&app, &refresh).await.assert_status(400).error(), "invalid_grant");

        let (access, refresh) = sign_in().await;
        alice.call("clients/deactivate", &json!({ "clientId": app })).await.assert_status(200);
        elsewhere.userinfo(&access).await.assert_status(401);
        elsewhere.refresh(&app, &refresh).await.assert_status(401);
    })
    .await;
}

// Shows J2, J4.
#[tokio::test]
async fn both_sign_with_the_same_keys_and_take_each_others_tokens() {
    on_each_database_twice(async |one, other| {
        let (alice, elsewhere) = (one.alice().await, other.stranger());
        let keys = "/.well-known/openid-configuration/jwks";
        assert_eq!(alice.get(keys).await.text, elsewhere.get(keys).await.text);
        let app = alice.app(CALLBACK).await;
        for (redeeming, asking) in [(&alice, &elsewhere), (&elsewhere, &alice)] {
            let code = alice.code(&app, CALLBACK, "openid").await;
            let tokens = redeeming.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
            asking.userinfo(&text(&tokens["access_token"])).await.assert_status(200);
        }
    })
    .await;
}

// Shows R6, TC2.
#[tokio::test]
async fn what_was_spent_before_a_restart_stays_spent() {
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        let before = TestServer::start_with(database, true, &ADDRESSES).await;
        let alice = before.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid offline_access").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let first = text(&tokens["refresh_token"]);
        let second = alice.refresh(&app, &first).await.assert_status(200).json();

        let after = before.replica().await;
        drop((alice, before));
        let program = after.stranger();
        program.userinfo(&text(&second["access_token"])).await.assert_status(200);
        // Later than any retry.
        after.wait(31);
        assert_eq!(program.refresh(&app, &first).await.assert_status(400).error(), "invalid_grant");
        assert_eq!(program.redeem(&app, CALLBACK, &code).await.assert_status(400).error(), "invalid_grant");
        program.userinfo(&text(&second["access_token"])).await.assert_status(401);
    }
}
