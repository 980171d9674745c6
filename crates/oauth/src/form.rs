//! Parameters of a request, as `application/x-www-form-urlencoded` (RFC 6749 Appendix B).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The only parameters that may be sent more than once (RFC 8693 §2.1, RFC 8707 §2).
const LISTS: [&str; 2] = ["audience", "resource"];

/// The parameters of one request: every name once, empty values left out.
///
/// RFC 6749 §3.1 and §3.2: a parameter sent without a value is treated as omitted, and none may be sent
/// more than once, but for the two that are lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    values: BTreeMap<String, String>,
    repeated: Vec<String>,
    lists: BTreeMap<String, Vec<String>>,
}

/// Why a request's parameters can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// The parameter was sent more than once.
    #[error("the parameter {0} was sent more than once")]
    Repeated(&'static str),
    /// The parameter is required and was not sent.
    #[error("the parameter {0} is missing")]
    Missing(&'static str),
    /// The body is not text, or a value holds a control character.
    #[error("the request is not a form")]
    NotAForm,
}

/// A parameter that was sent more than once, whether anybody knows it or not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the parameter {0} was sent more than once")]
pub struct RepeatedName(String);

impl Form {
    /// Reads a query string or a form body.
    ///
    /// Repeated names are remembered instead of refused at once, so that an authorization request can
    /// first find out where its errors may be sent.
    ///
    /// # Errors
    /// `NotAForm` when the bytes are not UTF-8 or a value holds NUL.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        let text = std::str::from_utf8(bytes).map_err(|_| FormError::NotAForm)?;
        let mut form = Self::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            form.insert(decode(name)?, decode(value)?);
        }
        Ok(form)
    }

    fn insert(&mut self, name: String, value: String) {
        if value.is_empty() {
            return;
        }
        if LISTS.contains(&name.as_str()) {
            self.lists.entry(name).or_default().push(value);
            return;
        }
        match self.values.entry(name) {
            Entry::Occupied(first) => self.repeated.push(first.key().clone()),
            Entry::Vacant(place) => {
                place.insert(value);
            }
        }
    }

    /// The value of a parameter, or `None` when it was not sent or sent empty.
    ///
    /// # Errors
    /// `Repeated` when it was sent more than once.
    pub fn get(&self, name: &'static str) -> Result<Option<&str>, FormError> {
        if self.repeated.iter().any(|repeated| repeated == name) {
            return Err(FormError::Repeated(name));
        }
        Ok(self.values.get(name).map(String::as_str))
    }

    /// The values of `audience` or `resource`, in their order. [`Form::get`] doesn't see these two.
    #[must_use]
    pub fn get_all(&self, name: &str) -> &[String] {
        self.lists.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The value of a parameter that has to be there.
    ///
    /// # Errors
    /// `Repeated`, or `Missing`.
    pub fn require(&self, name: &'static str) -> Result<&str, FormError> {
        self.get(name)?.ok_or(FormError::Missing(name))
    }

    /// Refuses a request that sends any parameter twice, also one that nobody knows (RFC 6749 §3.1, §3.2).
    ///
    /// # Errors
    /// With the name, as far as it can be shown.
    pub fn refuse_repeated(&self) -> Result<(), RepeatedName> {
        let Some(name) = self.repeated.first() else { return Ok(()) };
        Err(RepeatedName(name.chars().filter(|letter| is_shown(*letter)).take(40).collect()))
    }

    /// Every parameter, by name; the first value of one that was repeated.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let lists =
            self.lists.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        self.values.iter().chain(lists).map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Writes parameters as a query string or a form body.
    pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }
}

const fn is_shown(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// A plus is a space, the rest is percent-encoding (WHATWG URL, `application/x-www-form-urlencoded`).
fn decode(part: &str) -> Result<String, FormError> {
    let spaced = part.replace('+', " ");
    let text =
        percent_encoding::percent_decode_str(&spaced).decode_utf8().map_err(|_| FormError::NotAForm)?;
    if text.contains('\0') { Err(FormError::NotAForm) } else { Ok(text.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_is_a_space_and_a_percent_escape_is_its_byte() {
        let form = Form::parse(b"scope=openid+profile&state=a%2Bb").unwrap();
        assert_eq!(form.get("scope"), Ok(Some("openid profile")));
        assert_eq!(form.get("state"), Ok(Some("a+b")));
    }

    #[test]
    fn an_equals_sign_inside_a_value_belongs_to_the_value() {
        let form = Form::parse(b"client_secret=dGVzdHNlY3JldA==").unwrap();
        assert_eq!(form.get("client_secret"), Ok(Some("dGVzdHNlY3JldA==")));
    }

    // Shows T3, RFC 6749 §3.1.
    #[test]
    fn a_parameter_without_a_value_counts_as_omitted() {
        let form = Form::parse(b"scope=&state").unwrap();
        assert_eq!(form.get("scope"), Ok(None));
        assert_eq!(form.require("state"), Err(FormError::Missing("state")));
    }

    // Shows A5, T3.
    #[test]
    fn a_repeated_parameter_is_refused_when_it_is_read() {
        let form = Form::parse(b"scope=openid&scope=admin&state=1").unwrap();
        assert_eq!(form.get("scope"), Err(FormError::Repeated("scope")));
        assert_eq!(form.get("state"), Ok(Some("1")));
    }

    #[test]
    fn a_repeated_name_is_shown_without_what_could_be_markup() {
        let form = Form::parse(b"%3Cresponse_mode%3E=1&%3Cresponse_mode%3E=2").unwrap();
        let refused = form.refuse_repeated().unwrap_err();
        assert_eq!(refused.to_string(), "the parameter response_mode was sent more than once");
        assert_eq!(Form::parse(b"a=1&b=2").unwrap().refuse_repeated(), Ok(()));
    }

    #[test]
    fn the_two_lists_are_never_repeated() {
        let form = Form::parse(b"resource=a&audience=c&resource=&resource=b&resource=a").unwrap();
        assert_eq!(
            (form.get_all("resource"), form.get_all("audience")),
            (&["a", "b", "a"].map(str::to_owned)[..], &["c".to_owned()][..])
        );
        assert_eq!((form.refuse_repeated(), form.get_all("scope").len()), (Ok(()), 0));
        assert_eq!(Form::encode(form.pairs()), "audience=c&resource=a&resource=b&resource=a");
    }

    #[test]
    fn bytes_that_are_not_text_are_no_form() {
        assert_eq!(Form::parse(b"a=\xff"), Err(FormError::NotAForm));
        assert_eq!(Form::parse(b"a=%ff"), Err(FormError::NotAForm));
        assert_eq!(Form::parse(b"a=%00"), Err(FormError::NotAForm));
    }
}
