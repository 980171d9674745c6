//! The one message of the page.

use leptos::prelude::*;

use crate::notice::{Notice, Tone};

/// Shows what was told last. The region is always there, so that screen readers hear it change.
#[component]
pub fn Message(notice: RwSignal<Option<Notice>>) -> impl IntoView {
    view! {
        <div class="message-region" role="status">
            {move || {
                notice
                    .get()
                    .map(|notice| {
                        view! {
                            <div class=format!("message {}", class(notice.tone))>
                                <strong class="message-title">{notice.title}</strong>
                                <span>{notice.text}</span>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "message-good",
        Tone::Calm => "message-calm",
        Tone::Problem => "message-problem",
    }
}
