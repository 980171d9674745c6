//! The authorization endpoint's decisions (RFC 6749 §4.1, OpenID Connect Core §3.1.2).
//!
//! What the client asked for is kept on the server under an opaque id that only this browser can use. Sign-in
//! and consent read nothing but that, so nothing in a page or an address can change the request on its way.

mod asked;
mod pending;
mod pages;

use domain::code::{AuthorizationCode, Granted, LIFETIME};
use domain::consent::Question;
use domain::roles;
use oauth::error::ErrorCode;
use oauth::form::Form;

use self::asked::{Asked, Unheard};
pub use self::pages::{ConsentPage, ConsentScope, SignInPage, consent_page, sign_in_page};
pub(crate) use self::pages::{consent_scopes, offline_days};
use self::pending::Pending;
use crate::Visit;
use crate::failure::Failure;
use crate::people::SignedIn;
use crate::vault::Purpose;

/// What the browser does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Show an error page: nobody knows that the redirect URI is the client's (RFC 6749 §4.1.2.1).
    Page(PageRefused),
    /// Go back to the client, with a code or an error.
    Redirect(String),
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
    /// `invalid_client`, `invalid_redirect_uri` or `invalid_request`.
    pub code: ErrorCode,
    /// What to tell the developer.
    pub description: String,
    /// The redirect URI that was received, when that is what's wrong.
    pub redirect_uri: Option<String>,
}

/// Takes an authorization request.
///
/// # Errors
/// When the database fails.
pub async fn begin(visit: &Visit, form: &Form, query: &str, browser: &str) -> Result<Next, Failure> {
    let asked = match Asked::read(&visit.identity, form).await? {
        Ok(asked) => asked,
        Err(unheard) => return Ok(unheard.into_next(visit)),
    };
    match decide(visit, &asked, None).await? {
        Decision::Grant(person) => finish(visit, &asked, &person, None, false).await,
        Decision::Refuse(code, words) => {
            visit.audit("authorization.refused", code.as_str(), Some(asked.client_id()), words);
            Ok(Next::Redirect(asked.refusal(&visit.identity, code, words)))
        }
        Decision::SignIn => Ok(Next::SignIn(pending::keep(visit, &asked, query, browser).await?)),
        Decision::Consent => Ok(Next::Consent(pending::keep(visit, &asked, query, browser).await?)),
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
    match decide(visit, &asked, Some(pending.since)).await? {
        Decision::Grant(person) => finish(visit, &asked, &person, Some(pending.id), false).await,
        Decision::Refuse(code, words) => refuse(visit, &asked, pending.id, code, words).await,
        Decision::SignIn => Ok(Next::SignIn(request.to_owned())),
        Decision::Consent => Ok(Next::Consent(request.to_owned())),
    }
}

/// What the person said on the consent page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Allow,
    /// No.
    Deny,
}

/// Takes the person's answer and sends it to the client.
///
/// # Errors
/// When the database fails.
pub async fn answer(visit: &Visit, request: &str, browser: &str, answer: Answer) -> Result<Next, Failure> {
    let Some(pending) = Pending::find(visit, request, browser).await? else { return Ok(Next::Gone) };
    let asked = match pending.asked(visit).await? {
        Ok(asked) => asked,
        Err(unheard) => return Ok(unheard.into_next(visit)),
    };
    let Some(person) = asked.signed_in(visit, Some(pending.since)) else {
        return Ok(Next::SignIn(request.to_owned()));
    };
    match answer {
        Answer::Allow => finish(visit, &asked, &person, Some(pending.id), true).await,
        Answer::Deny => {
            let words = "the person did not allow it";
            refuse(visit, &asked, pending.id, ErrorCode::AccessDenied, words).await
        }
    }
}

enum Decision {
    Grant(SignedIn),
    Refuse(ErrorCode, &'static str),
    SignIn,
    Consent,
}

/// Whether the person has to sign in or be asked first. With `prompt=none` that becomes an error.
async fn decide(
    visit: &Visit,
    asked: &Asked,
    since: Option<chrono::DateTime<chrono::Utc>>,
) -> Result<Decision, Failure> {
    let silent = asked.request.prompt.none;
    let Some(person) = asked.signed_in(visit, since) else {
        return Ok(if silent {
            Decision::Refuse(ErrorCode::LoginRequired, "nobody is signed in, or not recently enough")
        } else {
            Decision::SignIn
        });
    };
    if roles::decide(&asked.client.client.roles, &person.roles).is_err() {
        let words = "this client acts for people with certain roles, and this person has none of them";
        return Ok(Decision::Refuse(ErrorCode::AccessDenied, words));
    }
    let remembered = store::consents::find(&visit.identity.db.reader, person.id, asked.client.key).await?;
    let question = Question {
        asked: &asked.scopes,
        remembered: &remembered,
        prompted: asked.request.prompt.consent,
        redirect_uri: &asked.address.redirect_uri,
    };
    Ok(match (question.must_be_asked(), silent) {
        (false, _) => Decision::Grant(person),
        (true, true) => Decision::Refuse(ErrorCode::ConsentRequired, "the person has to be asked"),
        (true, false) => Decision::Consent,
    })
}

/// Issues the code. A stored request is spent in the same transaction, so that Back gives no second one.
async fn finish(
    visit: &Visit,
    asked: &Asked,
    person: &SignedIn,
    pending: Option<i64>,
    remember: bool,
) -> Result<Next, Failure> {
    let identity = &visit.identity;
    let now = identity.clock.now();
    let code = identity.random.opaque()?;
    let txn = store::database::begin(&identity.db).await?;
    if let Some(pending) = pending
        && !store::authorization_requests::complete(&txn, pending, now).await?
    {
        return Ok(Next::Gone);
    }
    let row = AuthorizationCode {
        client: asked.client.key,
        redirect_uri: asked.address.redirect_uri.clone(),
        challenge: asked.request.challenge.clone(),
        expires_at: now + chrono::TimeDelta::seconds(LIFETIME),
        granted: Granted {
            user: person.id,
            scopes: asked.scopes.clone(),
            nonce: asked.request.nonce.clone(),
            auth_time: person.authenticated_at,
            sid: person.sid.clone(),
        },
    };
    store::codes::insert(&txn, &identity.vault.digest(Purpose::Code, &code), &row, now).await?;
    if remember {
        store::consents::remember(&txn, person.id, asked.client.key, &asked.scopes, now).await?;
    }
    store::database::commit(txn).await?;
    visit.audit("authorization.granted", "done", Some(asked.client_id()), &asked.scopes.to_string());
    Ok(Next::Redirect(asked.response(identity, &[("code", &code)])))
}

async fn refuse(
    visit: &Visit,
    asked: &Asked,
    pending: i64,
    code: ErrorCode,
    words: &str,
) -> Result<Next, Failure> {
    let identity = &visit.identity;
    if !store::authorization_requests::complete(&identity.db.writer, pending, identity.clock.now()).await? {
        return Ok(Next::Gone);
    }
    visit.audit("authorization.refused", code.as_str(), Some(asked.client_id()), words);
    Ok(Next::Redirect(asked.refusal(identity, code, words)))
}

impl Unheard {
    fn into_next(self, visit: &Visit) -> Next {
        match self {
            Self::Page(page) => {
                visit.audit("authorization.refused", page.code.as_str(), None, &page.description);
                Next::Page(page)
            }
            Self::Redirect { to, client_id, code, words } => {
                visit.audit("authorization.refused", code.as_str(), Some(&client_id), &words);
                Next::Redirect(to)
            }
        }
    }
}
