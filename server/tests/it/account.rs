//! `/Identity/Account/…`: plain forms, by a browser without scripts.

mod activity;
mod connected_apps;
mod consent;
mod own_sessions;
mod sessions;
mod theme;

use crate::world::{Answer, PASSWORD, Person, on_each_database, on_each_empty_database};

const NEW: &str = "a long and unusual passphrase";

#[tokio::test]
async fn a_newcomer_registers_and_is_signed_in() {
    on_each_database(async |server| {
        let person = server.stranger();
        let csrf = person.csrf().await;
        let fields = [("csrf", &*csrf), ("email", "carol@example.com"), ("name", "Carol"), ("password", NEW)];
        let answer = person.post("/Identity/Account/Register", &fields).await.assert_status(303);
        assert_eq!(answer.location(), "/Identity/Account/Manage/ApiClients");
        let profile = person.get("/Identity/Account/Manage").await.assert_status(200);
        assert!(profile.text.contains("carol@example.com"));
        let taken = person.post("/Identity/Account/Register", &fields).await.assert_status(422);
        assert!(taken.text.contains("There is an account with this e-mail address"));
    })
    .await;
}

// Shows L8.
#[tokio::test]
async fn each_problem_of_a_registration_stands_beside_its_field_and_keeps_what_was_typed() {
    on_each_database(async |server| {
        let person = server.stranger();
        let csrf = person.csrf().await;
        let fields = [("csrf", &*csrf), ("email", "nobody"), ("name", "Carol Q"), ("password", "short")];
        let page = person.post("/Identity/Account/Register", &fields).await.assert_status(422);
        for words in
            ["Enter an e-mail address", "Use 8 characters or more", "value=\"nobody\"", "value=\"Carol Q\""]
        {
            assert!(page.text.contains(words), "{words}");
        }
        assert!(!page.text.contains("value=\"short\""), "a password is never printed");
        let weak =
            [("csrf", &*csrf), ("email", "carol@example.com"), ("name", "Carol"), ("password", "password1")];
        let page = person.post("/Identity/Account/Register", &weak).await.assert_status(422);
        assert!(page.text.contains("Too easy to guess"));
    })
    .await;
}

// Shows L5.
#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_look_the_same() {
    on_each_database(async |server| {
        let sign_in = async |email: &str, password: &str| {
            let person = server.stranger();
            let page = person.sign_in(email, password).await.assert_status(422);
            assert_eq!(person.cookie("session"), None);
            let csrf = page.hidden("csrf");
            page.text.replace(&csrf, "").replace(email, "")
        };
        let wrong = sign_in("alice@example.com", "wrong password").await;
        assert!(wrong.contains("t belong together"));
        assert_eq!(wrong, sign_in("nobody@example.com", "wrong password").await);
        assert_eq!(wrong, sign_in("alice@example.com", &"x".repeat(2000)).await);
        let empty = sign_in("alice@example.com", "").await;
        assert!(empty.contains("Enter your password.") && !empty.contains("Enter your e-mail"), "{empty}");
        assert_eq!(empty, sign_in("nobody@example.com", "").await, "it is never asked who that is");
    })
    .await;
}

// Shows L2.
#[tokio::test]
async fn the_session_cookie_is_closed_to_scripts_and_other_sites() {
    on_each_database(async |server| {
        let person = server.stranger();
        let answer = person.sign_in("alice@example.com", PASSWORD).await;
        let cookies: Vec<_> =
            answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
        let session = cookies.iter().find(|cookie| cookie.contains("session")).unwrap();
        assert!(
            session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Path=/")
        );
        assert!(!session.contains("Max-Age"), "it ends with the browser");
        let csrf = person.csrf().await;
        let keep = [
            ("csrf", &*csrf),
            ("email", "alice@example.com"),
            ("password", PASSWORD),
            ("keep_signed_in", "on"),
        ];
        let kept = person.post("/Identity/Account/Login", &keep).await;
        let mut cookies = kept.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
        assert!(cookies.any(|cookie| cookie.contains("session") && cookie.contains("Max-Age=2592000")));
    })
    .await;
}

// Shows L1, RFC 6749 §10.12.
#[tokio::test]
async fn a_form_without_its_token_and_one_of_another_site_change_nothing() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let csrf = alice.csrf().await;
        let fields = [("name", "Mallory"), ("email", "alice@example.com")];
        alice.post("/Identity/Account/Manage", &fields).await.assert_status(403);
        let fields = [("csrf", &*csrf), ("name", "Mallory"), ("email", "alice@example.com")];
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let request =
                alice.request(reqwest::Method::POST, "/Identity/Account/Manage").header(name, value);
            alice.send(request.form(&fields)).await.assert_status(403);
        }
        let page = alice.get("/Identity/Account/Manage").await;
        assert!(page.text.contains("Alice Adams") && !page.text.contains("Mallory"));
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_changed_and_its_problems_are_named() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let csrf = alice.csrf().await;
        let change = async |email: &str, phone: &str| {
            let fields = [
                ("csrf", &*csrf),
                ("name", "Alice B. Adams"),
                ("given_name", "Alice"),
                ("email", email),
                ("phone_number", phone),
                ("locality", "Vienna"),
            ];
            alice.post("/Identity/Account/Manage", &fields).await
        };
        let refused = change("bob@example.com", "1").await.assert_status(422);
        assert!(refused.text.contains("There is an account with this e-mail address"));
        let refused = change("alice@example.com", "call me").await.assert_status(422);
        assert!(refused.text.contains("Use digits") && refused.text.contains("value=\"call me\""));
        change("alice@example.com", "+43 1 234567").await.assert_status(303);
        let page = alice.get("/Identity/Account/Manage").await;
        assert!(page.text.contains("Alice B. Adams") && page.text.contains("Vienna"));
    })
    .await;
}

// Shows L12.
#[tokio::test]
async fn sign_in_leads_back_to_pages_of_this_server_only() {
    on_each_database(async |server| {
        for (address, place) in [
            ("/Identity/Account/Manage/Password", "/Identity/Account/Manage/Password"),
            ("https://evil.example", "/Identity/Account/Manage/ApiClients"),
            ("//evil.example", "/Identity/Account/Manage/ApiClients"),
            ("/\\evil.example", "/Identity/Account/Manage/ApiClients"),
        ] {
            let person = server.stranger();
            let csrf = person.csrf().await;
            let fields = [
                ("csrf", &*csrf),
                ("email", "bob@example.com"),
                ("password", PASSWORD),
                ("return_to", address),
            ];
            let answer = person.post("/Identity/Account/Login", &fields).await.assert_status(303);
            assert_eq!(answer.location(), place, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_profile_that_was_sent_after_the_session_comes_back_to_its_person_alone() {
    on_each_database(async |server| {
        for (email, shown) in [("alice@example.com", true), ("bob@example.com", false)] {
            let alice = server.alice().await;
            let page = alice.get("/Identity/Account/Manage").await.assert_status(200);
            let (csrf, owner) = (page.hidden("csrf"), page.hidden("owner"));
            let typed = [
                ("owner", &*owner),
                ("name", "Alice"),
                ("locality", "Lis&bon=\""),
                ("email", "new@example.com"),
            ];
            alice.forget("session");
            // A page of another site gets nothing of its own onto ours.
            let crafted =
                alice.post("/Identity/Account/Manage", &[&typed[..], &[("csrf", "x")]].concat()).await;
            assert!(!crafted.assert_status(403).text.contains("Lis"), "nothing is kept");
            let asked =
                alice.post("/Identity/Account/Manage", &[&typed[..], &[("csrf", &*csrf)]].concat()).await;
            let kept = asked.assert_status(403).hidden("kept").replace("&amp;", "&");
            let wrong = sign_in_with(&alice, &csrf, email, "wrong horse", &kept).await.assert_status(422);
            assert_eq!(wrong.hidden("kept").replace("&amp;", "&"), kept, "a wrong password costs nothing");

            let answer = sign_in_with(&alice, &csrf, email, PASSWORD, &kept).await;
            if shown {
                let page = answer.assert_status(200);
                assert!(
                    page.text.contains("Lis&amp;bon=&quot;") && page.text.contains("Nothing has been saved"),
                    "{}",
                    page.text
                );
            } else {
                assert_eq!(answer.assert_status(303).location(), "/Identity/Account/Manage");
            }
            let saved = alice.get("/Identity/Account/Manage").await.assert_status(200);
            assert!(!saved.text.contains("Lis"), "nothing was saved");
        }
    })
    .await;
}

async fn sign_in_with(person: &Person, csrf: &str, email: &str, password: &str, kept: &str) -> Answer {
    let back = "/Identity/Account/Manage";
    let fields =
        [("csrf", csrf), ("email", email), ("password", password), ("return_to", back), ("kept", kept)];
    person.post("/Identity/Account/Login", &fields).await
}

#[tokio::test]
async fn passwords_that_were_sent_after_the_session_are_kept_nowhere() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let csrf = alice.get("/Identity/Account/Manage/Password").await.hidden("csrf");
        alice.forget("session");
        let fields = [("csrf", &*csrf), ("current_password", PASSWORD), ("new_password", NEW)];
        let asked = alice.post("/Identity/Account/Manage/Password", &fields).await.assert_status(403);
        assert!(asked.text.contains("Nothing was saved"), "{}", asked.text);
        assert!(!asked.text.contains(PASSWORD) && !asked.text.contains(NEW), "{}", asked.text);
        assert_eq!(asked.hidden("return_to"), "/Identity/Account/Manage/Password");
    })
    .await;
}

// Shows L11.
#[tokio::test]
async fn the_first_administrator_comes_through_a_link_that_works_once() {
    on_each_empty_database(async |server| {
        let link = identity::setup::make_link(server.identity()).await.unwrap().unwrap();
        let path = link.strip_prefix(server.issuer()).unwrap().to_owned();
        let person = server.stranger();
        let page = person.get(&path).await.assert_status(200);
        let (csrf, token) = (page.hidden("csrf"), page.hidden("token"));
        let make = async |email: &str, password: &str| {
            let fields = [
                ("csrf", &*csrf),
                ("token", &*token),
                ("email", email),
                ("name", "Ada"),
                ("password", password),
            ];
            person.post("/Identity/Account/Setup", &fields).await
        };
        make("ada@example.com", "short").await.assert_status(422);
        make("ada@example.com", NEW).await.assert_status(303);
        make("eve@example.com", NEW).await.assert_status(404);
        person.get(&path).await.assert_status(404);
        assert!(identity::setup::make_link(server.identity()).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn the_general_error_page_has_an_address() {
    on_each_database(async |server| {
        let page = server.stranger().get("/Identity/Account/Error").await.assert_status(200);
        assert!(
            page.text.contains("Something went wrong") && page.text.contains("Request id"),
            "{}",
            page.text
        );
    })
    .await;
}

// Shows L11.
#[tokio::test]
async fn who_registers_first_does_not_take_the_place_of_the_administrator() {
    on_each_empty_database(async |server| {
        let eve = server.stranger();
        let csrf = eve.csrf().await;
        let fields = [("csrf", &*csrf), ("email", "eve@example.com"), ("name", "Eve"), ("password", NEW)];
        eve.post("/Identity/Account/Register", &fields).await.assert_status(303);
        let link = identity::setup::make_link(server.identity()).await.unwrap().unwrap();
        let path = link.strip_prefix(server.issuer()).unwrap().to_owned();
        server.stranger().get(&path).await.assert_status(200);
    })
    .await;
}

// Shows L11.
#[tokio::test]
async fn a_set_up_link_lasts_an_hour() {
    on_each_empty_database(async |server| {
        let link = identity::setup::make_link(server.identity()).await.unwrap().unwrap();
        let path = link.strip_prefix(server.issuer()).unwrap().to_owned();
        server.wait(3599);
        server.stranger().get(&path).await.assert_status(200);
        server.wait(2);
        server.stranger().get(&path).await.assert_status(404);
    })
    .await;
}
