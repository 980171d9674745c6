//! The list of clients and the page of one, as they are printed and as `/api/console/clients/list` answers.

use serde_json::{Value, json};

use crate::world::{Person, on_each_database};

const LIST: &str = "/Identity/Account/Manage/ApiClients";

async fn listed(person: &Person, parameters: &str) -> Value {
    let answer = person.call("clients/list", &json!({ "parameters": parameters })).await;
    answer.assert_status(200).json()
}

// Shows R088, R101, R103.
#[tokio::test]
async fn a_search_is_printed_whole_without_any_script() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let page = alice.get(&format!("{LIST}?search=data+sync&status=active&sort=clientName")).await;
        let page = page.assert_status(200).text;
        assert!(page.contains(&id) && !page.contains("Project Viewer"), "{page}");
        // What a form without a script has to bring along, and the words in its fields.
        for part in [
            r#"<input type="hidden" name="status" value="active""#,
            r#"value="data sync""#,
            r#"<option value="clientName" selected"#,
            r#"href="/Identity/Account/Manage/ApiClients?search=data+sync&amp;sort=clientName""#,
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        let nothing = alice.get(&format!("{LIST}?search=no+such")).await.assert_status(200).text;
        assert!(nothing.contains("No client fits") && nothing.contains("Show all clients"), "{nothing}");
    })
    .await;
}

// Shows P3.
#[tokio::test]
async fn what_the_list_can_not_do_is_named() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let page = alice.get(&format!("{LIST}?status=asleep&owner=2")).await.assert_status(200).text;
        assert!(page.contains("status: ") && page.contains("owner: ") && page.contains("Project Viewer"));
        for (parameters, field) in
            [("sort=secret", "sort"), ("page=0", "page"), ("accountId=2", "accountId"), ("type=%00", "type")]
        {
            let refused = alice.call("clients/list", &json!({ "parameters": parameters })).await;
            let refused = refused.assert_status(422).json();
            assert_eq!(refused["problems"][0]["field"], field, "{refused}");
        }
        let quoted = listed(&alice, "search=%27%20OR%201%3D1%20--").await;
        assert_eq!((&quoted["total"], &quoted["clients"]), (&json!(0), &json!([])));
    })
    .await;
}

// Shows R096.
#[tokio::test]
async fn nobody_finds_the_clients_of_somebody_else() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (id, _) = alice.backend_service().await;
        assert_eq!(listed(&bob, &format!("search={id}")).await["total"], 0);
        for tab in ["", "/Credentials", "/Access", "/Activity", "/Documentation"] {
            alice.get(&format!("{LIST}/{id}{tab}")).await.assert_status(200);
            let theirs = bob.get(&format!("{LIST}/{id}{tab}")).await.assert_status(404);
            assert!(theirs.text.contains("There is no such client"), "{tab}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_tab_has_an_address_that_survives_sign_in() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let app = alice.app("https://app.example.com/callback").await;
        for (tab, words) in
            [("Credentials", "Never used"), ("Access", "Read and change projects"), ("Documentation", "curl")]
        {
            let page = alice.get(&format!("{LIST}/{id}/{tab}")).await.assert_status(200).text;
            assert!(page.contains(words), "{words} in {page}");
            // The only link in the navigation of the page that says so of this address.
            let link = format!(r#"href="{LIST}/{id}/{tab}""#);
            let current = page.split("<a ").find(|part| part.contains(&link)).unwrap_or_default();
            assert!(current.contains(r#"aria-current="page""#), "{current}");
        }
        alice.get(&format!("{LIST}/{app}/Credentials")).await.assert_status(404);
        alice.get(&format!("{LIST}/{id}/Nowhere")).await.assert_status(404);
        let stranger = server.stranger().get(&format!("{LIST}/{id}/Access")).await.assert_status(303);
        let back = format!("return_to=%2FIdentity%2FAccount%2FManage%2FApiClients%2F{id}%2FAccess");
        assert!(stranger.header("location").contains(&back), "{}", stranger.header("location"));
    })
    .await;
}

// Shows R101.
#[tokio::test]
async fn a_client_that_nobody_used_for_90_days_says_so_in_the_list_and_on_its_page() {
    const HOUR: i64 = 3600;
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (id, secret) = bob.backend_service().await;
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", &*id),
            ("client_secret", &*secret),
            ("scope", "exepron.restapi"),
        ];
        bob.token(&fields).await.assert_status(200);
        server.identity().recorder.flush().await;
        for (hours, told) in [(90 * 24 - 1, false), (1, true)] {
            server.wait(hours * HOUR);
            let bob = server.bob().await;
            for address in [LIST.to_owned(), format!("{LIST}/{id}")] {
                let page = bob.get(&address).await.assert_status(200).text;
                assert_eq!(page.contains("Not used for 90 days"), told, "{address}: {page}");
            }
        }
        let bob = server.bob().await;
        bob.token(&fields).await.assert_status(200);
        server.identity().recorder.flush().await;
        let page = bob.get(LIST).await.assert_status(200).text;
        assert!(!page.contains("Not used for 90 days"), "it was used again: {page}");
    })
    .await;
}
