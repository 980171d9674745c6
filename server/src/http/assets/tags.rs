//! As much HTML as it takes to read the page that Trunk writes for the demo.
//!
//! Not a parser for the web: the page is our own, out of our own build.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A start tag and what follows it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    attributes: Vec<(&'a str, &'a str)>,
    rest: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute; empty when it has none.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// Every tag of this name, in order. Comments must be gone.
pub(super) fn tags<'a>(html: &'a str, name: &str) -> impl Iterator<Item = Tag<'a>> {
    let opening = format!("<{name}");
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once(opening.as_str())?;
            rest = after;
            // `<linked>` is another tag.
            if after.starts_with(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/') {
                let tag = read_attributes(after);
                rest = tag.rest;
                return Some(tag);
            }
        }
    })
}

/// The page without its comments, which may speak of tags.
pub(in crate::http) fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The text of every script that stands in the page itself and is run; data blocks are not.
pub(in crate::http) fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    tags(html, "script").filter_map(|tag| {
        let runs = matches!(tag.get("type"), None | Some("" | "module" | "text/javascript" | "importmap"));
        let text = tag.rest.split_once("</script").map(|(text, _)| text)?;
        (runs && tag.get("src").is_none()).then_some(text)
    })
}

/// The hash by which a policy names an inline script (CSP3 §2.3.1).
pub(in crate::http) fn sha256(script: &str) -> String {
    STANDARD.encode(Sha256::digest(script.as_bytes()))
}

fn read_attributes(text: &str) -> Tag<'_> {
    let mut attributes = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Tag { attributes, rest: after };
        }
        let (name, after) = until(rest, |letter| letter.is_whitespace() || "=>/".contains(letter));
        if name.is_empty() {
            // The end of the text, or something that is no attribute: nothing more to read here.
            return Tag { attributes, rest: after };
        }
        let (value, after) = read_value(after);
        attributes.push((name, value));
        rest = after;
    }
}

fn read_value(text: &str) -> (&str, &str) {
    let Some(after) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let after = after.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = after.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    until(after, |letter| letter.is_whitespace() || letter == '>')
}

fn until(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(stop).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_every_way_of_writing_them() {
        let html =
            r#"<linked a="1"><link rel="preload" href='/a>b' as=fetch crossorigin><link/><LINK rel="x">"#;
        let found: Vec<_> = tags(html, "link").map(|tag| tag.attributes).collect();
        assert_eq!(
            found,
            [vec![("rel", "preload"), ("href", "/a>b"), ("as", "fetch"), ("crossorigin", "")], vec![]]
        );
    }

    #[test]
    fn what_a_comment_says_is_no_tag() {
        assert_eq!(without_comments("a<!-- <link> -->b<!---->c<!-- open"), "abc");
    }

    #[test]
    fn only_scripts_that_stand_in_the_page_and_run_are_inline_scripts() {
        let html = "<script src=\"a.js\"></script><script type=\"module\">\nlet a = 1 > 0;\n</script>\
                    <script type=\"application/json\">{}</script><script>b()</script><script>open";
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["\nlet a = 1 > 0;\n", "b()"]);
    }

    #[test]
    fn a_script_is_hashed_as_browsers_hash_it() {
        // The example of CSP3, "Usage of 'hash-source' matches".
        assert_eq!(sha256("alert('Hello, world.');"), "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn broken_text_ends_the_reading() {
        for html in
            ["<link", "<link ", "<link rel", "<link rel=", "<link rel=\"x", "<link =>", "<link \"x\">"]
        {
            assert!(tags(html, "link").count() <= 1, "{html}");
        }
    }
}
