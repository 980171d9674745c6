//! What can't be read, in words of JSON and not of the library.

use crate::problem::FieldProblem;

/// Characters of a sentence about a mistake: it may repeat what was sent.
pub(super) const LONGEST_WORDS: usize = 300;

/// What is wrong with a member, in the words of the format without their place in the text.
pub(super) fn problem(wrong: &serde_path_to_error::Error<serde_json::Error>) -> FieldProblem {
    let words = wrong.inner().to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let path = Some(wrong.path().to_string()).filter(|path| path != ".").unwrap_or_default();
    let named = words.split('`').nth(1).unwrap_or_default();
    let (code, field, message) = if words.starts_with("missing field") {
        ("missing", member(&path, named), "This member is missing.".to_owned())
    } else if words.starts_with("unknown field") {
        ("unknown", member(&path, named), format!("There is no such member. {}", known(words)))
    } else if words.starts_with("unknown variant") {
        ("type", path, known(words))
    } else {
        ("type", path, expected(words))
    };
    FieldProblem { field, code: code.to_owned(), message: short(message) }
}

/// The words that may stand in a place, out of a sentence of the library that ends with them in back quotes.
fn known(words: &str) -> String {
    let after = words.split_once(", ").map_or("", |(_, after)| after);
    let known: Vec<&str> = after.split('`').skip(1).step_by(2).collect();
    match known.as_slice() {
        [] => "None is known here.".to_owned(),
        [one] => format!("Known is {one}."),
        known => format!("Known are {}.", known.join(", ")),
    }
}

/// What has to stand in a place, in words of JSON. The library speaks of types of the program.
fn expected(words: &str) -> String {
    let Some((_, expected)) = words.rsplit_once(", expected ") else {
        return if words.starts_with("data did not match") {
            "This is of none of the kinds that are read here.".to_owned()
        } else {
            format!("This can't be read: {words}.")
        };
    };
    let kind = match expected {
        "a string" | "string" | "string or map" | "a borrowed string" | "str" | "a character" => "a text",
        "a boolean" | "bool" => "true or false",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "a sequence" => "a list",
        "unit" | "null" => "null",
        "a map" => "an object",
        own if own.starts_with("struct ") || own.starts_with("internally tagged") => "an object",
        own if own.starts_with("enum ") || own.contains("identifier") => "a text",
        own if own.starts_with("a sequence") || own.starts_with("tuple") => "a list",
        own => own,
    };
    format!("This has to be {kind}.")
}

/// The path of a member, whether the path that is known ends with it or only leads to it.
fn member(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        path => format!("{path}.{name}"),
    }
}

pub(super) fn short(words: String) -> String {
    if words.chars().count() <= LONGEST_WORDS {
        return words;
    }
    words.chars().take(LONGEST_WORDS).chain(['…']).collect()
}
