//! Pages: their size, their links, `$top` and `$skip`.

use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::support::databases::{on_both, on_both_empty};
use super::support::{Answer, PUBLIC_URL, TestApi};

/// Puts so many resources into account 1, and as many into account 2 between them.
async fn fill(api: &TestApi, count: usize) {
    let row = |n: usize| {
        format!(
            "({}, 0, 'Resource {n:03}', 1, 1.0, {})",
            n % 2 + 1,
            if n.is_multiple_of(3) { "TRUE" } else { "FALSE" }
        )
    };
    let rows: Vec<_> = (1..=count * 2).map(row).collect();
    let columns = "account_id, created_at, resource_name, kind, capacity, is_active";
    let insert = format!("INSERT INTO resources ({columns}) VALUES {}", rows.join(", "));
    api.db.execute_unprepared(&insert).await.unwrap();
}

fn next(answer: &Answer) -> Option<String> {
    let link = answer.json().get("@odata.nextLink")?.as_str().unwrap().to_owned();
    Some(link.strip_prefix(PUBLIC_URL).unwrap().to_owned())
}

/// Follows the links to their end, and answers the sizes of the pages and all keys.
async fn walk(api: &TestApi, first: &str, headers: &[(&str, &str)]) -> (Vec<usize>, Vec<Value>) {
    let (mut sizes, mut keys) = (Vec::new(), Vec::new());
    let mut address = Some(first.to_owned());
    while let Some(current) = address {
        let answer = api.get_with(&current, headers).await;
        let page = answer.column("resourceId");
        sizes.push(page.len());
        keys.extend(page);
        address = next(&answer);
    }
    (sizes, keys)
}

#[tokio::test]
async fn a_page_holds_a_hundred_and_links_lead_to_the_rest() {
    on_both_empty("pages", async |api: TestApi| {
        fill(&api, 250).await;
        let cases = [
            ("/odata/Resources", vec![100, 100, 50]),
            ("/odata/Resources?$top=150", vec![100, 50]),
            ("/odata/Resources?$top=200", vec![100, 100]),
            ("/odata/Resources?$top=100", vec![100]),
            ("/odata/Resources?$top=9223372036854775807", vec![100, 100, 50]),
            ("/odata/Resources?$skip=200", vec![50]),
            ("/odata/Resources?$skip=150", vec![100]),
            ("/odata/Resources?$skip=120&$top=110&$count=true", vec![100, 10]),
            ("/odata/Resources?$skip=250", vec![0]),
            ("/odata/Resources?$top=0", vec![0]),
        ];
        for (address, expected) in cases {
            let (sizes, mut keys) = walk(&api, address, &[]).await;
            assert_eq!(sizes, expected, "{address}");
            let all = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), all, "{address} repeats a row");
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_repeats_the_question() {
    on_both_empty("links", async |api: TestApi| {
        fill(&api, 101).await;
        let address = "/odata/resources?$orderby=isActive%20desc,resourceName&x=1&$select=isActive&$count=true&$top=101";
        let first = api.get(address).await;
        let link = next(&first).unwrap();
        let (question, token) = link.split_once("&$skiptoken=").unwrap();
        assert_eq!(
            question,
            "/odata/Resources?$orderby=isActive%20desc,resourceName&x=1&$select=isActive&$count=true"
        );
        assert!(token.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'), "{token}");
        let last = api.get(&next(&first).unwrap()).await;
        assert_eq!((last.json()["@odata.count"].clone(), next(&last)), (Value::from(101), None));
        assert_eq!(last.column("isActive"), [Value::from(false)]);
    })
    .await;
}

#[tokio::test]
async fn a_client_may_ask_for_smaller_pages_but_not_for_larger_ones() {
    on_both_empty("maxpagesize", async |api: TestApi| {
        fill(&api, 120).await;
        for (prefer, applied, sizes) in [
            ("odata.maxpagesize=50", "odata.maxpagesize=50", vec![50, 50, 20]),
            ("return=minimal, maxpagesize=60", "maxpagesize=60", vec![60, 60]),
            ("maxpagesize=5000", "maxpagesize=100", vec![100, 20]),
        ] {
            let answer = api.get_with("/odata/Resources", &[("prefer", prefer)]).await;
            assert_eq!(answer.header("preference-applied"), applied);
            assert_eq!(walk(&api, "/odata/Resources", &[("prefer", prefer)]).await.0, sizes, "{prefer}");
        }
    })
    .await;
}

// Shows R128, R129.
#[tokio::test]
async fn top_and_skip_cut_in_this_order() {
    on_both("top_skip", async |api: TestApi| {
        let cases = [
            ("$top=2", vec![1, 2]),
            ("$top=2&$skip=1", vec![2, 3]),
            ("$skip=4&$orderby=projectId%20desc", vec![2, 1]),
            ("$top=0", vec![]),
            ("$skip=6", vec![]),
            ("$top=99", vec![1, 2, 3, 4, 5, 6]),
        ];
        for (query, keys) in cases {
            let answer = api.get(&format!("/odata/Projects?{query}")).await;
            let keys: Vec<_> = keys.into_iter().map(Value::from).collect();
            assert_eq!(answer.column("projectId"), keys, "{query}");
            assert_eq!(next(&answer), None);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_go_on_behind_the_last_row_whatever_the_order() {
    on_both("keyset", async |api: TestApi| {
        for order in [
            "riskQuotient",
            "riskQuotient%20desc",
            "projectManager/resourceName,riskQuotient%20desc",
            "projectDueDate%20desc,status",
            "projectObjective",
            "tolower(projectName)%20desc",
            "status%20div%202,earlyWarningStatus%20desc",
            "riskQuotient%20gt%201%20desc",
            "riskQuotient%20div%203",
            "lastModifiedOn",
            "tasks/$count%20desc",
        ] {
            let whole = api.get(&format!("/odata/Projects?$orderby={order}")).await.column("projectId");
            let mut paged = Vec::new();
            let mut address = Some(format!("/odata/Projects?$orderby={order}&$top=5"));
            while let Some(current) = address {
                let answer = api.get_with(&current, &[("prefer", "maxpagesize=2")]).await;
                assert_eq!(answer.status, 200, "{order} {current}");
                paged.extend(answer.column("projectId"));
                address = next(&answer);
            }
            assert_eq!(paged, whole[..5], "{order}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_is_good_for_its_own_question_alone() {
    on_both("forged", async |api: TestApi| {
        let prefer = [("prefer", "maxpagesize=2")];
        let first = api.get_with("/odata/Projects?$orderby=status&$filter=status%20gt%200", &prefer).await;
        let link = next(&first).unwrap();
        let (_, token) = link.split_once("$skiptoken=").unwrap();
        assert_eq!(api.get(&link).await.status, 200);

        let (start, last) = token.split_at(token.len() - 1);
        let other = if last == "A" { "B" } else { "A" };
        for forged in [
            format!("/odata/Projects?$orderby=status&$filter=status%20gt%200&$skiptoken={start}{other}"),
            format!("/odata/Projects?$orderby=status&$filter=status%20gt%200&$skiptoken=A{}", &token[1..]),
            format!("/odata/Projects?$orderby=status%20desc&$filter=status%20gt%200&$skiptoken={token}"),
            format!("/odata/Projects?$orderby=status&$filter=status%20gt%201&$skiptoken={token}"),
            format!("/odata/Projects?$orderby=status&$skiptoken={token}"),
            format!("/odata/Projects(1)/tasks?$orderby=status&$filter=status%20gt%200&$skiptoken={token}"),
            "/odata/Projects?$skiptoken=".to_owned(),
            "/odata/Projects?$skiptoken=AAAA".to_owned(),
        ] {
            let answer = api.get(&forged).await;
            assert!(answer.status == 400, "{forged} {}", answer.body);
        }
        let foreign = api.get_as("2/admin", &link).await;
        assert_eq!((foreign.status.as_u16(), foreign.code().as_str()), (400, "invalid_value"));
    })
    .await;
}
