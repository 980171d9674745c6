//! Which scopes a request gets (RFC 6749 §3.3).

use oauth::scope::Scopes;

use crate::scope_catalogue;

/// Why the scopes of a request are refused; always `invalid_scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScopeRefused {
    /// A scope doesn't exist, perhaps misspelt.
    #[error("a scope is unknown to this server")]
    Unknown,
    /// A scope exists, but the client doesn't have it.
    #[error("a scope is not assigned to this client")]
    NotAssigned,
    /// Nothing was asked for, and this client has to ask.
    #[error("the client has to say which scopes it needs")]
    Missing,
}

/// The scopes asked for, when the client may have them all.
///
/// # Errors
/// The reason why not.
pub fn decide(asked: &Scopes, assigned: &Scopes, must_ask: bool) -> Result<Scopes, ScopeRefused> {
    if asked.is_empty() {
        return if must_ask { Err(ScopeRefused::Missing) } else { Ok(assigned.clone()) };
    }
    if asked.is_subset(assigned) {
        return Ok(asked.clone());
    }
    Err(if scope_catalogue::knows_all(asked) { ScopeRefused::NotAssigned } else { ScopeRefused::Unknown })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows A11, T6, R072, R139.
    #[test]
    fn only_assigned_scopes_are_granted() {
        let set = |text| Scopes::parse(text).unwrap();
        let assigned = set("openid profile");
        assert_eq!(decide(&set("openid"), &assigned, true), Ok(set("openid")));
        assert_eq!(decide(&set("openid email"), &assigned, true), Err(ScopeRefused::NotAssigned));
        assert_eq!(decide(&set("openid profil"), &assigned, true), Err(ScopeRefused::Unknown));
        assert_eq!(decide(&set(""), &assigned, true), Err(ScopeRefused::Missing));
        assert_eq!(decide(&set(""), &assigned, false), Ok(assigned));
    }
}
