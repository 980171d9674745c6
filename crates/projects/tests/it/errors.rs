//! What is refused, and that the refusal says what and where.

use axum::http::{Method, StatusCode};

use super::support::TestApi;
use super::support::databases::on_both;

// Shows R130.
#[tokio::test]
async fn a_bad_option_is_named_with_its_position() {
    on_both("bad_options", async |api: TestApi| {
        let cases = [
            ("$foo=1", "unknown_option", "$foo", "at position 0"),
            ("$top=1&$orderBy=status&$Bar=1", "unknown_option", "$Bar", "at position 23"),
            ("$top=1&top=2", "duplicate_option", "$top", "at position 7"),
            ("$count=true&$inlinecount=allpages", "conflicting_options", "$inlinecount", "$count"),
            ("$top=-1", "invalid_value", "$top", "at position 0"),
            ("$top=1.5", "invalid_value", "$top", "at position 1"),
            ("$top=ten", "invalid_value", "$top", "at position 0"),
            ("$top=9223372036854775808", "invalid_value", "$top", "at position 0"),
            ("$skip=-1", "invalid_value", "$skip", "at position 0"),
            ("$skip=1000001", "invalid_value", "$skip", "1000000"),
            ("$skip=99999999999999999999", "invalid_value", "$skip", "at position 0"),
            ("$count=maybe", "invalid_value", "$count", "`true` or `false`"),
            ("$inlinecount=some", "invalid_value", "$inlinecount", "`allpages` or `none`"),
            ("$select=projectName,password_hash", "unknown_property", "$select", "at position 12"),
            ("$select=account_id", "unknown_property", "$select", "at position 0"),
            ("$select=version", "unknown_property", "$select", "at position 0"),
            ("$select=", "syntax_error", "$select", "at position 0"),
            ("$top=1&$skiptoken=x", "conflicting_options", "$top", "$skiptoken"),
            ("$orderby=status,secret", "unknown_property", "$orderby", "at position 7"),
            ("$orderby=projectName;DROP%20TABLE%20projects", "syntax_error", "$orderby", "at position 11"),
            ("$orderby=projectName%20up", "syntax_error", "$orderby", "at position 12"),
            (
                "$orderby=status,status,status,status,status,status",
                "query_too_complex",
                "$orderby",
                "5 terms",
            ),
            ("$select=%zz", "syntax_error", "$select", "at position 8"),
        ];
        for (query, code, target, words) in cases {
            let answer = api.get(&format!("/odata/Projects?{query}")).await;
            assert_eq!((answer.status, answer.code().as_str()), (StatusCode::BAD_REQUEST, code), "{query}");
            let error = &answer.json()["error"];
            assert_eq!(error["target"], target, "{query}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(target) && message.contains(words), "{query}: {message}");
        }
    })
    .await;
}

#[tokio::test]
async fn options_of_sets_make_no_sense_on_one_entity() {
    on_both("stray_options", async |api: TestApi| {
        for (path, option) in
            [("Projects(1)", "$top=1"), ("Projects(1)", "$count=true"), ("Projects/$count", "$top=1")]
        {
            let answer = api.get(&format!("/odata/{path}?{option}")).await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (StatusCode::BAD_REQUEST, "option_not_allowed")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_built_yet_says_so() {
    on_both("not_built", async |api: TestApi| {
        let cases = [
            (Method::GET, "Projects?$apply=x", "$apply"),
            (Method::GET, "Projects?$deltatoken=x", "$deltatoken"),
            (Method::GET, "Projects?$schemaversion=1", "$schemaversion"),
            (Method::GET, "Projects?$filter=$root/Projects/any()", "$filter"),
            (Method::GET, "Projects?$filter=cast(status,Edm.String)%20eq%20'2'", "$filter"),
            (Method::GET, "Projects?$expand=tasks($levels=2)", "$expand"),
            (Method::GET, "Projects(1)/Ccpm.Nothing()", "Ccpm.Nothing()"),
            (Method::GET, "Projects/$filter(status%20eq%202)", "$filter(status eq 2)"),
            (Method::GET, "$crossjoin(Projects,Tasks)", "$crossjoin(Projects,Tasks)"),
        ];
        for (method, path, target) in cases {
            let headers = [("authorization", "Bearer 1/admin")];
            let answer = api.send(method.clone(), &format!("/odata/{path}"), &headers).await;
            assert_eq!(answer.status, StatusCode::NOT_IMPLEMENTED, "{method} {path} {}", answer.body);
            assert_eq!((answer.code().as_str(), answer.header("odata-version")), ("not_implemented", "4.0"));
            assert_eq!(answer.json()["error"]["target"], target, "{method} {path}");
        }
    })
    .await;
}

#[tokio::test]
async fn unknown_addresses_are_404() {
    on_both("unknown", async |api: TestApi| {
        for address in [
            "/odata/Secrets",
            "/odata/Projects/1",
            "/odata/Projects(1)/nope",
            "/odata//",
            "/",
            "/nope",
            "/odataX",
        ] {
            let answer = api.get(address).await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (StatusCode::NOT_FOUND, "not_found"),
                "{address}"
            );
        }
        for key in ["", "'1'", "abc", "1,2", "1.0", "2147483648", "taskId=1"] {
            let answer = api.get(&format!("/odata/Projects({key})")).await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (StatusCode::BAD_REQUEST, "invalid_key"),
                "{key}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn wrong_methods_are_405_and_name_the_right_ones() {
    on_both("methods", async |api: TestApi| {
        let cases = [
            (Method::POST, "/odata/"),
            (Method::DELETE, "/odata/$metadata"),
            (Method::POST, "/odata/Projects(1)"),
            (Method::PUT, "/odata/Projects"),
            (Method::TRACE, "/odata/Projects"),
            (Method::POST, "/odata/Projects/$count"),
            (Method::DELETE, "/odata/Projects"),
            (Method::PATCH, "/odata/Projects(1)/projectName"),
            (Method::PUT, "/odata/Projects(1)/chainCompletion"),
            (Method::PUT, "/odata/Tasks(1)/resources/$ref"),
            (Method::POST, "/odata/Tasks(1)/project/$ref"),
            (Method::POST, "/odata/WebhookDeliveries"),
            (Method::POST, "/healthz"),
            (Method::DELETE, "/.well-known/oauth-protected-resource"),
        ];
        for (method, address) in cases {
            let answer = api.send(method.clone(), address, &[("authorization", "Bearer 1/admin")]).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert_eq!(answer.code(), "method_not_allowed");
            assert!(answer.header("allow").contains("GET"), "{method} {address}");
        }
    })
    .await;
}

#[tokio::test]
async fn forms_versions_and_lengths_that_cannot_be_served_are_refused() {
    on_both("negotiation", async |api: TestApi| {
        let cases: [(&str, (&str, &str), u16, &str); 7] = [
            ("/odata/Projects", ("accept", "text/html"), 406, "not_acceptable"),
            ("/odata/Projects", ("accept", "application/json;odata.metadata=lots"), 406, "not_acceptable"),
            ("/odata/Projects?$format=xml", ("accept", "*/*"), 406, "not_acceptable"),
            ("/odata/$metadata", ("accept", "text/html"), 406, "not_acceptable"),
            ("/odata/Projects", ("odata-maxversion", "3.0"), 400, "unsupported_version"),
            ("/odata/Projects", ("odata-maxversion", "x"), 400, "unsupported_version"),
            ("/odata/Projects", ("odata-isolation", "snapshot"), 412, "precondition_failed"),
        ];
        for (address, header, status, code) in cases {
            let answer = api.get_with(address, &[header]).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{address} {header:?}"
            );
            assert_eq!(answer.header("odata-version"), "4.0");
        }

        let path = "/odata/Projects?x=";
        let longest = format!("{path}{}", "x".repeat(8 * 1024 - (path.len() - 1)));
        assert_eq!(api.get(&longest).await.status, StatusCode::OK);
        let answer = api.get(&format!("{longest}x")).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::URI_TOO_LONG, "uri_too_long"));
    })
    .await;
}

#[tokio::test]
async fn a_broken_database_is_never_shown() {
    on_both("broken", async |api: TestApi| {
        api.db.clone().close().await.unwrap();
        for address in
            ["/odata/Projects", "/odata/Projects(1)", "/odata/Projects/$count", "/odata/Tasks?$count=true"]
        {
            let answer = api.get(address).await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            );
            assert_eq!(answer.header("retry-after"), "1");
        }
        assert_eq!(api.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(api.get("/healthz").await.status, StatusCode::OK);
    })
    .await;
}

// Shows M11.
#[tokio::test]
async fn a_missing_table_is_an_internal_error_without_sql() {
    use sea_orm::ConnectionTrait;
    on_both("missing_table", async |api: TestApi| {
        api.db.execute_unprepared("DROP TABLE buffers").await.unwrap();
        let answer = api.get("/odata/Buffers").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(
            answer.body,
            r#"{"error":{"code":"internal_error","message":"The server failed to answer."}}"#
        );
        assert_eq!(api.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    })
    .await;
}

#[tokio::test]
async fn what_a_good_token_could_not_do_is_told_to_the_verifier_and_nothing_else_is() {
    on_both("told", async |api: TestApi| {
        api.get_as("1/projects.read", "/odata/Projects").await;
        api.get_as("nonsense", "/odata/Projects").await;
        api.send(Method::GET, "/odata/Projects", &[]).await;
        assert!(api.told.lock().unwrap().is_empty());
        api.get_as("1/tasks.read", "/odata/Projects").await;
        api.get("/odata/Projects?$foo=1").await;
        api.get("/odata/Projects(999)").await;
        api.get("/odata/Nowhere").await;
        let told = api.told.lock().unwrap().clone();
        let of = "service_0123456789ab request-1";
        assert_eq!(told[0], format!("{of} insufficient_scope: the token lacks the scope projects.read"));
        assert!(told[1].starts_with(&format!("{of} unknown_option: $foo")), "{told:?}");
        assert!(told[2].starts_with(&format!("{of} not_found: Projects(999)")), "{told:?}");
        assert!(told[3].starts_with(&format!("{of} not_found: ")) && told.len() == 4, "{told:?}");
    })
    .await;
}
