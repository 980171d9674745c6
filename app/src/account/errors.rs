//! What each error of the protocol means, and what to do: where `error_uri` leads (RFC 6749 §5.2).

use leptos::prelude::*;

use super::document;
use super::form::Welcome;
use crate::layout::{CardWidth, Frame};
use crate::words::errors::{self as words, Explained};

/// Prints the page.
pub fn page(frame: &Frame) -> String {
    document::stranger(words::TITLE, frame, CardWidth::Wide, content)
}

fn content() -> AnyView {
    let entries = words::EXPLAINED.iter().map(section).collect_view();
    view! {
        <Welcome title=words::TITLE lead=words::LEAD />
        {entries}
    }
    .into_any()
}

fn section(entry: &Explained) -> impl IntoView {
    let lines =
        |lines: &'static [&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    view! {
        <section class="explained" id=entry.anchor>
            <h2 class="mono">{entry.names}</h2>
            <h3 class="explained__title">{words::WHY}</h3>
            <ul class="points">{lines(entry.causes)}</ul>
            <h3 class="explained__title">{words::WHAT_TO_DO}</h3>
            <ul class="points">{lines(entry.remedies)}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::account::document::tests::{assert_plain, frame};
    use crate::words::errors::{EXPLAINED, WHAT_TO_DO, WHY};

    // Shows R110.
    #[test]
    fn every_error_has_an_anchor_with_its_causes_and_remedies() {
        let html = page(&frame());
        assert_plain(&html);
        let sections: Vec<&str> = html.split("<section ").skip(1).collect();
        assert_eq!(sections.len(), EXPLAINED.len(), "{html}");
        for section in sections {
            let section = section.split("</section>").next().unwrap();
            let (causes, remedies) = section.split_once(WHAT_TO_DO).unwrap();
            for (lines, heading) in [(causes, WHY), (remedies, WHAT_TO_DO)] {
                let (_, list) =
                    lines.split_once("<ul").unwrap_or_else(|| panic!("no list under {heading}: {lines}"));
                let sentences: Vec<&str> =
                    list.split("<li>").skip(1).map(|line| line.split("</li>").next().unwrap()).collect();
                assert!(!sentences.is_empty(), "{heading}: {section}");
                assert!(sentences.iter().all(|line| line.ends_with('.') && line.len() > 20), "{sentences:?}");
            }
            assert!(causes.contains(WHY), "{causes}");
        }
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
