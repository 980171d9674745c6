//! People's passwords: Argon2id, off the async threads, bounded in number.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::random::Random;

/// How much hashing goes on at once, and how much waits for it (security rule L9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Hashes computed at the same time. Each takes a core and 19 MiB.
    pub at_once: usize,
    /// Hashes under way or waited for; one more is turned away at once.
    pub most: usize,
    /// How long one may wait.
    pub patience: Duration,
}

impl Default for Bounds {
    /// As many at once as there are cores, 64 in all, three seconds.
    fn default() -> Self {
        let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { at_once, most: 64, patience: Duration::from_secs(3) }
    }
}

/// What came of checking a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It isn't the one.
    Wrong,
    /// It is the one.
    Right,
    /// It is the one, and its hash was made in another way than hashes are made today: make a new one.
    RightButOutdated,
}

/// Hashes and checks passwords within bounds.
pub struct Passwords {
    bounds: Bounds,
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    hashes: AtomicU64,
    /// The hash of a password nobody has: checked for unknown people, so that they take the same time.
    decoy: String,
}

impl Passwords {
    /// Nothing is under way yet.
    ///
    /// # Errors
    /// When the decoy can't be hashed.
    pub fn new(random: &dyn Random, bounds: Bounds) -> Result<Self, Failure> {
        let decoy = hash(random.opaque()?.as_bytes(), &random.bytes()?)?;
        let permits = Arc::new(Semaphore::new(bounds.at_once));
        Ok(Self { bounds, permits, waiting: Arc::default(), hashes: AtomicU64::new(0), decoy })
    }

    /// How many hashes were computed so far, for storing and for checking alike.
    #[must_use]
    pub fn hashes(&self) -> u64 {
        self.hashes.load(Ordering::Relaxed)
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
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verdict, Failure> {
        let known = stored.is_some_and(|hash| !hash.is_empty());
        let stored = stored.filter(|hash| !hash.is_empty()).unwrap_or(&self.decoy).to_owned();
        let password = Zeroizing::new(password.to_owned());
        let right = self.off_thread(move || verify(password.as_bytes(), &stored)).await?;
        Ok(if known { right } else { Verdict::Wrong })
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        const BUSY: Failure = Failure::Busy("password hashing");
        let _place = Place::take(&self.waiting, self.bounds.most).ok_or(BUSY)?;
        let permit = tokio::time::timeout(self.bounds.patience, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| BUSY)?
            .map_err(|_| BUSY)?;
        self.hashes.fetch_add(1, Ordering::Relaxed);
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
    fn take(waiting: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let place = Self(Arc::clone(waiting));
        (waiting.fetch_add(1, Ordering::AcqRel) < most).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// 19 MiB, two passes, one lane: the first choice of the OWASP password storage cheat sheet.
const COSTS: (u32, u32, u32) = (19_456, 2, 1);

fn argon2() -> Result<Argon2<'static>, Failure> {
    let (memory, passes, lanes) = COSTS;
    let params =
        Params::new(memory, passes, lanes, None).map_err(|_| Failure::Crypto("Argon2 parameters"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &[u8], salt: &[u8; 16]) -> Result<String, Failure> {
    let hash = argon2()?.hash_password_with_salt(password, salt).map_err(|_| Failure::Crypto("Argon2"))?;
    Ok(hash.to_string())
}

fn verify(password: &[u8], stored: &str) -> Verdict {
    let (Ok(argon2), Ok(stored)) = (argon2(), PasswordHash::new(stored)) else { return Verdict::Wrong };
    match argon2.verify_password(password, &stored) {
        Ok(()) if is_made_as_today(&stored) => Verdict::Right,
        Ok(()) => Verdict::RightButOutdated,
        Err(_) => Verdict::Wrong,
    }
}

fn is_made_as_today(stored: &PasswordHash) -> bool {
    let costs = Params::try_from(stored).map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
    stored.algorithm == Algorithm::Argon2id.ident()
        && stored.version == Some(Version::V0x13.into())
        && costs.is_ok_and(|costs| costs == COSTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::new(&SystemRandom, Bounds::default()).unwrap();
        let stored = passwords.hash("correct horse", &SystemRandom).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(passwords.verify("correct horse", Some(&stored)).await.unwrap(), Verdict::Right);
        for other in ["Correct horse", "correct horse ", " correct horse", "correct hors\u{65}\u{301}", ""] {
            assert_eq!(passwords.verify(other, Some(&stored)).await.unwrap(), Verdict::Wrong, "{other}");
        }
    }

    #[tokio::test]
    async fn without_a_stored_hash_no_password_fits() {
        let passwords = Passwords::new(&SystemRandom, Bounds::default()).unwrap();
        for stored in [None, Some(""), Some("not a hash")] {
            assert_eq!(passwords.verify("", stored).await.unwrap(), Verdict::Wrong, "{stored:?}");
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
