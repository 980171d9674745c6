//! `GET /api/v1`: the OpenAPI document as a page for readers.

use app::account::reference::{self, Model, Operation, Version};
use axum::response::Response;
use http::StatusCode;
use serde_json::Value;

use super::changes::{ANCHOR, VERSIONS};
use crate::extract::Visitor;

/// Prints the page.
pub(super) fn page(visitor: Visitor, document: &Value) -> Response {
    let model = Model { operations: read(document), anchor: ANCHOR, versions: versions() };
    let html = reference::page(model, &visitor.frame(None));
    visitor.page(StatusCode::OK, html, None)
}

fn versions() -> Vec<Version> {
    let all = VERSIONS.iter().map(|version| Version {
        title: format!("{}, {}", version.number, version.date),
        changes: version.changes.to_vec(),
    });
    all.collect()
}

fn read(document: &Value) -> Vec<Operation> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let all = paths.flat_map(|(address, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| describe(document, address, method, operation))
    });
    all.collect()
}

fn describe(document: &Value, address: &str, method: &str, operation: &Value) -> Operation {
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let answers = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    let body = operation.pointer("/requestBody/content/application~1json/schema");
    Operation {
        name: text(operation, "operationId"),
        line: format!("{} {address}", method.to_uppercase()),
        summary: text(operation, "summary"),
        description: text(operation, "description"),
        parameters: parameters.map(|one| (text(one, "name"), text(one, "description"))).collect(),
        members: body.map(|schema| members(document, schema)).unwrap_or_default(),
        answers: answers.map(|(status, answer)| (status.clone(), text(answer, "description"))).collect(),
    }
}

/// The members of a schema, of all its variants one after the other.
fn members(document: &Value, schema: &Value) -> Vec<(String, String)> {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        let target = target.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        return target.map(|schema| members(document, schema)).unwrap_or_default();
    }
    let variants = ["anyOf", "oneOf"].into_iter().filter_map(|name| schema.get(name)?.as_array()).flatten();
    let of_variants = variants.flat_map(|variant| members(document, variant));
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let own = properties.map(|(name, property)| (name.clone(), text(property, "description")));
    own.chain(of_variants).collect()
}

fn text(value: &Value, member: &str) -> String {
    value.get(member).and_then(Value::as_str).unwrap_or_default().to_owned()
}
