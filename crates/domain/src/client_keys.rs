//! The public keys by which a client proves who it is (RFC 7517 §5, RFC 7523 §2.2).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The most keys of a client.
const MOST: usize = 10;
/// The longest set, in bytes of JSON.
const LONGEST: usize = 16 * 1024;
/// Members that only a private or a symmetric key has (RFC 7518 §6.2.2, §6.3.2, §6.4.1).
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];

/// A JSON Web Key Set with public keys for signatures: P-256, or RSA with 2,048 bits or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Value")]
pub struct ClientKeys(Vec<Map<String, Value>>);

/// Why a key set is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotClientKeys {
    /// It has no list `keys`, or one that is empty, too long or holds no objects.
    #[error("Write a JSON Web Key Set: an object with a list `keys` of 1 to 10 keys.")]
    NotASet,
    /// A key is private or symmetric.
    #[error(
        "Send public keys only. This key set holds a private key: make a new pair, this one is no secret any more."
    )]
    Private,
    /// A key of another kind or too short.
    #[error("Use P-256 keys, or RSA keys of 2,048 bits or more.")]
    Kind,
    /// A key is for encryption.
    #[error("Use keys for signatures: `use` has to be `sig` or left out.")]
    Use,
}

impl ClientKeys {
    /// The keys as JSON objects (RFC 7517 §4).
    #[must_use]
    pub fn keys(&self) -> &[Map<String, Value>] {
        &self.0
    }
}

impl TryFrom<Value> for ClientKeys {
    type Error = NotClientKeys;

    fn try_from(set: Value) -> Result<Self, NotClientKeys> {
        if set.to_string().len() > LONGEST {
            return Err(NotClientKeys::NotASet);
        }
        let keys = set.get("keys").and_then(Value::as_array).ok_or(NotClientKeys::NotASet)?;
        if keys.is_empty() || keys.len() > MOST {
            return Err(NotClientKeys::NotASet);
        }
        let check = |key: &Value| {
            let key = key.as_object().ok_or(NotClientKeys::NotASet)?;
            check(key).map(|()| key.clone())
        };
        keys.iter().map(check).collect::<Result<_, _>>().map(Self)
    }
}

impl std::str::FromStr for ClientKeys {
    type Err = NotClientKeys;

    /// Reads the set as JSON text.
    fn from_str(text: &str) -> Result<Self, NotClientKeys> {
        serde_json::from_str::<Value>(text).map_err(|_| NotClientKeys::NotASet)?.try_into()
    }
}

impl std::fmt::Display for ClientKeys {
    /// Writes the set as JSON text.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Value::from(self.clone()).fmt(f)
    }
}

impl From<ClientKeys> for Value {
    fn from(keys: ClientKeys) -> Self {
        serde_json::json!({ "keys": keys.0 })
    }
}

fn check(key: &Map<String, Value>) -> Result<(), NotClientKeys> {
    let text = |name: &str| key.get(name).and_then(Value::as_str);
    if PRIVATE.iter().any(|name| key.contains_key(*name)) {
        return Err(NotClientKeys::Private);
    }
    if text("use").is_some_and(|word| word != "sig") {
        return Err(NotClientKeys::Use);
    }
    let elliptic = text("kty") == Some("EC") && text("crv") == Some("P-256");
    // Six bits a character: 342 characters of base64url are 256 bytes.
    let rsa =
        text("kty") == Some("RSA") && text("n").is_some_and(|modulus| (342..=1366).contains(&modulus.len()));
    let whole = match (elliptic, rsa) {
        (true, _) => text("x").is_some() && text("y").is_some(),
        (_, true) => text("e").is_some(),
        _ => false,
    };
    if whole { Ok(()) } else { Err(NotClientKeys::Kind) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(keys: Value) -> Result<ClientKeys, NotClientKeys> {
        ClientKeys::try_from(json!({ "keys": keys }))
    }

    fn p256() -> Value {
        json!({ "kty": "EC", "crv": "P-256", "x": "eA", "y": "eQ", "kid": "1" })
    }

    #[test]
    fn public_keys_for_signatures_are_taken() {
        let rsa = json!({ "kty": "RSA", "n": "n".repeat(342), "e": "AQAB", "use": "sig" });
        let set = read(json!([p256(), rsa])).unwrap();
        assert_eq!((set.keys().len(), set.to_string().parse()), (2, Ok(set)));
    }

    #[test]
    fn private_keys_are_refused_with_a_word_of_their_own() {
        let mut private = p256();
        private["d"] = json!("eA");
        assert_eq!(read(json!([private])), Err(NotClientKeys::Private));
        assert_eq!(read(json!([{ "kty": "oct", "k": "eA" }])), Err(NotClientKeys::Private));
    }

    #[test]
    fn short_keys_other_curves_and_keys_for_encryption_are_refused() {
        let rsa = json!({ "kty": "RSA", "n": "n".repeat(341), "e": "AQAB" });
        let curve = json!({ "kty": "EC", "crv": "P-384", "x": "eA", "y": "eQ" });
        let half = json!({ "kty": "EC", "crv": "P-256", "x": "eA" });
        for key in [rsa, curve, half] {
            assert_eq!(read(json!([key])), Err(NotClientKeys::Kind));
        }
        let mut encryption = p256();
        encryption["use"] = json!("enc");
        assert_eq!(read(json!([encryption])), Err(NotClientKeys::Use));
    }

    #[test]
    fn a_set_has_one_to_ten_keys() {
        assert_eq!(read(json!([])), Err(NotClientKeys::NotASet));
        assert!(read(json!(vec![p256(); 10])).is_ok());
        assert_eq!(read(json!(vec![p256(); 11])), Err(NotClientKeys::NotASet));
        assert_eq!(ClientKeys::try_from(json!({ "kty": "EC" })), Err(NotClientKeys::NotASet));
    }
}
