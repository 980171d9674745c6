//! `If-Match` and `If-None-Match`.

use crate::support::TestApi;
use crate::support::databases::on_both;

#[tokio::test]
async fn only_who_knows_the_version_writes_over_it() {
    on_both("if_match", async |api: TestApi| {
        let patch = ("PATCH", "Tasks(1)", r#"{"percentComplete":7}"#);
        let cases = [
            (("if-match", "W/\"1\""), 200),
            (("if-match", "W/\"1\""), 412),
            (("if-match", "W/\"7\", W/\"2\""), 200),
            (("if-match", "*"), 200),
            (("if-none-match", "*"), 412),
            (("if-none-match", "W/\"4\""), 412),
            (("if-none-match", "W/\"3\""), 200),
        ];
        for (header, status) in cases {
            let answer = api.write_with("1/api1", patch, &[header]).await;
            assert_eq!(answer.status.as_u16(), status, "{header:?} {}", answer.body);
            if status == 412 {
                assert_eq!(
                    (answer.code().as_str(), &answer.json()["error"]["target"]),
                    (
                        "precondition_failed",
                        &match header.0 {
                            "if-match" => "If-Match".into(),
                            _ => serde_json::Value::from("If-None-Match"),
                        }
                    )
                );
            }
        }
        for (method, address, body) in [
            ("DELETE", "Tasks(1)", ""),
            ("PUT", "Tasks(1)/taskName", r#"{"value":"x"}"#),
            ("POST", "Tasks(1)/resources/$ref", r#"{"@odata.id":"Resources(1)"}"#),
            ("PUT", "Tasks(1)/project/$ref", r#"{"@odata.id":"Projects(1)"}"#),
        ] {
            let answer = api.write_with("1/api1", (method, address, body), &[("if-match", "W/\"1\"")]).await;
            assert_eq!(answer.status, 412, "{method} {address} {}", answer.body);
        }
        let absent = api.write_with("1/api1", ("DELETE", "Tasks(99)", ""), &[("if-match", "*")]).await;
        assert_eq!(absent.status, 404);
        let known = api.get_with("/odata/Tasks(1)", &[("if-none-match", "W/\"5\"")]).await;
        assert_eq!(known.status, 304);
        let gone = api.write_with("1/api1", ("DELETE", "Tasks(1)", ""), &[("if-match", "W/\"5\"")]).await;
        assert_eq!(gone.status, 204, "{}", gone.body);
    })
    .await;
}
