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
    complex: &[&FILLING, &SHELF],
    operations: &[
        Operation {
            name: "Fill",
            kind: OperationKind::Function,
            on: Some(&BOX),
            parameters: &[],
            returns: Returns::One(&FILLING),
            rows: Some(&FILLS),
            reads: &["Boxes"],
        },
        Operation {
            name: "Fills",
            kind: OperationKind::Function,
            on: None,
            parameters: &[],
            returns: Returns::Many(&FILLING),
            rows: Some(&FILLS),
            reads: &["Boxes"],
        },
        Operation {
            name: "Shelves",
            kind: OperationKind::Function,
            on: None,
            parameters: &[
                Property::new("from", EdmType::Date).required(),
                Property::new("many", EdmType::Int32),
            ],
            returns: Returns::Many(&SHELF),
            rows: None,
            reads: &["Boxes", "Things"],
        },
        Operation {
            name: "Open",
            kind: OperationKind::Action,
            on: Some(&BOX),
            parameters: &[Property::new("openedOn", EdmType::Date).required()],
            returns: Returns::Entity(&BOX),
            rows: None,
            reads: &[],
        },
    ],
};

/// How full a box is.
pub(crate) static FILLING: ComplexType = ComplexType { name: "Filling", properties: FILL_PROPERTIES };

const FILL_PROPERTIES: &[Property] = &[
    Property::new("boxId", EdmType::Int32).required(),
    Property::new("percent", EdmType::Decimal { precision: 9, scale: 2 }).required(),
];

pub(crate) static FILLS: EntitySet = EntitySet {
    name: "Fills",
    entity: &EntityType { name: "Filling", key: "boxId", properties: FILL_PROPERTIES, navigation: &[] },
};

/// How many boxes stand on a shelf.
pub(crate) static SHELF: ComplexType =
    ComplexType { name: "Shelf", properties: &[Property::new("boxes", EdmType::Int32).required()] };
