//! Device authorization (RFC 8628).

use serde::{Deserialize, Serialize};

use crate::form::Form;
use crate::scope::Scopes;
use crate::token::{self, UnreadableRequest};

/// What a device asks for (RFC 8628 §3.1). Which client it is, its credentials say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceAuthorizationRequest {
    /// The scopes asked for; empty when the parameter was left out.
    pub scopes: Scopes,
}

impl DeviceAuthorizationRequest {
    /// Reads the form of a device authorization request.
    ///
    /// # Errors
    /// When `scope` is repeated or malformed.
    pub fn read(form: &Form) -> Result<Self, UnreadableRequest> {
        Ok(Self { scopes: token::scopes(form)?.unwrap_or_default() })
    }
}

/// The answer of the device authorization endpoint (RFC 8628 §3.2).
#[derive(Clone, Serialize, Deserialize)]
pub struct DeviceAuthorizationResponse {
    /// What the device shows at the token endpoint, and nobody else may know.
    pub device_code: String,
    /// What the person types.
    pub user_code: String,
    /// Where they type it.
    pub verification_uri: String,
    /// The same address with the code filled in, for a QR code.
    pub verification_uri_complete: String,
    /// Seconds until both codes expire.
    pub expires_in: u64,
    /// Seconds that the device lets pass between two questions.
    pub interval: u64,
}

impl std::fmt::Debug for DeviceAuthorizationResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeviceAuthorizationResponse")
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn read(body: &str) -> Result<DeviceAuthorizationRequest, UnreadableRequest> {
        DeviceAuthorizationRequest::read(&Form::parse(body.as_bytes()).unwrap())
    }

    #[test]
    fn scopes_may_be_left_out_and_have_to_be_scopes() {
        assert!(read("client_id=1406020730").unwrap().scopes.is_empty());
        assert!(read("client_id=1406020730&scope=example_scope").unwrap().scopes.contains("example_scope"));
        assert_eq!(read("scope=%22").unwrap_err().code(), ErrorCode::InvalidScope);
        assert_eq!(read("scope=a&scope=b").unwrap_err().code(), ErrorCode::InvalidRequest);
    }

    #[test]
    fn no_code_is_printed_by_accident() {
        let response = DeviceAuthorizationResponse {
            device_code: "secret".into(),
            user_code: "WDJB-MJHT".into(),
            verification_uri: "https://example.com/device".into(),
            verification_uri_complete: "https://example.com/device?user_code=WDJB-MJHT".into(),
            expires_in: 600,
            interval: 5,
        };
        let printed = format!("{response:?}");
        assert!(!printed.contains("secret") && !printed.contains("WDJB"), "{printed}");
    }
}
