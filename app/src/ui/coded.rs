//! Sentences that name things of a program.

use leptos::prelude::*;

/// Words in which what stands between two backticks is a name of a program; a backtick without a second one is itself.
pub fn coded(words: &str) -> AnyView {
    let mut parts = Vec::new();
    let mut rest = words;
    while let Some((before, name, after)) = first_name(rest) {
        let name = name.to_owned();
        parts.extend(text(before));
        parts.push(view! { <code>{name}</code> }.into_any());
        rest = after;
    }
    parts.extend(text(rest));
    parts.into_any()
}

/// Nothing for no words: they would be printed as a blank.
fn text(words: &str) -> Option<AnyView> {
    (!words.is_empty()).then(|| words.to_owned().into_any())
}

fn first_name(words: &str) -> Option<(&str, &str, &str)> {
    let (before, begun) = words.split_once('`')?;
    let (name, after) = begun.split_once('`')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::coded;
    use crate::ui::typed::printed;

    #[test]
    fn names_between_backticks_are_code_and_the_rest_is_text() {
        for (words, shown) in [
            ("25 on a page", "25 on a page"),
            (
                "`next` is null at the end, see `total`.",
                "<code>next</code> is null at the end, see <code>total</code>.",
            ),
            ("a ` alone", "a ` alone"),
            ("`<b>`", "<code>&lt;b&gt;</code>"),
            ("", ""),
        ] {
            assert_eq!(printed(|| coded(words)), shown, "{words}");
        }
    }
}
