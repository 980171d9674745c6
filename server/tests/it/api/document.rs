//! `/api/v1/openapi.json` and the page that is made of it.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;

use super::{call, get};
use crate::world::{TestServer, on_each_database, text};

async fn document(server: &TestServer) -> Value {
    server.stranger().get("/api/v1/openapi.json").await.assert_status(200).json()
}

/// Every `$ref` of a document.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_document_is_the_one_that_was_looked_at() {
    let database = testkit::databases().await.remove(0);
    let server = TestServer::start(database, true).await;
    insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&document(&server).await).unwrap());
}

#[tokio::test]
async fn everybody_may_read_the_document_and_every_reference_in_it_leads_somewhere() {
    on_each_database(async |server| {
        let answer = server.stranger().get("/api/v1/openapi.json").await.assert_status(200);
        assert!(answer.header("etag").starts_with('"'));
        let document = answer.json();
        assert_eq!(document["openapi"], "3.1.0");
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        assert!(found.len() > 10, "{found:?}");
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
        let names: Vec<String> = document["paths"]
            .as_object()
            .unwrap()
            .values()
            .flat_map(|methods| methods.as_object().unwrap().values())
            .map(|operation| text(&operation["operationId"]))
            .collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn every_method_that_the_document_names_is_there_and_no_other() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let document = document(&server).await;
        let methods = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
        for (path, named) in document["paths"].as_object().unwrap() {
            let path = path.replace("{client_id}", "service_000000000000").replace("{secret_id}", "0");
            for method in &methods {
                let answer = call(&alice, method.clone(), &path, None).await;
                let named = named.get(method.as_str().to_lowercase()).is_some();
                assert_eq!(answer.status != 405, named, "{method} {path}: {}", answer.text);
                let missing = answer.text.contains("There is nothing at this address.");
                assert!(!missing, "{method} {path} is described and not there");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_every_operation_without_a_script_or_another_host() {
    on_each_database(async |server| {
        let page = server.stranger().get("/api/v1").await.assert_status(200);
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(
            !page.text.contains("<script")
                && !page.text.contains("http://")
                && !page.text.contains("https://")
        );
        assert!(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
        let document = document(&server).await;
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let line = format!("{} {path}", method.to_uppercase());
                assert!(page.text.contains(&line), "{line}");
                assert!(page.text.contains(&format!("id=\"{}\"", text(&operation["operationId"]))), "{line}");
            }
        }
        let alice = server.alice().await;
        assert!(get(&alice, "/api/v1").await.assert_status(200).text.contains("alice@example.com"));
    })
    .await;
}

// Shows R118.
#[tokio::test]
async fn the_version_and_what_came_with_it_are_told_to_machines_and_to_readers() {
    on_each_database(async |server| {
        let document = document(&server).await;
        let version = text(&document["info"]["version"]);
        let log = text(&document["externalDocs"]["url"]);
        let (page, anchor) = log.split_once('#').unwrap();
        let page = server.stranger().get(page).await.assert_status(200).text;
        let (before, after) = page.split_once(&format!("id=\"{anchor}\"")).unwrap();
        assert!(before.contains(&format!("href=\"#{anchor}\"")), "the contents lead there");
        assert!(after.contains(&version), "{version} is explained");
        for words in ["Deprecation", "Sunset", "limit_reached", "The first version."] {
            assert!(after.contains(words), "{words} in {after}");
        }
    })
    .await;
}
