//! What paths mean.

use super::*;
use crate::sample::MODEL;

fn told(path: &str) -> String {
    match parse(&MODEL, path, &[("@p".into(), "5".into())]) {
        Ok(Target::Service) => "service".into(),
        Ok(Target::Metadata) => "metadata".into(),
        Ok(Target::Collection(way)) => way.address(),
        Ok(Target::Count(way)) => format!("{}#", way.address()),
        Ok(Target::Entity(way)) => format!("{}!", way.address()),
        Ok(Target::References(way)) => format!("{}&", way.address()),
        Ok(Target::Property(way, property)) => format!("{}.{}", way.address(), property.name),
        Ok(Target::Value(way, property)) => format!("{}.{}$", way.address(), property.name),
        Ok(Target::Size(way, property)) => format!("{}.{}$", way.address(), property.name),
        Ok(Target::Call(call)) => call.operation.name.into(),
        Err(refusal) => refusal.code.as_str().into(),
    }
}

#[test]
fn a_path_means_one_thing_or_is_refused_by_name() {
    let cases = [
        ("", "service"),
        ("/", "service"),
        ("//", "not_found"),
        ("/$metadata", "metadata"),
        ("/Things", "Things"),
        ("/things/", "Things"),
        ("/Things/$count", "Things#"),
        ("/Things(1)", "Things(1)!"),
        ("/Things(-1)", "Things(-1)!"),
        ("/Things(2147483647)", "Things(2147483647)!"),
        ("/Things%28thingId%3D7%29", "Things(7)!"),
        ("/Things(2147483648)", "invalid_key"),
        ("/Things()", "invalid_key"),
        ("/Things('1')", "invalid_key"),
        ("/Things(boxId=1)", "invalid_key"),
        ("/Things(1", "invalid_key"),
        ("/Things(1)(2)", "invalid_key"),
        ("/Things(@p)", "Things(5)!"),
        ("/Things(thingId=@p)", "Things(5)!"),
        ("/Things(@q)", "invalid_key"),
        ("/Things(1)/box", "Things(1)/box!"),
        ("/Things(1)/box(1)", "invalid_key"),
        ("/Things(1)/box/things(2)/BOX/volume", "Things(1)/box/things(2)/box.volume"),
        ("/Boxes(1)/things", "Boxes(1)/things"),
        ("/Boxes(1)/things/$count", "Boxes(1)/things#"),
        ("/Boxes/things", "not_found"),
        ("/Boxes(1)/things/$ref", "Boxes(1)/things&"),
        ("/Boxes(1)/things(2)/$ref", "Boxes(1)/things(2)&"),
        ("/Things(1)/box/$ref", "Things(1)/box&"),
        ("/Things(1)/box/$ref/x", "not_found"),
        ("/Things/$ref", "Things&"),
        ("/Things(1)/$ref", "Things(1)&"),
        ("/Things(1)/thingName", "Things(1).thingName"),
        ("/Things(1)/thingName/$value", "Things(1).thingName$"),
        ("/Things(1)/thingName/x", "not_found"),
        ("/Things(1)/$value", "not_implemented"),
        ("/Things(1)/Sample.Weigh()", "not_implemented"),
        ("/Things/$filter(1 eq 1)", "not_implemented"),
        ("/$batch", "not_implemented"),
        ("/$crossjoin(Things,Boxes)", "not_implemented"),
        ("/Things/1", "not_found"),
        ("/Things(1)/nope", "not_found"),
        ("/Things/$count/x", "not_found"),
        ("/$metadata/x", "not_found"),
        ("/Nothing", "not_found"),
        ("/Nothing(1)", "not_found"),
        ("/Things//", "not_found"),
        ("/%zz", "syntax_error"),
    ];
    for (path, expected) in cases {
        assert_eq!(told(path), expected, "{path}");
    }
}

proptest::proptest! {
    #[test]
    fn no_path_makes_the_parser_panic(path in "\\PC*") {
        let _ = parse(&MODEL, &path, &[]);
    }
}
