//! The document around every account page. It loads one stylesheet, and where there are moments the script that tells them.

use leptos::prelude::*;

use crate::layout::theme_form::ThemeForm;
use crate::layout::{CardWidth, Frame, SettingsFrame, StrangerFrame};
use crate::ui::{FieldProblem, Notice, NoticeKind};

/// The script that tells moments, a file of `public/`. Without it they are there in UTC.
const MOMENTS: &str = "/moments.js";

/// What stands in the window's title; a page that came back with problems says so first (WCAG 2.4.2).
pub(super) fn title(page: &str, problems: &[FieldProblem]) -> String {
    if problems.is_empty() { page.to_owned() } else { format!("Problem: {page}") }
}

/// Prints a page with one card in the middle.
pub(super) fn stranger(
    title: &str,
    frame: &Frame,
    width: CardWidth,
    content: impl FnOnce() -> AnyView,
) -> String {
    print(title, frame, || {
        let content = content();
        view! {
            <StrangerFrame frame=frame.clone() width>
                {content}
            </StrangerFrame>
        }
        .into_any()
    })
}

/// Prints a page of the profile settings.
pub(super) fn settings(title: &str, frame: &Frame, content: impl FnOnce() -> AnyView) -> String {
    print(title, frame, || in_settings(frame, content))
}

/// The same for a page with moments, which a script tells in the language and zone of the reader.
pub(super) fn settings_with_moments(title: &str, frame: &Frame, content: impl FnOnce() -> AnyView) -> String {
    print(title, frame, || {
        view! {
            {in_settings(frame, content)}
            <script type="module" src=MOMENTS></script>
        }
        .into_any()
    })
}

/// What was done just now, above a page that came back from a form. It takes the focus, so that it is heard and the next Tab
/// goes on from there: the button that was pressed may be gone (WCAG 2.4.3, 4.1.3).
pub(super) fn done(words: &'static str) -> AnyView {
    view! {
        <div class="done" tabindex="-1" autofocus=true>
            <Notice kind=NoticeKind::Success>{words}</Notice>
        </div>
    }
    .into_any()
}

fn in_settings(frame: &Frame, content: impl FnOnce() -> AnyView) -> AnyView {
    let (content, form) = (content(), frame.clone());
    view! {
        <SettingsFrame frame=frame.clone() tools=move || view! { <ThemeForm frame=form /> }>
            {content}
        </SettingsFrame>
    }
    .into_any()
}

/// Prints a whole document around a body that is made here, so that its parts have an owner.
pub fn print(title: &str, frame: &Frame, body: impl FnOnce() -> AnyView) -> String {
    // What the parts keep in the reactive store while they are printed goes with its owner.
    let owner = Owner::new();
    owner.with(|| without_marks(&document(title, frame, body()).to_html()))
}

/// The document without the empty comments at which the browser's half would take it over: no script does that here, and in
/// a `<title>` they would be read as text. What people wrote never holds one, because its `<` is written as `&lt;`.
pub(crate) fn without_marks(html: &str) -> String {
    html.replace("<!>", "")
}

fn document(title: &str, frame: &Frame, body: AnyView) -> impl IntoView + use<> {
    let theme = frame.theme.map(|theme| theme.as_str());
    let schemes = theme.unwrap_or("light dark");
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <title>{format!("{title} · {}", frame.product)}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content=schemes />
                <meta name="robots" content="noindex" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=frame.stylesheet.clone() />
            </head>
            <body>{body}</body>
        </html>
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::layout::{Frame, SignedIn, Theme};

    /// A stranger's frame.
    pub(in crate::account) fn frame() -> Frame {
        Frame {
            product: "Latchkey".into(),
            stylesheet: "/assets/latchkey.css".into(),
            theme: None,
            demo_banner: false,
            here: "/here?a=b".into(),
            csrf: "csrf-value".into(),
            user: None,
            current: None,
        }
    }

    /// The frame of somebody who is signed in.
    pub(in crate::account) fn signed_in() -> Frame {
        let alice =
            SignedIn { name: "Alice Example".into(), email: "alice@example.com".into(), manager: true };
        Frame { user: Some(alice), ..frame() }
    }

    /// A page must be whole, small, free of scripts and inline styles, and guard each of its forms.
    pub(in crate::account) fn assert_plain(html: &str) {
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\""), "{html}");
        assert!(html.contains(r#"<link rel="stylesheet" href="/assets/latchkey.css">"#), "{html}");
        let html = html.replacen(r#"<script type="module" src="/moments.js"></script>"#, "", 1);
        assert!(!html.contains("<script") && !html.contains(" style="), "{html}");
        assert!(!html.contains(" onclick") && !html.contains("javascript:"), "{html}");
        assert!(html.len() <= 15 * 1024, "{} bytes", html.len());
        let forms = html.matches("<form").count();
        assert_eq!(html.matches(r#"method="post""#).count(), forms, "{html}");
        assert_eq!(html.matches(r#"name="csrf" value="csrf-value""#).count(), forms, "{html}");
    }

    #[test]
    fn a_chosen_theme_is_printed_and_the_systems_is_not() {
        let dark =
            super::stranger("T", &Frame { theme: Some(Theme::Dark), ..frame() }, Default::default(), || {
                ().into_any()
            });
        assert!(dark.contains(r#"<html lang="en" data-theme="dark">"#), "{dark}");
        assert!(dark.contains(r#"content="dark""#), "{dark}");
        let system = super::stranger("T", &frame(), Default::default(), || ().into_any());
        assert!(
            system.contains(r#"<html lang="en">"#) && system.contains(r#"content="light dark""#),
            "{system}"
        );
    }

    #[test]
    fn a_demo_says_so_on_every_page() {
        let demo = Frame { demo_banner: true, ..signed_in() };
        for html in [
            super::stranger("T", &demo, Default::default(), || ().into_any()),
            super::settings("T", &demo, || ().into_any()),
        ] {
            assert!(html.contains("This is a demo."), "{html}");
            assert!(html.contains("Sign out"), "{html}");
        }
    }

    use leptos::prelude::IntoAny;
}
