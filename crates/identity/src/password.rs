//! People's passwords: Argon2id, off the async threads, bounded in number.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::random::Random;

/// Requests that may wait for a hash; one more is turned away.
const MOST_WAITING: usize = 64;
/// How long one may wait.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// Hashes and checks passwords, never more at once than there are cores.
pub struct Passwords {
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// The hash of a password nobody has: checked for unknown people, so that they take the same time.
    decoy: String,
}

impl Passwords {
    /// Sets up as many permits as there are cores.
    ///
    /// # Errors
    /// When the decoy can't be hashed.
    pub fn new(random: &dyn Random) -> Result<Self, Failure> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let decoy = hash(random.opaque()?.as_bytes(), &random.bytes()?)?;
        Ok(Self { permits: Arc::new(Semaphore::new(cores)), waiting: Arc::default(), decoy })
    }

    /// Hashes a password for storage, as a PHC string.
    ///
    /// # Errors
    /// `Busy` when too many are waiting.
    pub async fn hash(&self, password: &str, random: &dyn Random) -> Result<String, Failure> {
        let password = Zeroizing::new(password.to_owned());
        let salt: [u8; 16] = random.bytes()?;
        self.off_thread(move || hash(password.as_bytes(), &salt)).await?
    }

    /// Whether the password is the one behind the stored hash. Without a stored hash it takes as long and
    /// is never right.
    ///
    /// # Errors
    /// `Busy` when too many are waiting.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, Failure> {
        let known = stored.is_some_and(|hash| !hash.is_empty());
        let stored = stored.filter(|hash| !hash.is_empty()).unwrap_or(&self.decoy).to_owned();
        let password = Zeroizing::new(password.to_owned());
        let right = self.off_thread(move || verify(password.as_bytes(), &stored)).await?;
        Ok(known && right)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        const BUSY: Failure = Failure::Busy("password hashing");
        let _place = Place::take(&self.waiting).ok_or(BUSY)?;
        let permit = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| BUSY)?
            .map_err(|_| BUSY)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        })
        .await
        .map_err(|_| Failure::Crypto("password hashing stopped"))
    }
}

/// A place in the queue, given back when it is dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>) -> Option<Self> {
        let place = Self(Arc::clone(waiting));
        (waiting.fetch_add(1, Ordering::AcqRel) < MOST_WAITING).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// 19 MiB, two passes, one lane: the first choice of the OWASP password storage cheat sheet.
fn argon2() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(19_456, 2, 1, None).map_err(|_| Failure::Crypto("Argon2 parameters"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &[u8], salt: &[u8; 16]) -> Result<String, Failure> {
    let hash = argon2()?.hash_password_with_salt(password, salt).map_err(|_| Failure::Crypto("Argon2"))?;
    Ok(hash.to_string())
}

fn verify(password: &[u8], stored: &str) -> bool {
    let (Ok(argon2), Ok(stored)) = (argon2(), PasswordHash::new(stored)) else { return false };
    argon2.verify_password(password, &stored).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::new(&SystemRandom).unwrap();
        let stored = passwords.hash("correct horse", &SystemRandom).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("correct horse", Some(&stored)).await.unwrap());
        assert!(!passwords.verify("Correct horse", Some(&stored)).await.unwrap());
    }

    #[tokio::test]
    async fn without_a_stored_hash_no_password_fits() {
        let passwords = Passwords::new(&SystemRandom).unwrap();
        for stored in [None, Some(""), Some("not a hash")] {
            assert!(!passwords.verify("", stored).await.unwrap(), "{stored:?}");
        }
    }

    // Shows L9.
    #[tokio::test]
    async fn of_two_hundred_at_once_those_beyond_the_queue_are_turned_away() {
        let passwords = Arc::new(Passwords::new(&SystemRandom).unwrap());
        let tries: Vec<_> = (0..200)
            .map(|_| {
                let passwords = Arc::clone(&passwords);
                tokio::spawn(async move { passwords.verify("wrong", None).await })
            })
            .collect();
        let (mut checked, mut refused) = (0, 0);
        for attempt in tries {
            match attempt.await.unwrap() {
                Ok(right) => {
                    assert!(!right);
                    checked += 1;
                }
                Err(Failure::Busy(_)) => refused += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(checked + refused, 200);
        assert!(refused >= 200 - MOST_WAITING, "{refused}");
        assert!(passwords.verify("wrong", None).await.is_ok(), "every place was given back");
    }
}
