//! Filters that nobody thought of, evaluated in memory and by both databases.

use odata::bind::Bound;
use odata::edm::EntitySet;
use odata::options::Options;
use odata::path;
use odata::request::{Kind, bind};
use projects::MODEL;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::cases::key_of;
use super::memory::Memory;
use super::support::databases::{on_both, on_both_empty};
use super::support::{TestApi, encoded};

/// How many filters are made up.
const FILTERS: usize = 300;

fn pick(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(words).prop_map(str::to_owned)
}

/// Whole and decimal numbers of a project, with what makes more of them.
fn number() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        pick(&[
            "status",
            "riskQuotient",
            "projectManagerID",
            "bufferPenetration",
            "chainCompletion",
            "earlyWarning"
        ]),
        pick(&[
            "projectManager/costPerHour",
            "tasks/$count",
            "tasks/$count($filter=isCritical)",
            "null",
            "projectId"
        ]),
        (-3_i32..40).prop_map(|number| number.to_string()),
        (-300_i32..9000).prop_map(|number| format!("{:.2}", f64::from(number) / 100.0)),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), pick(&["add", "sub", "mul", "div", "divby"]), inner.clone())
                .prop_map(|(left, operator, right)| format!("({left} {operator} {right})")),
            (pick(&["round", "floor", "ceiling"]), inner.clone())
                .prop_map(|(name, inner)| format!("{name}({inner})")),
            inner.prop_map(|inner| format!("-({inner})")),
        ]
    })
}

fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        pick(&[
            "projectName",
            "projectObjective",
            "earlyWarningStatus",
            "projectManager/resourceName",
            "null"
        ]),
        "[aAeElopP %_.']{0,3}".prop_map(|text| format!("'{}'", text.replace('\'', "''"))),
    ];
    leaf.prop_recursive(2, 5, 2, |inner| {
        prop_oneof![
            (pick(&["tolower", "toupper", "trim"]), inner.clone())
                .prop_map(|(name, inner)| format!("{name}({inner})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("concat({a},{b})")),
            (inner, 0..6_u8, 0..4_u8)
                .prop_map(|(inner, from, count)| format!("substring({inner},{from},{count})")),
        ]
    })
}

fn comparison() -> impl Strategy<Value = String> {
    pick(&["eq", "ne", "gt", "ge", "lt", "le"])
}

fn condition() -> impl Strategy<Value = String> {
    let moment = pick(&["lastModifiedOn", "2026-03-02T10:15:30Z", "2026-01-15T00:00:00Z", "null"]);
    let day = pick(&["projectDueDate", "minimalStartDate", "date(lastModifiedOn)", "2026-06-15", "null"]);
    let leaf = prop_oneof![
        4 => (number(), comparison(), number()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        3 => (text(), comparison(), text()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        2 => (pick(&["contains", "startswith", "endswith"]), text(), text())
            .prop_map(|(name, a, b)| format!("{name}({a},{b})")),
        1 => (text(), comparison(), 0..15_u8).prop_map(|(a, op, b)| format!("length({a}) {op} {b}")),
        1 => (text(), text(), 0..9_u8).prop_map(|(a, b, at)| format!("indexof({a},{b}) lt {at}")),
        1 => (moment, comparison(), pick(&["lastModifiedOn", "2026-03-02T10:15:30.5Z"]))
            .prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        1 => (day, comparison(), pick(&["minimalStartDate", "2025-10-01"])).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        1 => (pick(&["year", "month", "day", "hour", "minute", "second"]), comparison(), 0..40_u8)
            .prop_map(|(part, op, b)| format!("{part}(lastModifiedOn) {op} {b}")),
        1 => (number(), proptest::collection::vec(pick(&["1", "1.25", "2", "null", "-0.5"]), 0..4))
            .prop_map(|(a, list)| format!("{a} in ({})", list.join(","))),
        1 => pick(&["projectManager eq null", "projectManager/isActive", "true", "null"]),
        1 => pick(&["projectManager/workingDays has 'Friday'", "projectManager/kind eq 'Person'"]),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            2 => inner.clone().prop_map(|inner| format!("not ({inner})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            1 => (inner.clone(), pick(&["eq", "ne"]), pick(&["true", "false", "null"]))
                .prop_map(|(a, op, b)| format!("({a}) {op} {b}")),
            1 => (pick(&["any", "all"]), pick(&["and", "or"]), inner.clone())
                .prop_map(|(q, op, inner)| format!("tasks/{q}(t:t/remainingDuration gt 5 {op} ({inner}))")),
            1 => (pick(&["any", "all"]), pick(&["r/capacity", "r/costPerHour"]), comparison(), number())
                .prop_map(|(q, p, op, n)| format!("tasks/any(t:t/resources/{q}(r:{p} {op} {n}))")),
            1 => inner.prop_map(|inner| format!("case({inner}:true,tasks/any():false) eq true")),
        ]
    })
}

fn bound(set: &EntitySet, filter: &str) -> Option<Bound> {
    let query = format!("$filter={}", filter.replace('%', "%25").replace('+', "%2B"));
    let options = Options::parse(&query).unwrap();
    let target = path::parse(&MODEL, set.name, &[]).unwrap();
    match bind(&MODEL, target, &options, 0).ok()?.kind {
        Kind::Collection(_, query) => query.filter,
        other => panic!("{other:?}"),
    }
}

/// Conditions about the texts in a collection.
fn about_texts() -> impl Strategy<Value = String> {
    let text = || {
        prop_oneof![
            pick(&["'task.created'", "'project.deleted'", "'resource.updated'", "'task.'", "''", "null"]),
            pick(&["'.created'", "'t'", "'TASK.CREATED'", "description", "$it/description"]),
        ]
    };
    let about = |value: &'static str| {
        let leaf = prop_oneof![
            (comparison(), text()).prop_map(move |(op, text)| format!("{value} {op} {text}")),
            (pick(&["contains", "startswith", "endswith"]), text())
                .prop_map(move |(name, text)| format!("{name}({value},{text})")),
            (comparison(), 0..20_u8).prop_map(move |(op, count)| format!("length({value}) {op} {count}")),
            pick(&["isActive", "true", "webhookId gt 1"]).prop_map(|text| text
                .replace("isActive", "$it/isActive")
                .replace("webhookId", "$it/webhookId")),
        ];
        leaf.prop_recursive(2, 6, 2, |inner| {
            prop_oneof![
                inner.clone().prop_map(|inner| format!("not ({inner})")),
                (inner.clone(), pick(&["and", "or"]), inner)
                    .prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
            ]
        })
    };
    let leaf = prop_oneof![
        4 => (pick(&["any", "all"]), about("e")).prop_map(|(name, inner)| format!("eventTypes/{name}(e:{inner})")),
        2 => (about("$this"), comparison(), 0..4_u8)
            .prop_map(|(inner, op, count)| format!("eventTypes/$count($filter={inner}) {op} {count}")),
        2 => (about("$this"), pick(&["any", "all"]), about("e"))
            .prop_map(|(filter, name, inner)| format!("eventTypes/$filter({filter})/{name}(e:{inner})")),
        1 => (comparison(), 0..4_u8).prop_map(|(op, count)| format!("eventTypes/$count {op} {count}")),
        1 => text().prop_map(|text| format!("{text} in eventTypes")),
        1 => pick(&["eventTypes/any()", "description eq null", "contains(description,'a')"]),
    ];
    leaf.prop_recursive(2, 8, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| format!("not ({inner})")),
            (inner.clone(), pick(&["and", "or"]), inner).prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
        ]
    })
}

/// Makes filters up, and says for each which entities it lets through.
fn evaluated(
    set: &EntitySet,
    memory: &Memory,
    strategy: &impl Strategy<Value = String>,
) -> Vec<(String, Vec<i64>)> {
    let mut runner = TestRunner::deterministic();
    let mut filters = Vec::new();
    while filters.len() < FILTERS {
        let filter = strategy.new_tree(&mut runner).unwrap().current();
        // Too large, or a zero divisor that shows: refused, and rightly so.
        if let Some(bound) = bound(set, &filter) {
            let keys = memory.matching(set, &bound);
            filters.push((filter, keys));
        }
    }
    let all = memory.number(set);
    let telling = filters.iter().filter(|(_, keys)| !keys.is_empty() && keys.len() < all).count();
    println!("{} filters, {telling} of them tell entities apart", filters.len());
    assert!(telling > FILTERS / 5);
    filters
}

async fn compare(api: &TestApi, set: &EntitySet, filters: &[(String, Vec<i64>)]) {
    for (filter, wanted) in filters {
        let answer = api.get(&encoded(&format!("{}?$filter={filter}", set.name))).await;
        assert_eq!(answer.status, 200, "{filter}: {}", answer.body);
        let rows = answer.json()["value"].as_array().unwrap().clone();
        let found: Vec<_> = rows.iter().map(key_of).collect();
        assert_eq!(found, *wanted, "{filter}");
    }
}

// Shows R124.
#[tokio::test]
async fn made_up_filters_give_the_same_rows_in_memory_and_on_both_databases() {
    let set = MODEL.set("Projects").unwrap();
    let filters = evaluated(set, &Memory::demo(), &condition());
    on_both("generated", async |api: TestApi| compare(&api, set, &filters).await).await;
}

#[tokio::test]
async fn made_up_filters_of_collections_give_the_same_rows_in_memory_and_on_both_databases() {
    let set = MODEL.set("Webhooks").unwrap();
    let rows = [
        (1, r#"["task.created","task.completed"]"#, Some("task.created"), true),
        (2, r#"["project.deleted","project.updated","resource.updated"]"#, None, true),
        (3, r#"["task.created"]"#, Some(""), false),
        (4, r#"["resource.created","task.deleted"]"#, Some("all of it"), false),
    ];
    let filters = evaluated(set, &Memory::of_webhooks(&rows), &about_texts());
    on_both_empty("generated_values", async |api: TestApi| {
        for (key, types, description, active) in rows {
            let description = description.map_or("NULL".to_owned(), |text| format!("'{text}'"));
            api.post
                .execute(&format!(
                    "INSERT INTO webhooks (webhook_id, account_id, created_at, owner_user_id, url, description,
                        event_types, is_active) VALUES ({key}, 1, 1, 101, 'x', {description}, '{types}', {active})"
                ))
                .await;
        }
        compare(&api, set, &filters).await;
    })
    .await;
}
