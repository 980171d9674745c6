//! Resource indicators: for which server a token is meant (RFC 8707), and how a token says it (RFC 7519 §4.1.3).

use std::collections::BTreeSet;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::form::Form;

/// The longest indicator that is read, in bytes.
pub const LONGEST: usize = 2000;

/// The address of a resource server: an absolute URI without a fragment (RFC 8707 §2).
///
/// An address whose path is a lone slash is the same without it (RFC 3986 §6.2.3), because libraries that take
/// addresses apart put one there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Resource(String);

/// A text that can't be a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a resource is an absolute URI without a fragment")]
pub struct NotAResource;

impl Resource {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Resource {
    type Err = NotAResource;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let legal = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
        let (scheme, rest) = text.split_once(':').ok_or(NotAResource)?;
        let named = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        if !legal || !named || rest.is_empty() {
            return Err(NotAResource);
        }
        let root = rest.strip_prefix("//").and_then(|rest| rest.strip_suffix('/'));
        let bare = root.filter(|host| !host.contains(['/', '?']));
        Ok(Self(bare.map_or_else(|| text.to_owned(), |host| format!("{scheme}://{host}"))))
    }
}

impl TryFrom<String> for Resource {
    type Error = NotAResource;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Resource> for String {
    fn from(resource: Resource) -> Self {
        resource.0
    }
}

/// The resources of a request; none when it names none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Resources(BTreeSet<Resource>);

impl Resources {
    /// Reads the parameter `resource`, which may be sent more than once (RFC 8707 §2).
    ///
    /// # Errors
    /// When one of them can't be a resource; `invalid_target`.
    pub fn read(form: &Form) -> Result<Self, NotAResource> {
        form.get_all("resource").iter().map(|text| text.parse()).collect()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every one of these is among the others.
    #[must_use]
    pub fn is_subset(&self, others: &Self) -> bool {
        self.0.is_subset(&others.0)
    }

    /// The addresses, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(Resource::as_str)
    }
}

impl FromIterator<Resource> for Resources {
    fn from_iter<I: IntoIterator<Item = Resource>>(resources: I) -> Self {
        Self(resources.into_iter().collect())
    }
}

/// The claim `aud`: one address as text, several as a list (RFC 7519 §4.1.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Audience {
    /// Whether the token is meant for this address.
    #[must_use]
    pub fn contains(&self, address: &str) -> bool {
        match self {
            Self::One(own) => own == address,
            Self::Many(all) => all.iter().any(|own| own == address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_an_absolute_uri_without_a_fragment() {
        for good in
            ["https://api.example.com", "https://api.example.com/app/?a=b", "urn:example:api", "a+b-c.d:x"]
        {
            assert_eq!(good.parse().map(|read: Resource| read.0), Ok(good.to_owned()));
        }
        let long = format!("https://a/{}", "x".repeat(LONGEST));
        for bad in [
            "",
            "api",
            "/odata",
            "https:",
            "1a:x",
            ":x",
            "https://a/#x",
            "https://a b",
            "https://\u{e4}",
            &long,
        ] {
            assert_eq!(bad.parse::<Resource>(), Err(NotAResource), "{bad}");
        }
    }

    #[test]
    fn a_lone_slash_behind_the_host_means_nothing() {
        let same = |left: &str, right: &str| left.parse::<Resource>() == right.parse();
        assert!(same("https://api.example.com/", "https://api.example.com"));
        assert!(same("http://[::1]:44395/", "http://[::1]:44395"));
        assert!(!same("https://api.example.com/app/", "https://api.example.com/app"));
        assert!(!same("https://api.example.com?a=/", "https://api.example.com?a="));
    }

    #[test]
    fn the_parameter_may_be_sent_more_than_once() {
        let form =
            Form::parse(b"resource=https%3A%2F%2Fb.example%2F&resource=https://a.example&resource=").unwrap();
        let read = Resources::read(&form).unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), ["https://a.example", "https://b.example"]);
        assert!(Resources::read(&Form::parse(b"resource=odata").unwrap()).is_err());
        assert!(Resources::read(&Form::default()).unwrap().is_empty());
    }

    #[test]
    fn an_audience_is_one_address_or_a_list() {
        let one = Audience::One("https://a".into());
        assert!(one.contains("https://a") && !one.contains("https://a/"));
        let many = Audience::Many(vec!["https://a".into(), "https://b".into()]);
        assert!(many.contains("https://b") && !many.contains("https://"));
    }
}
