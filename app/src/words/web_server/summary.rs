//! What a Web Server Application will be able to do, in one plain sentence after another.

use domain::draft::Draft;
use domain::web_server;
use oauth::grant_type::GrantType;

use crate::words::client::{abilities, and, learns, lifetime};

/// The sentences, what matters most first.
pub(crate) fn sentences(draft: &Draft) -> Vec<String> {
    [
        Some(can(draft)),
        identity(draft),
        roles(draft),
        staying(draft),
        back(draft),
        origin(draft),
        policy(draft),
    ]
    .into_iter()
    .flatten()
    .chain(["The Consumer Secret is shown once, when it is created.".to_owned()])
    .collect()
}

fn uses(draft: &Draft, grant: GrantType) -> bool {
    draft.grant_types.contains(&grant)
}

fn can(draft: &Draft) -> String {
    let abilities = abilities(&draft.scopes);
    if abilities.is_empty() {
        return "This application can do nothing at the API: it learns who people are.".to_owned();
    }
    let sign_in =
        uses(draft, GrantType::AuthorizationCode).then_some("as the person who signed in and agreed");
    let password = uses(draft, GrantType::Password).then_some("as a user whose password it is given");
    let whom = [sign_in, password].into_iter().flatten().collect::<Vec<_>>().join(", or ");
    format!("This application can {abilities}, {whom}.")
}

fn identity(draft: &Draft) -> Option<String> {
    let told = learns(&draft.scopes);
    match (draft.scopes.contains("openid"), told.is_empty()) {
        (false, _) => None,
        (true, true) => {
            Some("People can sign in with it; it learns nothing about them but a number.".to_owned())
        }
        (true, false) => Some(format!("People can sign in with it, and it learns {told}.")),
    }
}

fn roles(draft: &Draft) -> Option<String> {
    let names: Vec<&str> = draft.roles.iter().map(String::as_str).collect();
    let word = if names.len() == 1 { "role" } else { "roles" };
    let or = and(&names).replace(" and ", " or ");
    (!names.is_empty()).then(|| format!("It acts only for people with the {word} {or}."))
}

fn staying(draft: &Draft) -> Option<String> {
    let refreshes = if uses(draft, GrantType::RefreshToken) {
        format!(
            "A sign-in lasts {} without being used, then people sign in again.",
            lifetime(draft.refresh_token_lifetime)
        )
    } else {
        "A sign-in gives one access token, which lasts an hour; then people sign in again.".to_owned()
    };
    let persistent = draft
        .persistent_sso
        .then_some(" Whoever signs in for it stays signed in here, also after closing the browser.");
    Some(refreshes + persistent.unwrap_or_default())
}

fn back(draft: &Draft) -> Option<String> {
    match draft.redirect_uris.len() {
        0 => None,
        1 => Some("After signing in, people come back to one address and to no other.".to_owned()),
        many => {
            Some(format!("After signing in, people come back to one of {many} addresses and to no other."))
        }
    }
}

fn origin(draft: &Draft) -> Option<String> {
    let list = &draft.allowed_ip_addresses;
    (!list.is_empty()).then(|| format!("Its requests are answered only when they come from {list}."))
}

fn policy(draft: &Draft) -> Option<String> {
    let words = "Each of its requests has to name the scopes it needs.";
    web_server::has_scopes_policy(&draft.grant_types).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use domain::template::NewClient;

    use super::*;
    use crate::console::sample::portal;

    fn summary(new: &NewClient) -> String {
        sentences(&new.checked().unwrap()).join(" ")
    }

    #[test]
    fn an_application_is_summed_up() {
        let grants = [GrantType::AuthorizationCode, GrantType::RefreshToken];
        let new = NewClient {
            roles: Some(vec!["administrator".into(), "manager".into()]),
            allowed_ip_addresses: Some(vec!["203.0.113.0/24".into()]),
            ..portal(&grants, "openid profile projects.read tasks")
        };
        assert_eq!(
            summary(&new),
            "This application can read projects, and read and change tasks, as the person who signed in and agreed. \
             People can sign in with it, and it learns their name and user name. It acts only for people with the \
             roles administrator or manager. A sign-in lasts 30 days without being used, then people sign in again. \
             After signing in, people come back to one address and to no other. Its requests are answered only when \
             they come from 203.0.113.0/24. Each of its requests has to name the scopes it needs. The Consumer Secret \
             is shown once, when it is created."
        );
    }

    #[test]
    fn an_application_for_passwords_alone_is_summed_up() {
        let new = NewClient { redirect_uris: None, ..portal(&[GrantType::Password], "reports") };
        assert_eq!(
            summary(&new),
            "This application can generate and view reports, as a user whose password it is given. A sign-in gives \
             one access token, which lasts an hour; then people sign in again. Each of its requests has to name the \
             scopes it needs. The Consumer Secret is shown once, when it is created."
        );
    }

    #[test]
    fn an_application_for_signing_in_alone_is_summed_up() {
        let new =
            NewClient { persistent_sso: Some(true), ..portal(&[GrantType::AuthorizationCode], "openid") };
        let text = summary(&new);
        assert!(text.starts_with("This application can do nothing at the API"), "{text}");
        assert!(text.contains("it learns nothing about them but a number"), "{text}");
        assert!(text.contains("also after closing the browser"), "{text}");
    }
}
