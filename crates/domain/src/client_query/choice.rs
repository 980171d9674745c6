//! The words from which a parameter of the list chooses.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::client::ClientType;
use crate::template::Template;

/// What kind of client: what it was made from, or what it can keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Kind {
    /// Made from this template.
    Template(Template),
    /// Written down whole, not made from a template.
    Other,
    /// Public or confidential, whatever it was made from.
    Type(ClientType),
}

/// The orders of the list, each by a member of a client; ties are broken by age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// Newest first.
    #[default]
    #[serde(rename = "-createdAt")]
    Newest,
    /// Oldest first.
    #[serde(rename = "createdAt")]
    Oldest,
    /// By name, A first.
    #[serde(rename = "clientName")]
    Name,
    /// By name, Z first.
    #[serde(rename = "-clientName")]
    NameDescending,
    /// Last used first, those that never were at the end.
    #[serde(rename = "-lastUsedAt")]
    LastUsed,
    /// Never used first, then those that have not been used for longest.
    #[serde(rename = "lastUsedAt")]
    LeastUsed,
}

/// A word that stands for nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Use one of {0}.")]
pub struct NotAChoice(pub(super) &'static str);

impl Kind {
    pub(super) const WORDS: [(&'static str, Self); 7] = [
        ("personal_access_token", Self::Template(Template::PersonalAccessToken)),
        ("backend_service", Self::Template(Template::BackendService)),
        ("web_mobile_app", Self::Template(Template::WebMobileApp)),
        ("web_server_application", Self::Template(Template::WebServerApplication)),
        ("other", Self::Other),
        ("public", Self::Type(ClientType::Public)),
        ("confidential", Self::Type(ClientType::Confidential)),
    ];

    /// The word of the parameter `type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Template(template) => template.as_str(),
            Self::Other => "other",
            Self::Type(client_type) => client_type.as_str(),
        }
    }
}

impl FromStr for Kind {
    type Err = NotAChoice;

    fn from_str(text: &str) -> Result<Self, NotAChoice> {
        let found = Self::WORDS.into_iter().find(|(word, _)| *word == text);
        found.map(|(_, kind)| kind).ok_or(NotAChoice(
            "personal_access_token, backend_service, web_mobile_app, web_server_application, other, public and \
             confidential",
        ))
    }
}

impl TryFrom<String> for Kind {
    type Error = NotAChoice;

    fn try_from(text: String) -> Result<Self, NotAChoice> {
        text.parse()
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.as_str().to_owned()
    }
}

impl Sort {
    /// Every order, the usual one first.
    pub const ALL: [Self; 6] =
        [Self::Newest, Self::Oldest, Self::Name, Self::NameDescending, Self::LastUsed, Self::LeastUsed];

    /// The word of the parameter `sort`: a member of the client, with `-` for descending.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "-createdAt",
            Self::Oldest => "createdAt",
            Self::Name => "clientName",
            Self::NameDescending => "-clientName",
            Self::LastUsed => "-lastUsedAt",
            Self::LeastUsed => "lastUsedAt",
        }
    }
}

impl FromStr for Sort {
    type Err = NotAChoice;

    fn from_str(text: &str) -> Result<Self, NotAChoice> {
        let found = Self::ALL.into_iter().find(|sort| sort.as_str() == text);
        found.ok_or(NotAChoice("createdAt, clientName and lastUsedAt, each also with a - before it"))
    }
}
