//! The headers that every answer carries, also a 404, a redirect and a stylesheet (security rule W1).

use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use super::csp::Csp;

/// The same on every answer.
const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
             microphone=(), midi=(), payment=(), usb=()",
        ),
    ),
];

/// A year.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// How far the address of a page may travel with a request that it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Referrer {
    /// Nowhere: an authorization request stands in the address.
    Never,
    /// Only to ourselves.
    OwnOrigin,
}

impl Referrer {
    /// What is right for this path of the identity listener.
    pub(super) fn for_path(path: &str) -> Self {
        let is_account =
            path.starts_with("/Identity/Account/") && !path.starts_with("/Identity/Account/Manage");
        if is_account || path.starts_with("/connect/") { Self::Never } else { Self::OwnOrigin }
    }

    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Never => "no-referrer",
            Self::OwnOrigin => "same-origin",
        })
    }
}

/// What one listener adds.
#[derive(Clone, Debug)]
pub(super) struct Dress {
    /// Whether browsers are told to stay with TLS.
    pub(super) hsts: Option<HeaderValue>,
    /// The policy of an answer that names none.
    pub(super) policy: HeaderValue,
}

impl Dress {
    /// The headers of a listener whose answers are mostly not pages.
    pub(super) fn plain(is_https: bool) -> Self {
        Self { hsts: is_https.then_some(HSTS), policy: Csp::Nothing.header() }
    }

    /// Puts everything on an answer. What a handler has set on purpose, stays.
    pub(super) fn put_on(&self, response: &mut Response, referrer: Referrer) {
        let policy = response.extensions().get::<Csp>().map_or_else(|| self.policy.clone(), Csp::header);
        let headers = response.headers_mut();
        for (name, value) in ALWAYS {
            headers.insert(name, value);
        }
        if let Some(hsts) = &self.hsts {
            headers.insert(STRICT_TRANSPORT_SECURITY, hsts.clone());
        }
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
        headers.entry(REFERRER_POLICY).or_insert_with(|| referrer.header());
        // Answers are about a person or a moment unless their handler knows better.
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;

    #[test]
    fn the_address_of_a_sign_in_travels_nowhere() {
        for path in ["/connect/authorize", "/Identity/Account/Login", "/Identity/Account/Consent"] {
            assert_eq!(Referrer::for_path(path), Referrer::Never, "{path}");
        }
        for path in ["/", "/Identity/Account/Manage", "/Identity/Account/Manage/ApiClients", "/api/console/x"]
        {
            assert_eq!(Referrer::for_path(path), Referrer::OwnOrigin, "{path}");
        }
    }

    #[test]
    fn what_a_handler_sets_on_purpose_stays() {
        let mut response = ([(CACHE_CONTROL, "public, max-age=60")], "x").into_response();
        Dress::plain(false).put_on(&mut response, Referrer::OwnOrigin);
        assert_eq!(response.headers()[CACHE_CONTROL], "public, max-age=60");
        assert_eq!(response.headers()[REFERRER_POLICY], "same-origin");
        assert!(!response.headers().contains_key(STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn tls_is_made_to_stay() {
        let mut response = "x".into_response();
        Dress::plain(true).put_on(&mut response, Referrer::Never);
        assert_eq!(response.headers()[STRICT_TRANSPORT_SECURITY], "max-age=31536000");
        assert_eq!(response.headers()[CONTENT_SECURITY_POLICY], "default-src 'none'; frame-ancestors 'none'");
    }
}
