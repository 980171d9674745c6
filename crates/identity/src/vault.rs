//! Keyed hashes of machine secrets, and encryption at rest.
//!
//! One encryption key, from a file that only the server can read or from the operator, gives all
//! others by HKDF (RFC 5869). Machine secrets are 256 random bits, so a keyed hash is enough and costs a
//! microsecond; people's passwords are another matter (`password`).

use std::fs;
use std::io::Write as _;
use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use store::Digest;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::random::Random;

/// What a secret is for: a hash of one kind is never good for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A client secret or the secret half of a personal access token.
    ClientSecret,
    /// The cookie of a session.
    Session,
    /// The cookie that ties a browser to what it began.
    Browser,
    /// A pending authorization request.
    AuthorizationRequest,
    /// An authorization code.
    Code,
    /// A refresh token.
    RefreshToken,
    /// The link that makes the first administrator.
    SetupLink,
    /// The hidden field of a form.
    Antiforgery,
    /// The cookie of a browser that knows somebody.
    Device,
    /// What attempts are counted by: not a secret, but nobody's business.
    Attempts,
    /// What a device without a browser polls with.
    DeviceCode,
    /// What its person types.
    UserCode,
    /// What lets a program register clients.
    InitialAccessToken,
    /// What opens the registration of one client.
    RegistrationToken,
    /// The `jti` of an assertion by which a client has proven who it is.
    ClientAssertion,
    /// A request that a client pushed.
    PushedRequest,
    /// A proof of possession that was used.
    DpopProof,
    /// A link of the API to a further page.
    ApiPage,
}

/// Hashes and seals with keys that never leave it.
pub struct Vault {
    lookup: hmac::Key,
    sealing: RandomizedNonceKey,
}

impl Vault {
    /// Takes an encryption key: 32 random characters or more, as text.
    ///
    /// # Errors
    /// When the key is shorter, or is one character repeated.
    pub fn new(key: &str) -> Result<Self, Failure> {
        let key = key.trim().as_bytes();
        if key.len() < 32 || key.iter().all(|byte| Some(byte) == key.first()) {
            return Err(Failure::Crypto("the encryption key has to be 32 random characters or more"));
        }
        let lookup = derive(key, b"latchkey lookup v1")?;
        let sealing = derive(key, b"latchkey sealing v1")?;
        let sealing =
            RandomizedNonceKey::new(&AES_256_GCM, &*sealing).map_err(|_| Failure::Crypto("AES-256-GCM"))?;
        Ok(Self { lookup: hmac::Key::new(hmac::HMAC_SHA256, &*lookup), sealing })
    }

    /// Reads the key from a file, or makes one there that only its owner can read (mode 0600).
    ///
    /// # Errors
    /// When the file can't be read or made, or doesn't hold a key.
    pub fn open_or_make(path: &Path, random: &dyn Random) -> Result<Self, Failure> {
        let failed = |source| Failure::File { path: path.display().to_string(), source };
        match fs::read_to_string(path) {
            Ok(text) => Self::new(&Zeroizing::new(text)),
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => {
                let text = Zeroizing::new(STANDARD.encode(random.bytes::<32>()?));
                write_private(path, &text).map_err(failed)?;
                Self::new(&text)
            }
            Err(other) => Err(failed(other)),
        }
    }

    /// The keyed hash under which a secret is stored and found.
    #[must_use]
    pub fn digest(&self, purpose: Purpose, secret: &str) -> Digest {
        let mut context = hmac::Context::with_key(&self.lookup);
        context.update(&[purpose as u8]);
        context.update(secret.as_bytes());
        let mut digest = [0; 32];
        digest.copy_from_slice(context.sign().as_ref());
        Digest(digest)
    }

    /// The hidden value of a form in the browser that holds this cookie.
    #[must_use]
    pub fn antiforgery(&self, cookie: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.digest(Purpose::Antiforgery, cookie).0)
    }

    /// Encrypts what has to be read again, tied to its place by `context`.
    ///
    /// # Errors
    /// When the cryptographic library fails.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut sealed = plain.to_vec();
        let nonce = self
            .sealing
            .seal_in_place_append_tag(Aad::from(context.as_bytes()), &mut sealed)
            .map_err(|_| Failure::Crypto("sealing"))?;
        let mut whole = nonce.as_ref().to_vec();
        whole.append(&mut sealed);
        Ok(whole)
    }

    /// Decrypts what [`Vault::seal`] made with the same context.
    ///
    /// # Errors
    /// When the key or the context is another one, or a bit changed.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Failure> {
        const WRONG: Failure = Failure::Crypto("a stored secret does not open with this encryption key");
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or(WRONG)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| WRONG)?;
        let mut buffer = Zeroizing::new(rest.to_vec());
        let length = self
            .sealing
            .open_in_place(nonce, Aad::from(context.as_bytes()), &mut buffer)
            .map_err(|_| WRONG)?
            .len();
        buffer.truncate(length);
        Ok(buffer)
    }
}

fn derive(key: &[u8], label: &[u8]) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let mut bytes = Zeroizing::new([0; 32]);
    let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(key);
    extracted
        .expand(&[label], hkdf::HKDF_SHA256)
        .and_then(|expanded| expanded.fill(&mut *bytes))
        .map_err(|_| Failure::Crypto("HKDF"))?;
    Ok(bytes)
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn vault() -> Vault {
        Vault::new(KEY).unwrap()
    }

    // Shows T5.
    #[test]
    fn a_hash_depends_on_the_purpose_and_on_the_key() {
        let other = Vault::new(&KEY.replace('0', "x")).unwrap();
        let hash = vault().digest(Purpose::Code, "secret");
        assert_eq!(hash, vault().digest(Purpose::Code, "secret"));
        assert_ne!(hash, vault().digest(Purpose::Session, "secret"));
        assert_ne!(hash, other.digest(Purpose::Code, "secret"));
    }

    // Shows J3.
    #[test]
    fn what_was_sealed_opens_only_in_its_place() {
        let sealed = vault().seal("signing_keys/1", b"private").unwrap();
        assert_eq!(*vault().open("signing_keys/1", &sealed).unwrap(), b"private");
        assert!(vault().open("signing_keys/2", &sealed).is_err());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(vault().open("signing_keys/1", &changed).is_err());
        assert!(vault().open("signing_keys/1", b"short").is_err());
    }

    #[test]
    fn a_weak_key_is_refused() {
        for weak in ["", &KEY[..31], &"7".repeat(40)] {
            assert!(Vault::new(weak).is_err(), "{weak}");
        }
    }

    #[test]
    fn the_key_file_is_made_once_and_only_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/encryption.key");
        let first = Vault::open_or_make(&path, &SystemRandom).unwrap();
        let second = Vault::open_or_make(&path, &SystemRandom).unwrap();
        assert_eq!(first.digest(Purpose::Code, "x"), second.digest(Purpose::Code, "x"));
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
}
