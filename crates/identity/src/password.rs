//! People's passwords: Argon2id, off the async threads, bounded in number.

mod argon2id;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use zeroize::Zeroizing;

pub use self::argon2id::Verdict;
use self::argon2id::Workspace;
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

impl Bounds {
    /// A quarter of the places is kept for people who are known here, so that a flood of strangers doesn't keep them out.
    const fn most_for(self, asker: Asker) -> usize {
        match asker {
            Asker::Stranger => self.most - self.most / 4,
            Asker::Known => self.most,
        }
    }
}

/// Who wants a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// Anybody.
    Stranger,
    /// Somebody who is signed in, or signed in on this device before.
    Known,
}

/// Hashes and checks passwords within bounds.
pub struct Passwords {
    bounds: Bounds,
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// Memory that no hash is computed in right now. The system's allocator keeps for each thread what the thread gave
    /// back, so memory would grow with the threads and not with the hashes at once.
    spare: Arc<Mutex<Vec<Workspace>>>,
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
        let decoy = Workspace::default().hash(random.opaque()?.as_bytes(), &random.bytes()?)?;
        let permits = Arc::new(Semaphore::new(bounds.at_once));
        let (waiting, spare, hashes) = (Arc::default(), Arc::default(), AtomicU64::new(0));
        Ok(Self { bounds, permits, waiting, spare, hashes, decoy })
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
    pub async fn hash(&self, password: &str, random: &dyn Random, asker: Asker) -> Result<String, Failure> {
        let password = Zeroizing::new(password.to_owned());
        let salt: [u8; 16] = random.bytes()?;
        self.off_thread(asker, move |workspace| workspace.hash(password.as_bytes(), &salt)).await?
    }

    /// Whether the password is the one behind the stored hash. Without a stored hash it takes as long and
    /// is never right.
    ///
    /// # Errors
    /// `Busy` when too many are waiting.
    pub async fn verify(
        &self,
        password: &str,
        stored: Option<&str>,
        asker: Asker,
    ) -> Result<Verdict, Failure> {
        let known = stored.is_some_and(|hash| !hash.is_empty());
        let stored = stored.filter(|hash| !hash.is_empty()).unwrap_or(&self.decoy).to_owned();
        let password = Zeroizing::new(password.to_owned());
        let verify = move |workspace: &mut Workspace| workspace.verify(password.as_bytes(), &stored);
        let verdict = self.off_thread(asker, verify).await?;
        Ok(if known { verdict } else { Verdict::Wrong })
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        asker: Asker,
        work: impl FnOnce(&mut Workspace) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        const BUSY: Failure = Failure::Busy("password hashing");
        let _place = Place::take(&self.waiting, self.bounds.most_for(asker)).ok_or(BUSY)?;
        let permit = tokio::time::timeout(self.bounds.patience, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| BUSY)?
            .map_err(|_| BUSY)?;
        self.hashes.fetch_add(1, Ordering::Relaxed);
        let spare = Arc::clone(&self.spare);
        tokio::task::spawn_blocking(move || {
            let mut workspace = take(&spare);
            let done = work(&mut workspace);
            give_back(&spare, workspace);
            drop(permit);
            done
        })
        .await
        .map_err(|_| Failure::Crypto("password hashing stopped"))
    }
}

fn take(spare: &Mutex<Vec<Workspace>>) -> Workspace {
    spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
}

fn give_back(spare: &Mutex<Vec<Workspace>>, workspace: Workspace) {
    if workspace.is_usual() {
        spare.lock().unwrap_or_else(PoisonError::into_inner).push(workspace);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::new(&SystemRandom, Bounds::default()).unwrap();
        let stored = passwords.hash("correct horse", &SystemRandom, Asker::Stranger).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(
            passwords.verify("correct horse", Some(&stored), Asker::Stranger).await.unwrap(),
            Verdict::Right
        );
        for other in ["Correct horse", "correct horse ", " correct horse", "correct hors\u{65}\u{301}", ""] {
            assert_eq!(
                passwords.verify(other, Some(&stored), Asker::Stranger).await.unwrap(),
                Verdict::Wrong,
                "{other}"
            );
        }
    }

    // Shows TP3.
    #[tokio::test]
    async fn without_a_stored_hash_no_password_fits() {
        let passwords = Passwords::new(&SystemRandom, Bounds::default()).unwrap();
        for stored in [None, Some(""), Some("not a hash")] {
            assert_eq!(
                passwords.verify("", stored, Asker::Stranger).await.unwrap(),
                Verdict::Wrong,
                "{stored:?}"
            );
        }
    }

    // Shows L9.
    #[tokio::test]
    async fn of_two_hundred_at_once_those_beyond_the_queue_are_turned_away() {
        let passwords = Arc::new(Passwords::new(&SystemRandom, Bounds::default()).unwrap());
        let tries: Vec<_> = (0..200)
            .map(|_| {
                let passwords = Arc::clone(&passwords);
                tokio::spawn(async move { passwords.verify("wrong", None, Asker::Known).await })
            })
            .collect();
        let (mut checked, mut refused) = (0, 0);
        for attempt in tries {
            match attempt.await.unwrap() {
                Ok(verdict) => {
                    assert_eq!(verdict, Verdict::Wrong);
                    checked += 1;
                }
                Err(Failure::Busy(_)) => refused += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(checked + refused, 200);
        assert!(refused >= 200 - Bounds::default().most, "{refused}");
        assert!(passwords.verify("wrong", None, Asker::Known).await.is_ok(), "every place was given back");
    }
}
