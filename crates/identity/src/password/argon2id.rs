//! Argon2id (RFC 9106) and the form in which its hashes are kept, in memory that is used again.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use crate::failure::Failure;

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

/// 19 MiB, two passes, one lane: the first choice of the OWASP password storage cheat sheet.
const COSTS: (u32, u32, u32) = (19_456, 2, 1);

const UNUSABLE: Failure = Failure::Crypto("Argon2");

/// The memory of one hash. Every use writes all of it before it reads.
#[derive(Default)]
pub(super) struct Workspace(Vec<Block>);

impl Workspace {
    /// Whether it holds no more than hashes take today.
    pub(super) fn is_usual(&self) -> bool {
        self.0.len() <= COSTS.0 as usize
    }

    /// Hashes a password for storage, as a PHC string.
    pub(super) fn hash(&mut self, password: &[u8], salt: &[u8; 16]) -> Result<String, Failure> {
        let argon2 = argon2()?;
        let salt = Salt::new(salt).map_err(|_| UNUSABLE)?;
        let output = self.compute(&argon2, password, &salt, Params::DEFAULT_OUTPUT_LEN).ok_or(UNUSABLE)?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(argon2.params()).map_err(|_| UNUSABLE)?,
            salt: Some(salt),
            hash: Some(output),
        };
        Ok(hash.to_string())
    }

    /// Compares a password with a stored hash, in constant time.
    pub(super) fn verify(&mut self, password: &[u8], stored: &str) -> Verdict {
        let Ok(stored) = PasswordHash::new(stored) else { return Verdict::Wrong };
        match self.fits(password, &stored) {
            Some(true) if is_made_as_today(&stored) => Verdict::Right,
            Some(true) => Verdict::RightButOutdated,
            Some(false) | None => Verdict::Wrong,
        }
    }

    /// `None` when the stored hash is of no kind that is known here.
    fn fits(&mut self, password: &[u8], stored: &PasswordHash) -> Option<bool> {
        let (salt, expected) = (stored.salt.as_ref()?, stored.hash.as_ref()?);
        let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
        let version = Version::try_from(stored.version?).ok()?;
        let argon2 = Argon2::new(algorithm, version, Params::try_from(stored).ok()?);
        Some(self.compute(&argon2, password, salt, expected.len())? == *expected)
    }

    fn compute(
        &mut self,
        argon2: &Argon2<'_>,
        password: &[u8],
        salt: &Salt,
        length: usize,
    ) -> Option<Output> {
        let count = argon2.params().block_count();
        if self.0.len() < count {
            self.0.resize(count, Block::default());
        }
        let mut output = [0; Output::MAX_LENGTH];
        let output = output.get_mut(..length)?;
        argon2.hash_password_into_with_memory(password, salt, output, self.0.get_mut(..count)?).ok()?;
        Output::new(output).ok()
    }
}

fn argon2() -> Result<Argon2<'static>, Failure> {
    let (memory, passes, lanes) = COSTS;
    let params = Params::new(memory, passes, lanes, None).map_err(|_| UNUSABLE)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_made_as_today(stored: &PasswordHash) -> bool {
    let costs = Params::try_from(stored).map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
    stored.algorithm == Algorithm::Argon2id.ident()
        && stored.version == Some(Version::V0x13.into())
        && costs.is_ok_and(|costs| costs == COSTS)
}
