//! Which scopes mean something with which grant types (R146).

use oauth::grant_type::GrantType;
use oauth::scope::{Scope, Scopes};

use super::{Hint, Remedy, hint, listed};

/// Scopes that tell of a person, or last longer than their visit: without one they mean nothing.
const NEED_A_PERSON: [&str; 7] = ["openid", "profile", "email", "address", "phone", "role", "offline_access"];

/// Whether a scope means something with a grant type. With `client_credentials` nobody is signed in.
#[must_use]
pub fn suits(scope: &str, grant: GrantType) -> bool {
    grant != GrantType::ClientCredentials || !NEED_A_PERSON.contains(&scope)
}

/// What of a set means something with a grant type; the rest is not given.
#[must_use]
pub fn suited(scopes: &Scopes, grant: GrantType) -> Scopes {
    let idle: Vec<&str> = scopes.iter().map(Scope::as_str).filter(|scope| !suits(scope, grant)).collect();
    scopes.without(&idle)
}

/// What speaks against a set for a client with these grant types: scopes that none of them ever gives.
#[must_use]
pub fn hints_for(scopes: &Scopes, grants: &[GrantType]) -> Vec<Hint> {
    let never = |scope: &&str| !grants.iter().any(|grant| suits(scope, *grant));
    let idle: Vec<&str> = scopes.iter().map(Scope::as_str).filter(never).collect();
    if grants.is_empty() || idle.is_empty() {
        return Vec::new();
    }
    let verb = if idle.len() == 1 { "does" } else { "do" };
    let words =
        format!("{} {verb} nothing here: with Client Credentials alone nobody signs in.", listed(&idle));
    hint("scope.needs_a_person", words, Some(Remedy::Remove(super::set_of(idle))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> Scopes {
        Scopes::parse(text).unwrap()
    }

    // Shows R146.
    #[test]
    fn what_needs_a_person_is_not_given_where_nobody_signs_in() {
        let all = set("openid profile offline_access role api1.read own.scope");
        for grant in GrantType::ALL {
            let wanted = match grant {
                GrantType::ClientCredentials => set("api1.read own.scope"),
                _ => all.clone(),
            };
            assert_eq!(suited(&all, grant), wanted, "{grant}");
        }
    }

    // Shows R146.
    #[test]
    fn a_scope_that_no_grant_of_the_client_gives_is_said_with_its_remedy() {
        use GrantType::{ClientCredentials, Password};
        let hints = hints_for(&set("openid profile api1"), &[ClientCredentials]);
        assert_eq!(
            hints[0].words,
            "openid and profile do nothing here: with Client Credentials alone nobody signs in."
        );
        let after = hints[0].remedy.as_ref().unwrap().applied_to(&set("openid profile api1"));
        assert_eq!((after.clone(), hints_for(&after, &[ClientCredentials])), (set("api1"), Vec::new()));
        assert_eq!(hints_for(&set("openid api1"), &[ClientCredentials, Password]), []);
        assert_eq!(hints_for(&set("openid"), &[]), [], "nothing is known yet");
    }
}
