//! The service document: where the sets are (OData JSON Format §5).

use serde::Serialize;

use crate::edm::Model;
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
    let entries = model.sets.iter().map(|set| Entry { name: set.name, kind: "EntitySet", url: set.name });
    let context = (format.metadata == MetadataLevel::Minimal).then(|| format!("{root}/$metadata"));
    serde_json::to_vec(&Document { context, value: entries.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::MODEL;

    #[test]
    fn the_service_document_lists_the_sets() {
        let printed = document(&MODEL, "https://api.example/odata", JsonFormat::default()).unwrap();
        assert_eq!(
            String::from_utf8(printed).unwrap(),
            r#"{"@odata.context":"https://api.example/odata/$metadata","value":[{"name":"Things","kind":"EntitySet","url":"Things"},{"name":"Boxes","kind":"EntitySet","url":"Boxes"}]}"#
        );
    }
}
