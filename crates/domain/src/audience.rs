//! For whom tokens are: the servers that clients may name (RFC 8707).

use oauth::resource::{Audience, Resources};

/// The addresses under which this server's resources are known.
#[derive(Debug, Clone, Copy)]
pub struct Served<'a> {
    /// The API's public URL: what a token is for when its client names nothing.
    pub api: &'a str,
    /// The issuer: userinfo and the management API.
    pub issuer: &'a str,
}

/// A client named a server for which it can't have a token; always `invalid_target` (RFC 8707 §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetRefused {
    /// It is no resource of this server.
    #[error("a resource is unknown to this server")]
    Unknown,
    /// The sign-in was for other resources.
    #[error("a resource was not asked for at the authorization endpoint")]
    NotGranted,
}

impl Served<'_> {
    /// Checks the resources that a client names. Naming none stays naming none, so that what is stored still means the
    /// API when its address changes.
    ///
    /// # Errors
    /// When there is no such resource here.
    pub fn check(&self, asked: &Resources) -> Result<(), TargetRefused> {
        let known = asked.iter().all(|resource| resource == self.api || resource == self.issuer);
        if known { Ok(()) } else { Err(TargetRefused::Unknown) }
    }

    /// The resources of a token, of those that a sign-in was for (RFC 8707 §2.2).
    ///
    /// # Errors
    /// When more is asked for than was granted.
    pub fn narrow<'r>(
        &self,
        granted: &'r Resources,
        asked: &'r Resources,
    ) -> Result<&'r Resources, TargetRefused> {
        self.check(asked)?;
        let within = if granted.is_empty() {
            asked.iter().all(|resource| resource == self.api)
        } else {
            asked.is_subset(granted)
        };
        match (asked.is_empty(), within) {
            (true, _) => Ok(granted),
            (false, true) => Ok(asked),
            (false, false) => Err(TargetRefused::NotGranted),
        }
    }

    /// What a token for these resources says.
    #[must_use]
    pub fn audience(&self, resources: &Resources) -> Audience {
        let mut addresses: Vec<String> = resources.iter().map(str::to_owned).collect();
        match (addresses.pop(), addresses.is_empty()) {
            (None, _) => Audience::One(self.api.to_owned()),
            (Some(only), true) => Audience::One(only),
            (Some(last), false) => {
                addresses.push(last);
                Audience::Many(addresses)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVED: Served<'_> = Served { api: "https://api.example", issuer: "https://id.example" };

    fn resources(text: &str) -> Resources {
        text.split_whitespace().map(|one| one.parse().unwrap()).collect()
    }

    #[test]
    fn only_the_two_resources_of_this_server_are_known() {
        for (asked, known) in [
            ("", true),
            ("https://api.example/", true),
            ("https://api.example https://id.example", true),
            ("https://api.example/odata", false),
            ("https://API.example", false),
            ("https://api.example https://evil.example", false),
        ] {
            assert_eq!(SERVED.check(&resources(asked)).is_ok(), known, "{asked}");
        }
    }

    #[test]
    fn a_token_is_for_no_more_than_the_sign_in_was() {
        let both = "https://api.example https://id.example";
        for (granted, asked, given) in [
            (both, "", Ok(both)),
            (both, "https://id.example", Ok("https://id.example")),
            ("https://id.example", "https://api.example", Err(TargetRefused::NotGranted)),
            ("", "https://api.example", Ok("https://api.example")),
            ("", "https://id.example", Err(TargetRefused::NotGranted)),
            (both, "https://evil.example", Err(TargetRefused::Unknown)),
        ] {
            let (granted, asked) = (resources(granted), resources(asked));
            assert_eq!(
                SERVED.narrow(&granted, &asked).cloned(),
                given.map(resources),
                "{granted:?} {asked:?}"
            );
        }
    }

    #[test]
    fn without_resources_a_token_is_for_the_api() {
        let one = |address: &str| Audience::One(address.to_owned());
        assert_eq!(SERVED.audience(&resources("")), one("https://api.example"));
        assert_eq!(SERVED.audience(&resources("https://id.example")), one("https://id.example"));
        let both = Audience::Many(vec!["https://api.example".into(), "https://id.example".into()]);
        assert_eq!(SERVED.audience(&resources("https://id.example https://api.example")), both);
    }
}
