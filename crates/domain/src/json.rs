//! JSON as people write it: comments are left out, and what can't be read is named by its member.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::{FieldProblem, Problems};

/// Characters of a sentence about a mistake: it may repeat what was sent.
const LONGEST_WORDS: usize = 300;

/// Why a text can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no JSON; where and why.
    Syntax(String),
    /// It is JSON, and its members are not what they have to be.
    Members(Problems),
}

/// Reads JSON with `//` and `/* */` comments.
///
/// # Errors
/// Where it stops being JSON, or the first member that is unknown, missing or of another type.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let value: Value = serde_json::from_str(&without_comments(text))
        .map_err(|wrong| Unreadable::Syntax(short(wrong.to_string())))?;
    from_value(value).map_err(Unreadable::Members)
}

/// Reads a value that is JSON already.
///
/// # Errors
/// The first member that is unknown, missing or of another type.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Problems> {
    serde_path_to_error::deserialize(value).map_err(|wrong| Problems(vec![problem(&wrong)]))
}

/// Blanks out comments, so that everything else stays on its line and in its column. What stands in a string is none;
/// a comment that doesn't end takes the rest, as the missing end of the JSON will tell.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut within = Within::Code;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let pair = (letter, next);
        within = match (within, pair) {
            (Within::Code, ('/', Some('/'))) => Within::Line,
            (Within::Code, ('/', Some('*'))) => {
                letters.next();
                plain.push(' ');
                Within::Block
            }
            (Within::Code, ('"', _)) => Within::Text,
            (Within::Text, ('"', _)) | (Within::Line, ('\n', _)) => Within::Code,
            (Within::Text, ('\\', Some(escaped))) => {
                letters.next();
                plain.push('\\');
                plain.push(escaped);
                continue;
            }
            (Within::Block, ('*', Some('/'))) => {
                letters.next();
                plain.push_str("  ");
                within = Within::Code;
                continue;
            }
            (within, _) => within,
        };
        let stays = matches!(within, Within::Code | Within::Text) || letter == '\n';
        plain.push(if stays { letter } else { ' ' });
    }
    if within == Within::Block {
        // Not JSON any more, so that a comment without an end is noticed even when the JSON before it is whole.
        plain.push_str("/*");
    }
    plain
}

/// Where a letter stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Code,
    Text,
    Line,
    Block,
}

/// What is wrong with a member, in the words of the format without their place in the text.
fn problem(wrong: &serde_path_to_error::Error<serde_json::Error>) -> FieldProblem {
    let words = wrong.inner().to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let path = Some(wrong.path().to_string()).filter(|path| path != ".").unwrap_or_default();
    let named = words.split('`').nth(1).unwrap_or_default();
    let (code, field, message) = if words.starts_with("missing field") {
        ("missing", member(&path, named), "This member is missing.".to_owned())
    } else if words.starts_with("unknown field") {
        let known = words.split_once(", ").map_or("none is expected", |(_, known)| known);
        ("unknown", member(&path, named), format!("There is no such member: {known}."))
    } else {
        ("type", path, format!("This can't be read: {words}."))
    };
    FieldProblem { field, code: code.to_owned(), message: short(message) }
}

/// The path of a member, whether the path that is known ends with it or only leads to it.
fn member(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        path => format!("{path}.{name}"),
    }
}

fn short(words: String) -> String {
    if words.chars().count() <= LONGEST_WORDS {
        return words;
    }
    words.chars().take(LONGEST_WORDS).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        name: String,
        #[serde(default)]
        list: Vec<Inner>,
    }

    #[derive(Debug, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        number: u64,
    }

    fn wrong(text: &str) -> (String, String) {
        match read::<Outer>(text) {
            Err(Unreadable::Members(problems)) => (problems.0[0].field.clone(), problems.0[0].code.clone()),
            other => panic!("{text}: {other:?}"),
        }
    }

    // Shows R048.
    #[test]
    fn comments_are_left_out_and_strings_stay_as_they_are() {
        let text = r#"/* a
            client */ { // its name
            "name": "a // b /* c */ \" // d \\", /**/ "list": [ { "number": 1 } /* one */ ] } // end"#;
        let read: Outer = read(text).unwrap();
        assert_eq!(read.name, "a // b /* c */ \" // d \\");
        assert_eq!(read.list, [Inner { number: 1 }]);
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for text in [
            "",
            "{",
            "// nothing",
            "{\"name\": \"a\"} x",
            "{\"name\": \"a\"} / ",
            "{\"name\": \"a\"} /* open",
            "{\"name\": \"a\",}",
            "{\"name\": \"/* a\n\"}",
            &"[".repeat(10_000),
        ] {
            assert!(matches!(read::<Outer>(text), Err(Unreadable::Syntax(_))), "{text:.40}");
        }
        let place = read::<Outer>("{ /* two\n lines */ \"name\": }").unwrap_err();
        let Unreadable::Syntax(words) = place else { panic!("{place:?}") };
        assert!(words.contains("line 2 column 19"), "{words}");
    }

    #[test]
    fn a_member_that_can_not_be_is_named_with_its_path() {
        let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(wrong("{}"), pair("name", "missing"));
        assert_eq!(wrong(r#"{"name": "a", "nome": 1}"#), pair("nome", "unknown"));
        assert_eq!(wrong(r#"{"name": 7}"#), pair("name", "type"));
        assert_eq!(wrong(r#"{"name": "a", "list": [{}]}"#), pair("list[0].number", "missing"));
        assert_eq!(wrong(r#"{"name": "a", "list": [{"number": -1}]}"#), pair("list[0].number", "type"));
        assert_eq!(wrong(r#"{"name": "a", "list": [{"number": 1, "x": 1}]}"#), pair("list[0].x", "unknown"));
        assert_eq!(wrong("[]"), pair("", "type"));
        let of_value = from_value::<Outer>(json!({ "name": [] })).unwrap_err().0;
        assert_eq!((of_value[0].field.as_str(), of_value[0].code.as_str()), ("name", "type"));
    }

    #[test]
    fn a_sentence_about_a_long_value_is_short() {
        let text = format!(r#"{{"name": "a", "list": "{}"}}"#, "x".repeat(5000));
        let Err(Unreadable::Members(problems)) = read::<Outer>(&text) else { panic!("it was read") };
        assert!(problems.0[0].message.chars().count() <= LONGEST_WORDS + 1);
    }
}
