//! Reports: who may see them, what they cost, and how they are announced.

use std::sync::atomic::Ordering;

use axum::http::{Method, StatusCode};

use super::support::TestApi;
use super::support::databases::on_both;

#[tokio::test]
async fn a_report_needs_its_own_scope_and_those_of_what_it_tells_of() {
    on_both("report_scopes", async |api: TestApi| {
        let cases = [
            ("reports", "Reports", None),
            ("reports", "Reports?$filter=project/status%20eq%202", Some("projects.read")),
            ("reports", "Reports(1)?$expand=project", Some("projects.read")),
            ("projects.read", "Reports", Some("reports")),
            ("reports", "PortfolioStatus()", Some("projects.read")),
            ("projects.read", "PortfolioStatus()", Some("reports")),
            ("reports projects.read", "PortfolioStatus()/$count", None),
            ("reports", "Projects(1)/Ccpm.BufferStatus()", Some("projects.read")),
            ("projects", "Projects(1)/Ccpm.BufferStatus()/zone", Some("reports")),
            ("reports projects", "Projects(1)/Ccpm.BufferStatus()", None),
            ("reports projects.read", "Tasks(1)/project/BufferStatus()", Some("tasks.read")),
            ("projects", "Projects(1)/Ccpm.FeverChart()", Some("reports")),
            ("reports", "Projects(1)/Ccpm.FeverChart()", Some("projects.read")),
            ("exepron.restapi", "PortfolioStatus()", Some("reports")),
            ("exepron.restapi:extended", "Reports", Some("reports")),
            ("exepron.restapi exepron.restapi:extended", "PortfolioStatus()", None),
            ("api1.read", "Projects(1)/Ccpm.FeverChart()", None),
        ];
        for (scopes, address, missing) in cases {
            let answer = api.get_as(&format!("1/{scopes}"), &format!("/odata/{address}")).await;
            match missing {
                None => assert_eq!(answer.status, StatusCode::OK, "{scopes} {address} {}", answer.body),
                Some(missing) => {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{scopes} {address}");
                    let named = format!("error=\"insufficient_scope\", scope=\"{missing}\"");
                    assert!(answer.header("www-authenticate").ends_with(&named), "{scopes} {address}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn reports_on_other_accounts_do_not_exist() {
    on_both("report_tenant", async |api: TestApi| {
        let other = async |address: &str| api.get_as("2/admin", &format!("/odata/{address}")).await;
        for address in ["Reports", "PortfolioStatus()"] {
            assert_eq!(
                other(address).await.column("projectId"),
                Vec::<serde_json::Value>::new(),
                "{address}"
            );
        }
        for address in ["Reports(1)", "Projects(1)/Ccpm.BufferStatus()", "Projects(1)/Ccpm.FeverChart()"] {
            assert_eq!(other(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        assert_eq!(other("PortfolioStatus()/$count").await.body, "0");
    })
    .await;
}

#[tokio::test]
async fn a_report_takes_as_many_statements_however_long_it_is() {
    on_both("report_statements", async |api: TestApi| {
        let cases = [
            ("Projects(1)/Ccpm.BufferStatus()", 1),
            ("Tasks(1)/project/Ccpm.BufferStatus()/zone", 1),
            ("Projects(1)/Ccpm.FeverChart()", 1),
            ("Projects(4)/Ccpm.FeverChart()", 1),
            ("PortfolioStatus()", 1),
            ("PortfolioStatus()?$count=true&$filter=penetration%20gt%200&$orderby=burnRate", 2),
            ("Reports?$expand=project", 2),
        ];
        for (address, statements) in cases {
            api.statements.store(0, Ordering::Relaxed);
            assert_eq!(api.get(&format!("/odata/{address}")).await.status, StatusCode::OK, "{address}");
            assert_eq!(api.statements.load(Ordering::Relaxed), statements, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_portfolio_comes_in_pages_that_lead_to_one_another() {
    on_both("report_pages", async |api: TestApi| {
        let prefer = [("prefer", "maxpagesize=4")];
        let first = api.get_with("/odata/PortfolioStatus()?$orderby=projectDueDate%20desc", &prefer).await;
        assert_eq!(first.column("projectId"), [3, 6, 1, 2]);
        let json = first.json();
        assert_eq!(
            json["@odata.context"],
            "https://api.example/odata/$metadata#Collection(Ccpm.BufferFigures)"
        );
        let next = json["@odata.nextLink"].as_str().unwrap();
        let address = next.strip_prefix("https://api.example").unwrap();
        assert!(address.starts_with("/odata/PortfolioStatus()?$orderby="), "{address}");
        let rest = api.get(address).await;
        assert_eq!(
            (rest.column("projectId"), rest.json().get("@odata.nextLink")),
            (vec![5.into(), 4.into()], None)
        );
        // A link belongs to its function.
        let stolen = address.replace("PortfolioStatus()", "Projects");
        assert_eq!(api.get(&stolen).await.code(), "invalid_value");
    })
    .await;
}

#[tokio::test]
async fn a_value_names_its_type_and_has_no_etag() {
    on_both("report_value", async |api: TestApi| {
        let cases = [
            ("Projects(1)/Ccpm.BufferStatus()", "Ccpm.BufferFigures"),
            ("Projects(1)/BufferStatus?$select=zone", "Ccpm.BufferFigures(zone)"),
            ("Projects(1)/Ccpm.FeverChart()", "Collection(Ccpm.FeverPoint)"),
            ("PortfolioStatus()?$select=zone", "Collection(Ccpm.BufferFigures)(zone)"),
        ];
        for (address, kind) in cases {
            let answer = api.get(&format!("/odata/{address}")).await;
            assert_eq!(
                answer.json()["@odata.context"],
                format!("https://api.example/odata/$metadata#{kind}")
            );
            assert!(!answer.body.contains("etag") && answer.headers.get("etag").is_none(), "{address}");
            assert_eq!(answer.header("cache-control"), "private, no-cache");
        }
        let strings = [("accept", "application/json;IEEE754Compatible=true")];
        let chart = api.get_with("/odata/Projects(5)/Ccpm.FeverChart()", &strings).await;
        assert_eq!(chart.column("chainCompletion"), ["0", "40", "100"]);
    })
    .await;
}

#[tokio::test]
async fn reports_are_announced_to_programs() {
    on_both("report_metadata", async |api: TestApi| {
        let metadata = api.send(Method::GET, "/odata/$metadata", &[]).await.body;
        for wanted in [
            r#"<Function Name="BufferStatus" IsBound="true" IsComposable="true">"#,
            r#"<Function Name="FeverChart" IsBound="true">"#,
            r#"<Function Name="PortfolioStatus" IsComposable="true">"#,
            r#"<ReturnType Type="Collection(Ccpm.FeverPoint)" Nullable="false"/>"#,
            r#"<FunctionImport Name="PortfolioStatus" Function="Ccpm.PortfolioStatus" IncludeInServiceDocument="true"/>"#,
            r#"<ComplexType Name="BufferFigures">"#,
            r#"<EntitySet Name="Reports" EntityType="Ccpm.Report">"#,
        ] {
            assert!(metadata.contains(wanted), "{wanted}");
        }
        let listed = api.send(Method::GET, "/odata/", &[]).await;
        let entry = r#"{"name":"PortfolioStatus","kind":"FunctionImport","url":"PortfolioStatus"}"#;
        assert!(listed.body.contains(entry), "{}", listed.body);
    })
    .await;
}

#[tokio::test]
async fn what_the_service_makes_alone_can_only_be_read() {
    on_both("report_methods", async |api: TestApi| {
        let cases = [
            (Method::POST, "Reports"),
            (Method::PATCH, "Reports(1)"),
            (Method::DELETE, "Reports(1)"),
            (Method::POST, "PortfolioStatus()"),
            (Method::POST, "Projects(1)/Ccpm.FeverChart()"),
            (Method::PATCH, "Projects(1)/Ccpm.BufferStatus()"),
        ];
        for (method, address) in cases {
            let token = [("authorization", "Bearer 1/admin")];
            let answer = api.send(method.clone(), &format!("/odata/{address}"), &token).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
        }
    })
    .await;
}

#[tokio::test]
async fn the_last_day_of_a_project_is_how_it_stands() {
    on_both("report_last_day", async |api: TestApi| {
        for project in 1..=6 {
            let days = format!("/odata/Reports?$filter=projectId%20eq%20{project}&$orderby=on%20desc&$top=1");
            let day = api.get(&days).await.json()["value"][0].clone();
            let now = api.get(&format!("/odata/Projects({project})/Ccpm.BufferStatus()")).await.json();
            for figure in ["chainDays", "remainingDays", "chainCompletion", "bufferDays", "consumedDays"] {
                assert_eq!(day[figure], now[figure], "{project} {figure}");
            }
            for figure in ["penetration", "burnRate", "zone"] {
                assert_eq!(day[figure], now[figure], "{project} {figure}");
            }
        }
    })
    .await;
}
