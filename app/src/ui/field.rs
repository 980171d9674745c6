//! What all fields share: a label above, a hint under it, and the problem beside the control.

use leptos::prelude::*;

use super::coded::coded;
use super::icon::{Icon, IconName};

/// The id of a control: its name, unless another one is given.
pub(crate) fn id_or_name(id: String, name: &str) -> String {
    if id.is_empty() { name.to_owned() } else { id }
}

/// The id of the place where the problem of a control or a group is said.
pub(crate) fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// How a control points at its hint and its problem.
#[derive(Clone)]
pub(crate) struct Wiring {
    id: String,
    hint: String,
    error: Signal<Option<String>>,
}

impl Wiring {
    /// Wires the control with this id; an empty hint is none.
    pub(crate) fn new(id: String, hint: String, error: Signal<Option<String>>) -> Self {
        Self { id, hint, error }
    }

    /// The id of the control.
    pub(crate) fn id(&self) -> String {
        self.id.clone()
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn error_id(&self) -> String {
        error_id(&self.id)
    }

    /// The value of `aria-describedby`: only what is there is pointed at.
    pub(crate) fn described_by(&self) -> impl Fn() -> Option<String> + Send + Sync + use<> {
        let wiring = self.clone();
        move || {
            let hint = (!wiring.hint.is_empty()).then(|| wiring.hint_id());
            let error = wiring.error.with(Option::is_some).then(|| wiring.error_id());
            match (hint, error) {
                (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
                (hint, error) => hint.or(error),
            }
        }
    }

    /// The value of `aria-invalid`.
    pub(crate) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + use<> {
        let error = self.error;
        move || error.with(Option::is_some).then_some("true")
    }
}

/// Label, hint, control and problem, in this order.
#[component]
pub(crate) fn FieldFrame(
    /// The name of the field.
    label: String,
    /// How the control is wired.
    wiring: Wiring,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=wiring.id()>
                {label}
            </label>
            <FieldHint wiring=wiring.clone() />
            {children()}
            <FieldError wiring />
        </div>
    }
    .into_any()
}

/// The line that helps before anything is typed.
#[component]
pub(crate) fn FieldHint(
    /// How the control is wired.
    wiring: Wiring,
) -> impl IntoView {
    let id = wiring.hint_id();
    (!wiring.hint.is_empty()).then(|| {
        view! {
            <p class="field__hint" id=id>
                {wiring.hint}
            </p>
        }
    })
}

/// The place of the problem. It is always there, so that a problem that comes later is said aloud.
#[component]
pub(crate) fn FieldError(
    /// How the control is wired.
    wiring: Wiring,
) -> impl IntoView {
    let error = wiring.error;
    view! {
        <div id=wiring.error_id() aria-live="polite">
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field__error">
                                <Icon name=IconName::Warning />
                                <span>{coded(&error)}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
