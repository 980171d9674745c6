//! Sign-in.

use domain::throttle::Wait;
use leptos::prelude::*;

use super::document;
use super::form::{Hidden, Onward, PlainForm, Welcome};
use crate::layout::{CardWidth, Frame};
use crate::routes::Page;
use crate::ui::{
    Button, ButtonKind, ButtonRole, ButtonSize, Checkbox, ErrorSummary, FieldProblem, InputKind, Notice,
    NoticeKind, PasswordField, TextField, problem_of,
};
use crate::words::sign_in as words;

/// What the sign-in page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The e-mail address: as typed, or as the app suggests it (`login_hint`).
    pub email: String,
    /// Whether `Keep me signed in` is ticked.
    pub keep_signed_in: bool,
    /// The name of the app that asks for this sign-in.
    pub client: Option<String>,
    /// Why the page is shown, or why it is shown again.
    pub notice: Option<LoginNotice>,
    /// What is wrong with single fields.
    pub problems: Vec<FieldProblem>,
    /// Where the person goes on.
    pub onward: Onward,
    /// The fields of a form that was sent after its session had ended, form-encoded; they come back after sign-in.
    pub kept: Option<String>,
}

/// Why the sign-in page is shown, or shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginNotice {
    /// The app asked for a fresh sign-in (`prompt=login`, `max_age`: OpenID Connect Core §3.1.2.1).
    ConfirmItIsYou,
    /// The app lets people choose an account (`prompt=select_account`).
    ChooseAccount,
    /// The app expects somebody else than the person who is signed in (`id_token_hint`, the claim `sub`).
    SomebodyElse,
    /// The page that was asked for is only for people who are signed in.
    SignInFirst,
    /// The session is over.
    SessionEnded,
    /// The new account is ready.
    AccountCreated,
    /// Address and password belong to no account. One sentence for every reason.
    Mismatch,
    /// Too many attempts; the next one is taken after a while.
    TooManyAttempts(Wait),
    /// The form was too old, or came from elsewhere.
    FormExpired,
}

impl LoginNotice {
    const fn kind(&self) -> NoticeKind {
        match self {
            Self::ConfirmItIsYou
            | Self::ChooseAccount
            | Self::SomebodyElse
            | Self::SignInFirst
            | Self::SessionEnded => NoticeKind::Info,
            Self::AccountCreated => NoticeKind::Success,
            Self::FormExpired => NoticeKind::Warning,
            Self::Mismatch | Self::TooManyAttempts(_) => NoticeKind::Danger,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::ConfirmItIsYou => words::CONFIRM_ITS_YOU.into(),
            Self::ChooseAccount => words::CHOOSE_ACCOUNT.into(),
            Self::SomebodyElse => words::ANOTHER_EXPECTED.into(),
            Self::SignInFirst => words::SIGN_IN_FIRST.into(),
            Self::SessionEnded => words::SESSION_ENDED.into(),
            Self::AccountCreated => words::ACCOUNT_READY.into(),
            Self::Mismatch => words::MISMATCH.into(),
            Self::TooManyAttempts(wait) => wait.to_string(),
            Self::FormExpired => words::FORM_EXPIRED.into(),
        }
    }
}

/// Prints the sign-in page.
pub fn page(model: &Model, frame: &Frame) -> String {
    let title = document::title(words::SIGN_IN, &model.problems);
    let frame = &frame.at(model.onward.carried_to(&Page::Login));
    document::stranger(&title, frame, CardWidth::Narrow, || content(model, frame))
}

fn content(model: &Model, frame: &Frame) -> AnyView {
    let lead = match &model.client {
        Some(client) => words::to_app(client),
        None => words::to_account(&frame.product),
    };
    let notice = model.notice.clone().map(|notice| {
        view! { <Notice kind=notice.kind()>{notice.words()}</Notice> }
    });
    let (fields, kept) = (fields(model), model.kept.clone());
    view! {
        <Welcome title=words::SIGN_IN lead />
        {notice}
        <ErrorSummary problems=model.problems.clone() />
        <PlainForm action=Page::Login csrf=frame.csrf.clone() onward=model.onward.clone()>
            {fields}
            <Hidden name="kept" value=kept />
        </PlainForm>
        <p class="aside-line">
            {words::NEW_HERE}
            <a href=model.onward.carried_to(&Page::Register)>{words::CREATE_AN_ACCOUNT}</a>
        </p>
    }
    .into_any()
}

fn fields(model: &Model) -> AnyView {
    // Whoever is known by address types the password next.
    let knows_email = !model.email.is_empty();
    view! {
        <TextField
            label=words::EMAIL
            name="email"
            kind=InputKind::Email
            value=model.email.clone()
            error=problem_of(&model.problems, "email")
            autocomplete="username"
            required=true
            autofocus=!knows_email
        />
        <PasswordField
            label=words::PASSWORD
            name="password"
            autocomplete="current-password"
            error=problem_of(&model.problems, "password")
            autofocus=knows_email
        />
        <Checkbox label=words::KEEP_SIGNED_IN name="keep_signed_in" checked=model.keep_signed_in />
        <Button kind=ButtonKind::Primary role=ButtonRole::Submit size=ButtonSize::Wide>
            {words::SIGN_IN}
        </Button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{LoginNotice, Model, page};
    use crate::account::Onward;
    use crate::account::document::tests::{assert_plain, frame};
    use crate::ui::FieldProblem;

    #[test]
    fn the_form_carries_its_way_on_and_no_password() {
        let model = Model {
            email: "alice@example.com".into(),
            onward: Onward { return_to: Some("/a?b".into()), request: Some("r1".into()) },
            kept: Some("name=Nora&locality=%22".into()),
            ..Model::default()
        };
        let html = page(&model, &frame());
        assert_plain(&html);
        assert!(html.contains(r#"name="kept" value="name=Nora&amp;locality=%22""#), "{html}");
        assert!(html.contains(r#"name="return_to" value="/a?b""#), "{html}");
        assert!(html.contains(r#"name="request" value="r1""#), "{html}");
        assert!(html.contains(r#"value="alice@example.com""#), "{html}");
        assert!(html.contains("/Identity/Account/Register?return_to=%2Fa%3Fb&amp;request=r1"), "{html}");
    }

    #[test]
    fn an_app_is_named_and_a_fresh_sign_in_is_explained() {
        let model = Model {
            client: Some("<React> Dashboard".into()),
            notice: Some(LoginNotice::ConfirmItIsYou),
            ..Model::default()
        };
        let html = page(&model, &frame());
        assert!(html.contains("to go on to &lt;React&gt; Dashboard"), "{html}");
        assert!(html.contains("You asked us to confirm it's you."), "{html}");
    }

    #[test]
    fn a_problem_is_in_the_title_in_the_summary_and_beside_its_field() {
        let problems = vec![FieldProblem::new("email", "Enter your e-mail address.")];
        let html = page(&Model { problems, ..Model::default() }, &frame());
        assert!(html.contains("<title>Problem: Sign in · Latchkey</title>"), "{html}");
        assert_eq!(html.matches("Enter your e-mail address.").count(), 2, "{html}");
        assert!(html.contains(r#"aria-describedby="email-error""#), "{html}");
    }
}
