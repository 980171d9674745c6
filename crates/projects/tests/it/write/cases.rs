//! The file of cases for what writes: each is asked of a database as the demo left it, the same on both.

use crate::support::TestApi;
use crate::support::databases::on_both;

const CASES: &str = include_str!("cases.txt");

#[tokio::test]
async fn every_write_of_the_file_is_answered_as_it_says() {
    on_both("write_cases", async |api: TestApi| {
        let lines: Vec<_> = CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let mut surprises = Vec::new();
        for case in lines.chunks(2) {
            let [asked, wanted] = case else { panic!("{case:?}") };
            let mut words = asked.splitn(3, ' ');
            let (method, address) = (words.next().unwrap(), words.next().unwrap());
            let answer = api.write(method, address, words.next().unwrap_or_default()).await;
            let found = if answer.status.is_success() {
                format!(
                    "> {} {}",
                    answer.status.as_u16(),
                    answer.body.split_once(r#"\"","#).map_or("", |(_, rest)| rest)
                )
            } else {
                let code = answer.code();
                format!(
                    "! {} {code} {}",
                    answer.status.as_u16(),
                    answer.json()["error"]["target"].as_str().unwrap_or("-")
                )
            };
            if found.trim_end() != *wanted {
                surprises.push(format!("{asked}\n  wanted {wanted}\n  found  {found}"));
            }
        }
        assert!(surprises.is_empty(), "{} surprises:\n{}", surprises.len(), surprises.join("\n"));
        println!("{} cases", lines.len() / 2);
    })
    .await;
}
