//! A value that is made to be taken elsewhere.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Button, ButtonSize};
use super::clipboard;
use super::icon::{Icon, IconName};
use crate::words::parts as words;

/// How long the answer stands beside the button.
const SAID_FOR: Duration = Duration::from_secs(6);

/// What became of the last press.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Said {
    #[default]
    Nothing,
    Copied,
    NotCopied,
}

impl Said {
    const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Copied => words::COPIED,
            Self::NotCopied => words::NOT_COPIED,
        }
    }
}

/// A value with its name, and a button that copies it.
#[component]
pub fn Copy(
    /// What the value is.
    #[prop(into)]
    label: String,
    /// The value.
    #[prop(into)]
    value: Signal<String>,
    /// The id of the name, unique on the page.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    view! {
        <div class="copy">
            <span class="copy__label" id=id.clone()>
                {label}
            </span>
            <div class="copy__row">
                <code class="copy__value">{move || value.get()}</code>
                <CopyButton value described_by=id />
            </div>
        </div>
    }
    .into_any()
}

/// The button `Copy`, and what became of pressing it, said aloud.
#[component]
pub(crate) fn CopyButton(
    /// The value.
    value: Signal<String>,
    /// The id of the value's name.
    described_by: String,
) -> impl IntoView {
    let said = RwSignal::new(Said::default());
    // The part may be gone before the clipboard answers or the time is up; then nobody needs the words.
    let say = move |words| _ = said.try_set(words);
    let forget = move || say(Said::Nothing);
    let copy = move |_| {
        let text = value.get_untracked();
        spawn_local(async move {
            let outcome = clipboard::put(&text).await;
            say(outcome.map_or(Said::NotCopied, |()| Said::Copied));
            set_timeout(forget, SAID_FOR);
        });
    };
    let failed = move || said.get() == Said::NotCopied;
    view! {
        <span class="copier">
            <span class="copier__said" class=("copier__said--failed", failed) role="status">
                {move || said.get().words()}
            </span>
            <Button size=ButtonSize::Small on:click=copy attr:aria-describedby=described_by>
                {move || {
                    let name = match said.get() {
                        Said::Copied => IconName::Check,
                        Said::Nothing | Said::NotCopied => IconName::Copy,
                    };
                    view! { <Icon name /> }
                }}
                {words::COPY}
            </Button>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Copy;
    use crate::ui::typed::printed;

    #[test]
    fn the_button_is_called_copy_and_described_by_what_it_copies() {
        let html = printed(|| {
            view! { <Copy id="client-id" label="Client ID" value="app_0123456789ab" /> }.into_any()
        });
        assert!(html.contains(r#"id="client-id""#) && html.contains("Client ID"), "{html}");
        assert!(html.contains(r#"aria-describedby="client-id""#), "{html}");
        assert!(html.contains("app_0123456789ab"), "{html}");
        assert!(html.contains(r#"role="status""#), "{html}");
    }
}
