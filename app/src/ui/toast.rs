//! Short words about something that went well and can be undone. What went wrong is said in its place instead.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::words::parts::DISMISS;

/// How long a toast stays when nobody is reading it (WCAG 2.2.1: at least six seconds, and it can be held).
const STAYS_FOR: Duration = Duration::from_secs(7);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    id: u32,
    text: String,
}

/// Where toasts are put. Provide it once at the root; take it with [`Toaster::here`].
#[derive(Clone, Copy)]
pub struct Toaster {
    toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toaster {
    /// Makes a place for toasts and gives it to every part below.
    pub fn provide() -> Self {
        let toaster = Self { toasts: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(toaster);
        toaster
    }

    /// The place above this part; a new one, seen by nobody, where there is none.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Says a few words.
    pub fn say(self, text: impl Into<String>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let text = text.into();
        self.toasts.update(|toasts| toasts.push(Toast { id, text }));
    }

    fn dismiss(self, id: u32) {
        // The page may be gone when the time is up.
        let _ = self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// The place on the page where toasts appear. It is there before the first of them, so that each is said aloud.
#[component]
pub fn Toasts() -> impl IntoView {
    let toaster = Toaster::here();
    view! {
        <div class="toasts" role="status" aria-atomic="false">
            <For each=move || toaster.toasts.get() key=|toast| toast.id let:toast>
                <ToastView toast toaster />
            </For>
        </div>
    }
}

#[component]
fn ToastView(toast: Toast, toaster: Toaster) -> impl IntoView {
    let id = toast.id;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let hold = move || {
        if let Some(Some(running)) = timer.try_update_value(Option::take) {
            running.clear();
        }
    };
    let release = move || {
        hold();
        timer.set_value(set_timeout_with_handle(move || toaster.dismiss(id), STAYS_FOR).ok());
    };
    Effect::new(release);
    on_cleanup(hold);
    view! {
        <div
            class="toast"
            on:pointerenter=move |_| hold()
            on:pointerleave=move |_| release()
            on:focusin=move |_| hold()
            on:focusout=move |_| release()
        >
            <Icon name=IconName::Check />
            <span class="toast__text">{toast.text}</span>
            <button
                class="toast__close"
                type="button"
                aria-label=DISMISS
                on:click=move |_| toaster.dismiss(id)
            >
                <Icon name=IconName::Close />
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Toaster, Toasts};
    use crate::ui::typed::printed;

    #[test]
    fn the_region_is_there_before_the_first_toast() {
        let html = printed(|| {
            Toaster::provide();
            view! { <Toasts /> }.into_any()
        });
        assert!(html.contains(r#"<div role="status" aria-atomic="false" class="toasts">"#), "{html}");
        assert!(!html.contains("toast__text"), "{html}");
    }

    #[test]
    fn what_was_said_is_shown_and_can_be_dismissed() {
        let html = printed(|| {
            Toaster::provide().say("Data Sync is deactivated.");
            view! { <Toasts /> }.into_any()
        });
        assert!(html.contains("Data Sync is deactivated."), "{html}");
        assert!(html.contains(r#"aria-label="Dismiss""#), "{html}");
    }
}
