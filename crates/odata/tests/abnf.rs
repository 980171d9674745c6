//! The test cases of the OData ABNF (OASIS), as far as this service implements their rules.
//!
//! The cases belong to the standard and are not part of this repository. They are read from the folder that
//! `LATCHKEY_ODATA_ABNF` names, or from `../shared/data/odata-abnf` beside the repository; without them nothing is tested,
//! and the test says so.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use odata::ast::Literal;
use odata::error::Refusal;
use odata::grammar::{self, Form};
use odata::options::{Options, paging};
use serde::Deserialize;

#[path = "abnf/left_out.rs"]
mod left_out;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Suite {
    test_cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    rule: String,
    input: String,
    fail_at: Option<usize>,
}

/// What one case gives: nothing when its rule is left out, else where the text is refused, if it is.
type Outcome = Option<Result<(), usize>>;

#[test]
fn the_cases_of_the_standard_are_read_and_refused_as_it_says() {
    let Some(suite) = suite() else {
        println!("left out: the test cases of the standard are not here");
        return;
    };
    let (mut as_said, mut differing, mut left_out, mut places) = (0, 0, 0, 0);
    let mut rules_left_out = BTreeSet::new();
    let mut surprises = Vec::new();
    for case in &suite.test_cases {
        let known =
            left_out::DIFFERING.iter().any(|(rule, text, _)| *rule == case.rule && *text == case.input);
        match (outcome(&case.rule, &case.input), case.fail_at) {
            (None, _) => {
                left_out += 1;
                rules_left_out.insert(case.rule.clone());
            }
            (Some(result), wanted) if result.is_err() == wanted.is_some() => {
                as_said += 1;
                places += usize::from(wanted.is_some() && result.err() == wanted);
                if known {
                    surprises.push(format!("{} {}: no longer differs", case.rule, case.input));
                }
            }
            (Some(_), _) if known => differing += 1,
            (Some(result), wanted) => {
                surprises.push(format!("{} {}: {result:?}, but {wanted:?}", case.rule, case.input));
            }
        }
    }
    let refused = suite.test_cases.iter().filter(|case| case.fail_at.is_some()).count();
    let summary = format!(
        "{} cases: {as_said} as the standard says, {differing} differ on purpose, {left_out} of rules that are left out \
         (of {refused} mistakes, {places} are found at the very character that the standard names)",
        suite.test_cases.len()
    );
    println!("{summary}");
    assert!(surprises.is_empty(), "{} surprises:\n{}", surprises.len(), surprises.join("\n"));
    documented(&summary, &rules_left_out);
}

/// The page must say what the test has found.
fn documented(summary: &str, rules: &BTreeSet<String>) {
    let page = include_str!("../../../docs/odata.md");
    assert!(page.contains(summary), "docs/odata.md has to say: {summary}");
    let reasons: BTreeMap<_, _> =
        left_out::RULES.iter().flat_map(|(rules, why)| rules.iter().map(move |rule| (*rule, *why))).collect();
    for rule in rules {
        let why = reasons.get(rule.as_str()).unwrap_or_else(|| panic!("{rule} is left out without a reason"));
        assert!(
            page.contains(rule.as_str()) && page.contains(why),
            "docs/odata.md has to say of {rule}: {why}"
        );
    }
    for (_, text, why) in left_out::DIFFERING {
        assert!(
            page.contains(text.trim()) && page.contains(why),
            "docs/odata.md has to say of {text}: {why}"
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "the test command says by the environment where the cases are")]
fn suite() -> Option<Suite> {
    let folder = std::env::var_os("LATCHKEY_ODATA_ABNF").map(PathBuf::from).unwrap_or_else(|| {
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/odata-abnf"))
    });
    let text = std::fs::read_to_string(folder.join("odata-abnf-testcases.json")).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

fn outcome(rule: &str, text: &str) -> Outcome {
    match rule {
        "commonExpr" | "boolCommonExpr" | "boolcommonExpr" | "notExpr" | "isofExpr" | "firstMemberExpr"
        | "propertyPathExpr" => Some(decoded(text, 0, grammar::filter)),
        "anyExpr" => Some(decoded(text, 0, grammar::lambda)),
        "searchExpr" => Some(decoded(text, 0, grammar::search)),
        "filter" | "orderby" | "orderBy" | "expand" | "select" | "compute" | "search" => {
            Some(option(text, 0).unwrap_or(Err(0)))
        }
        "queryOptions" | "customQueryOption" => query(text, 0),
        "resourcePath" | "entitySetName" => Some(path(text)),
        "odataRelativeUri" => relative(text),
        "dateTimeOffsetValueInUrl" => {
            Some(decoded(text, 0, |text| grammar::check(Form::DateTimeOffset, text)))
        }
        _ if rule.starts_with("geo") => None,
        _ if rule.ends_with("Literal") || ["boolean", "null", "functionParameter"].contains(&rule) => {
            let text = text.strip_prefix("color=").unwrap_or(text);
            let read = decoded(text, 0, grammar::literal);
            Some(read.and_then(|()| if is_of(rule, text) { Ok(()) } else { Err(0) }))
        }
        _ => form(rule).map(|form| place(grammar::check(form, text), |at| at)),
    }
}

/// Whether a value is one of the rule, which the form alone doesn't say.
fn is_of(rule: &str, text: &str) -> bool {
    let literal = grammar::literal(text);
    match rule {
        "binaryLiteral" => matches!(literal, Ok(Literal::Typed { name, .. }) if name == "binary"),
        "boolean" => matches!(literal, Ok(Literal::Boolean(_))),
        _ => true,
    }
}

/// Rules of values that stand in JSON and XML, where nothing is percent-encoded.
fn form(rule: &str) -> Option<Form> {
    Some(match rule {
        "date" | "dateValue" => Form::Date,
        "dateTimeOffsetValue" => Form::DateTimeOffset,
        "timeOfDayValue" => Form::TimeOfDay,
        "durationValue" => Form::Duration,
        "guid" => Form::Guid,
        "enumValue" => Form::Members,
        "odataIdentifier" => Form::Identifier,
        "decimalValue" | "doubleValue" | "singleValue" | "byteValue" | "sbyteValue" | "int16Value"
        | "int32Value" | "int64Value" => Form::Decimal,
        _ => return None,
    })
}

fn relative(text: &str) -> Outcome {
    if text.starts_with("$metadata#") || text.starts_with("$entity") {
        return None;
    }
    let (address, rest) = text.split_once('?').map_or((text, None), |(path, rest)| (path, Some(rest)));
    if let Err(at) = path(address) {
        return Some(Err(at));
    }
    match rest {
        None | Some("") => Some(Ok(())),
        Some(rest) => query(rest, address.chars().count() + 1),
    }
}

fn path(text: &str) -> Result<(), usize> {
    let mut start = 0;
    for piece in text.split('/') {
        if !text.contains("$filter(") {
            decoded(piece, start, grammar::segment)?;
        }
        start += piece.chars().count() + 1;
    }
    place(grammar::resource_path(text), |_| 0)
}

fn query(text: &str, offset: usize) -> Outcome {
    let mut start = offset;
    for piece in text.split('&') {
        if let Err(at) = option(piece, start)? {
            return Some(Err(at));
        }
        start += piece.chars().count() + 1;
    }
    Some(Ok(()))
}

/// Reads one option by its name; `None` for the options that this service doesn't have.
fn option(piece: &str, start: usize) -> Outcome {
    let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
    let offset = start + name.chars().count() + 1;
    Some(match name.trim_start_matches('$').to_ascii_lowercase().as_str() {
        "filter" => decoded(value, offset, grammar::filter),
        "orderby" => decoded(value, offset, grammar::orderby),
        "select" => decoded(value, offset, grammar::select),
        "expand" => decoded(value, offset, grammar::expand),
        "compute" => decoded(value, offset, grammar::compute),
        "search" => decoded(value, offset, grammar::search),
        "top" => place(paging::top(&Options::parse(piece).unwrap()), |at| offset + at),
        "skip" => place(paging::skip(&Options::parse(piece).unwrap()), |at| offset + at),
        "count" => place(paging::count(&Options::parse(piece).unwrap()), |at| offset + at),
        "format" => Ok(()),
        "index" | "id" | "schemaversion" | "deltatoken" | "skiptoken" => return None,
        _ if name.starts_with('@') && !value.is_empty() => {
            decoded(value, offset, |text| grammar::alias(name, text))
        }
        _ if name.starts_with('$') => Err(start),
        _ => Ok(()),
    })
}

fn place<T>(result: Result<T, Refusal>, map: impl Fn(usize) -> usize) -> Result<(), usize> {
    result.map(drop).map_err(|refusal| map(refusal.position.unwrap_or_default()))
}

/// Decodes, reads, and finds the mistake's place in the text as it was before.
fn decoded<T>(text: &str, offset: usize, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<(), usize> {
    let (mut bytes, mut places) = (Vec::new(), Vec::new());
    let raw = text.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let escape = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let (byte, length) = match (raw[at], escape) {
            (b'%', Some(byte)) => (byte, 3),
            (byte, _) => (byte, 1),
        };
        if byte & 0xc0 != 0x80 {
            places.push(offset + at);
        }
        bytes.push(byte);
        at += length;
    }
    places.push(offset + raw.len());
    let text = String::from_utf8(bytes).unwrap();
    place(read(&text), |at| places.get(at).copied().unwrap_or(offset + raw.len()))
}
