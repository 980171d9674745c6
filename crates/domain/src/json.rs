//! JSON as people write it: comments are left out, and what can't be read is named by its member.

mod comments;
mod words;

use serde::de::DeserializeOwned;
use serde_json::Value;

use self::comments::without_comments;
use self::words::{problem, short};
use crate::problem::Problems;

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

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::words::LONGEST_WORDS;
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

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case", deny_unknown_fields)]
    #[expect(dead_code, reason = "only its refusals are looked at")]
    struct Kinds {
        flag: Option<bool>,
        number: Option<u64>,
        signed: Option<i64>,
        text: Option<String>,
        list: Option<Vec<String>>,
        object: Option<Inner>,
        word: Option<Word>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        OneWay,
        Another,
    }

    #[test]
    fn what_is_expected_is_said_in_words_of_json() {
        let words = |text: &str| match read::<Kinds>(text) {
            Err(Unreadable::Members(problems)) => problems.0[0].message.clone(),
            other => panic!("{text}: {other:?}"),
        };
        for (text, said) in [
            (r#"{"flag": 1}"#, "This has to be true or false."),
            (r#"{"number": -1}"#, "This has to be a whole number that is not negative."),
            (r#"{"number": "7"}"#, "This has to be a whole number that is not negative."),
            (r#"{"signed": 1.5}"#, "This has to be a whole number."),
            (r#"{"text": ["a, expected u64"]}"#, "This has to be a text."),
            (r#"{"list": "a"}"#, "This has to be a list."),
            (r#"{"object": 3}"#, "This has to be an object."),
            (r#"{"word": "third"}"#, "Known are one_way, another."),
            (r#"{"word": 3}"#, "This has to be a text."),
            (
                r#"{"none": 1}"#,
                "There is no such member. Known are flag, number, signed, text, list, object, word.",
            ),
        ] {
            assert_eq!(words(text), said, "{text}");
        }
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
