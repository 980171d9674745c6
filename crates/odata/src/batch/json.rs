//! Batches as JSON (JSON Format §19).

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::message::{is_field_name, is_field_value, is_method};
use super::{Request, Step, malformed};
use crate::error::{Code, Refusal};

#[derive(Deserialize)]
struct Batch<'b> {
    #[serde(borrow)]
    requests: Vec<Entry<'b>>,
}

/// A request object. Members that the standard does not know are left to others.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'b> {
    id: String,
    method: String,
    url: String,
    atomicity_group: Option<String>,
    #[serde(default)]
    depends_on: Vec<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(borrow)]
    body: Option<&'b RawValue>,
    #[serde(borrow, rename = "if")]
    condition: Option<&'b RawValue>,
}

/// Reads the requests of a batch.
pub(super) fn read(body: &[u8]) -> Result<Vec<Step>, Refusal> {
    let batch: Batch = serde_json::from_slice(body).map_err(|error| broken(body, &error))?;
    let mut steps = Vec::new();
    let mut seen = HashSet::new();
    for entry in batch.requests {
        let group = entry.atomicity_group.clone();
        let request = request(entry, &seen)?;
        seen.extend(request.id.clone());
        let Some(wanted) = group else {
            steps.push(Step::Single(request));
            continue;
        };
        match steps.last_mut() {
            Some(Step::Group { name: Some(name), requests }) if *name == wanted => requests.push(request),
            _ if !seen.insert(wanted.clone()) => {
                let message =
                    format!("the requests of `{wanted}` have to stand together, and no other is named so");
                return Err(malformed(message));
            }
            _ => steps.push(Step::Group { name: Some(wanted), requests: vec![request] }),
        }
    }
    Ok(steps)
}

fn request(entry: Entry<'_>, seen: &HashSet<String>) -> Result<Request, Refusal> {
    let Entry { id, method, url, depends_on, headers, body, .. } = entry;
    if entry.condition.is_some() {
        let message = format!("`if` of the request `{id}` is not built");
        return Err(Refusal::new(Code::NotImplemented, message).about(super::TARGET));
    }
    let method = method.to_ascii_uppercase();
    if !is_method(&method) {
        return Err(malformed(format!("the request `{id}` has no method")));
    }
    if let Some((name, _)) =
        headers.iter().find(|(name, value)| !is_field_name(name) || !is_field_value(value))
    {
        return Err(malformed(format!("the request `{id}` has a header `{name}` that can't be one")));
    }
    if let Some(unknown) = depends_on.iter().find(|wanted| !seen.contains(*wanted)) {
        let message = format!("the request `{id}` depends on `{unknown}`, which does not stand before it");
        return Err(malformed(message));
    }
    let mut headers: Vec<_> = headers.into_iter().collect();
    let body = body.map(|body| content(&id, body, &mut headers)).transpose()?.unwrap_or_default();
    Ok(Request { id: Some(id), method, url, headers, body, depends_on })
}

/// The bytes of a body: JSON stands there as it is, and says so; anything else stands in a string.
fn content(id: &str, body: &RawValue, headers: &mut Vec<(String, String)>) -> Result<Vec<u8>, Refusal> {
    let said = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
    match said.map(|(_, value)| value.to_ascii_lowercase()) {
        None => headers.push(("Content-Type".into(), "application/json".into())),
        Some(said) if said.starts_with("application/json") => {}
        Some(said) if said.starts_with("text/") => {
            let text: String = serde_json::from_str(body.get())
                .map_err(|_| malformed(format!("the body of the request `{id}` is text, and so a string")))?;
            return Ok(text.into_bytes());
        }
        Some(_) => return Err(malformed(format!("the body of the request `{id}` is neither JSON nor text"))),
    }
    Ok(body.get().as_bytes().to_owned())
}

/// What serde says, and where: its line and column as bytes from the start.
fn broken(body: &[u8], error: &serde_json::Error) -> Refusal {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default().to_owned();
    let before: usize = body
        .split_inclusive(|byte| *byte == b'\n')
        .take(error.line().saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    malformed(words).at(before + error.column().saturating_sub(1))
}
