//! A new account.

use leptos::prelude::*;

use super::document;
use super::form::{Onward, PlainForm, Welcome};
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, ButtonRole, ButtonSize, ErrorSummary, FieldProblem, InputKind, PasswordField,
    TextField, problem_of,
};
use crate::words::sign_in as words;

/// What the registration page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The e-mail address, as typed.
    pub email: String,
    /// The name, as typed.
    pub name: String,
    /// What is wrong with single fields: `email`, `name`, `password`.
    pub problems: Vec<FieldProblem>,
    /// Where the person goes on.
    pub onward: Onward,
}

/// Prints the registration page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let title = document::title(words::CREATE_AN_ACCOUNT, &model.problems);
    let frame = &frame.at(model.onward.carried_to(&Page::Register));
    document::stranger(&title, frame, CardWidth::Narrow, || content(model, frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let fields = person_fields(&model.email, &model.name, &model.problems);
    view! {
        <Welcome title=words::CREATE_AN_ACCOUNT lead=words::REGISTER_LEAD />
        <ErrorSummary problems=in_order(&model.problems) />
        <PlainForm action=Page::Register csrf=frame.csrf.clone() onward=model.onward.clone()>
            {fields}
            <Button kind=ButtonKind::Primary role=ButtonRole::Submit size=ButtonSize::Wide>
                {words::CREATE_ACCOUNT}
            </Button>
        </PlainForm>
        <p class="aside-line">
            {words::HAVE_ONE} <a href=model.onward.carried_to(&Page::Login)>{words::SIGN_IN}</a>
        </p>
    }
    .into_any()
}

/// Problems in the order of [`person_fields`], in which a reader comes by them.
pub(super) fn in_order(problems: &[FieldProblem]) -> Vec<FieldProblem> {
    let mut problems = problems.to_vec();
    problems.sort_by_key(|problem| {
        ["email", "name", "password"].iter().position(|field| *field == problem.field)
    });
    problems
}

/// The three fields that make a person: also the first administrator.
pub(super) fn person_fields(email: &str, name: &str, problems: &[FieldProblem]) -> AnyView {
    view! {
        <TextField
            label=words::EMAIL
            name="email"
            kind=InputKind::Email
            value=email.to_owned()
            hint=words::EMAIL_HINT
            error=problem_of(problems, "email")
            autocomplete="username"
            required=true
            autofocus=true
        />
        <TextField
            label=words::NAME
            name="name"
            value=name.to_owned()
            error=problem_of(problems, "name")
            autocomplete="name"
            required=true
        />
        <PasswordField
            label=words::PASSWORD
            name="password"
            autocomplete="new-password"
            hint=words::NEW_PASSWORD_HINT
            error=problem_of(problems, "password")
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, in_order, page};
    use crate::account::document::tests::{assert_plain, frame};
    use crate::ui::FieldProblem;

    #[test]
    fn what_was_typed_stays_and_the_password_does_not_need_to() {
        let model = Model {
            email: "bob@example.com".into(),
            name: "Bob".into(),
            problems: vec![FieldProblem::new("password", "Use 8 characters or more.")],
            ..Model::default()
        };
        let html = page(&model, &frame());
        assert_plain(&html);
        assert!(html.contains(r#"value="bob@example.com""#) && html.contains(r#"value="Bob""#), "{html}");
        assert!(html.contains(r#"aria-describedby="password-hint password-error""#), "{html}");
    }

    #[test]
    fn problems_are_summed_up_in_the_order_of_the_fields() {
        let found = ["password", "name", "email"].map(|field| FieldProblem::new(field, "Look again."));
        let fields = in_order(&found).into_iter().map(|problem| problem.field).collect::<Vec<_>>();
        assert_eq!(fields, ["email", "name", "password"]);
    }
}
