//! Lists and records of the domain, stored as JSON.

use domain::carried_claims::CarriedClaims;
use domain::client_claims::ClientClaim;
use domain::documentation::Documentation;
use oauth::resource::Resources;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value that is stored as the JSON it has on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> From<Json<T>> for String {
    fn from(json: Json<T>) -> Self {
        // Lists of structs of strings have no way to fail.
        serde_json::to_string(&json.0).unwrap_or_default()
    }
}

impl<T: DeserializeOwned> TryFrom<String> for Json<T> {
    type Error = serde_json::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text).map(Self)
    }
}

stored_as!(Json<Vec<String>>, String);
stored_as!(Json<Resources>, String);
stored_as!(Json<Vec<ClientClaim>>, String);
stored_as!(Json<CarriedClaims>, String);
stored_as!(Json<Documentation>, String);
