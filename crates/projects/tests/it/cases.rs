//! The file of cases: what is asked and what is answered, the same on both databases.

use super::support::databases::on_both;
use super::support::{Answer, TestApi, encoded};

const CASES: &str = include_str!("cases.txt");

/// The first property of an entity of this set.
pub(crate) fn key_of(row: &serde_json::Value) -> i64 {
    // The others know the key of their project as well.
    let keys = ["taskId", "resourceId", "bufferId", "reportId", "deliveryId", "webhookId", "projectId"];
    keys.iter().find_map(|key| row[*key].as_i64()).unwrap()
}

fn told(answer: &Answer, wanted: &str) -> String {
    match wanted.chars().next() {
        Some('=') => {
            assert_eq!(answer.status, 200, "{}", answer.body);
            let rows = answer.json()["value"].as_array().unwrap().clone();
            let keys: Vec<_> = rows.iter().map(|row| key_of(row).to_string()).collect();
            format!("= {}", keys.join(" ")).trim().to_owned()
        }
        Some('!') => {
            let (code, json) = (answer.code(), answer.json());
            let message = json["error"]["message"].as_str().unwrap();
            let place =
                message.rsplit_once("(at position ").map_or("-", |(_, place)| place.trim_end_matches(')'));
            format!("! {code} {} {place}", json["error"]["target"].as_str().unwrap())
        }
        _ => {
            assert_eq!(answer.status, 200, "{}", answer.body);
            let body = match answer.body.split_once("\"@odata.context\":\"") {
                Some((start, rest)) => {
                    let (_, rest) = rest.split_once("\",").unwrap();
                    format!("{start}{rest}")
                }
                None => answer.body.clone(),
            };
            format!("> {body}")
        }
    }
}

/// What the demo has none of: webhooks of the one who asks, and a message to the first of them.
const WEBHOOKS: [&str; 2] = [
    r#"INSERT INTO webhooks (account_id, created_at, owner_user_id, url, event_types, is_active) VALUES
        (1, 1, 101, 'https://one.example/hook', '["task.created","task.completed"]', TRUE),
        (1, 1, 101, 'https://two.example/hook', '["project.deleted","project.updated"]', TRUE),
        (1, 1, 101, 'https://three.example/hook', '["task.created"]', FALSE)"#,
    "INSERT INTO webhook_deliveries (account_id, created_at, webhook_id, owner_user_id, message_id, event_type, body,
        attempt, status) VALUES (1, 1, 1, 101, 'msg_a', 'task.created', '{}', 0, 1),
        (1, 1, 2, 101, 'msg_b', 'task.created', '{}', 0, 1)",
];

// Shows R123, R124.
#[tokio::test]
async fn every_case_of_the_file_is_answered_as_it_says() {
    on_both("cases", async |api: TestApi| {
        for statement in WEBHOOKS {
            api.post.execute(statement).await;
        }
        let lines: Vec<_> = CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let mut surprises = Vec::new();
        for case in lines.chunks(2) {
            let [address, wanted] = case else { panic!("{case:?}") };
            let answer = api.get(&encoded(address)).await;
            if answer.status == 500 {
                surprises.push(format!("{address}: {}", answer.body));
                continue;
            }
            let found = told(&answer, wanted);
            if found != *wanted {
                surprises.push(format!("{address}\n  wanted {wanted}\n  found  {found}"));
            }
        }
        assert!(surprises.is_empty(), "{} surprises:\n{}", surprises.len(), surprises.join("\n"));
        println!("{} cases", lines.len() / 2);
    })
    .await;
}
