//! Keyed hashes of secrets, codes, tokens and sessions.

/// A keyed hash: all that is kept of a secret, a code, a token or a session.
///
/// Two of them are compared in constant time. Who makes them, and with which key, is not the store's
/// business.
#[derive(Clone, Copy)]
pub struct Digest(pub [u8; 32]);

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Digest([redacted])")
    }
}

impl PartialEq for Digest {
    fn eq(&self, _other: &Self) -> bool {
        todo!()
    }
}

impl Eq for Digest {}
