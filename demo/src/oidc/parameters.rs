//! The parameters of a request. Their names may be shown, their values may not.

use oauth::form::Form;

/// Names and values in the order they are sent.
#[derive(Default)]
pub struct Parameters(Vec<(&'static str, String)>);

impl Parameters {
    /// Adds one parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.push((name, value.to_owned()));
        self
    }

    /// The names, for people who watch the protocol.
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|(name, _)| *name).collect()
    }

    /// As a form body (RFC 6749 Appendix B).
    pub fn encode(&self) -> String {
        Form::encode(self.0.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// As the query of an endpoint, which may have a query of its own (RFC 6749 §3.1).
    pub fn as_query_of(&self, endpoint: &str) -> String {
        let joint = if endpoint.contains('?') { '&' } else { '?' };
        format!("{endpoint}{joint}{}", self.encode())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_and_names_are_listed_in_order() {
        let parameters = Parameters::default().with("scope", "openid a:b").with("state", "x&y");
        assert_eq!(parameters.encode(), "scope=openid+a%3Ab&state=x%26y");
        assert_eq!(parameters.names(), ["scope", "state"]);
    }

    #[test]
    fn the_query_of_an_endpoint_is_kept() {
        let parameters = Parameters::default().with("a", "1");
        assert_eq!(
            parameters.as_query_of("https://op.example/authorize"),
            "https://op.example/authorize?a=1"
        );
        assert_eq!(parameters.as_query_of("https://op.example/?t=2"), "https://op.example/?t=2&a=1");
    }
}
