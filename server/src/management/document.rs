//! The OpenAPI document (OpenAPI 3.1), made of the operations and of the records that they read and write.

use http::Method;
use identity::management::SCOPE;
use serde_json::{Map, Value, json};

use super::changes::{ANCHOR, Deprecated, VERSIONS};
use super::operation::{Answer, Operation, ROOT};
use super::records::PROBLEM;
use super::shape::Shape;

/// What every operation can answer, besides what is its own.
const ALWAYS: [(u16, &str); 6] = [
    (400, "The request can't be understood."),
    (401, "Nobody is signed in, or the access token is not good."),
    (
        403,
        "The token was given for something else, is a personal access token, or a page of another site sent the request.",
    ),
    (406, "Something else than JSON was asked for."),
    (421, "The request names another host."),
    (503, "The server is busy; try again in a moment."),
];

/// What an operation that reads a body can answer.
const OF_BODIES: [(u16, &str); 3] = [
    (408, "The body took too long to arrive."),
    (413, "The body is larger than 256 KiB."),
    (415, "The body was sent as something else than JSON."),
];

/// The document of these operations.
pub(super) fn of(operations: &[Operation], deprecated: &'static [Deprecated]) -> Value {
    let mut schemas = Map::new();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let described = describe(operation, Deprecated::of(operation, deprecated), &mut schemas);
        let path = paths.entry(operation.address()).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(operation.method.as_str().to_lowercase(), described);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Latchkey management API",
            "version": VERSIONS.first().map(|newest| newest.number),
            "description": "Manages your API clients: what the console does, for programs. Input may have // and /* */ \
                            comments. A client of somebody else looks like one that does not exist.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "externalDocs": { "url": format!("{ROOT}#{ANCHOR}"), "description": "What changed from version to version." },
        "servers": [{ "url": "/" }],
        "security": [{ "session": [] }, { "token": [SCOPE] }],
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": security() },
    })
}

fn security() -> Value {
    let scopes = json!({ SCOPE: "Manage the clients of the token's person, or of the owner of a client that acts as itself." });
    json!({
        "session": {
            "type": "apiKey", "in": "cookie", "name": "__Host-latchkey_session",
            "description": "The cookie of a signed-in browser. What changes something is taken from pages of this server \
                            only. Over plain http the name is latchkey_session_ and the port.",
        },
        "token": {
            "type": "oauth2",
            "description": "An access token with the scope admin, as Bearer or DPoP. Never a personal access token.",
            "flows": {
                "clientCredentials": { "tokenUrl": "/connect/token", "scopes": scopes },
                "authorizationCode": {
                    "authorizationUrl": "/connect/authorize", "tokenUrl": "/connect/token", "scopes": scopes,
                },
            },
        },
    })
}

fn describe(
    operation: &Operation,
    deprecated: Option<&Deprecated>,
    schemas: &mut Map<String, Value>,
) -> Value {
    let out = deprecated.map(Deprecated::words).unwrap_or_default();
    let mut described = json!({
        "operationId": operation.name,
        "tags": [operation.resource()],
        "summary": operation.summary,
        "description": format!("{}{out}", operation.description),
        "responses": responses(operation, schemas),
    });
    let parameters = parameters(operation, schemas);
    if let Some(members) = described.as_object_mut() {
        if deprecated.is_some() {
            members.insert("deprecated".to_owned(), true.into());
        }
        if !parameters.is_empty() {
            members.insert("parameters".to_owned(), parameters.into());
        }
        if let Some(shape) = operation.body {
            let content = json!({ "application/json": { "schema": shape.schema(schemas) } });
            let body = json!({ "required": !operation.body_may_miss, "content": content });
            members.insert("requestBody".to_owned(), body);
        }
    }
    described
}

fn parameters(operation: &Operation, schemas: &mut Map<String, Value>) -> Vec<Value> {
    let text = json!({ "type": "string" });
    let in_path = operation
        .path_parameters()
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": text }));
    let mut all: Vec<Value> = in_path.collect();
    for member in operation.query {
        let schema = member.shape.schema(schemas);
        all.push(json!({
            "name": member.name, "in": "query", "required": member.needed, "description": member.words, "schema": schema,
        }));
    }
    if operation.tagged {
        let (name, words) = match operation.method {
            Method::GET => (
                "If-None-Match",
                "The entity tag of a client that is known already: 304 while it is the same.",
            ),
            _ => ("If-Match", "The entity tag that was seen: 412 when the client has changed since."),
        };
        all.push(
            json!({ "name": name, "in": "header", "required": false, "description": words, "schema": text }),
        );
    }
    all
}

fn responses(operation: &Operation, schemas: &mut Map<String, Value>) -> Value {
    let mut all: Map<String, Value> = Map::new();
    let mut refusals: Vec<(u16, &str)> = ALWAYS.to_vec();
    if operation.path_parameters().next().is_some() {
        refusals.push((404, "There is no such thing, or it is somebody else's."));
    }
    if operation.body.is_some() {
        refusals.extend(OF_BODIES);
    }
    if operation.body.is_some() || !operation.query.is_empty() {
        refusals.push((422, "Members or parameters can't stay as they are; `problems` names each."));
    }
    match operation.method {
        Method::GET if operation.tagged => {
            all.insert("304".to_owned(), json!({ "description": "The client is as it was." }));
        }
        _ if operation.tagged => refusals.push((412, "The client was changed in the meantime.")),
        _ => {}
    }
    let problem = Shape::Of(&PROBLEM).schema(schemas);
    let refusal = |words: &str| json!({ "description": words, "content": { "application/problem+json": { "schema": problem } } });
    for (status, words) in refusals {
        all.insert(status.to_string(), refusal(words));
    }
    for answer in &operation.answers {
        let status = answer.status;
        let described = match answer.shape {
            Some(_) => success(operation, answer, schemas),
            None if status.is_success() => json!({ "description": answer.description }),
            None => refusal(answer.description),
        };
        all.insert(status.as_str().to_owned(), described);
    }
    all.into()
}

fn success(operation: &Operation, answer: &Answer, schemas: &mut Map<String, Value>) -> Value {
    let schema = answer.shape.map(|shape| shape.schema(schemas));
    let content = json!({ "application/json": { "schema": schema } });
    if !operation.tagged {
        return json!({ "description": answer.description, "content": content });
    }
    let tag = json!({ "description": "The version of the client.", "schema": { "type": "string" } });
    json!({ "description": answer.description, "content": content, "headers": { "ETag": tag } })
}
