//! The body of a request that writes. What is read is never more than one body may bring.
#![no_main]

use libfuzzer_sys::fuzz_target;
use odata::body::{self, Body, Linked, MAX_ENTITIES, MAX_REFERENCES, Purpose, Setting};
use odata::edm::{EdmType, EntitySet, EntityType, Model, Multiplicity, Navigation, Property};

static NODE: EntityType = EntityType {
    name: "Node",
    key: "id",
    properties: &[
        Property::new("id", EdmType::Int32).required().computed(),
        Property::new("name", EdmType::String).required().length(1, 5),
        Property::new("price", EdmType::Decimal { precision: 9, scale: 2 }).between(0, 100),
        Property::new("day", EdmType::Date),
        Property::new("moment", EdmType::DateTimeOffset),
        Property::new("words", EdmType::Strings),
        Property::new("parentId", EdmType::Int32),
    ],
    navigation: &[
        Navigation {
            name: "parent",
            target: "Nodes",
            many: Multiplicity::ZeroOrOne,
            partner: Some("children"),
            foreign_key: Some("parentId"),
        },
        Navigation {
            name: "children",
            target: "Nodes",
            many: Multiplicity::Many,
            partner: Some("parent"),
            foreign_key: None,
        },
    ],
};

static MODEL: Model = Model {
    namespace: "N",
    container: "Container",
    enums: &[],
    sets: &[EntitySet { name: "Nodes", entity: &NODE }],
    complex: &[],
    operations: &[],
};

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
