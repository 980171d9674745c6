//! Words of the domain, stored as text.

use domain::allowed_ip_addresses::AllowedIpAddresses;
use domain::asked_claims::AskedClaims;
use domain::client::{ClientType, SigningAlgorithm, Status};
use domain::client_id::ClientId;
use domain::client_keys::ClientKeys;
use domain::environment::Environment;
use domain::signing_key::KeyState;
use domain::template::Template;
use oauth::dpop::Thumbprint;
use oauth::grant_type::GrantType;
use oauth::registration::AuthMethod;
use oauth::scope::Scopes;

/// A value of the domain that is stored as the text it has on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<T>(pub(crate) T);

/// What has a text, and can be read from it again.
pub(crate) trait Written: Sized {
    /// The text.
    fn write(&self) -> String;

    /// The value behind a text.
    fn read(text: &str) -> Result<Self, Unreadable>;
}

type Unreadable = Box<dyn std::error::Error + Send + Sync>;

impl<T: Written> From<Word<T>> for String {
    fn from(word: Word<T>) -> Self {
        word.0.write()
    }
}

impl<T: Written> TryFrom<String> for Word<T> {
    type Error = Unreadable;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        T::read(&text).map(Self)
    }
}

macro_rules! written {
    ($($type:ty),+) => {$(
        impl Written for $type {
            fn write(&self) -> String {
                self.as_str().to_owned()
            }

            fn read(text: &str) -> Result<Self, Unreadable> {
                Ok(text.parse()?)
            }
        }

        stored_as!(Word<$type>, String);
    )+};
}

written!(
    AuthMethod,
    ClientId,
    ClientType,
    Environment,
    KeyState,
    SigningAlgorithm,
    Status,
    Template,
    Thumbprint
);

impl Written for Scopes {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Result<Self, Unreadable> {
        Ok(Self::parse(text)?)
    }
}

stored_as!(Word<Scopes>, String);

impl Written for AskedClaims {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Result<Self, Unreadable> {
        Ok(text.parse()?)
    }
}

stored_as!(Word<AskedClaims>, String);

/// Separated by spaces, in the order of the client.
impl Written for Vec<GrantType> {
    fn write(&self) -> String {
        let words: Vec<&str> = self.iter().map(|grant| grant.as_str()).collect();
        words.join(" ")
    }

    fn read(text: &str) -> Result<Self, Unreadable> {
        let grants: Result<Self, _> = text.split_whitespace().map(str::parse).collect();
        Ok(grants?)
    }
}

stored_as!(Word<Vec<GrantType>>, String);

/// Types that are written by `Display` and read by `FromStr`.
macro_rules! displayed {
    ($($type:ty),+) => {$(
        impl Written for $type {
            fn write(&self) -> String {
                self.to_string()
            }

            fn read(text: &str) -> Result<Self, Unreadable> {
                Ok(text.parse()?)
            }
        }

        stored_as!(Word<$type>, String);
    )+};
}

displayed!(AllowedIpAddresses, ClientKeys);
