//! What to say when the server said no.

use domain::refusal::{Refusal, RefusalCode};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::clients::remedies;
use crate::api::Refused;
use crate::routes::Page;
use crate::ui::{ButtonKind, LinkButton, Notice, NoticeKind, coded};
use crate::words::session;

/// Says why the last try was refused, and what helps. Nothing is printed while there is nothing to say.
#[component]
pub(super) fn RefusalNotice(
    /// The refusal, if the last try was refused.
    #[prop(into)]
    refused: Signal<Option<Refused>>,
) -> impl IntoView {
    move || {
        refused.get().map(|Refused(refusal)| match refusal.code {
            RefusalCode::NotSignedIn => view! { <SignedOutMeanwhile /> }.into_any(),
            RefusalCode::LimitReached if refusal.active.is_some() => {
                view! { <NoPlace said=words(&refusal) /> }.into_any()
            }
            _ => view! { <Notice kind=NoticeKind::Danger>{coded(&words(&refusal))}</Notice> }.into_any(),
        })
    }
}

/// The words of a refusal; where it is about fields, what they say is said instead of that they say something.
fn words(refusal: &Refusal) -> String {
    if refusal.problems.is_empty() {
        return refusal.message.clone();
    }
    refusal.problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" ")
}

/// Says that all places for active clients are taken, and leads to those that could make room.
#[component]
fn NoPlace(said: String) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Danger>
            <div class="stack stack--tight">
                <p>{said}</p>
                <ul class="remedies">{remedies()}</ul>
            </div>
        </Notice>
    }
    .into_any()
}

/// Says that the session is over where nothing was typed, with a way to sign in that comes back to this very place.
#[component]
pub(super) fn SignedOut() -> impl IntoView {
    let sign_in = sign_in_address();
    view! {
        <Notice kind=NoticeKind::Danger title=session::SIGNED_OUT>
            <div class="stack stack--tight">
                <p>{session::SIGN_IN_HERE}</p>
                <div>
                    // The account pages are printed without a script: the router must let go of this link.
                    <LinkButton href=sign_in() attr:rel="external">
                        {session::SIGN_IN}
                    </LinkButton>
                </div>
            </div>
        </Notice>
    }
    .into_any()
}

/// The same where something was typed: the page stays as it is.
#[component]
fn SignedOutMeanwhile() -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Danger title=session::SIGNED_OUT>
            <div class="stack stack--tight">
                <p>{session::SIGN_IN_BESIDE}</p>
                <div>
                    <SignInBeside />
                </div>
            </div>
        </Notice>
    }
    .into_any()
}

/// A link to sign-in in another tab.
#[component]
pub(super) fn SignInBeside() -> impl IntoView {
    let sign_in = sign_in_address();
    view! {
        <LinkButton
            href=sign_in()
            kind=ButtonKind::Primary
            attr:target="_blank"
            attr:rel="external noopener"
        >
            {session::SIGN_IN_NEW_TAB}
        </LinkButton>
    }
    .into_any()
}

/// The address of sign-in, from which a person comes back to this place.
fn sign_in_address() -> impl Fn() -> String {
    let location = use_location();
    move || sign_in_and_return(&location.pathname.get_untracked(), &location.search.get_untracked())
}

fn sign_in_and_return(path: &str, search: &str) -> String {
    let here = if search.is_empty() { path.to_owned() } else { format!("{path}?{search}") };
    Page::Login.with_query(&[("return_to", Some(&here))])
}

#[cfg(test)]
mod tests {
    use domain::limits::Limits;
    use domain::problem::Problems;
    use domain::refusal::Refusal;

    use super::{sign_in_and_return, words};

    #[test]
    fn a_refusal_speaks_by_its_problems_or_by_its_message() {
        let problems = Problems::one("confirmation", "other", "This is not the client's name.");
        assert_eq!(words(&Refusal::from(problems)), "This is not the client's name.");
        assert!(words(&Refusal::limit_reached(Limits::default())).contains("Deactivate a client"));
    }

    #[test]
    fn signing_in_comes_back_to_the_same_place() {
        assert_eq!(
            sign_in_and_return(
                "/Identity/Account/Manage/ApiClients/New",
                "template=backend_service&step=review"
            ),
            "/Identity/Account/Login?return_to=%2FIdentity%2FAccount%2FManage%2FApiClients%2FNew\
             %3Ftemplate%3Dbackend_service%26step%3Dreview"
        );
    }
}
