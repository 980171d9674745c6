//! What `$metadata` promises of each set, and what the service does: programs act on the former.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::TestApi;
use super::support::databases::on_both;

/// The annotations of a set, as `$metadata` says them.
async fn promised(api: &TestApi) -> Vec<(String, Value)> {
    let model = api.get("/odata/$metadata?$format=json").await.json();
    let container = model["Ccpm"]["Container"].as_object().unwrap().clone();
    container.into_iter().filter(|(_, member)| member["$Collection"] == true).collect()
}

#[tokio::test]
async fn what_can_be_inserted_updated_and_deleted_is_what_the_model_says() {
    on_both("restrictions", async |api: TestApi| {
        let sets = promised(&api).await;
        assert!(sets.len() >= 7, "{sets:?}");
        for (name, set) in sets {
            let says = |term: &str, property: &str| set[format!("@Capabilities.{term}")][property] == true;
            let allowed = async |path: String| {
                let answer = api.send(Method::OPTIONS, &path, &[]).await;
                answer.header("allow").to_owned()
            };
            let of_set = allowed(format!("/odata/{name}")).await;
            let of_one = allowed(format!("/odata/{name}(1)")).await;
            for (promise, methods, method) in [
                (says("InsertRestrictions", "Insertable"), &of_set, "POST"),
                (says("UpdateRestrictions", "Updatable"), &of_one, "PATCH"),
                (says("UpdateRestrictions", "Updatable"), &of_one, "PUT"),
                (says("DeleteRestrictions", "Deletable"), &of_one, "DELETE"),
            ] {
                assert_eq!(methods.split(", ").any(|known| known == method), promise, "{method} {name}");
                let address = if method == "POST" { name.clone() } else { format!("{name}(99)") };
                let answer = api.write_with("1/admin", (method, &address, "{}"), &[]).await;
                let refused = answer.status == StatusCode::METHOD_NOT_ALLOWED;
                assert_eq!(refused, !promise, "{method} {name}: {}", answer.body);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_can_be_searched_is_what_the_model_says() {
    on_both("restrictions_search", async |api: TestApi| {
        for (name, set) in promised(&api).await {
            let everything = api.get(&format!("/odata/{name}/$count")).await.body;
            let found = api.get(&format!("/odata/{name}/$count?$search=e")).await.body;
            let searchable = set["@Capabilities.SearchRestrictions"]["Searchable"] == json!(true);
            if everything != "0" {
                assert_eq!(found != "0", searchable, "{name}: {found} of {everything}");
            }
        }
    })
    .await;
}
