//! A page that was left open, and whose session ended in another tab or became somebody else's.

use domain::refusal::RefusalCode;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::refusal_notice::SignInBeside;
use crate::api::Refused;
use crate::api::session::who_is_there;
use crate::layout::{Frame, SignedIn};
use crate::routes::Page;
use crate::ui::{Button, Dialog, DialogActions, DialogBody, LinkButton};
use crate::words::session as words;

/// What became of the session behind a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Session {
    /// It is still there, as far as is known.
    #[default]
    Theirs,
    /// It is over.
    Over,
    /// Somebody else is signed in, by this address.
    Of(String),
}

/// Looks whenever people come back to the page, and says what happened meanwhile. What was typed stays as it is.
#[component]
pub(crate) fn SessionWatch() -> impl IntoView {
    let user = use_context::<Frame>().and_then(|frame| frame.user);
    user.map(|user| view! { <Watch user /> })
}

#[component]
fn Watch(user: SignedIn) -> impl IntoView {
    let (open, session) = (RwSignal::new(false), RwSignal::new(Session::default()));
    let owner = StoredValue::new(user.email.clone());
    let look = move || async move {
        let answer = who_is_there().await;
        // The page may be gone by now.
        let found = owner.try_with_value(|owner| read(&answer, owner)).flatten();
        if let Some(found) = found {
            let _ = open.try_set(found != Session::Theirs);
            let _ = session.try_set(found);
        }
    };
    Effect::new(move || {
        let listening = window_event_listener(ev::focus, move |_| spawn_local(look()));
        on_cleanup(move || listening.remove());
    });
    let title = Signal::derive(move || match session.get() {
        Session::Of(_) => words::SOMEBODY_ELSE.to_owned(),
        Session::Theirs | Session::Over => words::SIGNED_OUT.to_owned(),
    });
    let text = move || match session.get() {
        Session::Of(other) => words::somebody_else(&user.email, &other),
        Session::Theirs | Session::Over => words::SIGN_IN_BESIDE.to_owned(),
    };
    let way = move || {
        match session.get() {
        Session::Of(_) => view! { <LinkButton href=Page::ApiClients.path() attr:rel="external">{words::SHOW_THEIRS}</LinkButton> }.into_any(),
        Session::Theirs | Session::Over => view! { <SignInBeside /> }.into_any(),
    }
    };
    view! {
        <Dialog id="session" title open>
            <DialogBody>
                <p>{text}</p>
            </DialogBody>
            <DialogActions>
                <Button on:click=move |_| open.set(false)>{words::NOT_NOW}</Button>
                {way}
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

/// What an answer says of the session; nothing when the server could not be asked.
fn read(answer: &Result<String, Refused>, owner: &str) -> Option<Session> {
    match answer {
        Ok(email) if email == owner => Some(Session::Theirs),
        Ok(email) => Some(Session::Of(email.clone())),
        Err(refused) if refused.0.code == RefusalCode::NotSignedIn => Some(Session::Over),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::Refusal;

    use super::*;

    #[test]
    fn only_an_answer_of_the_server_says_something_of_the_session() {
        let read = |answer: Result<&str, Refusal>| {
            read(&answer.map(str::to_owned).map_err(Refused), "nora@example.com")
        };
        assert_eq!(read(Ok("nora@example.com")), Some(Session::Theirs));
        assert_eq!(read(Ok("bob@example.com")), Some(Session::Of("bob@example.com".into())));
        assert_eq!(read(Err(Refusal::not_signed_in())), Some(Session::Over));
        assert_eq!(read(Err(Refusal::broken())), None, "it may be there all the same");
    }
}
