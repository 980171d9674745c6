//! What each error of the protocol means, and what to do: where `error_uri` leads (RFC 6749 §5.2).

use leptos::prelude::*;

use super::document;
use super::form::Welcome;
use crate::layout::{CardWidth, Frame};

/// One error: its name, why it happens, what helps.
struct Entry {
    /// The anchor, which is the name in the product's documents.
    anchor: &'static str,
    /// The names under which it arrives.
    names: &'static str,
    causes: &'static [&'static str],
    remedies: &'static [&'static str],
}

const ENTRIES: [Entry; 8] = [
    Entry {
        anchor: "invalid_client",
        names: "invalid_client",
        causes: &[
            "The client id is not exactly the one in the console.",
            "The client was deleted or is not active.",
            "The secret is wrong, has expired, or is missing.",
        ],
        remedies: &[
            "Compare the client id letter by letter.",
            "Look at the client's status in the console.",
            "Send the secret by one way only: Basic or form.",
        ],
    },
    Entry {
        anchor: "invalid_redirect_uri",
        names: "invalid_redirect_uri",
        causes: &[
            "The address is not registered.",
            "A letter's case, the scheme or a slash at the end differs.",
        ],
        remedies: &["Register exactly the address that the app sends."],
    },
    Entry {
        anchor: "invalid_scope",
        names: "invalid_scope",
        causes: &[
            "The scope is not assigned to the client.",
            "There is no such scope; perhaps it is misspelt.",
            "No scope was asked for, and the client has to ask.",
        ],
        remedies: &["Ask only for scopes that the client's page lists."],
    },
    Entry {
        anchor: "invalid_target",
        names: "invalid_target",
        causes: &[
            "The resource is neither the API's public URL nor the issuer.",
            "The resource was not asked for when the person signed in.",
        ],
        remedies: &["Leave resource out for a token for the API."],
    },
    Entry {
        anchor: "invalid_dpop_proof",
        names: "invalid_dpop_proof",
        causes: &[
            "The proof was made for another request or another access token, or was used before.",
            "It was made more than a minute ago, or one of the clocks is wrong.",
            "Its algorithm or its key can't be used.",
        ],
        remedies: &[
            "Make a new proof for every request, with the address that the server has in its configuration.",
        ],
    },
    Entry {
        anchor: "unsupported_grant_type",
        names: "unauthorized_client, unsupported_grant_type",
        causes: &[
            "The client doesn't have this grant type.",
            "The grant type doesn't fit the kind of client: public clients can't use the password grant.",
            "The server doesn't have this grant type at all.",
        ],
        remedies: &["Use a grant type that the client's page lists, or make a client from another template."],
    },
    Entry {
        anchor: "invalid_grant",
        names: "invalid_grant",
        causes: &[
            "The code was used before, is older than a minute, or belongs to another request.",
            "The refresh token was used before, has expired or was revoked.",
            "E-mail address and password don't belong together.",
        ],
        remedies: &["Send people through sign-in again; keep only the newest refresh token."],
    },
    Entry {
        anchor: "slow_down",
        names: "authorization_pending, slow_down, expired_token",
        causes: &[
            "A device asks for its tokens, and its person has not answered yet.",
            "It asks before its interval has passed.",
            "Nobody answered within ten minutes.",
        ],
        remedies: &[
            "Wait for the interval, and for five seconds more after each slow_down.",
            "Begin with a new code when the old one has expired.",
        ],
    },
];

/// Prints the page.
pub fn page(frame: &Frame) -> String {
    document::stranger("Errors and what to do", frame, CardWidth::Wide, content)
}

fn content() -> AnyView {
    let entries = ENTRIES.iter().map(section).collect_view();
    view! {
        <Welcome title="Errors and what to do" lead="The owner of a client finds the true cause of each refusal under Activity, by the answer's X-Request-Id; the server's log has it, too." />
        {entries}
    }
    .into_any()
}

fn section(entry: &Entry) -> impl IntoView {
    let lines =
        |lines: &'static [&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    view! {
        <section class="explained" id=entry.anchor>
            <h2 class="mono">{entry.names}</h2>
            <h3 class="explained__title">"Why"</h3>
            <ul class="points">{lines(entry.causes)}</ul>
            <h3 class="explained__title">"What to do"</h3>
            <ul class="points">{lines(entry.remedies)}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::account::document::tests::{assert_plain, frame};

    // Shows R110.
    #[test]
    fn every_error_has_an_anchor() {
        let html = page(&frame());
        assert_plain(&html);
        for anchor in [
            "invalid_client",
            "invalid_redirect_uri",
            "invalid_scope",
            "invalid_target",
            "invalid_dpop_proof",
            "unsupported_grant_type",
            "invalid_grant",
            "slow_down",
        ] {
            assert!(html.contains(&format!("id=\"{anchor}\"")), "{anchor}");
        }
    }
}
