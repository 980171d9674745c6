//! Bodies against the sample model.

use super::*;
use crate::sample::MODEL;

const SETTING: Setting<'static> = Setting { model: &MODEL, root: "https://api.example/odata" };

fn read(set: &str, text: &str, purpose: Purpose) -> Result<Body, Refusal> {
    entity(SETTING, MODEL.set(set).unwrap(), text.as_bytes(), purpose)
}

fn told(body: &Body) -> String {
    let mut parts: Vec<String> =
        body.values.iter().map(|(property, value)| format!("{}={value:?}", property.name)).collect();
    for related in &body.related {
        for linked in &related.entities {
            let name = related.hop.navigation.name;
            parts.push(match linked {
                Linked::Existing(key) => format!("{name}->{key}"),
                Linked::New(body) => format!("{name}[{}]", told(body)),
            });
        }
    }
    parts.join(" ")
}

#[test]
fn a_body_is_bound_to_the_model() {
    let cases = [
        ("Things", "{}", ""),
        ("Things", r#"{"thingName":"x","weight":1.5}"#, r#"thingName=Text("x") weight=Decimal(150, 2)"#),
        ("Things", r#"{"THINGNAME":"x"}"#, r#"thingName=Text("x")"#),
        ("Things", r#"{"thingId":7,"state":"Open"}"#, r#"state=Text("Open")"#),
        ("Things", r#"{"thingId":"nonsense"}"#, ""),
        (
            "Things",
            r##"{"@odata.type":"#Sample.Thing","@odata.etag":"x","weight@odata.type":"y","#Sample.Go":{}}"##,
            "",
        ),
        ("Things", r#"{"box@odata.bind":"Boxes(3)"}"#, "boxId=Int32(3)"),
        ("Things", r#"{"box@bind":"https://api.example/odata/Boxes(3)"}"#, "boxId=Int32(3)"),
        ("Things", r#"{"box":{"@id":"/odata/Boxes(boxId=3)"},"boxId":3}"#, "boxId=Int32(3)"),
        ("Things", r#"{"box":null}"#, "boxId=Null"),
        ("Things", r#"{"box":{"isFull":true}}"#, "box[isFull=Boolean(true)]"),
        (
            "Boxes",
            r#"{"things":[{"thingName":"a"},{"@odata.id":"Things(2)"}],"things@odata.bind":["Things(5)"]}"#,
            r#"things[thingName=Text("a")] things->2 things->5"#,
        ),
    ];
    for (set, text, expected) in cases {
        let body = read(set, text, Purpose::Create).unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
        assert_eq!(told(&body), expected, "{text}");
    }
}

#[test]
fn what_the_model_does_not_know_is_refused_with_its_place() {
    use Code::*;
    let cases = [
        ("[]", TypeMismatch, "body"),
        ("null", TypeMismatch, "body"),
        (r#"{"nope":1}"#, UnknownProperty, "nope"),
        (r#"{"nope@odata.bind":"Boxes(1)"}"#, UnknownProperty, "nope"),
        (r#"{"account_id":1}"#, UnknownProperty, "account_id"),
        (r#"{"thingName":null}"#, InvalidValue, "thingName"),
        (r#"{"weight":"heavy"}"#, InvalidValue, "weight"),
        (r#"{"thingName":"a","THINGNAME":"b"}"#, ConflictingOptions, "thingName"),
        (r#"{"boxId":1,"box@odata.bind":"Boxes(2)"}"#, ConflictingOptions, "box@odata.bind"),
        (r#"{"box":{"isFull":true},"boxId":2}"#, ConflictingOptions, "boxId"),
        (r#"{"boxId":2,"box":{"isFull":true}}"#, ConflictingOptions, "box"),
        (r#"{"box":[]}"#, TypeMismatch, "box"),
        (r#"{"box@odata.bind":"Things(1)"}"#, InvalidValue, "box@odata.bind"),
        (r#"{"box@odata.bind":"Boxes"}"#, InvalidValue, "box@odata.bind"),
        (r#"{"box@odata.bind":"https://other.example/odata/Boxes(1)"}"#, InvalidValue, "box@odata.bind"),
        (r#"{"box@odata.bind":["Boxes(1)"]}"#, TypeMismatch, "box@odata.bind"),
        (r#"{"box":{"@odata.id":"Boxes(1)","isFull":true}}"#, NotImplemented, "box"),
        (r#"{"box":{"things":[{"days":"Someday"}]}}"#, InvalidValue, "box/things/0/days"),
        (r##"{"@odata.type":"#Sample.Box"}"##, TypeMismatch, "@odata.type"),
        (r#"{"@odata.removed":{}}"#, NotImplemented, "@odata.removed"),
    ];
    for (text, code, target) in cases {
        let refusal = read("Things", text, Purpose::Create).unwrap_err();
        assert_eq!((refusal.code, refusal.target.as_deref()), (code, Some(target)), "{text}: {refusal}");
    }
}

#[test]
fn an_update_creates_nothing_and_relates_one_by_one() {
    assert_eq!(
        told(&read("Things", r#"{"box":{"@id":"Boxes(1)"}}"#, Purpose::Update).unwrap()),
        "boxId=Int32(1)"
    );
    for (set, text) in [("Things", r#"{"box":{"isFull":true}}"#), ("Boxes", r#"{"things":[]}"#)] {
        assert_eq!(read(set, text, Purpose::Update).unwrap_err().code, Code::NotImplemented, "{text}");
    }
}

#[test]
fn a_new_entity_is_complete_with_what_its_parent_or_its_address_gives() {
    let complete = |set, text, given| read(set, text, Purpose::Create).unwrap().complete(given);
    assert!(complete("Things", r#"{"thingName":"a","state":"Open"}"#, None).is_ok());
    assert!(complete("Things", r#"{"thingName":"a"}"#, Some("state")).is_ok());
    let refusal = complete("Things", r#"{"thingName":"a"}"#, None).unwrap_err();
    assert_eq!((refusal.code, refusal.target.as_deref()), (Code::MissingProperty, Some("state")));
    assert!(complete("Boxes", r#"{"isFull":true,"things":[{"thingName":"a"}]}"#, None).is_err());
}

#[test]
fn a_whole_entity_has_null_where_nothing_is_said() {
    let body = read("Things", r#"{"thingName":"a","state":"Open","weight":1}"#, Purpose::Update).unwrap();
    assert_eq!(
        told(&body.whole().unwrap()),
        r#"thingName=Text("a") state=Text("Open") weight=Decimal(100, 2) madeOn=Null days=Null boxId=Null"#
    );
    assert!(read("Things", "{}", Purpose::Update).unwrap().whole().is_err());
}

#[test]
fn the_limits_hold_on_both_sides() {
    let things = |count: usize| format!(r#"{{"things":[{}]}}"#, vec!["{}"; count].join(","));
    assert!(read("Boxes", &things(MAX_ENTITIES), Purpose::Create).is_ok());
    assert_eq!(
        read("Boxes", &things(MAX_ENTITIES + 1), Purpose::Create).unwrap_err().code,
        Code::QueryTooComplex
    );
    let bound = |count: usize| {
        let links: Vec<_> = (1..=count).map(|key| format!("\"Things({key})\"")).collect();
        format!(r#"{{"things@odata.bind":[{}]}}"#, links.join(","))
    };
    assert!(read("Boxes", &bound(MAX_REFERENCES), Purpose::Create).is_ok());
    assert!(read("Boxes", &bound(MAX_REFERENCES + 1), Purpose::Create).is_err());
    let three = r#"{"things":[{"box":{"things":[{}]}}]}"#;
    let four = r#"{"things":[{"box":{"things":[{"box":{}}]}}]}"#;
    assert!(read("Boxes", three, Purpose::Create).is_ok());
    assert_eq!(
        read("Boxes", four, Purpose::Create).unwrap_err().target.as_deref(),
        Some("things/0/box/things/0/box")
    );
}

#[test]
fn a_reference_names_one_entity_of_the_set() {
    let boxes = MODEL.set("Boxes").unwrap();
    let key = |text: &str| reference(SETTING, boxes, text.as_bytes());
    assert_eq!(key(r#"{"@odata.id":"Boxes(4)"}"#), Ok(4));
    assert_eq!(key(r#"{"@id":"https://api.example/odata/Boxes(4)","@odata.context":"x"}"#), Ok(4));
    for text in
        ["{}", "[]", r#"{"@odata.id":4}"#, r#"{"@odata.id":"Things(4)"}"#, r#"{"@odata.id":"Things(1)/box"}"#]
    {
        assert!(key(text).is_err(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_body_makes_the_reader_panic(text in "\\PC*") {
        let _ = read("Things", &text, Purpose::Create);
    }
}
