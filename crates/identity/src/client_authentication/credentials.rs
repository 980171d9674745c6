//! What a client sends to show who it is (RFC 6749 §2.3.1, RFC 7523 §2.2).

use oauth::authorization::BasicCredentials;
use oauth::form::Form;

use crate::client_assertion;
use crate::grant::OAuthError;

/// What a client says of itself: by Basic, in the form, or only its id.
pub struct Credentials {
    pub(super) client_id: String,
    /// The secret as the RFC has it, and as some send it: form-decoded and raw.
    pub(super) secrets: Vec<String>,
    /// A signed statement instead of a secret (RFC 7523 §2.2).
    pub(super) assertion: Option<String>,
    by_basic: bool,
}

impl Credentials {
    /// Takes the credentials out of a request; `None` when there are none at all.
    ///
    /// # Errors
    /// As [`Credentials::read`].
    pub fn read_any(basic: Option<BasicCredentials>, form: &Form) -> Result<Option<Self>, OAuthError> {
        let named = [form.get("client_id")?, form.get("client_secret")?, form.get("client_assertion")?];
        if basic.is_none() && named.iter().all(Option::is_none) {
            return Ok(None);
        }
        Self::read(basic, form).map(Some)
    }

    /// Takes the credentials out of a request.
    ///
    /// # Errors
    /// `invalid_client` when there are none, `invalid_request` when there are two kinds (RFC 6749 §2.3).
    pub fn read(basic: Option<BasicCredentials>, form: &Form) -> Result<Self, OAuthError> {
        let id_in_form = form.get("client_id")?;
        let secret_in_form = form.get("client_secret")?;
        if let Some(assertion) = form.get("client_assertion")? {
            let others = basic.is_some() || secret_in_form.is_some();
            return Self::from_assertion(assertion, form.get("client_assertion_type")?, id_in_form, others);
        }
        match (basic, id_in_form, secret_in_form) {
            (Some(_), _, Some(_)) => {
                Err(OAuthError::invalid_request("use one way of client authentication, not two"))
            }
            (Some(basic), id, None) => {
                let credentials = Self::from_basic(&basic);
                if id.is_some_and(|id| id != credentials.client_id) {
                    return Err(OAuthError::invalid_request(
                        "client_id differs from the Authorization header",
                    ));
                }
                Ok(credentials)
            }
            (None, Some(id), secret) => Ok(Self {
                client_id: id.to_owned(),
                secrets: secret.map(str::to_owned).into_iter().collect(),
                assertion: None,
                by_basic: false,
            }),
            (None, None, _) => Err(Self::missing()),
        }
    }

    fn from_basic(basic: &BasicCredentials) -> Self {
        let decode = |text: &str| {
            Form::parse(format!("v={text}").as_bytes())
                .ok()
                .and_then(|form| form.get("v").ok()?.map(str::to_owned))
        };
        let mut secrets = vec![basic.password.clone()];
        secrets.extend(decode(&basic.password).filter(|decoded| *decoded != basic.password));
        let client_id = decode(&basic.user).unwrap_or_else(|| basic.user.clone());
        Self { client_id, secrets, assertion: None, by_basic: true }
    }

    fn from_assertion(
        assertion: &str,
        kind: Option<&str>,
        id: Option<&str>,
        others: bool,
    ) -> Result<Self, OAuthError> {
        if others {
            return Err(OAuthError::invalid_request("use one way of client authentication, not two"));
        }
        if kind != Some(client_assertion::TYPE) {
            return Err(OAuthError::invalid_client("the client_assertion_type is not jwt-bearer", false));
        }
        let claimed = client_assertion::claimed_client_id(assertion);
        match (claimed, id) {
            (Some(claimed), Some(id)) if claimed != id => {
                Err(OAuthError::invalid_request("client_id differs from the client_assertion"))
            }
            (Some(client_id), _) => {
                let assertion = Some(assertion.to_owned());
                Ok(Self { client_id, secrets: Vec::new(), assertion, by_basic: false })
            }
            (None, _) => Err(OAuthError::invalid_client("the client_assertion names no client", false)),
        }
    }

    /// The refusal of a request that names no client.
    #[must_use]
    pub fn missing() -> OAuthError {
        OAuthError::invalid_client("the request names no client", false)
    }

    /// The answer to somebody who is not to be let in, with the true cause for the log.
    pub(crate) fn refused(&self, cause: &str) -> OAuthError {
        OAuthError::invalid_client(cause, self.by_basic)
    }

    /// Whether there is more than a name.
    pub(crate) const fn prove_anything(&self) -> bool {
        !self.secrets.is_empty() || self.assertion.is_some()
    }

    /// The id that the client says it has; proven by nothing.
    #[must_use]
    pub fn claimed_client_id(&self) -> &str {
        &self.client_id
    }
}
