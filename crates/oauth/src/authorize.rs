//! The authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1).

mod answer;
mod claims;
mod prompt;

pub use self::answer::{AuthorizationAnswer, ResponseMode};
pub use self::claims::{AskedClaim, ClaimsRequest, NotAClaimsRequest};
pub use self::prompt::{Prompt, SignInAgain};
use crate::dpop::{NotAThumbprint, Thumbprint};
use crate::error::ErrorCode;
use crate::form::{Form, FormError};
use crate::pkce::CodeChallenge;
use crate::resource::{NotAResource, Resources};
use crate::scope::Scopes;

/// The longest query string or body that is read as an authorization request, in bytes.
pub const LONGEST_REQUEST: usize = 8 * 1024;
/// The longest `state`, in bytes.
pub const LONGEST_STATE: usize = 2 * 1024;

/// What is read only to be refused when it's longer than anybody needs: name and bytes.
///
/// There is one language and one kind of page, so these change nothing (OpenID Connect Core §3.1.2.1, §5.2).
const READ_AND_LEFT: [(&str, usize); 3] = [("ui_locales", 200), ("claims_locales", 200), ("display", 20)];

/// Where the answer may go, read before all else: without it no error may be redirected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The parameter `client_id`.
    pub client_id: String,
    /// The parameter `redirect_uri`, which this server always requires.
    pub redirect_uri: String,
    /// The parameter `state`, to be given back as it came; `None` when it was repeated or not sent.
    pub state: Option<String>,
    /// How the answer travels, errors too; `query` for a mode that isn't known.
    pub response_mode: ResponseMode,
}

/// What the client asks for, once it's known where the answer goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// The scopes asked for; empty when the parameter was left out.
    pub scopes: Scopes,
    /// The PKCE challenge, if any (RFC 7636).
    pub challenge: Option<CodeChallenge>,
    /// The value to put into the ID token.
    pub nonce: Option<String>,
    /// What the client wants the person to see.
    pub prompt: Prompt,
    /// How old the sign-in may be, in seconds.
    pub max_age: Option<u64>,
    /// How strong the sign-in should be, best first.
    pub acr_values: Vec<String>,
    /// What to put into the e-mail field of the sign-in page.
    pub login_hint: Option<String>,
    /// An ID token of the person whom the client expects; nothing about it is checked yet.
    pub id_token_hint: Option<String>,
    /// The claims asked for one by one.
    pub claims: ClaimsRequest,
    /// For which servers the tokens should be (RFC 8707).
    pub resources: Resources,
    /// The key that the code will be redeemed with (RFC 9449 §10).
    pub dpop_jkt: Option<Thumbprint>,
}

/// A request that is answered with an error by redirect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{description}")]
pub struct Refused {
    /// The error code.
    pub code: ErrorCode,
    /// What to tell the client's developer.
    pub description: String,
}

impl Address {
    /// Reads who asks and where the answer should go.
    ///
    /// # Errors
    /// When one of the two is missing or repeated; the answer is a page then.
    pub fn read(form: &Form) -> Result<Self, FormError> {
        let redirect_uri = form.require("redirect_uri")?;
        Ok(Self {
            client_id: form.require("client_id")?.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            state: form.get("state").unwrap_or(None).map(str::to_owned),
            response_mode: ResponseMode::for_errors(form, redirect_uri),
        })
    }
}

impl AuthorizationRequest {
    /// Reads what is asked for.
    ///
    /// # Errors
    /// The error that goes back to the client by redirect.
    pub fn read(form: &Form) -> Result<Self, Refused> {
        form.refuse_repeated().map_err(|why| invalid(&why.to_string()))?;
        refuse_what_is_not_supported(form)?;
        check_response_type(form)?;
        ResponseMode::read(form)?;
        check_state(form)?;
        for (name, most) in READ_AND_LEFT {
            capped(form, name, most)?;
        }
        Ok(Self {
            scopes: read_scopes(form)?,
            challenge: read_challenge(form)?,
            nonce: capped(form, "nonce", 512)?,
            prompt: Prompt::read(form)?,
            max_age: read_max_age(form)?,
            acr_values: words(capped(form, "acr_values", 500)?),
            login_hint: capped(form, "login_hint", 320)?,
            id_token_hint: capped(form, "id_token_hint", 4096)?,
            claims: read_claims(form)?,
            resources: Resources::read(form)?,
            dpop_jkt: read_dpop_jkt(form)?,
        })
    }
}

/// Each of these has an error of its own (OpenID Connect Core §3.1.2.6). Nothing is fetched.
fn refuse_what_is_not_supported(form: &Form) -> Result<(), Refused> {
    let refusals = [
        ("request", ErrorCode::RequestNotSupported, "request objects are not supported"),
        ("request_uri", ErrorCode::RequestUriNotSupported, "request_uri is only for pushed requests"),
        ("registration", ErrorCode::RegistrationNotSupported, "the parameter registration is not supported"),
    ];
    for (name, code, words) in refusals {
        if form.get(name)?.is_some() {
            return Err(refused(code, words));
        }
    }
    Ok(())
}

fn check_response_type(form: &Form) -> Result<(), Refused> {
    match form.get("response_type")? {
        Some("code") => Ok(()),
        Some(_) => {
            Err(refused(ErrorCode::UnsupportedResponseType, "only the response type code is supported"))
        }
        None => Err(invalid("the parameter response_type is missing")),
    }
}

/// A line break would not come back as it was sent: a browser writes it anew when it sends a form (HTML §4.10.21.8).
fn check_state(form: &Form) -> Result<(), Refused> {
    match capped(form, "state", LONGEST_STATE)? {
        Some(state) if state.contains(char::is_control) => Err(invalid("state holds control characters")),
        _ => Ok(()),
    }
}

fn read_scopes(form: &Form) -> Result<Scopes, Refused> {
    Scopes::parse(form.get("scope")?.unwrap_or_default())
        .map_err(|why| refused(ErrorCode::InvalidScope, &why.to_string()))
}

fn read_challenge(form: &Form) -> Result<Option<CodeChallenge>, Refused> {
    match (form.get("code_challenge")?, form.get("code_challenge_method")?) {
        (Some(challenge), method) => {
            CodeChallenge::parse(challenge, method).map(Some).map_err(|why| invalid(&why.to_string()))
        }
        (None, Some(_)) => Err(invalid("code_challenge_method was sent without code_challenge")),
        (None, None) => Ok(None),
    }
}

fn read_dpop_jkt(form: &Form) -> Result<Option<Thumbprint>, Refused> {
    form.get("dpop_jkt")?.map(str::parse).transpose().map_err(|why: NotAThumbprint| invalid(&why.to_string()))
}

fn read_max_age(form: &Form) -> Result<Option<u64>, Refused> {
    let Some(text) = form.get("max_age")? else {
        return Ok(None);
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse::<u32>().ok().filter(|_| digits);
    seconds
        .map(|seconds| Some(u64::from(seconds)))
        .ok_or_else(|| invalid("max_age has to be a whole number of seconds"))
}

fn read_claims(form: &Form) -> Result<ClaimsRequest, Refused> {
    let Some(text) = capped(form, "claims", 4096)? else {
        return Ok(ClaimsRequest::default());
    };
    ClaimsRequest::parse(&text).map_err(|why| invalid(&why.to_string()))
}

fn words(text: Option<String>) -> Vec<String> {
    text.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

fn capped(form: &Form, name: &'static str, most: usize) -> Result<Option<String>, Refused> {
    match form.get(name)? {
        Some(value) if value.len() > most => Err(invalid(&format!("{name} is longer than {most} bytes"))),
        value => Ok(value.map(str::to_owned)),
    }
}

fn invalid(description: &str) -> Refused {
    refused(ErrorCode::InvalidRequest, description)
}

fn refused(code: ErrorCode, description: &str) -> Refused {
    Refused { code, description: description.to_owned() }
}

impl From<FormError> for Refused {
    fn from(why: FormError) -> Self {
        invalid(&why.to_string())
    }
}

impl From<NotAResource> for Refused {
    fn from(why: NotAResource) -> Self {
        refused(ErrorCode::InvalidTarget, &why.to_string())
    }
}

#[cfg(test)]
mod tests;
