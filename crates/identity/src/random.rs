//! Randomness, as a parameter.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::failure::Failure;

/// A source of random bytes that nobody can foresee.
pub trait Random: Send + Sync {
    /// Fills the slice.
    ///
    /// # Errors
    /// When the operating system gives none.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Failure>;
}

impl dyn Random + '_ {
    /// A number of random bytes.
    ///
    /// # Errors
    /// When the operating system gives none.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], Failure> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// An opaque value of 256 bits in base64url: a code, a refresh token, a session.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn opaque(&self) -> Result<String, Failure> {
        Ok(URL_SAFE_NO_PAD.encode(self.bytes::<32>()?))
    }

    /// A public name of 128 bits in base64url: `jti`, `sid`, a family.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn name(&self) -> Result<String, Failure> {
        Ok(URL_SAFE_NO_PAD.encode(self.bytes::<16>()?))
    }
}

/// The randomness of the operating system, through the cryptographic library.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for randomness")]
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Failure> {
        aws_lc_rs::rand::fill(bytes).map_err(|_| Failure::Crypto("the system gives no randomness"))
    }
}
