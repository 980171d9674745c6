//! The page that people see instead of the one they asked for.

use std::sync::Arc;

use app::words::error;

/// What an error page has to say.
#[derive(Clone, Copy, Debug)]
pub struct ErrorView<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The public sentence.
    pub message: &'a str,
    /// The id under which the log knows this request.
    pub request_id: &'a str,
    /// What the reader's cookie says of light and dark.
    pub theme: Option<&'a str>,
}

/// Prints an error page, as a whole document. The page is sent under a policy that allows no script.
pub type ErrorPage = Arc<dyn Fn(&ErrorView<'_>) -> String + Send + Sync>;

/// An error page with nothing but the words, for a listener that has no pages of its own.
pub fn plain(stylesheet: Option<String>) -> ErrorPage {
    let link = stylesheet.map(|path| format!("<link rel=\"stylesheet\" href=\"{}\">", escaped(&path)));
    let link = link.unwrap_or_default();
    Arc::new(move |view| {
        let (title, message, request_id) =
            (escaped(error::title(view.status)), escaped(view.message), escaped(view.request_id));
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title}</title>{link}</head><body><main><h1>{title}</h1><p>{message}</p>\
             <p>Request <code>{request_id}</code></p></main></body></html>\n"
        )
    })
}

/// Text as it may stand between tags and in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_on_the_page_stay_words() {
        let view = ErrorView { status: 400, message: "<script>\"&'", request_id: "00ff", theme: None };
        let page = plain(Some("/assets/a.css".to_owned()))(&view);
        assert!(page.contains("<p>&lt;script&gt;&quot;&amp;&#39;</p>"), "{page}");
        assert!(page.contains("<link rel=\"stylesheet\" href=\"/assets/a.css\">"), "{page}");
        assert!(page.contains("<code>00ff</code>"), "{page}");
    }
}
