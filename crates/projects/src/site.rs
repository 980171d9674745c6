//! What is the same in every answer: addresses, challenges, and the documents that are made once.

use axum::body::Bytes;
use axum::http::HeaderValue;
use oauth::dpop;
use odata::csdl;
use odata::media::MetadataForm;
use odata::version::Version;

use crate::Basic;
use crate::model::MODEL;

const VERSIONS: [Version; 2] = [Version::V4_0, Version::V4_01];

/// What the outside knows about this API.
pub(crate) struct Site {
    /// The address of the listener, without a slash at its end.
    pub(crate) origin: String,
    /// The service root, without a slash at its end.
    pub(crate) root: String,
    bearer: String,
    basic: Option<HeaderValue>,
    metadata: [Bytes; 2],
    metadata_json: [Bytes; 2],
}

impl Site {
    pub(crate) fn new(public_url: &str, over_basic: Basic) -> Self {
        let public_url = public_url.trim_end_matches('/');
        let realm = public_url.replace(['\\', '"'], "");
        let basic = format!("Basic realm=\"{realm}\", charset=\"UTF-8\"");
        Self {
            origin: public_url.to_owned(),
            root: format!("{public_url}/odata"),
            bearer: format!(
                "Bearer realm=\"{realm}\", resource_metadata=\"{realm}/.well-known/oauth-protected-resource\""
            ),
            basic: (over_basic == Basic::Offered)
                .then(|| HeaderValue::from_str(&basic).unwrap_or(HeaderValue::from_static("Basic"))),
            metadata: VERSIONS.map(|version| Bytes::from(csdl::xml(&MODEL, version))),
            // A model is names and numbers, which have no way to fail.
            metadata_json: VERSIONS
                .map(|version| Bytes::from(csdl::json(&MODEL, version).unwrap_or_default())),
        }
    }

    /// `$metadata`.
    pub(crate) fn metadata(&self, form: MetadataForm, version: Version) -> Bytes {
        let [v4_0, v4_01] = match form {
            MetadataForm::Xml => &self.metadata,
            MetadataForm::Json => &self.metadata_json,
        };
        match version {
            Version::V4_0 => v4_0.clone(),
            Version::V4_01 => v4_01.clone(),
        }
    }

    /// The `Bearer` challenge with the parameters of a refusal (RFC 6750 §3, RFC 9728 §5.1).
    pub(crate) fn bearer_challenge(&self, refusal: &str) -> HeaderValue {
        HeaderValue::from_str(&format!("{}{refusal}", self.bearer))
            .unwrap_or(HeaderValue::from_static("Bearer"))
    }

    /// The `DPoP` challenge with the parameters of a refusal (RFC 9449 §7.1).
    pub(crate) fn dpop_challenge(refusal: &str) -> HeaderValue {
        HeaderValue::from_str(&dpop::challenge(refusal)).unwrap_or(HeaderValue::from_static(dpop::NAME))
    }

    /// The `Basic` challenge, without which spreadsheets don't ask for a token (RFC 7617 §2); none where it is off.
    pub(crate) fn basic_challenge(&self) -> Option<HeaderValue> {
        self.basic.clone()
    }
}
