//! Buttons, and links that look like them.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// How much a button wants to be pressed. A page has at most one primary button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The step that most people take.
    Primary,
    /// A step of the same right as others.
    #[default]
    Secondary,
    /// A step aside.
    Quiet,
    /// A step that destroys something.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button--primary",
            Self::Secondary => "button--secondary",
            Self::Quiet => "button--quiet",
            Self::Danger => "button--danger",
        }
    }
}

/// How much room a button takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// As high as a field.
    #[default]
    Normal,
    /// For rows and bars.
    Small,
    /// A sign without words; give it an `aria-label`.
    Icon,
    /// As wide as its form.
    Wide,
}

impl ButtonSize {
    const fn class(self) -> &'static str {
        match self {
            Self::Normal => "",
            Self::Small => " button--small",
            Self::Icon => " button--icon",
            Self::Wide => " button--wide",
        }
    }
}

/// What pressing does by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonRole {
    /// Nothing: a listener acts.
    #[default]
    Press,
    /// It sends the form around it.
    Submit,
}

fn class_of(kind: ButtonKind, size: ButtonSize) -> String {
    format!("button {}{}", kind.class(), size.class())
}

/// A button. Further attributes and listeners (`on:click`, `attr:name`, …) reach the `<button>`, which is why it keeps its type.
#[component(transparent)]
pub fn Button(
    /// How much it wants to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// How much room it takes.
    #[prop(optional)]
    size: ButtonSize,
    /// What pressing does by itself.
    #[prop(optional)]
    role: ButtonRole,
    /// Whether it can't be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether its work is under way: it keeps the focus, and presses are swallowed.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Its words; a verb first.
    children: Children,
) -> impl IntoView {
    let kind_of_button = match role {
        ButtonRole::Press => "button",
        ButtonRole::Submit => "submit",
    };
    let swallow = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    };
    view! {
        <button
            class=class_of(kind, size)
            type=kind_of_button
            disabled=disabled
            aria-busy=move || busy.get().then_some("true")
            on:click=swallow
        >
            {children()}
        </button>
    }
}

/// A link that looks like a button, for the step that leads to another page. It takes further attributes, too.
#[component(transparent)]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it wants to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// How much room it takes.
    #[prop(optional)]
    size: ButtonSize,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=class_of(kind, size) href=href>
            {children()}
        </a>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Button, ButtonKind, ButtonRole, ButtonSize};
    use crate::ui::typed::printed;

    #[test]
    fn a_button_sends_no_form_unless_it_is_asked_to() {
        let html = printed(|| view! { <Button>"Add URL"</Button> }.into_any());
        assert!(html.contains(r#"type="button""#), "{html}");

        let html = printed(|| {
            view! {
                <Button kind=ButtonKind::Primary role=ButtonRole::Submit size=ButtonSize::Wide>
                    "Sign in"
                </Button>
            }
            .into_any()
        });
        assert_eq!(
            html,
            r#"<button type="submit" class="button button--primary button--wide">Sign in</button>"#
        );
    }

    #[test]
    fn a_busy_button_says_so_and_stays_where_the_focus_is() {
        let html = printed(|| view! { <Button busy=true>"Create"</Button> }.into_any());
        assert!(html.contains(r#"aria-busy="true""#), "{html}");
        assert!(!html.contains("disabled"), "{html}");
    }
}
