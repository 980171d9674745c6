//! The authorization endpoint's decisions (RFC 6749 §4.1, OpenID Connect Core §3.1.2).
//!
//! What the client asked for is kept on the server under an opaque id that only this browser can use. Sign-in
//! and consent read nothing but that, so nothing in a page or an address can change the request on its way.

mod asked;
mod wish;
mod decide;
mod finish;
mod pending;
mod pages;
mod pushed;

use oauth::authorize::AuthorizationAnswer;
use oauth::error::ErrorCode;
use oauth::form::Form;
use oauth::pushed::Reference;

use self::asked::{Asked, Shown, Unheard};
use self::decide::{Decision, decide};
use self::finish::Finish;
pub use self::pages::{
    ConsentPage, ConsentScope, Lasting, SignInPage, SignInReason, consent_page, outlives_browser,
    sign_in_page,
};
pub(crate) use self::pages::{consent_scopes, lasting};
use self::pending::Pending;
pub use self::pushed::push;
use crate::Visit;
use crate::failure::Failure;

/// What the browser does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Show an error page: nobody knows that the redirect URI is the client's (RFC 6749 §4.1.2.1).
    Page(PageRefused),
    /// Go back to the client, with a code or an error.
    Return(AuthorizationAnswer),
    /// Sign in, then come back with this request.
    SignIn(String),
    /// Be asked for consent to this request.
    Consent(String),
    /// The request was answered before, has expired, or is another browser's.
    Gone,
}

/// An error that is shown to the person instead of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRefused {
    /// `invalid_client`, `invalid_redirect_uri`, `invalid_request_uri` or `invalid_request`.
    pub code: ErrorCode,
    /// What to tell the developer.
    pub description: String,
    /// The redirect URI that was received, when that is what's wrong.
    pub redirect_uri: Option<String>,
}

/// What came back from the consent page.
#[derive(Debug, Clone, Copy)]
pub struct ConsentForm<'a> {
    /// The id of the request.
    pub request: &'a str,
    /// Whom the page was printed for, by number ([`ConsentPage::person`]).
    pub person: &'a str,
    /// What was said.
    pub answer: Answer,
}

/// What the person said on the consent page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Allow,
    /// No.
    Deny,
}

/// Takes an authorization request, or a reference to a pushed one.
///
/// # Errors
/// When the database fails.
pub async fn begin(visit: &Visit, form: &Form, query: &str, browser: &str) -> Result<Next, Failure> {
    let claimed = form.get("client_id").ok().flatten().map(str::to_owned);
    let refused = match Reference::read(form) {
        Ok(None) => return consider(visit, form, query, browser).await,
        Ok(Some(reference)) => match pushed::take(&visit.identity, &reference).await? {
            Ok(query) => {
                let form = Form::parse(query.as_bytes()).unwrap_or_default();
                return consider(visit, &form, &query, browser).await;
            }
            Err(refused) => refused,
        },
        Err(why) => {
            PageRefused { code: ErrorCode::InvalidRequest, description: why.to_string(), redirect_uri: None }
        }
    };
    Ok(Unheard::Page(Shown::of(claimed, refused)).into_next(visit))
}

async fn consider(visit: &Visit, form: &Form, query: &str, browser: &str) -> Result<Next, Failure> {
    let asked = match Asked::read(&visit.identity, form).await? {
        Ok(asked) => asked,
        Err(unheard) => return Ok(unheard.into_next(visit)),
    };
    match decide(visit, &asked, None).await? {
        Decision::Grant(person) => Finish { visit, asked: &asked, pending: None }.grant(&person).await,
        Decision::Refuse(code, words) => {
            Finish { visit, asked: &asked, pending: None }.refuse(code, words).await
        }
        Decision::SignIn => Ok(Next::SignIn(pending::keep(visit, &asked, query, browser).await?)),
        Decision::Consent(_) => Ok(Next::Consent(pending::keep(visit, &asked, query, browser).await?)),
    }
}

/// Goes on with a request after the person has signed in.
///
/// # Errors
/// When the database fails.
pub async fn resume(visit: &Visit, request: &str, browser: &str) -> Result<Next, Failure> {
    let Some(pending) = Pending::find(visit, request, browser).await? else { return Ok(Next::Gone) };
    let asked = match pending.asked(visit).await? {
        Ok(asked) => asked,
        Err(unheard) => return Ok(unheard.into_next(visit)),
    };
    let finish = Finish { visit, asked: &asked, pending: Some(pending.id) };
    match decide(visit, &asked, Some(pending.since)).await? {
        Decision::Grant(person) => finish.grant(&person).await,
        Decision::Refuse(code, words) => finish.refuse(code, words).await,
        Decision::SignIn => Ok(Next::SignIn(request.to_owned())),
        Decision::Consent(_) => Ok(Next::Consent(request.to_owned())),
    }
}

/// Takes the person's answer and sends it to the client.
///
/// An answer of somebody else than the one who was asked counts for nothing: in another tab the browser may have
/// signed in as another person meanwhile, who is asked anew.
///
/// # Errors
/// When the database fails.
pub async fn answer(visit: &Visit, browser: &str, form: ConsentForm<'_>) -> Result<Next, Failure> {
    let Some(pending) = Pending::find(visit, form.request, browser).await? else { return Ok(Next::Gone) };
    let asked = match pending.asked(visit).await? {
        Ok(asked) => asked,
        Err(unheard) => return Ok(unheard.into_next(visit)),
    };
    let finish = Finish { visit, asked: &asked, pending: Some(pending.id) };
    let person = match decide(visit, &asked, Some(pending.since)).await? {
        Decision::Grant(person) | Decision::Consent(person) => person,
        Decision::Refuse(code, words) => return finish.refuse(code, words).await,
        Decision::SignIn => return Ok(Next::SignIn(form.request.to_owned())),
    };
    if person.id.to_string() != form.person {
        return Ok(Next::Consent(form.request.to_owned()));
    }
    match form.answer {
        Answer::Allow => finish.grant_and_remember(&person).await,
        Answer::Deny => finish.refuse(ErrorCode::AccessDenied, "the person did not allow it").await,
    }
}

impl Unheard {
    fn into_next(self, visit: &Visit) -> Next {
        match self {
            Self::Page(Shown { page, client_id, cause }) => {
                visit.audit("authorization.refused", page.code.as_str(), client_id.as_deref(), &cause);
                Next::Page(page)
            }
            Self::Return { answer, client_id, refused } => {
                let (code, words) = (refused.code.as_str(), &refused.description);
                visit.audit("authorization.refused", code, Some(&client_id), words);
                Next::Return(answer)
            }
        }
    }
}
