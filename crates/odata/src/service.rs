//! The service document: where the sets are, and what can be called as it stands (OData JSON Format §5).

use serde::Serialize;

use crate::edm::{Model, Operation, OperationKind};
use crate::media::{JsonFormat, MetadataLevel};

#[derive(Serialize)]
struct Document {
    #[serde(rename = "@odata.context", skip_serializing_if = "Option::is_none")]
    context: Option<String>,
    value: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    kind: &'static str,
    url: &'static str,
}

/// Prints the service document of a model below this root, an address without a slash at its end.
pub fn document(model: &Model, root: &str, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
    let sets = model.sets.iter().map(|set| Entry { name: set.name, kind: "EntitySet", url: set.name });
    let imports = model.operations.iter().filter(|operation| is_listed(operation));
    let entries = sets.chain(imports.map(|import| Entry {
        name: import.name,
        kind: "FunctionImport",
        url: import.name,
    }));
    let context = (format.metadata == MetadataLevel::Minimal).then(|| format!("{root}/$metadata"));
    serde_json::to_vec(&Document { context, value: entries.collect() })
}

/// A function that can be called without knowing anything (CSDL §13.6.3 `IncludeInServiceDocument`).
pub(crate) fn is_listed(operation: &Operation) -> bool {
    operation.kind == OperationKind::Function && operation.on.is_none() && operation.parameters.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::MODEL;

    #[test]
    fn the_service_document_lists_the_sets_and_the_functions_without_parameters() {
        let printed = document(&MODEL, "https://api.example/odata", JsonFormat::default()).unwrap();
        assert_eq!(
            String::from_utf8(printed).unwrap(),
            r#"{"@odata.context":"https://api.example/odata/$metadata","value":[{"name":"Things","kind":"EntitySet","url":"Things"},{"name":"Boxes","kind":"EntitySet","url":"Boxes"},{"name":"Fills","kind":"FunctionImport","url":"Fills"}]}"#
        );
    }
}
