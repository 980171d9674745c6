//! Keyed hashes of secrets, codes, tokens and sessions.

use subtle::ConstantTimeEq as _;

use crate::column::stored_as;

/// A keyed hash: all that is kept of a secret, a code, a token or a session.
///
/// Two of them are compared in constant time. Who makes them, and with which key, is not the store's business.
#[derive(Clone, Copy)]
pub struct Digest(pub [u8; 32]);

impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Digest {}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Digest([redacted])")
    }
}

impl From<Digest> for Vec<u8> {
    fn from(digest: Digest) -> Self {
        digest.0.to_vec()
    }
}

impl TryFrom<Vec<u8>> for Digest {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Self::Error> {
        bytes.as_slice().try_into().map(Self)
    }
}

stored_as!(Digest, Vec<u8>);
