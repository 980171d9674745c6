//! The body of a request that writes. What is read is never more than one body may bring.
#![no_main]

use libfuzzer_sys::fuzz_target;
use odata::body::{self, Body, Linked, MAX_ENTITIES, MAX_REFERENCES, Purpose, Setting};

#[path = "model/mod.rs"]
mod model;

use model::MODEL;

/// How many entities a body makes, and how many it names.
fn brought(body: &Body) -> (usize, usize) {
    let linked = body.related.iter().flat_map(|related| &related.entities);
    linked.fold((0, 0), |(new, named), linked| match linked {
        Linked::Existing(_) => (new, named + 1),
        Linked::New(body) => {
            let (more, others) = brought(body);
            (new + 1 + more, named + others)
        }
    })
}

fuzz_target!(|text: &[u8]| {
    let setting = Setting { model: &MODEL, root: "https://api.example/odata" };
    let Some(set) = MODEL.set("Nodes") else {
        return;
    };
    for purpose in [Purpose::Create, Purpose::Update] {
        let Ok(body) = body::entity(setting, set, text, purpose) else {
            continue;
        };
        let (new, named) = brought(&body);
        assert!(new <= MAX_ENTITIES && named <= MAX_REFERENCES);
        assert!(purpose == Purpose::Create || new == 0);
        let _ = body.complete(None);
        let _ = body.whole();
    }
    let _ = body::reference(setting, set, text);
});
