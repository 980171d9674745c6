//! The password once more, asked for where the server wants it; what was refused for it is then done.

use std::task::{Poll, Waker};

use domain::refusal::RefusalCode;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::refusal_notice::RefusalNotice;
use crate::api::Refused;
use crate::api::session::confirm_session;
use crate::layout::Frame;
use crate::ui::{Button, ButtonKind, ButtonRole, Dialog, DialogActions, DialogBody, PasswordField};
use crate::words::secrets as words;

/// Where the password is asked for. Provided once at the root.
#[derive(Clone, Copy)]
pub(crate) struct Confirmer {
    open: RwSignal<bool>,
    said: StoredValue<Option<bool>>,
    waiting: StoredValue<Option<Waker>>,
}

impl Confirmer {
    /// Makes the place and gives it to every page below.
    pub(crate) fn provide() {
        provide_context(Self {
            open: RwSignal::new(false),
            said: StoredValue::new(None),
            waiting: StoredValue::new(None),
        });
    }

    /// The place above this part, if there is one.
    pub(super) fn here() -> Option<Self> {
        use_context()
    }

    /// Asks, and waits for the answer: whether the password was right.
    async fn ask(self) -> bool {
        self.said.set_value(None);
        self.open.set(true);
        std::future::poll_fn(move |context| match self.said.get_value() {
            Some(confirmed) => Poll::Ready(confirmed),
            None => {
                self.waiting.set_value(Some(context.waker().clone()));
                Poll::Pending
            }
        })
        .await
    }

    /// Gives the answer, the first time it is called.
    fn say(self, confirmed: bool) {
        if self.said.get_value().is_none() {
            self.said.set_value(Some(confirmed));
        }
        if let Some(Some(waker)) = self.waiting.try_update_value(Option::take) {
            waker.wake();
        }
    }
}

/// Does something, and where it needs a fresh password asks for that and does it again.
///
/// # Errors
/// As what is done; when nobody confirmed, its refusal.
pub(super) async fn confirmed<T, F>(confirmer: Option<Confirmer>, act: impl Fn() -> F) -> Result<T, Refused>
where
    F: Future<Output = Result<T, Refused>>,
{
    match (act().await, confirmer) {
        (Err(refused), Some(confirmer)) if refused.0.code == RefusalCode::ReauthenticationRequired => {
            if confirmer.ask().await {
                act().await
            } else {
                Err(refused)
            }
        }
        (answer, _) => answer,
    }
}

/// The dialog `Confirm it's you`. It stands above every other dialog, which stays as it is meanwhile.
#[component]
pub(crate) fn ConfirmDialog() -> impl IntoView {
    Confirmer::here().map(|confirmer| view! { <Asking confirmer /> })
}

#[component]
fn Asking(confirmer: Confirmer) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let confirm = Action::new(move |password: &String| {
        let password = password.clone();
        async move {
            let answer = confirm_session(password).await;
            if answer.is_ok() {
                confirmer.say(true);
                confirmer.open.set(false);
            }
            answer.err()
        }
    });
    // However it closes, the password is forgotten, and who waits for an answer has one.
    Effect::new(move || {
        if !confirmer.open.get() {
            password.set(String::new());
            confirm.clear();
            confirmer.say(false);
        }
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if !confirm.pending().get_untracked() {
            confirm.dispatch(password.get_untracked());
        }
    };
    let refused = Signal::derive(move || confirm.value().get().flatten());
    let wrong = Signal::derive(move || refused.with(|refused| wrong_password(refused.as_ref())));
    let other = Signal::derive(move || refused.get().filter(|_| wrong.with(Option::is_none)));
    view! {
        <Dialog id="confirm" title=words::CONFIRM open=confirmer.open>
            <form class="dialog__form" on:submit=send>
                <DialogBody>
                    <p>{lead()}</p>
                    <PasswordField
                        label=words::PASSWORD
                        name="password"
                        autocomplete="current-password"
                        bind=password
                        error=wrong
                    />
                    <RefusalNotice refused=other />
                </DialogBody>
                <DialogActions>
                    <Button on:click=move |_| confirmer.open.set(false)>{words::CANCEL}</Button>
                    <Button kind=ButtonKind::Primary role=ButtonRole::Submit busy=confirm.pending()>
                        {words::CONFIRM_BUTTON}
                    </Button>
                </DialogActions>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Why the password is asked for, and whose.
fn lead() -> String {
    let email = use_context::<Frame>().and_then(|frame| frame.user).map(|user| user.email);
    words::confirm_lead(&email.unwrap_or_default())
}

/// What is said beside the field.
fn wrong_password(refused: Option<&Refused>) -> Option<String> {
    let problem = refused?.0.problems.iter().find(|problem| problem.field == "password")?;
    Some(problem.message.clone())
}

#[cfg(test)]
mod tests {
    use domain::problem::Problems;
    use domain::refusal::Refusal;

    use super::*;
    use crate::ui::typed::printed;

    #[test]
    fn a_wrong_password_is_said_beside_the_field_and_all_else_under_it() {
        let wrong = Refused(Problems::one("password", "wrong", "This is not your current password.").into());
        assert_eq!(wrong_password(Some(&wrong)).unwrap(), "This is not your current password.");
        assert_eq!(wrong_password(Some(&Refused(Refusal::broken()))), None);
        assert_eq!(wrong_password(None), None);
    }

    #[test]
    fn the_dialog_is_printed_closed_and_empty() {
        let html = printed(|| {
            Confirmer::provide();
            view! { <ConfirmDialog /> }.into_any()
        });
        assert!(html.contains("Confirm it's you") || html.contains("Confirm it&#x27;s you"), "{html}");
        assert!(html.contains(r#"autocomplete="current-password""#) && !html.contains(" open"), "{html}");
    }
}
