//! Errors of the protocol endpoints: a code and a sentence for outside, the cause for the log.

use domain::audience::TargetRefused;
use domain::code::CodeRefused;
use domain::device::DeviceRefused;
use domain::refresh::RefreshRefused;
use domain::request_scopes::ScopeRefused;
use domain::restriction::OtherKey;
use domain::throttle::Wait;
use oauth::dpop::ProofRefused;
use oauth::error::{ErrorBody, ErrorCode};
use oauth::form::{Form, FormError};
use oauth::resource::NotAResource;
use oauth::token::UnreadableRequest;
use oauth::token_exchange::UnreadableExchange;

use crate::failure::{Chain, Failure};

/// An error answer (RFC 6749 §5.2). Status and headers are the server's matter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {cause}", code.as_str())]
pub struct OAuthError {
    /// For programs.
    pub code: ErrorCode,
    /// For the client's developer; says nothing that would help a thief.
    pub description: String,
    /// A page that explains it.
    pub uri: Option<String>,
    /// What really happened, for the log and the owner's activity.
    pub cause: String,
    /// Whether the client tried Basic, which then has to be answered with a challenge.
    pub challenge_basic: bool,
    /// How many seconds to wait after too many attempts. The answer is then 429 and not 503 (RFC 6585 §4).
    pub throttled: Option<u64>,
}

impl OAuthError {
    /// An error whose sentence is also its cause.
    #[must_use]
    pub fn new(code: ErrorCode, description: &str) -> Self {
        let text = description.to_owned();
        Self {
            code,
            description: text.clone(),
            uri: None,
            cause: text,
            challenge_basic: false,
            throttled: None,
        }
    }

    /// The request can't be read.
    #[must_use]
    pub fn invalid_request(description: &str) -> Self {
        Self::new(ErrorCode::InvalidRequest, description)
    }

    /// Refuses a form in which a parameter stands twice, also an unknown one (RFC 6749 §3.2).
    ///
    /// # Errors
    /// `invalid_request`, which names the first of them.
    pub fn refuse_repeated(form: &Form) -> Result<(), Self> {
        form.refuse_repeated().map_err(|why| Self::invalid_request(&why.to_string()))
    }

    /// Unknown, deleted or inactive client; wrong, expired or missing secret: one answer for all.
    #[must_use]
    pub fn invalid_client(cause: &str, challenge_basic: bool) -> Self {
        let error = Self::new(ErrorCode::InvalidClient, "client authentication failed");
        Self { challenge_basic, ..error.because(cause) }
    }

    /// A grant that the server has and this client hasn't.
    #[must_use]
    pub fn unauthorized_client(issuer: &str) -> Self {
        let error = Self::new(
            ErrorCode::UnauthorizedClient,
            "this client may not use this grant type (unsupported_grant_type for this client)",
        );
        Self { uri: Some(format!("{issuer}/docs/errors#unsupported_grant_type")), ..error }
    }

    /// A code, refresh token or password that isn't good.
    #[must_use]
    pub fn invalid_grant(cause: &impl ToString) -> Self {
        Self::new(ErrorCode::InvalidGrant, "the code, refresh token or password is not valid")
            .because(&cause.to_string())
    }

    /// The same answer with another cause.
    #[must_use]
    pub fn because(mut self, cause: &str) -> Self {
        cause.clone_into(&mut self.cause);
        self
    }

    /// Whether something broke inside, so that nothing was decided.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        matches!(self.code, ErrorCode::ServerError | ErrorCode::TemporarilyUnavailable)
    }

    /// What leaves the server.
    #[must_use]
    pub fn body(&self) -> ErrorBody {
        ErrorBody {
            error: self.code.as_str().to_owned(),
            error_description: Some(self.description.clone()),
            error_uri: self.uri.clone(),
        }
    }
}

impl From<Failure> for OAuthError {
    fn from(failure: Failure) -> Self {
        let code = match failure {
            Failure::Busy(_) => ErrorCode::TemporarilyUnavailable,
            Failure::Store(_) | Failure::Crypto(_) | Failure::File { .. } => ErrorCode::ServerError,
        };
        Self::new(code, "the server can not answer right now").because(&Chain(&failure).to_string())
    }
}

impl From<store::StoreError> for OAuthError {
    fn from(error: store::StoreError) -> Self {
        Failure::from(error).into()
    }
}

impl From<Wait> for OAuthError {
    /// RFC 6749 §5.2 has no code for this; the nearest is the one of §4.1.2.1.
    fn from(wait: Wait) -> Self {
        let error = Self::new(ErrorCode::TemporarilyUnavailable, &wait.to_string());
        Self { throttled: Some(wait.seconds()), ..error.because("L6: too many attempts") }
    }
}

impl From<FormError> for OAuthError {
    fn from(why: FormError) -> Self {
        Self::invalid_request(&why.to_string())
    }
}

impl From<UnreadableRequest> for OAuthError {
    fn from(why: UnreadableRequest) -> Self {
        Self::new(why.code(), &why.to_string())
    }
}

impl From<UnreadableExchange> for OAuthError {
    fn from(why: UnreadableExchange) -> Self {
        Self::new(why.code(), &why.to_string())
    }
}

impl From<NotAResource> for OAuthError {
    fn from(why: NotAResource) -> Self {
        Self::new(ErrorCode::InvalidTarget, &why.to_string())
    }
}

impl From<TargetRefused> for OAuthError {
    fn from(why: TargetRefused) -> Self {
        Self::new(ErrorCode::InvalidTarget, &why.to_string())
    }
}

impl From<ProofRefused> for OAuthError {
    fn from(why: ProofRefused) -> Self {
        Self::new(ErrorCode::InvalidDpopProof, &why.to_string())
    }
}

impl From<OtherKey> for OAuthError {
    fn from(why: OtherKey) -> Self {
        Self::invalid_grant(&why)
    }
}

impl From<CodeRefused> for OAuthError {
    fn from(why: CodeRefused) -> Self {
        // One sentence for every reason: the difference would only help a thief. The log keeps it.
        Self::invalid_grant(&why)
    }
}

impl From<DeviceRefused> for OAuthError {
    fn from(why: DeviceRefused) -> Self {
        let code = match why {
            DeviceRefused::Unknown | DeviceRefused::OtherClient | DeviceRefused::Replayed => {
                return Self::invalid_grant(&why);
            }
            DeviceRefused::Denied => ErrorCode::AccessDenied,
            DeviceRefused::Expired => ErrorCode::ExpiredToken,
            DeviceRefused::Pending => ErrorCode::AuthorizationPending,
            DeviceRefused::TooFast => ErrorCode::SlowDown,
        };
        Self::new(code, &why.to_string())
    }
}

impl From<RefreshRefused> for OAuthError {
    fn from(why: RefreshRefused) -> Self {
        match why {
            RefreshRefused::WiderScope => Self::new(ErrorCode::InvalidScope, &why.to_string()),
            _ => Self::invalid_grant(&why),
        }
    }
}

impl From<ScopeRefused> for OAuthError {
    fn from(why: ScopeRefused) -> Self {
        Self::new(ErrorCode::InvalidScope, &why.to_string())
    }
}
