//! `/Identity/Account/Manage/Sessions`

use reqwest::Method;
use reqwest::header::{ORIGIN, USER_AGENT};

use crate::world::{PASSWORD, Person, TestServer, on_each_database, text};

const PAGE: &str = "/Identity/Account/Manage/Sessions";
const CALLBACK: &str = "https://app.example.com/callback";
const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

/// Alice in a browser of this name.
async fn alice_with(server: &TestServer, agent: &str) -> Person {
    let person = server.stranger_at("203.0.113.7");
    let csrf = person.csrf().await;
    let fields = [("csrf", &*csrf), ("email", "alice@example.com"), ("password", PASSWORD)];
    let request = person.request(Method::POST, "/Identity/Account/Login").header(ORIGIN, server.issuer());
    person.send(request.header(USER_AGENT, agent).form(&fields)).await.assert_status(303);
    person
}

async fn sid(person: &Person) -> String {
    person.visit().await.person.unwrap().sid
}

async fn end(person: &Person, id: &str) -> u16 {
    let csrf = person.csrf().await;
    person.post(PAGE, &[("csrf", &csrf), ("session", id)]).await.status
}

async fn is_signed_in(person: &Person) -> bool {
    person.get(PAGE).await.status == 200
}

#[tokio::test]
async fn each_session_is_listed_with_device_and_address_and_this_one_is_marked() {
    on_each_database(async |server| {
        let here = server.alice().await;
        alice_with(&server, FIREFOX).await;
        server.bob().await;
        let page = here.get(PAGE).await.assert_status(200);
        assert!(
            page.text.contains("Firefox on Windows") && page.text.contains("203.0.113.7"),
            "{}",
            page.text
        );
        let sessions = identity::sessions::list(&here.visit().await).await.unwrap();
        let marked: Vec<_> = sessions.iter().map(|one| (one.current, one.id.clone())).collect();
        assert_eq!(sessions.len(), 2);
        assert!(marked.contains(&(true, sid(&here).await)), "{marked:?}");
    })
    .await;
}

#[tokio::test]
async fn what_a_browser_calls_itself_is_kept_short_and_printed_as_text() {
    on_each_database(async |server| {
        let agent = format!("<img src=x onerror=alert(1)>{}", "x".repeat(400));
        let alice = alice_with(&server, &agent).await;
        let sessions = identity::sessions::list(&alice.visit().await).await.unwrap();
        assert_eq!(sessions[0].user_agent.as_ref().map(|agent| agent.chars().count()), Some(300));
        assert!(!alice.get(PAGE).await.text.contains("<img"));
    })
    .await;
}

#[tokio::test]
async fn one_session_is_ended_with_the_tokens_it_gave() {
    on_each_database(async |server| {
        let (here, there, third) = (server.alice().await, server.alice().await, server.alice().await);
        let app = here.app(CALLBACK).await;
        let code = there.code(&app, CALLBACK, "openid exepron.restapi").await;
        let tokens = there.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let unredeemed = there.code(&app, CALLBACK, "openid exepron.restapi").await;
        assert_eq!(end(&here, &sid(&there).await).await, 303);
        assert!(is_signed_in(&here).await && !is_signed_in(&there).await && is_signed_in(&third).await);
        here.api("/odata/Projects", &text(&tokens["access_token"])).await.assert_status(401);
        there.redeem(&app, CALLBACK, &unredeemed).await.assert_status(400);
    })
    .await;
}

#[tokio::test]
async fn all_other_sessions_are_ended_at_once() {
    on_each_database(async |server| {
        let here = server.alice().await;
        let (there, third, bob) = (server.alice().await, server.alice().await, server.bob().await);
        let csrf = here.csrf().await;
        let done = here.post(PAGE, &[("csrf", &csrf), ("others", "true")]).await.assert_status(303);
        assert_eq!(done.location(), format!("{PAGE}?ended=others"));
        assert!(here.get(&done.location()).await.text.contains("All other sessions have ended"));
        assert!(!is_signed_in(&there).await && !is_signed_in(&third).await && is_signed_in(&bob).await);
        assert_eq!(server.events("session.ended").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_ends_the_session_they_are_in_is_signed_out() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let own = sid(&alice).await;
        assert_eq!(end(&alice, &own).await, 200);
        assert_eq!(alice.cookie("session"), None);
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_session_looks_like_one_that_does_not_exist() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let ended = server.alice().await;
        let of_ended = sid(&ended).await;
        assert_eq!(end(&alice, &of_ended).await, 303);
        for id in [&*sid(&bob).await, &*of_ended, "nonsense", ""] {
            assert_eq!(end(&alice, id).await, 404, "{id}");
        }
        assert!(is_signed_in(&bob).await);
    })
    .await;
}

#[tokio::test]
async fn no_session_is_ended_for_who_is_signed_out_or_from_another_site() {
    on_each_database(async |server| {
        let (here, there) = (server.alice().await, server.alice().await);
        let id = sid(&there).await;
        let stranger = server.stranger();
        let csrf = stranger.csrf().await;
        stranger.post(PAGE, &[("csrf", &csrf), ("session", &id)]).await.assert_status(303);
        stranger.post(PAGE, &[("csrf", &csrf), ("others", "true")]).await.assert_status(303);
        here.post(PAGE, &[("session", &id)]).await.assert_status(403);
        let csrf = here.csrf().await;
        for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
            let request = here.request(Method::POST, PAGE).header(name, value);
            here.send(request.form(&[("csrf", &*csrf), ("others", "true")])).await.assert_status(403);
        }
        assert!(is_signed_in(&there).await);
    })
    .await;
}
