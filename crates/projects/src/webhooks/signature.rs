//! Signatures by which a receiver knows who has sent a message (Standard Webhooks, *Signature scheme*).

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// How long a secret is, in bytes; the specification wants 24 to 64.
pub(super) const LENGTH: usize = 32;

/// What the text of a secret begins with, so that it is recognised wherever it turns up.
const PREFIX: &str = "whsec_";

/// A secret that receiver and sender share. It is neither printed nor copied.
pub(crate) struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes the bytes of a secret.
    pub(super) fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// The bytes, for sealing alone.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text, for who made the webhook alone.
    pub(crate) fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(PREFIX.len() + LENGTH.div_ceil(3) * 4));
        text.push_str(PREFIX);
        STANDARD.encode_string(&*self.0, &mut text);
        text
    }

    /// `v1,` and the HMAC-SHA-256 over the message's id, the moment of this attempt in seconds, and the body.
    fn sign(&self, id: &str, timestamp: &str, body: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let mut context = hmac::Context::with_key(&key);
        for part in [id, ".", timestamp, ".", body] {
            context.update(part.as_bytes());
        }
        format!("v1,{}", STANDARD.encode(context.sign()))
    }
}

/// The header `webhook-signature`: one signature for each secret, so that a receiver may know either while they change.
pub(super) fn header(secrets: &[Secret], id: &str, timestamp: &str, body: &str) -> String {
    let signatures: Vec<_> = secrets.iter().map(|secret| secret.sign(id, timestamp, body)).collect();
    signatures.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(base64: &str) -> Secret {
        Secret::new(Zeroizing::new(STANDARD.decode(base64).unwrap()))
    }

    /// The example that the specification's own libraries are tested with.
    const EXAMPLE: (&str, &str, &str, &str) = (
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        r#"{"test": 2432232314}"#,
    );

    #[test]
    fn the_published_example_is_signed_as_published() {
        let (key, id, timestamp, body) = EXAMPLE;
        let signed = header(&[secret(key)], id, timestamp, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(*secret(key).text(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    #[test]
    fn every_secret_signs_for_itself_and_every_part_counts() {
        let (key, id, timestamp, body) = EXAMPLE;
        let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let both = header(&[secret(other), secret(key)], id, timestamp, body);
        let (new, old) = both.split_once(' ').unwrap();
        assert_eq!(old, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_ne!(new, old);
        for changed in [("x", timestamp, body), (id, "1614265331", body), (id, timestamp, "{}")] {
            assert_ne!(header(&[secret(key)], changed.0, changed.1, changed.2), old);
        }
    }
}
