//! What a page may do (Content Security Policy Level 3).

use axum::response::Response;
use http::HeaderValue;

/// The policy of an answer. A handler puts it on its response; the edge writes the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Csp {
    /// A page that wakes up in the browser: our own scripts, WebAssembly, and the one inline script with this nonce.
    Console {
        /// Drawn anew for every page; base64 or hex.
        nonce: String,
    },
    /// A plain form. No script at all.
    Account {
        /// Where the form may lead besides back to us: the origin of a redirect URI that has been checked, or its
        /// scheme with a colon when it belongs to an app (browsers follow the redirect of a form only when it is named).
        form_action: Option<String>,
    },
    /// A plain page whose moments a file of ours tells in the reader's language and zone; forms lead back to us alone.
    Moments,
    /// A page that sends itself to a client (OAuth 2.0 Form Post Response Mode).
    FormPost {
        /// The nonce of the script that sends the form.
        nonce: String,
        /// The origin that the form is sent to.
        form_action: String,
    },
    /// An answer that is no page: nothing at all.
    Nothing,
}

/// The policy of everything that is not a page.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

impl Csp {
    /// Puts the policy on an answer.
    pub fn put_on(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }

    /// The header. A policy that can't be written down becomes the strictest one.
    pub(super) fn header(&self) -> HeaderValue {
        let nothing = HeaderValue::from_static(NOTHING);
        match self {
            Self::Nothing => nothing,
            Self::Console { nonce } => nonce_of(nonce).map_or(nothing.clone(), |nonce| {
                HeaderValue::try_from(format!(
                    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
                     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
                     frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'"
                ))
                .unwrap_or(nothing)
            }),
            Self::Account { form_action } => {
                let onward = form_action.as_deref().and_then(source).map(|source| format!(" {source}"));
                HeaderValue::try_from(format!(
                    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'{}; \
                     frame-ancestors 'none'; base-uri 'none'",
                    onward.unwrap_or_default()
                ))
                .unwrap_or(nothing)
            }
            Self::Moments => HeaderValue::from_static(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
                 frame-ancestors 'none'; base-uri 'none'",
            ),
            Self::FormPost { nonce, form_action } => match (nonce_of(nonce), source(form_action)) {
                (Some(nonce), Some(target)) => HeaderValue::try_from(format!(
                    "default-src 'none'; script-src 'nonce-{nonce}'; form-action {target}; \
                     frame-ancestors 'none'; base-uri 'none'"
                ))
                .unwrap_or(nothing),
                _ => nothing,
            },
        }
    }
}

/// A nonce that is made of nothing but its own alphabet (CSP3 §2.3.1).
fn nonce_of(text: &str) -> Option<&str> {
    let right = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte);
    (!text.is_empty() && text.bytes().all(right)).then_some(text)
}

/// A place in a policy: an origin or a scheme, and nothing that could begin another directive.
///
/// A policy can't name an IPv6 address (CSP3 §2.3.1 has no brackets), so the scheme has to do for those.
fn source(place: &str) -> Option<&str> {
    let right = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.:/[]_".contains(&byte);
    if place.is_empty() || !place.bytes().all(right) {
        return None;
    }
    match place.split_once("://[") {
        Some(("https", _)) => Some("https:"),
        Some(("http", _)) => Some("http:"),
        Some(_) => None,
        None => Some(place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(form_action: &str) -> HeaderValue {
        Csp::Account { form_action: Some(form_action.to_owned()) }.header()
    }

    #[test]
    fn the_console_runs_our_scripts_and_the_one_with_the_nonce() {
        let header = Csp::Console { nonce: "q83vASNFZ4k=".to_owned() }.header();
        assert_eq!(
            header,
            "default-src 'none'; script-src 'self' 'nonce-q83vASNFZ4k=' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
             base-uri 'none'; object-src 'none'; manifest-src 'self'"
        );
    }

    #[test]
    fn an_account_page_runs_no_script_and_leads_only_where_it_says() {
        assert_eq!(
            Csp::Account { form_action: None }.header(),
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        );
        assert_eq!(
            account("https://app.example.com"),
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self' https://app.example.com; \
             frame-ancestors 'none'; base-uri 'none'"
        );
        assert!(
            account("com.example.app:").to_str().unwrap().contains("form-action 'self' com.example.app:;")
        );
        assert!(account("http://[::1]:4000").to_str().unwrap().contains("form-action 'self' http:;"));
    }

    #[test]
    fn a_page_of_moments_runs_files_of_ours_and_nothing_that_stands_in_it() {
        assert_eq!(
            Csp::Moments.header(),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
             frame-ancestors 'none'; base-uri 'none'"
        );
    }

    #[test]
    fn nothing_that_is_put_in_can_begin_another_directive() {
        for evil in ["https://a; script-src *", "https://a *", "'unsafe-inline'", "https://a,b", ""] {
            assert_eq!(account(evil), Csp::Account { form_action: None }.header(), "{evil}");
        }
        assert_eq!(Csp::Console { nonce: "a' 'unsafe-inline".to_owned() }.header(), NOTHING);
        let form_post = Csp::FormPost { nonce: "abc".to_owned(), form_action: "https://a;x".to_owned() };
        assert_eq!(form_post.header(), NOTHING);
    }

    #[test]
    fn a_form_post_leads_only_to_the_client() {
        let header =
            Csp::FormPost { nonce: "abc".to_owned(), form_action: "https://app.example.com".to_owned() }
                .header();
        assert_eq!(
            header,
            "default-src 'none'; script-src 'nonce-abc'; form-action https://app.example.com; frame-ancestors 'none'; base-uri 'none'"
        );
    }
}
