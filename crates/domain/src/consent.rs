//! Consent: whether a person has to be asked before a client gets what it wants.

use oauth::scope::Scopes;

use crate::client::ClientType;

/// What is known when a client asks for a person's consent.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The scopes asked for.
    pub asked: &'a Scopes,
    /// The scopes the person allowed this client before.
    pub remembered: &'a Scopes,
    /// Whether the client wants the page to be shown.
    pub prompted: bool,
    /// Whether the client can prove who it is when it redeems the code.
    pub client_type: ClientType,
    /// The redirect URI of the request.
    pub redirect_uri: &'a str,
}

impl Question<'_> {
    /// Whether the page has to be shown.
    ///
    /// `offline_access` is a scope like the others: allowed once in words, it's remembered (OpenID Connect Core §11
    /// asks for consent, not for a new one each time).
    #[must_use]
    pub fn must_be_asked(&self) -> bool {
        self.prompted || !self.asked.is_subset(self.remembered) || self.may_be_imitated()
    }

    /// A public client behind a loopback address or a scheme of its own can be imitated by any other app on the
    /// device, so it always asks (RFC 8252 §8.6).
    fn may_be_imitated(&self) -> bool {
        self.client_type == ClientType::Public && !self.redirect_uri.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows C3.
    #[test]
    fn what_was_allowed_before_is_not_asked_again() {
        let scopes = |text| Scopes::parse(text).unwrap();
        let (openid, both) = (scopes("openid"), scopes("openid offline_access"));
        let ask = |asked, remembered, prompted, redirect_uri| {
            let question = |client_type| Question { asked, remembered, prompted, client_type, redirect_uri };
            [ClientType::Public, ClientType::Confidential].map(|kind| question(kind).must_be_asked())
        };
        let web = "https://app.example.com/cb";
        assert_eq!(ask(&openid, &both, false, web), [false, false]);
        assert_eq!(ask(&both, &both, false, web), [false, false]);
        assert_eq!(ask(&both, &openid, false, web), [true, true], "a new scope");
        assert_eq!(ask(&openid, &both, true, web), [true, true], "prompt=consent");
        for anybodys in ["com.example.app://cb", "http://127.0.0.1:1/cb", "http://localhost/cb"] {
            assert_eq!(ask(&openid, &both, false, anybodys), [true, false], "{anybodys}");
        }
    }
}
