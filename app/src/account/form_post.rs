//! The page that takes an answer to the client as a form (OAuth 2.0 Form Post Response Mode §2).

use leptos::prelude::*;

use super::document::without_marks;
use crate::words::form_post as words;

/// What the page sends, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The redirect URI.
    pub action: String,
    /// Names and values, in the order in which they are sent.
    pub fields: Vec<(String, String)>,
    /// The nonce of the one script.
    pub nonce: String,
}

/// Sends the form as soon as it's there. The button is for browsers without scripts.
const SEND: &str = "document.forms[0].submit()";

/// Prints the page. It loads nothing, no stylesheet either: with a script it's never seen.
pub fn page(model: &Model) -> String {
    let owner = Owner::new();
    owner.with(|| without_marks(&document(model).to_html()))
}

fn document(model: &Model) -> impl IntoView + use<> {
    let fields = model.fields.iter().map(|(name, value)| {
        view! { <input type="hidden" name=name.clone() value=value.clone() /> }
    });
    let fields = fields.collect_view();
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <title>{words::TITLE}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
            </head>
            <body>
                <main>
                    <form method="post" action=model.action.clone()>
                        {fields} <h1>{words::ALMOST}</h1>
                        <p>{words::ALMOST_TEXT}</p>
                        <button type="submit">{words::CONTINUE}</button>
                    </form>
                </main>
                <script nonce=model.nonce.clone()>{SEND}</script>
            </body>
        </html>
    }
}

#[cfg(test)]
mod tests {
    use super::{Model, page};

    #[test]
    fn every_value_is_text_whatever_it_holds() {
        let state = r#""><script>alert(1)</script>&amp;'"#;
        let html = page(&Model {
            action: "https://app.example.com/callback".into(),
            fields: vec![("code".into(), "c".into()), ("state".into(), state.into())],
            nonce: "n0nce".into(),
        });
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\""), "{html}");
        assert!(html.contains(r#"<form method="post" action="https://app.example.com/callback">"#), "{html}");
        assert!(html.contains(r#"<input type="hidden" name="code" value="c">"#), "{html}");
        assert!(html.contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;'"), "{html}");
        assert_eq!(html.matches("<script").count(), 1, "{html}");
        assert!(html.contains(r#"<script nonce="n0nce">document.forms[0].submit()</script>"#), "{html}");
    }

    #[test]
    fn without_a_script_there_is_a_button() {
        let html = page(&Model::default());
        assert!(html.contains(r#"<button type="submit">Continue</button>"#), "{html}");
        assert!(!html.contains("<link") && !html.contains("<img") && !html.contains(" style="), "{html}");
    }
}
