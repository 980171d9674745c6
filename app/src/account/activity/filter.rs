//! What can be asked for. The form sends itself into the address, so that a view can be kept and passed on.

use domain::event::{Kind, Typed};
use leptos::prelude::*;

use super::Model;
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, ButtonRole, Choice, InputKind, LinkButton, Select, TextField, problem_of,
};
use crate::words::activity as words;

/// The form above the events.
pub(super) fn form(model: &Model) -> AnyView {
    let chosen = model.typed != Typed::default();
    let clear = chosen.then(|| view! { <LinkButton href=Page::Activity.path()>{words::CLEAR}</LinkButton> });
    let (what, when) = (what(model), when(model));
    view! {
        <form class="asked card" method="get" action=Page::Activity.path() novalidate=true>
            {what} {when}
            <div class="form__actions">
                <Button kind=ButtonKind::Primary role=ButtonRole::Submit>
                    {words::SHOW}
                </Button>
                {clear}
            </div>
        </form>
    }
    .into_any()
}

fn what(model: &Model) -> AnyView {
    let problem = |field| problem_of(&model.problems, field);
    let all = || Choice::new("", words::ALL);
    let offered = Kind::OFFERED.into_iter().map(|kind| Choice::new(kind.as_str(), words::kind(kind)));
    let kinds: Vec<Choice> = std::iter::once(all()).chain(offered).collect();
    let outcomes =
        vec![all(), Choice::new("failed", words::FAILED), Choice::new("succeeded", words::SUCCEEDED)];
    view! {
        <Select
            label=words::KIND
            name="kind"
            choices=kinds
            value=model.typed.kind.clone()
            error=problem("kind")
        />
        <Select
            label=words::OUTCOME
            name="outcome"
            choices=outcomes
            value=model.typed.outcome.clone()
            error=problem("outcome")
        />
        <TextField
            label=words::CLIENT_ID
            name="client"
            value=model.typed.client.clone()
            error=problem("client")
        />
    }
    .into_any()
}

fn when(model: &Model) -> AnyView {
    let problem = |field| problem_of(&model.problems, field);
    view! {
        <TextField
            label=words::FROM_DAY
            name="from"
            kind=InputKind::Date
            value=model.typed.from.clone()
            error=problem("from")
        />
        <TextField
            label=words::TO_DAY
            name="to"
            kind=InputKind::Date
            value=model.typed.to.clone()
            error=problem("to")
        />
    }
    .into_any()
}
