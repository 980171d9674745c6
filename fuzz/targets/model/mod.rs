//! A model for what is read against one: a tree of nodes, with a property of each type that is read in a way of its own.

use odata::edm::{
    EdmType, EntitySet, EntityType, EnumForm, EnumType, Model, Multiplicity, Navigation, Property,
};

static KIND: EnumType =
    EnumType { name: "Kind", form: EnumForm::Flags, members: &[("Leaf", 1), ("Root", 2)] };

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
        Property::new("weight", EdmType::Double),
        Property::new("large", EdmType::Int64),
        Property::new("kind", EdmType::Enum(&KIND)),
        Property::new("open", EdmType::Boolean),
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

pub static MODEL: Model = Model {
    namespace: "N",
    container: "Container",
    enums: &[&KIND],
    sets: &[EntitySet { name: "Nodes", entity: &NODE }],
    complex: &[],
    operations: &[],
};
