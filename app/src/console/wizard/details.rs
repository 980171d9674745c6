//! The second step: the fields of the template.

use domain::client::ClientType;
use domain::template::{Template, TokenExpiration};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::draft::expiration_called;
use super::place::Place;
use super::state::Wizard;
use crate::console::arrival::{arrive, focus_on};
use crate::console::awake::asleep;
use crate::console::verdicts::{Verdicts, pointing_down};
use crate::console::web_server::WebServerFields;
use crate::ui::{
    Button, ButtonKind, ButtonRole, Choice, ErrorSummary, FieldProblem, Notice, Select, TextArea,
    TextAreaKind, TextField, problem_of,
};
use crate::words::wizard as words;

/// The fields of the template, checked by the same function as on the server.
#[component]
pub(super) fn DetailsStep(
    /// The wizard.
    wizard: Wizard,
    /// The template.
    template: Template,
) -> impl IntoView {
    arrive("wizard: details");
    let problems = Memo::new(move |_| wizard.problems(template));
    // The summary is for the moment of handing in; beside the fields the problems follow every key.
    let summed_up = RwSignal::new(problems.get_untracked());
    let left = Signal::derive(move || still_there(&summed_up.get(), &problems.get()));
    let hand_in = move |event: SubmitEvent| {
        event.prevent_default();
        wizard.handed_in.set(true);
        let found = untrack(|| wizard.problems(template));
        let first = found.first().map(|problem| problem.field.clone());
        summed_up.set(found);
        match first {
            None => wizard.go(Place::Review(template)),
            Some(field) => focus_on(&field),
        }
    };
    view! {
        <form class="form card" on:submit=hand_in novalidate=true>
            <h2 data-arrive="">{words::heading(template)}</h2>
            <ErrorSummary problems=left />
            <TextField
                label=template.name_label()
                name="clientName"
                bind=wizard.name
                hint=words::name_hint(template)
                error=problem(problems, "clientName")
            />
            {own_fields(wizard, template, problems)}
            <Steps wizard template />
        </form>
    }
    .into_any()
}

/// The fields that no other template has, or not all others.
fn own_fields(wizard: Wizard, template: Template, problems: Memo<Vec<FieldProblem>>) -> AnyView {
    let of = move |field| problem(problems, field);
    match template {
        Template::PersonalAccessToken => {
            view! { <Expiration wizard error=of("tokenExpiration") /> }.into_any()
        }
        Template::BackendService => view! { <Description wizard error=of("description") /> }.into_any(),
        Template::WebServerApplication => {
            view! { <WebServerFields fields=wizard.web redirect_urls=wizard.redirect_urls problems /> }
                .into_any()
        }
        Template::WebMobileApp => view! {
            <RedirectUrls wizard error=of("redirectUris") />
            <Description wizard error=of("description") />
        }
        .into_any(),
    }
}

/// What was wrong at the moment of handing in and still is.
fn still_there(then: &[FieldProblem], now: &[FieldProblem]) -> Vec<FieldProblem> {
    then.iter().filter(|problem| now.contains(problem)).cloned().collect()
}

/// What is wrong with one field.
fn problem(problems: Memo<Vec<FieldProblem>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || problems.with(|all| problem_of(all, field)))
}

/// On to the summary, or back to the templates.
#[component]
fn Steps(wizard: Wizard, template: Template) -> impl IntoView {
    view! {
        <div class="form__actions">
            <Button kind=ButtonKind::Primary role=ButtonRole::Submit disabled=asleep()>
                {words::CONTINUE}
            </Button>
            <Button
                disabled=asleep()
                on:click=move |_| wizard.go(Place::Choose(Some(template)))
            >
                {words::BACK}
            </Button>
        </div>
    }
    .into_any()
}

#[component]
fn Description(wizard: Wizard, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <TextArea
            label=words::DESCRIPTION
            name="description"
            bind=wizard.description
            hint=words::DESCRIPTION_HINT
            rows=2
            error
        />
    }
    .into_any()
}

#[component]
fn Expiration(wizard: Wizard, error: Signal<Option<String>>) -> impl IntoView {
    let choices = TokenExpiration::ALL
        .into_iter()
        .map(|choice| Choice::new(choice.label(), choice.label()))
        .collect::<Vec<_>>();
    let never = Memo::new(move |_| expiration_called(&wizard.expiration.get()) == TokenExpiration::Never);
    let better = TokenExpiration::Days90.label();
    view! {
        <Select
            label=words::EXPIRATION
            name="tokenExpiration"
            choices
            bind=wizard.expiration
            hint=words::EXPIRATION_HINT
            error
        />
        <div role="status">
            {move || {
                never
                    .get()
                    .then(|| {
                        view! {
                            <Notice>
                                <div class="stack stack--tight">
                                    <p>{words::NEVER_NUDGE}</p>
                                    <div>
                                        <Button on:click=move |_| {
                                            wizard.expiration.set(better.to_owned());
                                            // The button goes with what it answered.
                                            focus_on("tokenExpiration");
                                        }>{words::use_instead(better)}</Button>
                                    </div>
                                </div>
                            </Notice>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

#[component]
fn RedirectUrls(wizard: Wizard, error: Signal<Option<String>>) -> impl IntoView {
    let error = pointing_down(error, wizard.redirect_urls, ClientType::Public);
    view! {
        <div class="stack stack--tight">
            <TextArea
                label=words::REDIRECT_URLS
                name="redirectUris"
                bind=wizard.redirect_urls
                kind=TextAreaKind::Exact
                hint=words::REDIRECT_URLS_HINT
                error
            />
            <Verdicts text=wizard.redirect_urls />
        </div>
    }
    .into_any()
}
