//! What a token opens: sets by its scopes, and rows by its account.

use axum::http::StatusCode;

use super::bearer;
use crate::support::TestApi;
use crate::support::databases::on_both;

// Shows R075, R076.
#[tokio::test]
async fn a_missing_scope_is_named_by_its_least() {
    on_both("scopes", async |api: TestApi| {
        let cases = [
            ("tasks resources", "Projects", "projects.read"),
            ("tasks resources", "Buffers", "projects.read"),
            ("tasks resources", "Projects(1)", "projects.read"),
            ("projects resources", "Tasks", "tasks.read"),
            ("projects resources", "Tasks/$count", "tasks.read"),
            ("projects tasks", "Resources", "resources"),
            ("projects tasks resources webhooks", "Reports", "reports"),
            ("projects tasks resources reports", "Webhooks", "webhooks"),
            ("openid profile exepron.restapi:extended", "Projects", "projects.read"),
            ("", "Projects", "projects.read"),
        ];
        for (scopes, path, needed) in cases {
            let answer = api.get_as(&format!("1/{scopes}"), &format!("/odata/{path}")).await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (StatusCode::FORBIDDEN, "insufficient_scope")
            );
            let challenge = bearer(&format!(", error=\"insufficient_scope\", scope=\"{needed}\""));
            assert_eq!(answer.all("www-authenticate"), [challenge.as_str()], "{scopes} {path}");
        }
    })
    .await;
}

// Shows R068, R069, R071.
#[tokio::test]
async fn a_scope_for_writing_reads_and_wide_scopes_read_everything() {
    on_both("wide_scopes", async |api: TestApi| {
        let cases = [
            ("projects", "Projects"),
            ("projects.read", "Buffers"),
            ("tasks", "Tasks"),
            ("resources", "Resources"),
            ("api1.read", "Resources"),
            ("api1", "Tasks"),
            ("admin", "Projects"),
            ("exepron.restapi", "Tasks"),
        ];
        for (scope, set) in cases {
            let answer = api.get_as(&format!("1/{scope}"), &format!("/odata/{set}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{scope} {set} {}", answer.body);
        }
    })
    .await;
}

#[tokio::test]
async fn rows_of_another_account_do_not_exist() {
    on_both("accounts", async |api: TestApi| {
        for set in ["Projects", "Tasks", "Resources", "Buffers"] {
            let stranger = async |address: String| api.get_as("2/admin", &address).await;
            let collection = stranger(format!("/odata/{set}?$count=true")).await;
            assert_eq!(collection.json()["@odata.count"], 0);
            assert_eq!(collection.json()["value"], serde_json::json!([]));
            assert_eq!(stranger(format!("/odata/{set}/$count")).await.body, "0");

            let foreign = stranger(format!("/odata/{set}(1)")).await;
            let absent = stranger(format!("/odata/{set}(999)")).await;
            assert_eq!((foreign.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            assert_eq!(foreign.body, absent.body.replace("(999)", "(1)"));
        }
    })
    .await;
}
