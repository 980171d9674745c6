//! What the body of a call says: a member for each parameter of the action (OData JSON Format §18).

use super::json::{self, Json};
use super::{BODY, value};
use crate::edm::{Nullability, Operation, Property};
use crate::error::{Code, Refusal};
use crate::payload::Value;

/// Reads the parameters of an action, in the model's order. No body at all says nothing, as `{}` does (Protocol 4.01 §11.5.5).
///
/// # Errors
/// When the text is no JSON object, says what the action doesn't ask, or leaves out what it needs; the target is the
/// parameter.
pub fn parameters(
    operation: &'static Operation,
    text: &[u8],
) -> Result<Vec<(&'static Property, Value)>, Refusal> {
    let mut said: Vec<(&Property, Value)> = Vec::new();
    for (name, json) in members(text)? {
        // Annotations change nothing about what is asked.
        if name.contains('@') {
            continue;
        }
        let known = operation.parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(&name));
        let parameter = known.ok_or_else(|| unknown(operation, &name))?;
        let refused = |(code, message)| Refusal::new(code, message).about(parameter.name);
        if said.iter().any(|(other, _)| other.name == parameter.name) {
            return Err(refused((Code::InvalidValue, "a parameter stands twice".to_owned())));
        }
        said.push((parameter, value::read(parameter, &json).map_err(refused)?));
    }
    operation.parameters.iter().map(|parameter| complete(parameter, &said)).collect()
}

fn members(text: &[u8]) -> Result<Vec<(String, Json)>, Refusal> {
    if text.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    match json::parse(text)? {
        Json::Object(members) => Ok(members),
        other => {
            let message = format!("an object with the parameters is wanted, and this is {}", other.kind());
            Err(Refusal::new(Code::TypeMismatch, message).about(BODY))
        }
    }
}

/// A parameter with its value, which is null when nothing was said and null is one.
fn complete(
    parameter: &'static Property,
    said: &[(&Property, Value)],
) -> Result<(&'static Property, Value), Refusal> {
    match said.iter().find(|(other, _)| other.name == parameter.name) {
        Some((_, value)) => Ok((parameter, value.clone())),
        None if parameter.nullability == Nullability::Nullable => Ok((parameter, Value::Null)),
        None => {
            Err(Refusal::new(Code::MissingParameter, "the parameter needs a value").about(parameter.name))
        }
    }
}

fn unknown(operation: &Operation, name: &str) -> Refusal {
    let names: Vec<_> = operation.parameters.iter().map(|parameter| parameter.name).collect();
    let message = match names.as_slice() {
        [] => format!("{} takes no parameters", operation.name),
        names => format!("the parameters of {} are named: {}", operation.name, names.join(", ")),
    };
    Refusal::new(Code::UnknownParameter, message).about(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{BOX, MODEL};

    fn told(body: &str) -> Result<Vec<Value>, (Code, String)> {
        let open = MODEL.operation("Open", Some(&BOX)).unwrap();
        let said = parameters(open, body.as_bytes());
        said.map(|said| said.into_iter().map(|(_, value)| value).collect())
            .map_err(|refusal| (refusal.code, refusal.target.unwrap_or_default()))
    }

    #[test]
    fn parameters_are_read_by_name_and_refused_by_name() {
        let day = || Ok(vec![Value::Text("2026-01-31".into())]);
        let refused = |code, target: &str| Err((code, target.to_owned()));
        let cases = [
            (r#"{"openedOn":"2026-01-31"}"#, day()),
            (r#" {"OPENEDON":"2026-01-31","openedOn@odata.type":"Date","@odata.context":"x"} "#, day()),
            ("{}", refused(Code::MissingParameter, "openedOn")),
            ("", refused(Code::MissingParameter, "openedOn")),
            (" \r\n", refused(Code::MissingParameter, "openedOn")),
            (r#"{"openedOn":null}"#, refused(Code::InvalidValue, "openedOn")),
            (r#"{"openedOn":7}"#, refused(Code::TypeMismatch, "openedOn")),
            (r#"{"openedOn":"2026-02-30"}"#, refused(Code::InvalidValue, "openedOn")),
            (r#"{"openedOn":"2026-01-31","boxId":1}"#, refused(Code::UnknownParameter, "boxId")),
            (r#"{"openedOn":"2026-01-31","OpenedOn":"2026-01-31"}"#, refused(Code::InvalidValue, "openedOn")),
            ("[]", refused(Code::TypeMismatch, BODY)),
        ];
        for (body, expected) in cases {
            assert_eq!(told(body), expected, "{body}");
        }
        assert!(told("{").is_err());
    }
}
