//! The query string: which system query options were given, each at most once (OData URL §5.1).

use crate::error::{Code, Refusal};
use crate::percent::{self, BadEncoding, Plus};

pub mod paging;
mod system;

pub use system::SystemOption;

/// The options of one request, decoded, and what a link to the next page repeats of them.
#[derive(Debug, Default)]
pub struct Options {
    given: Vec<Given>,
    aliases: Vec<(String, String)>,
    repeated: Vec<String>,
}

/// One option: its decoded value, and where in the query string its name starts.
#[derive(Debug)]
struct Given {
    option: SystemOption,
    value: String,
    position: usize,
}

impl Options {
    /// Reads a query string, still percent-encoded, without its `?`.
    ///
    /// Custom options are left to others (URL §5.2); a name that starts with `$` and is none of the
    /// system's is refused, because ignoring it would change what the client asked for.
    pub fn parse(query: &str) -> Result<Self, Refusal> {
        let mut options = Self::default();
        let mut position = 0;
        for piece in query.split('&') {
            if !piece.is_empty() {
                options.read(piece, position)?;
            }
            position += piece.chars().count() + 1;
        }
        Ok(options)
    }

    /// The value of an option, if it was given.
    pub fn value(&self, option: SystemOption) -> Option<&str> {
        self.given.iter().find(|given| given.option == option).map(|given| given.value.as_str())
    }

    /// Parameter aliases with their `@`, and their decoded values (URL §5.3).
    pub fn aliases(&self) -> &[(String, String)] {
        &self.aliases
    }

    /// Refuses the first option that is not among those which apply.
    pub fn only(&self, applicable: &[SystemOption]) -> Result<(), Refusal> {
        match self.given.iter().find(|given| !applicable.contains(&given.option)) {
            None => Ok(()),
            Some(stray) => Err(Refusal::new(Code::OptionNotAllowed, "does not apply to this resource")
                .about(stray.option.name())
                .at(stray.position)),
        }
    }

    /// The query string of the next page: everything as it was sent, but where to go on instead of `$skip` and `$top`.
    pub fn next_query(&self, token: &str) -> String {
        let mut pieces = self.repeated.clone();
        pieces.push(format!("$skiptoken={token}"));
        pieces.join("&")
    }

    fn read(&mut self, piece: &str, position: usize) -> Result<(), Refusal> {
        // Split before decoding: `%3D` and `%26` are part of a name or value (URL §2).
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        let value_position = position + name.chars().count() + 1;
        let name = decoded(name, piece, position)?;
        let Some(option) = SystemOption::recognise(&name) else {
            if name.starts_with('$') {
                return Err(Refusal::new(Code::UnknownOption, "there is no such query option")
                    .about(name)
                    .at(position));
            }
            if name.starts_with('@') {
                self.alias(name, decoded(value, piece, value_position)?, position)?;
            }
            self.repeated.push(piece.to_owned());
            return Ok(());
        };

        if self.value(option).is_some() {
            return Err(Refusal::new(Code::DuplicateOption, "stands twice")
                .about(option.name())
                .at(position));
        }
        if !option.is_built() {
            return Err(Refusal::new(Code::NotImplemented, "is not built").about(option.name()).at(position));
        }
        let value = decoded(value, option.name(), value_position)?;
        self.given.push(Given { option, value, position });
        if !matches!(option, SystemOption::Skip | SystemOption::Top | SystemOption::SkipToken) {
            self.repeated.push(piece.to_owned());
        }
        Ok(())
    }
}

impl Options {
    fn alias(&mut self, name: String, value: String, position: usize) -> Result<(), Refusal> {
        if self.aliases.iter().any(|(known, _)| *known == name) {
            return Err(Refusal::new(Code::DuplicateOption, "stands twice").about(name).at(position));
        }
        self.aliases.push((name, value));
        Ok(())
    }
}

fn decoded(text: &str, target: &str, position: usize) -> Result<String, Refusal> {
    let decoded = percent::decode(text, Plus::Space);
    // No text of a store holds it, and Postgres takes it for a broken request.
    if decoded.as_ref().is_ok_and(|text| text.contains('\0')) {
        return Err(Refusal::new(Code::SyntaxError, "the character U+0000 stands nowhere")
            .about(target)
            .at(position));
    }
    decoded.map_err(|why| match why {
        BadEncoding::Escape(at) => {
            Refusal::new(Code::SyntaxError, "the percent-encoding is broken").about(target).at(position + at)
        }
        BadEncoding::NotUtf8 => {
            Refusal::new(Code::SyntaxError, "the value is not UTF-8").about(target).at(position)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_known_with_and_without_dollar_and_in_any_case() {
        for query in ["$top=5", "top=5", "$TOP=5", "Top=5", "%24top=5", "x=1&&$top=5&y"] {
            assert_eq!(Options::parse(query).unwrap().value(SystemOption::Top), Some("5"), "{query}");
        }
        assert_eq!(
            Options::parse("$orderby=a+desc%2Cb").unwrap().value(SystemOption::OrderBy),
            Some("a desc,b")
        );
        assert_eq!(Options::parse("$count").unwrap().value(SystemOption::Count), Some(""));
    }

    #[test]
    fn what_cannot_be_followed_is_named_with_its_position() {
        let cases = [
            ("$foo=1", Code::UnknownOption, "$foo: there is no such query option (at position 0)"),
            ("a=b&$Foo=1", Code::UnknownOption, "$Foo: there is no such query option (at position 4)"),
            ("$levels=1", Code::UnknownOption, "$levels: there is no such query option (at position 0)"),
            ("$top=1&top=2", Code::DuplicateOption, "$top: stands twice (at position 7)"),
            ("$count=true&$COUNT=true", Code::DuplicateOption, "$count: stands twice (at position 12)"),
            ("$apply=x", Code::NotImplemented, "$apply: is not built (at position 0)"),
            ("$deltatoken=x", Code::NotImplemented, "$deltatoken: is not built (at position 0)"),
            ("@p=1&@p=2", Code::DuplicateOption, "@p: stands twice (at position 5)"),
            ("$select=a%2", Code::SyntaxError, "$select: the percent-encoding is broken (at position 9)"),
            (
                "$filter=a%00",
                Code::SyntaxError,
                "$filter: the character U+0000 stands nowhere (at position 8)",
            ),
            ("$select=%ff", Code::SyntaxError, "$select: the value is not UTF-8 (at position 8)"),
        ];
        for (query, code, sentence) in cases {
            let refusal = Options::parse(query).unwrap_err();
            assert_eq!((refusal.code, refusal.to_string().as_str()), (code, sentence), "{query}");
        }
    }

    #[test]
    fn custom_options_are_left_alone() {
        for query in ["", "id=1", "index=2", "api-version=1", "@p=1", "sap-client=1"] {
            assert!(Options::parse(query).unwrap().only(&[]).is_ok(), "{query}");
        }
    }

    #[test]
    fn the_next_page_repeats_everything_but_the_paging() {
        let options =
            Options::parse("$skip=1&$orderby=a%20desc&x=%26&TOP=7&count=true&@p=1&$skiptoken=a").unwrap();
        assert_eq!(options.next_query("b"), "$orderby=a%20desc&x=%26&count=true&@p=1&$skiptoken=b");
        assert_eq!(options.aliases(), [("@p".to_owned(), "1".to_owned())]);
    }

    proptest::proptest! {
        #[test]
        fn no_query_makes_the_parser_panic(query in "\\PC*") {
            let _ = Options::parse(&query);
        }

        #[test]
        fn no_bytes_in_disguise_make_the_parser_panic(query in "[$a-zA-Z%0-9=&+,.()' \u{e9}]{0,80}") {
            let _ = Options::parse(&query);
        }
    }
}
