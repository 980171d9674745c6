//! The authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1).

use crate::error::ErrorCode;
use crate::form::{Form, FormError};
use crate::pkce::CodeChallenge;
use crate::scope::Scopes;

/// The longest query string or body that is read as an authorization request, in bytes.
pub const LONGEST_REQUEST: usize = 8 * 1024;

/// Where the answer may go, read before all else: without it no error may be redirected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The parameter `client_id`.
    pub client_id: String,
    /// The parameter `redirect_uri`, which this server always requires.
    pub redirect_uri: String,
    /// The parameter `state`, to be given back as it came; `None` when it was repeated or not sent.
    pub state: Option<String>,
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
    /// What to put into the e-mail field of the sign-in page.
    pub login_hint: Option<String>,
}

/// The parameter `prompt` (OpenID Connect Core §3.1.2.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Show no page; answer with an error instead.
    pub none: bool,
    /// Ask for the password again.
    pub login: bool,
    /// Ask for consent again.
    pub consent: bool,
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
        Ok(Self {
            client_id: form.require("client_id")?.to_owned(),
            redirect_uri: form.require("redirect_uri")?.to_owned(),
            state: form.get("state").unwrap_or(None).map(str::to_owned),
        })
    }
}

impl AuthorizationRequest {
    /// Reads what is asked for.
    ///
    /// # Errors
    /// The error that goes back to the client by redirect.
    pub fn read(form: &Form) -> Result<Self, Refused> {
        if let Some(name) = form.repeated().first() {
            let shown: String = name.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
            return Err(invalid(&format!("the parameter {shown} was sent more than once")));
        }
        refuse_request_objects(form)?;
        match form.get("response_type")? {
            Some("code") => {}
            Some(_) => {
                return Err(refused(
                    ErrorCode::UnsupportedResponseType,
                    "only the response type code is supported",
                ));
            }
            None => return Err(invalid("the parameter response_type is missing")),
        }
        if form.get("response_mode")?.is_some_and(|mode| mode != "query") {
            return Err(invalid("only the response mode query is supported"));
        }
        Ok(Self {
            scopes: read_scopes(form)?,
            challenge: read_challenge(form)?,
            nonce: capped(form, "nonce", 512)?,
            prompt: read_prompt(form)?,
            max_age: read_max_age(form)?,
            login_hint: capped(form, "login_hint", 320)?,
        })
    }
}

fn refuse_request_objects(form: &Form) -> Result<(), Refused> {
    if form.get("request")?.is_some() {
        return Err(refused(ErrorCode::RequestNotSupported, "request objects are not supported"));
    }
    if form.get("request_uri")?.is_some() {
        return Err(refused(ErrorCode::RequestUriNotSupported, "request_uri is not supported"));
    }
    Ok(())
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

fn read_prompt(form: &Form) -> Result<Prompt, Refused> {
    let mut prompt = Prompt::default();
    for word in form.get("prompt")?.unwrap_or_default().split(' ').filter(|word| !word.is_empty()) {
        match word {
            "none" => prompt.none = true,
            "login" | "select_account" => prompt.login = true,
            "consent" => prompt.consent = true,
            _ => return Err(invalid("prompt knows none, login, consent and select_account")),
        }
    }
    if prompt.none && (prompt.login || prompt.consent) {
        return Err(invalid("prompt=none can not be combined with another value"));
    }
    Ok(prompt)
}

fn read_max_age(form: &Form) -> Result<Option<u64>, Refused> {
    let Some(text) = form.get("max_age")? else {
        return Ok(None);
    };
    let seconds = text.parse::<u32>().map_err(|_| invalid("max_age has to be a whole number of seconds"))?;
    Ok(Some(u64::from(seconds)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<AuthorizationRequest, Refused> {
        AuthorizationRequest::read(&Form::parse(query.as_bytes()).unwrap())
    }

    fn code_of(query: &str) -> ErrorCode {
        read(query).unwrap_err().code
    }

    #[test]
    fn only_the_response_type_code_is_known() {
        assert!(read("response_type=code&scope=openid").is_ok());
        assert_eq!(code_of("scope=openid"), ErrorCode::InvalidRequest);
        for other in ["token", "id_token", "code%20id_token", "CODE"] {
            assert_eq!(code_of(&format!("response_type={other}")), ErrorCode::UnsupportedResponseType);
        }
    }

    #[test]
    fn any_repeated_parameter_is_refused_also_an_unknown_one() {
        assert_eq!(code_of("response_type=code&scope=a&scope=b"), ErrorCode::InvalidRequest);
        assert_eq!(code_of("response_type=code&x=1&x=2"), ErrorCode::InvalidRequest);
    }

    #[test]
    fn a_challenge_needs_the_method_s256() {
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let query = format!("response_type=code&code_challenge={challenge}");
        assert_eq!(code_of(&query), ErrorCode::InvalidRequest);
        assert_eq!(code_of(&format!("{query}&code_challenge_method=plain")), ErrorCode::InvalidRequest);
        assert!(read(&format!("{query}&code_challenge_method=S256")).unwrap().challenge.is_some());
        assert_eq!(code_of("response_type=code&code_challenge_method=S256"), ErrorCode::InvalidRequest);
    }

    #[test]
    fn prompt_none_stands_alone() {
        assert!(read("response_type=code&prompt=none").unwrap().prompt.none);
        assert_eq!(code_of("response_type=code&prompt=none%20login"), ErrorCode::InvalidRequest);
        assert_eq!(code_of("response_type=code&prompt=maybe"), ErrorCode::InvalidRequest);
    }

    #[test]
    fn request_objects_have_errors_of_their_own() {
        assert_eq!(code_of("response_type=code&request=x"), ErrorCode::RequestNotSupported);
        assert_eq!(code_of("response_type=code&request_uri=x"), ErrorCode::RequestUriNotSupported);
    }

    #[test]
    fn a_nonce_has_at_most_512_bytes() {
        assert!(read(&format!("response_type=code&nonce={}", "n".repeat(512))).is_ok());
        assert_eq!(
            code_of(&format!("response_type=code&nonce={}", "n".repeat(513))),
            ErrorCode::InvalidRequest
        );
    }
}
