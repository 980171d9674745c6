//! The request to sign out (OpenID Connect RP-Initiated Logout 1.0 §2).

use crate::form::{Form, FormError, RepeatedName};

/// The longest query string that is read as a request to sign out, in bytes.
pub const LONGEST_REQUEST: usize = 8 * 1024;

/// What a client says when it wants somebody signed out. Every member is optional.
///
/// `logout_hint` and `ui_locales` are read for their length alone: whom the browser belongs to says its session,
/// and the pages speak one language.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct EndSessionRequest {
    /// An ID token that was given for the session; it may have expired.
    pub id_token_hint: Option<String>,
    /// Who asks.
    pub client_id: Option<String>,
    /// Where the browser should go afterwards.
    pub post_logout_redirect_uri: Option<String>,
    /// To be given back as it came.
    pub state: Option<String>,
}

/// Why a request to sign out can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndSessionRefused {
    /// A parameter was sent more than once.
    #[error(transparent)]
    Repeated(#[from] RepeatedName),
    /// A parameter is too long.
    #[error("the parameter {0} is longer than {1} bytes")]
    TooLong(&'static str, usize),
    /// The request is no form, or longer than [`LONGEST_REQUEST`].
    #[error("the request is not a form, or it is too long")]
    Unreadable,
}

impl EndSessionRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// When a parameter was sent twice, whether it is known or not, or is too long.
    pub fn read(form: &Form) -> Result<Self, EndSessionRefused> {
        form.refuse_repeated()?;
        capped(form, "logout_hint", 320)?;
        capped(form, "ui_locales", 320)?;
        Ok(Self {
            id_token_hint: capped(form, "id_token_hint", 4096)?,
            client_id: capped(form, "client_id", 100)?,
            post_logout_redirect_uri: capped(form, "post_logout_redirect_uri", 2000)?,
            state: capped(form, "state", 2048)?,
        })
    }

    /// The request as names and values, to be sent once more.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("id_token_hint", &self.id_token_hint),
            ("client_id", &self.client_id),
            ("post_logout_redirect_uri", &self.post_logout_redirect_uri),
            ("state", &self.state),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect()
    }

    /// The address to which the browser goes back: `uri` with the request's `state` (§3). A query that the address
    /// was registered with stays.
    #[must_use]
    pub fn back_to(&self, uri: &str) -> String {
        let Some(state) = &self.state else { return uri.to_owned() };
        let joint = if uri.contains('?') { '&' } else { '?' };
        format!("{uri}{joint}{}", Form::encode([("state", state.as_str())]))
    }
}

fn capped(form: &Form, name: &'static str, most: usize) -> Result<Option<String>, EndSessionRefused> {
    match form.get(name)? {
        Some(value) if value.len() > most => Err(EndSessionRefused::TooLong(name, most)),
        value => Ok(value.map(str::to_owned)),
    }
}

impl From<FormError> for EndSessionRefused {
    /// Repeated names were refused before, and nothing is required.
    fn from(_: FormError) -> Self {
        Self::Unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<EndSessionRequest, EndSessionRefused> {
        EndSessionRequest::read(&Form::parse(query.as_bytes()).unwrap())
    }

    #[test]
    fn nothing_has_to_be_sent() {
        assert!(read("").is_ok_and(|request| request.parameters().is_empty()));
        let whole =
            read("state=s&client_id=app_1&id_token_hint=a.b.c&post_logout_redirect_uri=https%3A%2F%2Fa");
        let whole = whole.map_err(|why| why.to_string()).unwrap();
        assert_eq!(
            whole.parameters(),
            [
                ("id_token_hint", "a.b.c"),
                ("client_id", "app_1"),
                ("post_logout_redirect_uri", "https://a"),
                ("state", "s")
            ]
        );
    }

    // Shows A5.
    #[test]
    fn any_repeated_parameter_is_refused_also_an_unknown_one() {
        for (query, name) in [("state=1&state=2", "state"), ("x_y=1&x_y=2", "x_y")] {
            let refused = read(query).err().map(|why| why.to_string());
            assert_eq!(refused, Some(format!("the parameter {name} was sent more than once")));
        }
    }

    #[test]
    fn every_parameter_has_a_longest_value() {
        for (name, most) in [
            ("id_token_hint", 4096),
            ("client_id", 100),
            ("post_logout_redirect_uri", 2000),
            ("state", 2048),
            ("logout_hint", 320),
            ("ui_locales", 320),
        ] {
            assert!(read(&format!("{name}={}", "a".repeat(most))).is_ok(), "{name}");
            let longer = read(&format!("{name}={}", "a".repeat(most + 1)));
            assert_eq!(longer.err(), Some(EndSessionRefused::TooLong(name, most)));
        }
    }

    #[test]
    fn the_state_goes_back_as_it_came() {
        let state = "\u{e4} \"<>&'=?#%+/\r\n";
        let query = Form::encode([("state", state)]);
        let back = read(&query).unwrap_or_default().back_to("https://app.example.com/bye");
        let sent = back.strip_prefix("https://app.example.com/bye?").unwrap();
        assert_eq!(Form::parse(sent.as_bytes()).unwrap().get("state"), Ok(Some(state)));
        assert_eq!(read("state=1").unwrap_or_default().back_to("https://a?b=c"), "https://a?b=c&state=1");
        assert_eq!(EndSessionRequest::default().back_to("https://a"), "https://a");
    }
}
