//! The rest of the listener: documents, health, headers, calls from other origins.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::support::TestApi;
use super::support::databases::{on_both, on_both_empty};

#[tokio::test]
async fn the_service_document_lists_the_sets_and_what_can_be_called_as_it_is() {
    on_both("service", async |api: TestApi| {
        let sets = ["Projects", "Tasks", "Resources", "Buffers", "Reports", "Webhooks", "WebhookDeliveries"];
        let sets = sets.map(|name| json!({ "name": name, "kind": "EntitySet", "url": name }));
        let portfolio =
            json!({ "name": "PortfolioStatus", "kind": "FunctionImport", "url": "PortfolioStatus" });
        let entries: Vec<_> = sets.into_iter().chain([portfolio]).collect();
        let expected = json!({ "@odata.context": "https://api.example/odata/$metadata", "value": entries });
        for address in ["/odata", "/odata/"] {
            let answer = api.send(Method::GET, address, &[]).await;
            assert_eq!((answer.status, answer.json()), (StatusCode::OK, expected.clone()));
            assert_eq!(answer.header("content-type"), "application/json;odata.metadata=minimal");
        }
    })
    .await;
}

#[tokio::test]
async fn the_model_is_xml_in_the_version_that_the_client_reads() {
    on_both("metadata", async |api: TestApi| {
        for (headers, version) in [
            (&[][..], "4.0"),
            (&[("odata-maxversion", "4.0")], "4.0"),
            (&[("odata-maxversion", "4.01")], "4.01"),
        ] {
            let answer = api.send(Method::GET, "/odata/$metadata", headers).await;
            assert_eq!(
                (answer.header("content-type"), answer.header("odata-version")),
                ("application/xml", version)
            );
            for wanted in [
                format!("<edmx:Edmx Version=\"{version}\"").as_str(),
                r#"<Schema Namespace="Ccpm""#,
                r#"<EntitySet Name="Projects" EntityType="Ccpm.Project">"#,
                r#"<Property Name="riskQuotient" Type="Edm.Decimal" Precision="9" Scale="2"/>"#,
                r#"<Property Name="workingDays" Type="Ccpm.WeekDays"/>"#,
                r#"<NavigationProperty Name="tasks" Type="Collection(Ccpm.Task)" Partner="project"/>"#,
            ] {
                assert!(answer.body.contains(wanted), "{wanted}");
            }
            for hidden in ["account_id", "created_at", "version\"", "\"accountID\""] {
                assert!(!answer.body.contains(hidden), "{hidden}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_model_is_json_for_who_asks_for_nothing_else() {
    on_both("metadata_json", async |api: TestApi| {
        let accept = [("accept", "application/json")];
        for (address, headers) in [("/odata/$metadata", &accept[..]), ("/odata/$metadata?$format=json", &[])]
        {
            let answer = api.send(Method::GET, address, headers).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
            let json = answer.json();
            assert_eq!(
                (&json["$Version"], &json["$EntityContainer"]),
                (&json!("4.0"), &json!("Ccpm.Container"))
            );
            assert_eq!(json["Ccpm"]["Task"]["projectId"], json!({ "$Type": "Edm.Int32" }));
            assert_eq!(json["Ccpm"]["Container"]["Tasks"]["$Type"], "Ccpm.Task");
        }
        let excel = [("accept", "application/json;odata.metadata=minimal;q=1.0,application/xml;q=0.7")];
        let answer = api.send(Method::GET, "/odata/$metadata", &excel).await;
        assert_eq!(answer.header("content-type"), "application/xml");
    })
    .await;
}

// Shows RFC 9728 §2, RFC 9728 §3.
#[tokio::test]
async fn clients_find_the_authorization_server() {
    on_both("well_known", async |api: TestApi| {
        let answer = api.send(Method::GET, "/.well-known/oauth-protected-resource", &[]).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
        assert_eq!(
            answer.json(),
            json!({
                "resource": "https://api.example",
                "authorization_servers": ["https://id.example"],
                "scopes_supported": ["projects.read", "projects", "tasks.read", "tasks", "resources", "reports",
                    "webhooks", "api1.read", "api1", "exepron.restapi", "exepron.restapi:extended", "admin"],
                "bearer_methods_supported": ["header"],
                "dpop_signing_alg_values_supported": ["ES256", "Ed25519", "EdDSA", "PS256", "RS256"],
                "resource_name": "Latchkey OData API",
            })
        );
    })
    .await;
}

#[tokio::test]
async fn health_is_told_without_a_token() {
    on_both_empty("health", async |api: TestApi| {
        for (address, body) in [("/healthz", r#"{"status":"ok"}"#), ("/readyz", r#"{"status":"ready"}"#)] {
            let answer = api.send(Method::GET, address, &[]).await;
            assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, body));
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    })
    .await;
}

#[tokio::test]
async fn a_head_request_gets_the_headers_alone() {
    on_both("head", async |api: TestApi| {
        for address in ["/odata/Projects", "/odata/Projects(1)", "/odata/$metadata", "/odata/Tasks/$count"] {
            let whole = api.get(address).await;
            let head = api.send(Method::HEAD, address, &[("authorization", "Bearer 1/api1.read")]).await;
            assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""), "{address}");
            assert_eq!(head.header("content-type"), whole.header("content-type"));
            assert_eq!(head.header("content-length"), whole.body.len().to_string());
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_any_origin_may_call_with_a_token_and_without_cookies() {
    on_both("cors", async |api: TestApi| {
        let preflight = [
            ("origin", "http://localhost:3000"),
            ("access-control-request-method", "GET"),
            ("access-control-request-headers", "authorization"),
        ];
        let answer = api.send(Method::OPTIONS, "/odata/Projects", &preflight).await;
        assert_eq!(
            (answer.status, answer.header("access-control-allow-origin")),
            (StatusCode::NO_CONTENT, "*")
        );
        assert_eq!(
            answer.header("access-control-allow-methods"),
            "GET, HEAD, OPTIONS, POST, PATCH, PUT, DELETE"
        );
        let headers = answer.header("access-control-allow-headers").to_owned();
        for header in ["Authorization", "Content-Type", "DPoP", "If-Match", "Prefer", "*"] {
            assert!(headers.split(", ").any(|one| one == header), "{header}: {headers}");
        }
        assert!(answer.all("access-control-allow-credentials").is_empty());

        for answer in [api.get("/odata/Projects").await, api.get_as("nonsense", "/odata/Projects").await] {
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            assert!(answer.header("access-control-expose-headers").contains("WWW-Authenticate"));
        }
    })
    .await;
}

#[tokio::test]
async fn answers_say_what_they_depend_on_and_that_they_are_what_they_say() {
    on_both("headers", async |api: TestApi| {
        let answer = api.get_with("/odata/Projects", &[("odata-maxversion", "4.01")]).await;
        assert_eq!(answer.header("odata-version"), "4.01");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("vary").contains("Authorization"));
        assert_eq!(answer.header("cache-control"), "private, no-cache");
        let refused = api.get_as("nonsense", "/odata/Projects").await;
        assert_eq!(refused.header("cache-control"), "no-store");
    })
    .await;
}
