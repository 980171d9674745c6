//! `/Identity/Account/Login`

use app::account::Onward;
use app::account::login::{LoginNotice, Model, page};
use app::routes::Page;
use app::ui::FieldProblem;
use app::words::sign_in as words;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity::authorize::SignInReason;
use identity::sessions::Started;
use identity::sign_in::{self, Checked, SignIn};
use identity::{authorize, sessions};
use oauth::form::Form;

use super::fields::{onward, text};
use super::{LOOK_AGAIN, outlives_browser, profile, try_again_in, whole_page};
use crate::error::{Cause, Problem};
use crate::extract::FormBody;
use crate::extract::Visitor;
use crate::state::AppState;

/// Why a sign-in is refused, for the log and for the activity of whom it was tried for.
const MISMATCH: &str = "unknown person or wrong password";
const TOO_MANY: &str = "L6: too many attempts";

/// Shows the page. Who is signed in already and is not asked to confirm it goes on at once.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let onward = onward(&form);
    if visitor.visit.person.is_some() && onward.request.is_none() {
        return visitor.to(&place(&onward));
    }
    let notice = onward.return_to.is_some().then_some(LoginNotice::SignInFirst);
    show(visitor, StatusCode::OK, Model { onward, notice, ..Model::default() }).await
}

/// Checks e-mail address and password and starts a session.
pub async fn post(State(_): State<AppState>, visitor: Visitor, FormBody(form): FormBody) -> Response {
    let model = Model {
        email: text(&form, "email"),
        keep_signed_in: !text(&form, "keep_signed_in").is_empty(),
        onward: onward(&form),
        kept: Some(text(&form, "kept")).filter(|kept| !kept.is_empty()),
        ..Model::default()
    };
    if !visitor.sent(&form) {
        let notice = Some(LoginNotice::FormExpired);
        let page = show(visitor, StatusCode::FORBIDDEN, Model { notice, ..model }).await;
        return Cause::new("L1: the form was not printed for this browser").put_on(page);
    }
    let password = text(&form, "password");
    let problems = missing(&model.email, &password);
    if !problems.is_empty() {
        let page = show(visitor, LOOK_AGAIN, Model { problems, ..model }).await;
        return Cause::new("a field was left empty").put_on(page);
    }
    let attempt = SignIn {
        email: &model.email,
        password: &password,
        address: visitor.visit.address,
        device: visitor.visit.device.as_deref(),
    };
    match sign_in::check(&visitor.visit.identity, &attempt).await {
        Ok(Checked::Right(person)) => start(visitor, &person, &model).await,
        Ok(Checked::Wrong) => {
            sign_in::note_failure(&visitor.visit, &model.email, MISMATCH).await;
            let page =
                show(visitor, LOOK_AGAIN, Model { notice: Some(LoginNotice::Mismatch), ..model }).await;
            Cause::new(MISMATCH).put_on(page)
        }
        Ok(Checked::TooMany(wait)) => {
            sign_in::note_failure(&visitor.visit, &model.email, TOO_MANY).await;
            let model = Model { notice: Some(LoginNotice::TooManyAttempts(wait)), ..model };
            let page = show(visitor, StatusCode::TOO_MANY_REQUESTS, model).await;
            Cause::new(TOO_MANY).put_on(try_again_in(Some(wait.seconds()), page))
        }
        Err(failure) => whole_page(visitor, &failure.into()),
    }
}

/// The fields that were left empty. They are no attempt: nobody is looked up, and nothing is counted.
fn missing(email: &str, password: &str) -> Vec<FieldProblem> {
    let email = email.trim().is_empty().then(|| FieldProblem::new("email", words::NO_EMAIL));
    let password = password.is_empty().then(|| FieldProblem::new("password", words::NO_PASSWORD));
    email.into_iter().chain(password).collect()
}

async fn start(visitor: Visitor, person: &identity::people::Person, model: &Model) -> Response {
    let agent = visitor.user_agent.clone();
    let started = async {
        let persistent = model.keep_signed_in || outlives_browser(&visitor, &model.onward).await?;
        sessions::start(&visitor.visit, person, persistent, agent.as_deref()).await
    };
    match started.await {
        Ok(started) => go_on(visitor, started, model).await,
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

/// To where the person was going; who had typed something there before the session ended finds it again.
async fn go_on(mut visitor: Visitor, started: Started, model: &Model) -> Response {
    let kept = model.kept.as_deref().and_then(|kept| Form::parse(kept.as_bytes()).ok());
    if let Some(kept) = kept {
        match sessions::find(&visitor.visit.identity, &started.token).await {
            Ok(person) => visitor.visit.person = person,
            Err(failure) => return Cause::of(&failure).put_on(Problem::internal().into_response()),
        }
        if profile::is_of(&kept, visitor.visit.person.as_ref()) {
            return profile::typed_before(visitor.with_session(started), &kept);
        }
    }
    visitor.with_session(started).to(&place(&model.onward))
}

/// Asks who sent a form after their session had ended to sign in first. What they typed is carried along, unless a page of
/// another site sent it; what can't be shown again, such as a password, is not handed in.
pub(super) async fn before(visitor: Visitor, page: &Page, form: &Form, kept: Option<String>) -> Response {
    let kept = kept.filter(|_| visitor.sent(form));
    let onward = Onward { return_to: Some(page.path()), request: None };
    let model = Model { notice: Some(LoginNotice::SessionEnded), onward, kept, ..Model::default() };
    let page = show(visitor, StatusCode::FORBIDDEN, model).await;
    Cause::new("L4: the session had ended before the form was sent").put_on(page)
}

/// Where a person goes after sign-in: on with the request, back to the page, or to the console.
pub(super) fn place(onward: &Onward) -> String {
    match (&onward.request, &onward.return_to) {
        (Some(request), _) => Page::Consent.with_query(&[("request", Some(request))]),
        (None, Some(address)) => address.clone(),
        (None, None) => Page::ApiClients.path(),
    }
}

fn why(reason: SignInReason) -> Option<LoginNotice> {
    match reason {
        SignInReason::NobodyIsThere => None,
        SignInReason::Confirm => Some(LoginNotice::ConfirmItIsYou),
        SignInReason::ChooseAccount => Some(LoginNotice::ChooseAccount),
        SignInReason::SomebodyElse => Some(LoginNotice::SomebodyElse),
    }
}

async fn show(visitor: Visitor, status: StatusCode, mut model: Model) -> Response {
    let mut form_action = None;
    if let Some(request) = &model.onward.request {
        match authorize::sign_in_page(&visitor.visit, request, &visitor.browser).await {
            Ok(Some(asked)) => {
                form_action = Some(asked.form_action);
                model.client = Some(asked.client_name);
                if model.email.is_empty() {
                    model.email = asked.login_hint.unwrap_or_default();
                }
                model.notice = model.notice.or(why(asked.reason));
            }
            Ok(None) => model.onward.request = None,
            Err(failure) => return Cause::of(&failure).put_on(Problem::internal().into_response()),
        }
    }
    let html = page(&model, &visitor.frame(None));
    visitor.page(status, html, form_action)
}
