//! One line of text.

use leptos::prelude::*;

use super::field::{FieldFrame, Wiring, id_or_name};
use super::typed::follow_text;

/// What is typed, so that a phone shows the right keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Anything.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// A web address.
    WebAddress,
    /// A day, as `2027-01-31`.
    Date,
    /// A whole number; still a text, because spinning wheels change numbers unseen.
    Number,
}

impl InputKind {
    const fn html_type(self) -> &'static str {
        match self {
            Self::Text | Self::Number => "text",
            Self::Email => "email",
            Self::Telephone => "tel",
            Self::WebAddress => "url",
            Self::Date => "date",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("numeric"),
            _ => None,
        }
    }
}

/// One line of text. It works in a plain form (`value`), and follows a signal where there is one (`bind`).
#[component]
pub fn TextField(
    /// Its name on the screen.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// Its id; the name, unless two forms on one page use the same.
    #[prop(optional, into)]
    id: String,
    /// What stands in it at first, when it follows no signal.
    #[prop(optional, into)]
    value: String,
    /// The signal that it follows.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// The line that helps before anything is typed.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with what was typed.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is typed.
    #[prop(optional)]
    kind: InputKind,
    /// What a password manager or browser may fill in (WCAG 1.3.5).
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it can't stay empty.
    #[prop(optional)]
    required: bool,
    /// Whether it takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let wiring = Wiring::new(id_or_name(id, &name), hint, error);
    let text = bind.unwrap_or_else(|| RwSignal::new(value));
    let printed = text.get_untracked();
    let input = NodeRef::new();
    follow_text(input, text, printed.clone());
    view! {
        <FieldFrame label wiring=wiring.clone()>
            <input
                node_ref=input
                class="input"
                id=wiring.id()
                name=name
                type=kind.html_type()
                inputmode=kind.input_mode()
                value=printed
                autocomplete=autocomplete
                required=required
                autofocus=autofocus
                disabled=disabled
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
                on:input=move |event| text.set(event_target_value(&event))
            />
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{InputKind, TextField};
    use crate::ui::typed::printed;

    #[test]
    fn a_problem_and_a_hint_are_tied_to_their_field() {
        let html = printed(|| {
            view! {
                <TextField
                    label="Email"
                    name="email"
                    value="al\"ice"
                    kind=InputKind::Email
                    hint="We never show it."
                    error=Some("Enter an e-mail address.".to_owned())
                />
            }
            .into_any()
        });
        assert!(html.contains(r#"<label for="email" class="field__label">Email</label>"#), "{html}");
        assert!(html.contains(r#"aria-describedby="email-hint email-error""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(html.contains(r#"id="email-error""#), "{html}");
        assert!(html.contains("value=\"al&quot;ice\""), "{html}");
    }

    #[test]
    fn what_was_typed_stands_in_its_problem_as_text_without_the_signs_around_it() {
        let html = printed(|| {
            let error = Some("`<b>` is no address.".to_owned());
            view! { <TextField label="Addresses" name="addresses" error /> }.into_any()
        });
        assert!(html.contains("<code>&lt;b&gt;</code> is no address."), "{html}");
    }

    #[test]
    fn a_field_without_hint_and_problem_points_at_nothing() {
        let html = printed(|| view! { <TextField label="Name" name="name" /> }.into_any());
        assert!(!html.contains("aria-describedby") && !html.contains("aria-invalid"), "{html}");
    }
}
