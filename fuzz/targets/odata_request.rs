//! A whole request, from its address to names and types of a model. What is bound is no deeper than the limits say.
#![no_main]

use libfuzzer_sys::fuzz_target;
use odata::bind::{MAX_EXPANSIONS, MAX_ORDER, Query};
use odata::options::Options;
use odata::path;
use odata::request::{self, Kind};

#[path = "model/mod.rs"]
mod model;

use model::MODEL;

/// How many expansions a query holds, nested ones among them.
fn expansions(query: &Query) -> usize {
    query.expand.iter().map(|expansion| 1 + expansions(&expansion.query)).sum()
}

fuzz_target!(|text: &str| {
    let (address, query) = text.split_once('?').unwrap_or((text, ""));
    let Ok(options) = Options::parse(query) else {
        return;
    };
    let Ok(target) = path::parse(&MODEL, address, options.aliases()) else {
        return;
    };
    let Ok(request) = request::bind(&MODEL, target, &options, 1_795_348_800_000_000) else {
        return;
    };
    assert!(request.touched.iter().all(|set| set.name == "Nodes"));
    if let Kind::Collection(way, query) | Kind::Entity(way, query) = &request.kind {
        assert!(query.order.len() <= MAX_ORDER && expansions(query) <= MAX_EXPANSIONS);
        let _ = (way.address(), query.context_list(), options.next_query("x"));
    }
});
