//! Complex types, functions, actions and their imports (CSDL JSON §9, §12 and §13).

use super::{Json, Members, kind, property, qualified, text};
use crate::edm::{ComplexType, Model, Operation, OperationKind, Property, Returns};
use crate::service;

/// The complex types, and what can be called; each operation is a list of overloads, of which there is one.
pub(super) fn types(model: &Model) -> Members {
    let complex = model.complex.iter().map(|complex| (complex.name.into(), complex_type(model, complex)));
    let operations = model.operations.iter();
    let operations = operations.map(|one| (one.name.into(), Json::List(vec![operation(model, one)])));
    complex.chain(operations).collect()
}

/// What is bound to nothing, under its own name.
pub(super) fn imports(model: &Model) -> impl Iterator<Item = (String, Json)> {
    model.operations.iter().filter(|operation| operation.on.is_none()).map(|operation| {
        let reference = match operation.kind {
            OperationKind::Function => "$Function",
            OperationKind::Action => "$Action",
        };
        let mut members = vec![(reference.into(), text(qualified(model, operation.name)))];
        if service::is_listed(operation) {
            members.push(("$IncludeInServiceDocument".into(), Json::Bool(true)));
        }
        (operation.name.into(), Json::Object(members))
    })
}

fn complex_type(model: &Model, complex: &ComplexType) -> Json {
    let mut members = vec![kind("ComplexType")];
    members.extend(complex.properties.iter().map(|one| (one.name.into(), property(model, one))));
    Json::Object(members)
}

fn operation(model: &Model, operation: &Operation) -> Json {
    let mut members = vec![kind(match operation.kind {
        OperationKind::Function => "Function",
        OperationKind::Action => "Action",
    })];
    let mut parameters = Vec::new();
    if let Some(entity) = operation.on {
        members.push(("$IsBound".into(), Json::Bool(true)));
        let bound = vec![("$Name".into(), text("on")), ("$Type".into(), text(qualified(model, entity.name)))];
        parameters.push(Json::Object(bound));
    }
    if operation.is_composable() {
        members.push(("$IsComposable".into(), Json::Bool(true)));
    }
    parameters.extend(operation.parameters.iter().map(|one| parameter(model, one)));
    if !parameters.is_empty() {
        members.push(("$Parameter".into(), Json::List(parameters)));
    }
    let mut answer = Members::new();
    if matches!(operation.returns, Returns::Many(_)) {
        answer.push(("$Collection".into(), Json::Bool(true)));
    }
    answer.push(("$Type".into(), text(qualified(model, operation.answer()))));
    members.push(("$ReturnType".into(), Json::Object(answer)));
    Json::Object(members)
}

/// A parameter is written like a property, with its name inside (CSDL JSON §12.9).
fn parameter(model: &Model, parameter: &Property) -> Json {
    let mut members = vec![("$Name".into(), text(parameter.name))];
    if let Json::Object(property) = property(model, parameter) {
        members.extend(property);
    }
    Json::Object(members)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::document;
    use crate::sample::MODEL;
    use crate::version::Version;

    #[test]
    fn the_document_says_what_can_be_called() {
        let printed = document(&MODEL, Version::V4_01).unwrap();
        let document: serde_json::Value = serde_json::from_slice(&printed).unwrap();
        let sample = &document["Sample"];
        assert_eq!(
            sample["Filling"],
            json!({
                "$Kind": "ComplexType",
                "boxId": { "$Type": "Edm.Int32" },
                "percent": { "$Type": "Edm.Decimal", "$Precision": 9, "$Scale": 2 },
            })
        );
        let fill = json!([{
            "$Kind": "Function",
            "$IsBound": true,
            "$IsComposable": true,
            "$Parameter": [{ "$Name": "on", "$Type": "Sample.Box" }],
            "$ReturnType": { "$Type": "Sample.Filling" },
        }]);
        assert_eq!(sample["Fill"], fill);
        let shelves = json!([{
            "$Kind": "Function",
            "$Parameter": [
                { "$Name": "from", "$Type": "Edm.Date" },
                { "$Name": "many", "$Type": "Edm.Int32", "$Nullable": true },
            ],
            "$ReturnType": { "$Collection": true, "$Type": "Sample.Shelf" },
        }]);
        assert_eq!(sample["Shelves"], shelves);
        assert_eq!(sample["Open"][0]["$Kind"], "Action");
        let fills = json!({ "$Function": "Sample.Fills", "$IncludeInServiceDocument": true });
        assert_eq!(sample["Container"]["Fills"], fills);
        assert_eq!(sample["Container"]["Shelves"], json!({ "$Function": "Sample.Shelves" }));
    }
}
