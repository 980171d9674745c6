//! The form for one more secret.

use domain::refusal::RefusalCode;
use domain::secret_label::SecretLabel;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::acts::refusal_of;
use super::acts::SecretActs;
use crate::api::Refused;
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{Button, ButtonKind, ButtonRole, Dialog, DialogActions, DialogBody, InputKind, TextField};
use crate::words::secrets as words;

/// Asks for a label and an end, and makes the secret.
#[component]
pub(super) fn AddDialog(
    /// The acts of the page.
    acts: SecretActs,
) -> impl IntoView {
    let question = acts.adding;
    let (label, expiration) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move || {
        question.open().track();
        label.set(String::new());
        expiration.set(String::new());
    });
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        if acts.add.pending().get_untracked() {
            return;
        }
        if let Some(client) = question.client_now() {
            acts.add.dispatch((client, labelled(&label.get_untracked(), &expiration.get_untracked())));
        }
    };
    let title =
        Signal::derive(move || question.client().map(|client| words::add_title(&client)).unwrap_or_default());
    let refused = refusal_of(acts.add);
    let other =
        Signal::derive(move || refused.get().filter(|refused| refused.0.code != RefusalCode::FieldProblems));
    view! {
        <Dialog id="add-secret" title open=question.open()>
            <form class="dialog__form" on:submit=add>
                <DialogBody>
                    <Fields label expiration refused />
                    <RefusalNotice refused=other />
                </DialogBody>
                <DialogActions>
                    <Button on:click=move |_| question.close()>{words::CANCEL}</Button>
                    <Button kind=ButtonKind::Primary role=ButtonRole::Submit busy=acts.add.pending()>
                        {words::ADD}
                    </Button>
                </DialogActions>
            </form>
        </Dialog>
    }
    .into_any()
}

/// What may be said of a new secret.
#[component]
fn Fields(
    label: RwSignal<String>,
    expiration: RwSignal<String>,
    refused: Signal<Option<Refused>>,
) -> impl IntoView {
    let problem = move |field: &'static str| {
        Signal::derive(move || refused.with(|refused| problem_of(refused.as_ref(), field)))
    };
    view! {
        <p>{words::ADD_LEAD}</p>
        <TextField
            label=words::LABEL
            name="description"
            id="secret-label"
            hint=words::LABEL_HINT
            bind=label
            error=problem("description")
        />
        <TextField
            label=words::EXPIRATION
            name="expiration"
            id="secret-expiration"
            kind=InputKind::Date
            hint=words::EXPIRATION_HINT
            bind=expiration
            error=problem("expiration")
        />
    }
    .into_any()
}

/// An empty field says nothing of an end.
fn labelled(label: &str, expiration: &str) -> SecretLabel {
    let expiration = Some(expiration.trim()).filter(|text| !text.is_empty());
    SecretLabel { description: label.to_owned(), expiration: expiration.map(str::to_owned) }
}

fn problem_of(refused: Option<&Refused>, field: &str) -> Option<String> {
    let problem = refused?.0.problems.iter().find(|problem| problem.field == field)?;
    Some(problem.message.clone())
}

#[cfg(test)]
mod tests {
    use domain::problem::Problems;

    use super::*;

    #[test]
    fn an_empty_date_is_no_end() {
        assert_eq!(labelled("blue", ""), SecretLabel { description: "blue".into(), expiration: None });
        assert_eq!(labelled("", "2027-01-31").expiration.as_deref(), Some("2027-01-31"));
    }

    #[test]
    fn a_problem_stands_beside_its_field() {
        let refused = Refused(Problems::one("expiration", "past", "This is over already.").into());
        assert_eq!(problem_of(Some(&refused), "expiration").unwrap(), "This is over already.");
        assert_eq!(problem_of(Some(&refused), "description"), None);
    }
}
