//! What the binder makes of texts over the sample model, and where it says no.

use super::*;
use crate::edm::EntitySet;
use crate::sample::MODEL;

fn set(name: &str) -> &'static EntitySet {
    MODEL.set(name).unwrap()
}

fn bind(texts: Texts<'_>) -> Result<Query, Refusal> {
    let aliases = [
        ("@w".to_owned(), "1.5".to_owned()),
        ("@list".to_owned(), "[1,2]".to_owned()),
        ("@loop".to_owned(), "@loop".to_owned()),
        ("@bad".to_owned(), "1 eq".to_owned()),
    ];
    let setting = Setting { model: &MODEL, now: 0, aliases: &aliases };
    Binder::new(setting, set("Things")).query(texts)
}

fn filter(text: &str) -> Result<Query, Refusal> {
    bind(Texts { filter: Some(text), ..Texts::default() })
}

fn told(result: Result<Query, Refusal>) -> (String, Option<usize>) {
    let refusal = result.unwrap_err();
    (refusal.code.as_str().to_owned(), refusal.position)
}

#[test]
fn conditions_of_every_kind_are_understood() {
    for text in [
        "true",
        "thingId eq 1 and not (weight gt 2.5 or thingName ne 'x')",
        "WEIGHT eq null",
        "weight eq '1.25'",
        "weight in (1,2.5,null)",
        "thingId in @list",
        "weight gt @w and weight lt @unknown",
        "state eq Sample.State'Open' or state eq 'Shut' or state eq State'1'",
        "days has Sample.Days'Monday,Tuesday' and days has 'Wednesday'",
        "madeOn gt 2026-01-01T00:00:00Z and madeOn lt 2026-02-01 and madeOn ne now()",
        "madeOn add duration'P1DT2H' gt mindatetime() and madeOn sub madeOn lt duration'PT0.5S'",
        "year(madeOn) eq 2026 and date(madeOn) eq 2026-01-01 and time(madeOn) gt 08:00:00",
        "thingId add 1 mul 2 div 3 mod 4 sub -5 eq -(thingId)",
        "thingId divby 2 gt 0.5 and round(weight) eq floor(weight) and ceiling(box/volume) gt 1",
        "contains(tolower(thingName),'x') and length(trim(thingName)) gt indexof(thingName,'y')",
        "substring(thingName,1,2) eq concat('a',toupper('b'))",
        "box eq null or box/isFull or $it/box/serial gt 1",
        "box/things/any(t:t/weight gt weight and t/box/things/all(u:u/thingId ne t/thingId))",
        "box/things/any() and box/things/$count($filter=weight gt 1;$search=x) gt 2",
        "box/things/$filter(weight gt 1)/any(thingName:thingName/weight lt 5)",
        "case(weight gt 1:'a',true:'b') eq 'a'",
        "box/openedOn ge 2026-01-01 and month(box/openedOn) eq 2",
    ] {
        let bound = filter(text);
        assert!(bound.is_ok(), "{text}: {}", bound.unwrap_err());
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_its_place() {
    for (text, code, position) in [
        ("nope eq 1", "unknown_property", 0),
        ("account_id eq 1", "unknown_property", 0),
        ("weight eq 1 and nope", "unknown_property", 16),
        ("weight/x eq 1", "unknown_property", 7),
        ("box/nope eq 1", "unknown_property", 4),
        ("weight", "type_mismatch", 0),
        ("weight eq 'heavy'", "invalid_value", 10),
        ("thingName eq 5", "type_mismatch", 13),
        ("thingName add 1 eq 2", "type_mismatch", 0),
        ("not weight eq 1", "type_mismatch", 4),
        ("state eq 'Ajar'", "invalid_value", 9),
        ("state has Sample.Days'Monday'", "invalid_value", 10),
        ("weight has 'Monday'", "type_mismatch", 0),
        ("madeOn gt 2026-02-30", "invalid_value", 10),
        ("madeOn gt 2026-02-30T00:00Z", "invalid_value", 10),
        ("weight div 0 eq 1", "invalid_value", 11),
        ("weight eq NaN", "invalid_value", 10),
        ("substringof('a',thingName)", "unknown_function", 0),
        ("explode(thingName)", "unknown_function", 0),
        ("contains(thingName)", "type_mismatch", 0),
        ("contains(thingName,1)", "type_mismatch", 19),
        ("substring(thingName,-1) eq ''", "invalid_value", 20),
        ("box eq 1", "type_mismatch", 0),
        ("box/things eq 1", "type_mismatch", 0),
        ("box/things/weight eq 1", "type_mismatch", 11),
        ("box/things/any(t:nope/x)", "unknown_property", 17),
        ("cast(weight,Edm.String) eq '1'", "not_implemented", 0),
        ("matchesPattern(thingName,'x')", "not_implemented", 0),
        ("geo.length(thingName) eq 1", "not_implemented", 0),
        ("$root/Things/any()", "not_implemented", 0),
        ("Sample.Thing/weight eq 1", "not_implemented", 0),
        ("weight in (1,thingId)", "syntax_error", 20),
        ("weight eq", "syntax_error", 9),
        ("weight eq @loop", "query_too_complex", 0),
        ("weight eq @bad", "syntax_error", 4),
        ("box/volume mod 2.5e0 eq 0", "not_implemented", 0),
    ] {
        assert_eq!(told(filter(text)), (code.to_owned(), Some(position)), "{text}");
    }
}

#[test]
fn a_mistake_in_an_alias_is_the_mistake_of_the_alias() {
    assert_eq!(filter("weight eq @bad").unwrap_err().target.as_deref(), Some("@bad"));
}

#[test]
fn lambdas_and_ways_have_limits_on_both_sides() {
    let nested = |depth: usize| {
        let open: String = (0..depth).map(|n| format!("box/things/any(t{n}:")).collect();
        format!("{open}true{}", ")".repeat(depth))
    };
    assert!(filter(&nested(MAX_LAMBDAS)).is_ok());
    assert_eq!(told(filter(&nested(MAX_LAMBDAS + 1))).0, "query_too_complex");

    // Each lambda variable that leads to a box is a way of its own.
    let ways = |count: usize| {
        let parts: Vec<_> = (1..count).map(|n| format!("box/things/any(t{n}:t{n}/box/isFull)")).collect();
        parts.join(" and ")
    };
    assert!(filter(&ways(MAX_JOINS)).is_ok());
    assert_eq!(told(filter(&ways(MAX_JOINS + 1))).0, "query_too_complex");
}

#[test]
fn orders_are_bound_with_their_direction() {
    let order = |text: &str| bind(Texts { orderby: Some(text), ..Texts::default() });
    for (text, directions) in [
        ("weight", vec![false]),
        ("Weight asc", vec![false]),
        ("weight\tDESC", vec![true]),
        (" weight  desc , thingName asc ", vec![true, false]),
        ("weight,weight desc", vec![false]),
        ("5,weight", vec![false]),
        ("box/volume desc,length(thingName),weight gt 1", vec![true, false, false]),
        ("state,days,madeOn,boxId,thingId", vec![false; 5]),
    ] {
        let terms = order(text).unwrap().order;
        assert_eq!(terms.iter().map(|term| term.descending).collect::<Vec<_>>(), directions, "{text}");
    }
    for (text, code, position) in [
        ("", "syntax_error", 0),
        ("weight,", "syntax_error", 7),
        ("weight sideways", "syntax_error", 7),
        ("weight desc asc", "syntax_error", 12),
        ("weight;DROP TABLE things", "syntax_error", 6),
        ("nope", "unknown_property", 0),
        ("weight,nope desc", "unknown_property", 7),
        ("box", "type_mismatch", 0),
        ("state,days,madeOn,boxId,thingId,weight", "query_too_complex", 32),
    ] {
        assert_eq!(told(order(text)), (code.to_owned(), Some(position)), "{text}");
    }
}

#[test]
fn selections_are_bound_in_any_case_and_always_hold_the_key() {
    let select =
        |text: &str| bind(Texts { select: Some(text), compute: Some("1 add 1 as two"), ..Texts::default() });
    let thing = set("Things").entity;
    for (text, listed, held) in [
        ("thingName", "thingName", "thingId,thingName"),
        ("WEIGHT,thingname", "weight,thingName", "thingId,thingName,weight"),
        (" weight , weight ", "weight", "thingId,weight"),
        ("box", "box", "thingId"),
        ("two", "two", "thingId"),
        ("*", "*", "thingId,thingName,weight,madeOn,state,days,boxId"),
    ] {
        let query = select(text).unwrap();
        let names = thing.properties.iter().filter(|p| query.select.holds(thing, p)).map(|p| p.name);
        let names: Vec<_> = names.collect();
        assert_eq!(
            (query.select.listed().as_deref(), names.join(",").as_str()),
            (Some(listed), held),
            "{text}"
        );
        assert_eq!(query.computed.len(), usize::from(text == "two" || text == "*"), "{text}");
    }
    for (text, code, position) in [
        ("", "syntax_error", 0),
        ("thingName,", "syntax_error", 10),
        ("thingName weight", "syntax_error", 10),
        ("thingName;DROP TABLE things", "syntax_error", 9),
        ("1", "syntax_error", 0),
        ("nope", "unknown_property", 0),
        ("thingName,account_id", "unknown_property", 10),
        ("box/volume", "not_implemented", 0),
        ("box($select=volume)", "not_implemented", 0),
        ("Sample.*", "not_implemented", 0),
        ("@Core.Messages", "not_implemented", 0),
    ] {
        assert_eq!(told(select(text)), (code.to_owned(), Some(position)), "{text}");
    }
    assert!(select(&vec!["weight"; 100].join(",")).is_ok());
    assert_eq!(told(select(&vec!["weight"; 101].join(","))).0, "query_too_complex");
}

#[test]
fn expansions_are_bound_with_their_own_options() {
    let expand = |text: &str| bind(Texts { expand: Some(text), ..Texts::default() });
    for (text, list) in [
        ("box", "(box())"),
        ("BOX($select=volume)", "(box(volume))"),
        ("*", "(box())"),
        ("*,box/$ref", ""),
        (
            "box($expand=things($filter=weight gt @m;@m=3;$top=2;$orderby=weight;$select=weight))",
            "(box(things(weight)))",
        ),
        ("box($expand=things/$count)", "(box())"),
        ("box($compute=volume mul 2 as twice;$select=twice)", "(box(twice))"),
    ] {
        assert_eq!(expand(text).unwrap().context_list(), list, "{text}");
    }
    for (text, code, position) in [
        ("nope", "unknown_property", 0),
        ("weight", "unknown_property", 0),
        ("box,box", "duplicate_option", 4),
        ("box($top=1)", "option_not_allowed", 4),
        ("box($select=nope)", "unknown_property", 12),
        ("box($select=volume;$select=volume)", "duplicate_option", 19),
        ("box($expand=things($filter=volume gt 1))", "unknown_property", 27),
        ("box/$count", "type_mismatch", 0),
        ("box($levels=2)", "not_implemented", 4),
        ("box/things", "not_implemented", 0),
        ("box(", "syntax_error", 4),
    ] {
        assert_eq!(told(expand(text)), (code.to_owned(), Some(position)), "{text}");
    }
    assert!(expand("box($expand=things($expand=box))").is_ok());
    assert_eq!(told(expand("box($expand=things($expand=box($expand=things)))")).0, "query_too_complex");
}

#[test]
fn what_might_not_fit_64_bits_is_computed_in_doubles() {
    let class = |text: &str| match filter(text).unwrap().filter.unwrap().kind {
        Kind::Compare(_, left, _) => left.class,
        other => panic!("{other:?}"),
    };
    assert!(matches!(class("thingId mul thingId gt 1"), Class::Exact { scale: 0, .. }));
    assert!(matches!(class("thingId mul thingId mul thingId gt 1"), Class::Double));
    assert!(matches!(class("thingId add 9223372036854775807 gt 1"), Class::Double));
    assert!(matches!(class("weight gt 1.255"), Class::Exact { scale: 3, .. }));
    assert!(matches!(class("weight mul weight gt 1"), Class::Exact { scale: 4, .. }));
    assert!(matches!(class("weight div 2 gt 1"), Class::Double));
}
