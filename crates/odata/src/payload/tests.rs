//! Entities and pages as text.

use super::*;
use crate::media::Numbers;
use crate::sample::{BOX, MODEL};

fn entity() -> Entity {
    let properties = vec![
        ("id", Value::Int32(1)),
        ("text", Value::Text("O'Neil \"50%\" É".into())),
        ("none", Value::Null),
        ("flag", Value::Boolean(true)),
        ("long", Value::Int64(9_007_199_254_740_993)),
        ("price", Value::Decimal(-9550, 2)),
        ("whole", Value::Decimal(200, 2)),
        ("double", Value::Double(0.5)),
        ("infinite", Value::Double(f64::NEG_INFINITY)),
        ("moment", Value::Moment(500_000)),
    ];
    Entity { version: 3, properties, ..Entity::default() }
}

#[test]
fn what_is_expanded_stands_behind_the_properties() {
    let child = || Entity { version: 1, properties: vec![("id", Value::Int32(7))], ..Entity::default() };
    let parent = Entity {
        version: 2,
        computed: vec![("sum".into(), Value::Int64(3))],
        expanded: vec![
            ("one", Expanded::One(Some(Box::new(child())))),
            ("none", Expanded::One(None)),
            ("link", Expanded::Reference(Some("u".into()))),
            ("links", Expanded::References { links: vec!["u".into()], count: None }),
            ("number", Expanded::Count(4)),
            ("many", Expanded::Many { entities: vec![child()], count: Some(2), next: Some("n".into()) }),
        ],
        ..Entity::default()
    };
    let format = JsonFormat { metadata: MetadataLevel::None, ..JsonFormat::default() };
    assert_eq!(
        text(parent.to_json("c", format)),
        concat!(
            r#"{"sum":3,"one":{"id":7},"none":null,"link":{"@odata.id":"u"},"links":[{"@odata.id":"u"}],"#,
            r#""number@odata.count":4,"many@odata.count":2,"many":[{"id":7}],"many@odata.nextLink":"n"}"#
        )
    );
}

fn text(json: serde_json::Result<Vec<u8>>) -> String {
    String::from_utf8(json.unwrap()).unwrap()
}

#[test]
fn an_entity_is_printed_with_context_and_etag() {
    assert_eq!(
        text(entity().to_json("c", JsonFormat::default())),
        r#"{"@odata.context":"c","@odata.etag":"W/\"3\"","id":1,"text":"O'Neil \"50%\" É","none":null,"flag":true,"long":9007199254740993,"price":-95.5,"whole":2.0,"double":0.5,"infinite":"-INF","moment":"1970-01-01T00:00:00.5Z"}"#
    );
}

#[test]
fn readers_of_doubles_get_strings_for_long_numbers_and_decimals() {
    let format =
        JsonFormat { metadata: MetadataLevel::None, numbers: Numbers::Strings, ..JsonFormat::default() };
    let printed = text(entity().to_json("c", format));
    assert!(printed.starts_with(r#"{"id":1,"#), "{printed}");
    assert!(
        printed.contains(r#""long":"9007199254740993","price":"-95.5","whole":"2","double":0.5"#),
        "{printed}"
    );
}

#[test]
fn a_page_is_printed_with_its_counts_and_its_link() {
    let mut page = Page {
        context: "c".into(),
        total: Some(6),
        count: Count::InlineBothWays,
        items: Items::Entities(vec![Entity {
            version: 1,
            properties: vec![("id", Value::Int32(1))],
            ..Entity::default()
        }]),
        next: Some("n".into()),
    };
    assert_eq!(
        text(page.to_json(JsonFormat::default())),
        r#"{"@odata.context":"c","@odata.count":6,"odata.count":"6","value":[{"@odata.etag":"W/\"1\"","id":1}],"@odata.nextLink":"n"}"#
    );
    let none = JsonFormat { metadata: MetadataLevel::None, ..JsonFormat::default() };
    assert_eq!(
        text(page.to_json(none)),
        r#"{"@odata.count":6,"odata.count":"6","value":[{"id":1}],"@odata.nextLink":"n"}"#
    );

    page = Page { count: Count::None, total: None, next: None, items: Items::Entities(Vec::new()), ..page };
    assert_eq!(text(page.to_json(JsonFormat::default())), r#"{"@odata.context":"c","value":[]}"#);
}

#[test]
fn values_of_complex_types_have_no_etag() {
    let answer = Entity { version: 1, properties: vec![("id", Value::Int32(1))], ..Entity::default() };
    assert_eq!(text(answer.value_json("c", JsonFormat::default())), r#"{"@odata.context":"c","id":1}"#);
    let page = Page {
        context: "c".into(),
        total: None,
        count: Count::None,
        items: Items::Values(vec![answer]),
        next: None,
    };
    assert_eq!(text(page.to_json(JsonFormat::default())), r#"{"@odata.context":"c","value":[{"id":1}]}"#);
}

#[test]
fn the_context_of_an_answer_is_its_type() {
    let of = |name, on| {
        let operation = MODEL.operation(name, on).unwrap();
        answer_context("r", &MODEL, operation, "(a)")
    };
    assert_eq!(of("Fills", None), "r/$metadata#Collection(Sample.Filling)(a)");
    assert_eq!(of("Fill", Some(&BOX)), "r/$metadata#Sample.Filling(a)");
}

#[test]
fn addresses_are_printed_alone_and_in_pages() {
    let page = Page {
        context: reference_context("r", Multiplicity::Many),
        total: None,
        count: Count::None,
        items: Items::References(vec!["r/Things(1)".into()]),
        next: None,
    };
    assert_eq!(
        text(page.to_json(JsonFormat::default())),
        r#"{"@odata.context":"r/$metadata#Collection($ref)","value":[{"@odata.id":"r/Things(1)"}]}"#
    );
    let context = reference_context("r", Multiplicity::One);
    assert_eq!(
        text(reference_json(&context, "r/Things(1)", JsonFormat::default())),
        r#"{"@odata.context":"r/$metadata#$ref","@odata.id":"r/Things(1)"}"#
    );
}
