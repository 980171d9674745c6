//! Consent: whether a person has to be asked before a client gets what it wants.

use oauth::scope::Scopes;

/// What is known when a client asks for a person's consent.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The scopes asked for.
    pub asked: &'a Scopes,
    /// The scopes the person allowed this client before.
    pub remembered: &'a Scopes,
    /// Whether the client wants the page to be shown.
    pub prompted: bool,
    /// The redirect URI of the request.
    pub redirect_uri: &'a str,
}

impl Question<'_> {
    /// Whether the page has to be shown.
    ///
    /// An app behind a loopback address or a scheme of its own can be imitated by any other app on the
    /// device, so it always asks (RFC 8252 §8.6).
    #[must_use]
    pub fn must_be_asked(&self) -> bool {
        self.prompted || !self.asked.is_subset(self.remembered) || !self.redirect_uri.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_allowed_before_is_not_asked_again() {
        let scopes = |text| Scopes::parse(text).unwrap();
        let (openid, both) = (scopes("openid"), scopes("openid profile"));
        let ask = |asked, remembered, prompted, redirect_uri| {
            Question { asked, remembered, prompted, redirect_uri }.must_be_asked()
        };
        let web = "https://app.example.com/cb";
        assert!(!ask(&openid, &both, false, web));
        assert!(ask(&both, &openid, false, web), "a new scope");
        assert!(ask(&openid, &both, true, web), "prompt=consent");
        assert!(ask(&openid, &both, false, "com.example.app://cb"), "a scheme that others may claim");
        assert!(ask(&openid, &both, false, "http://127.0.0.1:1/cb"), "a loopback address");
    }
}
