//! The resource path: which part of the model an address means (OData URL Conventions §4).

use crate::edm::{EntitySet, EntityType, Model};
use crate::error::{Code, Refusal};
use crate::percent::{self, Plus};

/// What a path addresses.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// The service document at the root (Protocol §11.1.1).
    Service,
    /// `$metadata` (Protocol §11.1.2).
    Metadata,
    /// A whole set, such as `Projects`.
    Collection(&'static EntitySet),
    /// The size of a set as plain text: `Projects/$count` (URL §4.8).
    Count(&'static EntitySet),
    /// One entity, such as `Projects(1)` (URL §4.3).
    Entity(&'static EntitySet, i32),
}

/// Reads the path behind the service root, still percent-encoded, with or without its first slash.
pub fn parse(model: &Model, path: &str) -> Result<Target, Refusal> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() {
        return Ok(Target::Service);
    }
    // One slash at the end is a habit; an empty segment elsewhere names nothing.
    let path = path.strip_suffix('/').unwrap_or(path);

    // Split first and decode then: an encoded slash belongs to a key, not to the path (URL §2).
    let mut segments = path.split('/').map(decoded);
    let first = segments.next().unwrap_or_else(|| Ok(String::new()))?;
    let second = segments.next().transpose()?;
    let target = match first.as_str() {
        "$metadata" => Target::Metadata,
        other if other.starts_with('$') => return Err(not_built(other)),
        other => set_or_entity(model, other)?,
    };
    let target = match second {
        Some(segment) => below(target, &segment)?,
        None => target,
    };
    match segments.next().transpose()? {
        Some(segment) => Err(nothing(&segment)),
        None => Ok(target),
    }
}

fn decoded(segment: &str) -> Result<String, Refusal> {
    percent::decode(segment, Plus::Plus)
        .map_err(|_| Refusal::new(Code::SyntaxError, "the percent-encoding is broken").about(segment))
}

fn set_or_entity(model: &Model, segment: &str) -> Result<Target, Refusal> {
    let Some((name, rest)) = segment.split_once('(') else {
        return model.set(segment).map(Target::Collection).ok_or_else(|| nothing(segment));
    };
    let set = model.set(name).ok_or_else(|| nothing(segment))?;
    let inside = rest.strip_suffix(')').ok_or_else(|| bad_key(set.entity, segment))?;
    Ok(Target::Entity(set, key(set.entity, inside, segment)?))
}

/// Reads `1` or `projectId=1` (URL §4.3.1); sets here have one Int32 key.
fn key(entity: &EntityType, inside: &str, segment: &str) -> Result<i32, Refusal> {
    let value = match inside.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case(entity.key) => value,
        Some(_) => return Err(bad_key(entity, segment)),
        None => inside,
    };
    let value = value.trim_matches([' ', '\t']);
    if value.starts_with('@') {
        return Err(
            Refusal::new(Code::NotImplemented, "parameter aliases as keys are not built yet").about(segment)
        );
    }
    value.parse().map_err(|_| bad_key(entity, segment))
}

/// Follows one more segment. `$count` is built; everything else that OData knows is announced as missing.
fn below(target: Target, segment: &str) -> Result<Target, Refusal> {
    match target {
        Target::Collection(set) if segment == "$count" => Ok(Target::Count(set)),
        Target::Collection(_) | Target::Entity(..) if segment.starts_with('$') || segment.contains('.') => {
            Err(not_built(segment))
        }
        Target::Entity(set, _) => {
            let name = segment.split('(').next().unwrap_or_default();
            let known = set.entity.navigation(name).is_some() || set.entity.property(name).is_some();
            Err(if known { not_built(segment) } else { nothing(segment) })
        }
        _ => Err(nothing(segment)),
    }
}

fn nothing(segment: &str) -> Refusal {
    Refusal::new(Code::NotFound, "there is no such resource").about(segment)
}

fn not_built(segment: &str) -> Refusal {
    Refusal::new(Code::NotImplemented, "this kind of path is not built yet").about(segment)
}

fn bad_key(entity: &EntityType, segment: &str) -> Refusal {
    let message = format!(
        "a key of {0} is one Int32 in parentheses, as in `(1)` or `({1}=1)`",
        entity.name, entity.key
    );
    Refusal::new(Code::InvalidKey, message).about(segment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::MODEL;

    fn told(path: &str) -> String {
        match parse(&MODEL, path) {
            Ok(Target::Service) => "service".into(),
            Ok(Target::Metadata) => "metadata".into(),
            Ok(Target::Collection(set)) => set.name.into(),
            Ok(Target::Count(set)) => format!("{}#", set.name),
            Ok(Target::Entity(set, key)) => format!("{}:{key}", set.name),
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
            ("/Things(1)", "Things:1"),
            ("/Things(-1)", "Things:-1"),
            ("/Things(2147483647)", "Things:2147483647"),
            ("/Things%28thingId%3D7%29", "Things:7"),
            ("/Things(2147483648)", "invalid_key"),
            ("/Things()", "invalid_key"),
            ("/Things('1')", "invalid_key"),
            ("/Things(boxId=1)", "invalid_key"),
            ("/Things(1", "invalid_key"),
            ("/Things(1)(2)", "invalid_key"),
            ("/Things(@p)", "not_implemented"),
            ("/Things(1)/box", "not_implemented"),
            ("/Things(1)/thingName", "not_implemented"),
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
            let _ = parse(&MODEL, &path);
        }
    }
}
