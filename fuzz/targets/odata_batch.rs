//! The body of a batch in both forms. What is read can be filled with results, and is not more than there may be.
#![no_main]

use libfuzzer_sys::fuzz_target;
use odata::batch::reference::Results;
use odata::batch::{self, MAX_REQUESTS, Step};
use odata::media::batch::Content;

const ROOT: &str = "https://api.example/odata";

fuzz_target!(|body: &[u8]| {
    for content in [Content::Json, Content::Multipart { boundary: "b".into() }] {
        let Ok(steps) = batch::read(&content, body) else {
            continue;
        };
        let mut results = Results::default();
        let mut count = 0;
        for request in steps.iter().flat_map(Step::requests) {
            count += 1;
            let path = results.resolve(ROOT, &request.url);
            let _ = results.fill(ROOT, request.body.clone());
            if let (Some(id), Ok(path)) = (&request.id, path) {
                results.remember(id, ROOT, None, &path);
            }
        }
        assert!(count <= MAX_REQUESTS);
    }
});
