//! A vault for tests: what it draws is known, and what it seals can be read.

use std::sync::atomic::{AtomicU8, Ordering};

use projects::webhooks::{Vault, VaultFailed};
use zeroize::Zeroizing;

/// Draws what is easily foreseen, and seals by writing the place in front.
#[derive(Default)]
pub(crate) struct TestVault(AtomicU8);

impl Vault for TestVault {
    fn draw(&self, bytes: &mut [u8]) -> Result<(), VaultFailed> {
        bytes.fill_with(|| self.0.fetch_add(1, Ordering::SeqCst));
        Ok(())
    }

    fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, VaultFailed> {
        Ok([place.as_bytes(), b"|", plain].concat())
    }

    fn open(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultFailed> {
        let plain = sealed.strip_prefix(place.as_bytes()).and_then(|rest| rest.strip_prefix(b"|"));
        let plain = plain.ok_or_else(|| VaultFailed("sealed for another place".into()))?;
        Ok(Zeroizing::new(plain.to_vec()))
    }
}
