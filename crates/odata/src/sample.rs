//! A small model for this crate's own tests, so that nothing here leans on the product's tables.

use crate::edm::*;

pub(crate) static STATE: EnumType =
    EnumType { name: "State", form: EnumForm::Single, members: &[("Open", 1), ("Shut", 2)] };

pub(crate) static DAYS: EnumType = EnumType {
    name: "Days",
    form: EnumForm::Flags,
    members: &[("Monday", 1), ("Tuesday", 2), ("Wednesday", 4)],
};

pub(crate) static THING: EntityType = EntityType {
    name: "Thing",
    key: "thingId",
    properties: &[
        Property::new("thingId", EdmType::Int32).required().computed(),
        Property::new("thingName", EdmType::String).required(),
        Property::new("weight", EdmType::Decimal { precision: 9, scale: 2 }),
        Property::new("madeOn", EdmType::DateTimeOffset),
        Property::new("state", EdmType::Enum(&STATE)).required(),
        Property::new("days", EdmType::Enum(&DAYS)),
        Property::new("boxId", EdmType::Int32),
    ],
    navigation: &[Navigation {
        name: "box",
        target: "Boxes",
        many: Multiplicity::ZeroOrOne,
        partner: Some("things"),
        foreign_key: Some("boxId"),
    }],
};

pub(crate) static BOX: EntityType = EntityType {
    name: "Box",
    key: "boxId",
    properties: &[
        Property::new("boxId", EdmType::Int32).required().computed(),
        Property::new("volume", EdmType::Double),
        Property::new("openedOn", EdmType::Date),
        Property::new("serial", EdmType::Int64),
        Property::new("isFull", EdmType::Boolean).required(),
    ],
    navigation: &[Navigation {
        name: "things",
        target: "Things",
        many: Multiplicity::Many,
        partner: Some("box"),
        foreign_key: None,
    }],
};

pub(crate) static MODEL: Model = Model {
    namespace: "Sample",
    container: "Container",
    enums: &[&STATE, &DAYS],
    sets: &[EntitySet { name: "Things", entity: &THING }, EntitySet { name: "Boxes", entity: &BOX }],
};
