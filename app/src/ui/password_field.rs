//! The password.

use leptos::prelude::*;

use super::field::{FieldFrame, Wiring};
use super::typed::follow_text;

/// A password. It is never printed back, may be pasted, and tells the password manager what it is (WCAG 3.3.8).
#[component]
pub fn PasswordField(
    /// Its name on the screen.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// The signal that it follows.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// The line that helps before anything is typed.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with what was typed.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let wiring = Wiring::new(name.clone(), hint, error);
    let input = NodeRef::new();
    if let Some(signal) = bind {
        follow_text(input, signal, String::new());
    }
    let tell = move |text: String| {
        if let Some(signal) = bind {
            signal.set(text);
        }
    };
    view! {
        <FieldFrame label wiring=wiring.clone()>
            <input
                node_ref=input
                class="input"
                id=wiring.id()
                name=name
                type="password"
                autocomplete=autocomplete
                required=true
                autofocus=autofocus
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
                on:input=move |event| tell(event_target_value(&event))
            />
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::PasswordField;
    use crate::ui::typed::printed;

    #[test]
    fn a_password_is_never_printed_back() {
        let html = printed(|| {
            let text = RwSignal::new("hunter2 hunter2".to_owned());
            view! {
                <PasswordField label="Password" name="password" autocomplete="new-password" bind=text />
            }
            .into_any()
        });
        assert!(!html.contains("hunter2"), "{html}");
        assert!(html.contains(r#"autocomplete="new-password""#), "{html}");
    }
}
