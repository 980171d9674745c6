//! From the text of a request to a question whose every name is bound to the model.

use std::hint::black_box;

use odata::options::Options;
use odata::{path, request};
use projects::MODEL;

use crate::{Fault, now};

const ROUNDS: u32 = 20_000;

/// Path and query, in the order of the table. The first is a typical filter, the last one is close to the limits.
const REQUESTS: [(&str, &str); 4] = [
    ("/Projects", "$filter=status%20eq%202%20or%20status%20eq%203"),
    (
        "/Projects",
        "$filter=(status%20eq%202%20or%20status%20eq%203)%20and%20projectDueDate%20lt%202026-12-31%20and%20contains(tolower(projectName),'apollo')%20and%20riskQuotient%20gt%201.5",
    ),
    (
        "/Projects",
        "$filter=status%20eq%202&$expand=tasks($top=2;$filter=isCritical;$orderby=taskNumber%20desc)&$orderby=projectName&$select=projectName,status&$top=50&$count=true",
    ),
    (
        "/Tasks",
        "$filter=project/status%20in%20(1,2,3)%20and%20resources/any(r:r/capacity%20mul%202%20gt%201%20and%20r/tasks/any(t:t/percentComplete%20lt%2050%20and%20not%20t/isCritical))",
    ),
];

/// Prints how long each takes, on average.
pub(crate) fn table() -> Result<(), Fault> {
    println!("| request | understood in |\n|---|--:|");
    for (path, query) in REQUESTS {
        rounds(path, query, ROUNDS / 10)?;
        let start = now();
        rounds(path, query, ROUNDS)?;
        let each = (now() - start) / ROUNDS;
        println!("| `{path}?{}` | {:.1} µs |", query.replace("%20", " "), each.as_secs_f64() * 1e6);
    }
    Ok(())
}

fn rounds(path: &str, query: &str, rounds: u32) -> Result<(), Fault> {
    for _ in 0..rounds {
        let options = Options::parse(black_box(query))?;
        let target = path::parse(&MODEL, black_box(path), options.aliases())?;
        black_box(request::bind(&MODEL, target, &options, 0)?);
    }
    Ok(())
}
