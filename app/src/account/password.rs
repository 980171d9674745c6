//! Profile settings: the password.

use leptos::prelude::*;

use super::document;
use super::form::{Onward, PlainForm};
use crate::layout::{Frame, NavItem};
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, ButtonRole, Checkbox, ErrorSummary, FieldProblem, Notice, NoticeKind, PageHeading,
    PasswordField, problem_of,
};
use crate::words::profile as words;
use crate::words::sign_in::NEW_PASSWORD_HINT;

/// What the password page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// Whether the password has just been changed.
    pub saved: bool,
    /// Why nothing was changed, when that has to do with no field.
    pub notice: Option<String>,
    /// Whether the tick to sign out everywhere is set.
    pub everywhere: bool,
    /// What is wrong with single fields: `current_password`, `new_password`.
    pub problems: Vec<FieldProblem>,
}

/// Prints the password page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let frame = Frame { current: Some(NavItem::Password), ..frame.clone() };
    let title = document::title(words::PASSWORD, &model.problems);
    document::settings(&title, &frame, || content(model, &frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let saved = model.saved.then(|| document::done(words::PASSWORD_CHANGED));
    let notice = model.notice.clone().map(|words| {
        view! { <Notice kind=NoticeKind::Danger>{words}</Notice> }
    });
    let form = form(model, frame);
    view! {
        <PageHeading title=words::PASSWORD lead=words::PASSWORD_LEAD />
        <div class="stack narrow">
            {saved} {notice} <ErrorSummary problems=model.problems.clone() />
            <div class="card">
                {form}
            </div>
        </div>
    }
    .into_any()
}

fn form(model: &Model, frame: &Frame) -> AnyView {
    let fields = fields(model, frame);
    view! {
        <PlainForm action=Page::Password csrf=frame.csrf.clone() onward=Onward::default()>
            {fields}
            <div class="form__actions">
                <Button kind=ButtonKind::Primary role=ButtonRole::Submit>
                    {words::CHANGE_PASSWORD}
                </Button>
            </div>
        </PlainForm>
    }
    .into_any()
}

fn fields(model: &Model, frame: &Frame) -> AnyView {
    // A password manager finds out by this field whose password changes; people don't need to see it.
    let username = frame.user.clone().map(|user| {
        view! {
            <input type="text" name="username" autocomplete="username" value=user.email hidden=true readonly=true />
        }
    });
    view! {
        {username}
        <PasswordField
            label=words::CURRENT_PASSWORD
            name="current_password"
            autocomplete="current-password"
            error=problem_of(&model.problems, "current_password")
        />
        <PasswordField
            label=words::NEW_PASSWORD
            name="new_password"
            autocomplete="new-password"
            hint=NEW_PASSWORD_HINT
            error=problem_of(&model.problems, "new_password")
        />
        <Checkbox
            label=words::EVERYWHERE
            name="everywhere"
            checked=model.everywhere
            hint=words::EVERYWHERE_HINT
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Model, page};
    use crate::account::document::tests::{assert_plain, signed_in};
    use crate::ui::FieldProblem;

    #[test]
    fn the_current_password_is_asked_for_and_problems_name_their_field() {
        let problems = vec![FieldProblem::new("current_password", "This is not your current password.")];
        let html = page(&Model { problems, ..Model::default() }, &signed_in());
        assert_plain(&html);
        assert!(html.contains(r#"autocomplete="current-password""#), "{html}");
        assert!(html.contains(r#"aria-describedby="current_password-error""#), "{html}");
    }

    #[test]
    fn a_change_is_said_aloud() {
        let html = page(&Model { saved: true, ..Model::default() }, &signed_in());
        assert!(html.contains("Your password is changed."), "{html}");
    }
}
