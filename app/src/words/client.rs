//! What a client is and may do, in the words of people.

use chrono::{DateTime, Utc};
use domain::client::{Client, ClientType, Status};
use domain::deadline::last_end;
use domain::scope_catalogue::{self, Entry, Group};
use domain::template::Template;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

/// A token that is too old.
pub(crate) const EXPIRED: &str = "Expired";
/// A credential without an end.
pub(crate) const NEVER_EXPIRES: &str = "Never expires";
/// Where only the end is spoken of.
pub(crate) const NEVER: &str = "Never";
/// Before the day of an end.
pub(crate) const EXPIRES: &str = "Expires";
/// What nobody has used.
pub(crate) const NEVER_USED: &str = "Never used";

/// When a credential ends or ended, as people speak of it.
pub(crate) fn ends(relative: &str, over: bool) -> String {
    if over { format!("{EXPIRED} {relative}") } else { format!("{EXPIRES} {relative}") }
}

/// What kind of client this is: its template, or for an imported one whether it keeps a secret.
pub(crate) fn kind(client: &Client) -> &'static str {
    match (client.template, client.client_type) {
        (Some(template), _) => template.label(),
        (None, ClientType::Public) => "Public client",
        (None, ClientType::Confidential) => "Confidential client",
    }
}

/// A status as a word.
pub(crate) const fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "Active",
        Status::Inactive => "Inactive",
        Status::Revoked => "Revoked",
    }
}

/// The grant types of a client, as the documents name them.
pub(crate) fn grant_types(client: &Client) -> Vec<&'static str> {
    let name = |grant: &GrantType| match grant {
        GrantType::AuthorizationCode if client.require_pkce => "Authorization Code + PKCE",
        grant => grant_type(*grant),
    };
    client.grant_types.iter().map(name).collect()
}

/// A grant type, as the documents name it.
pub(crate) const fn grant_type(grant: GrantType) -> &'static str {
    match grant {
        GrantType::AuthorizationCode => "Authorization Code",
        GrantType::RefreshToken => "Refresh Token",
        GrantType::Password => "Password",
        GrantType::ClientCredentials => "Client Credentials",
        GrantType::DeviceCode => "Device Authorization",
        GrantType::TokenExchange => "Token Exchange",
    }
}

/// Whether a client stands for a personal access token.
pub(crate) fn is_token(client: &Client) -> bool {
    client.template == Some(Template::PersonalAccessToken)
}

/// When a personal access token stops working; `None` when it never does, and for every other client.
pub(crate) fn expires_at(client: &Client) -> Option<DateTime<Utc>> {
    last_end(&client.client_secrets).filter(|_| is_token(client))
}

/// Scopes and what each allows, in the catalogue's order, then those that it does not know.
pub(crate) fn scopes(scopes: &Scopes) -> Vec<(String, String)> {
    let known =
        scope_catalogue::entries(scopes).into_iter().map(|entry| (entry.name.into(), sentence(entry.words)));
    let unknown = scopes
        .iter()
        .filter(|scope| scope_catalogue::find(scope.as_str()).is_none())
        .map(|scope| (scope.as_str().to_owned(), String::new()));
    known.chain(unknown).collect()
}

/// What scopes allow at the API, as the end of a sentence that begins with "it can".
pub(crate) fn abilities(scopes: &Scopes) -> String {
    let at_api = |entry: &&Entry| entry.group == Group::Api;
    and(&scope_catalogue::entries(scopes)
        .into_iter()
        .filter(at_api)
        .map(|entry| entry.words)
        .collect::<Vec<_>>())
}

/// What scopes tell about a person, as the end of a sentence that begins with "it learns"; empty for nothing.
pub(crate) fn learns(scopes: &Scopes) -> String {
    let told = [
        ("profile", "their name and user name"),
        ("email", "their e-mail address"),
        ("address", "their postal address"),
        ("phone", "their phone number"),
    ];
    and(&told
        .into_iter()
        .filter(|(scope, _)| scopes.contains(scope))
        .map(|(_, words)| words)
        .collect::<Vec<_>>())
}

/// A list as people say it: with commas, and "and" before the last.
pub(crate) fn and(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first, last] if !parts.iter().any(|part| part.contains(" and ")) => format!("{first} and {last}"),
        [first, last] => format!("{first}, and {last}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

/// A number of seconds in the largest unit that divides it.
pub(crate) fn lifetime(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0 => return "no time".to_owned(),
        _ if seconds.is_multiple_of(86_400) => (seconds / 86_400, "day"),
        _ if seconds.is_multiple_of(3600) => (seconds / 3600, "hour"),
        _ if seconds.is_multiple_of(60) => (seconds / 60, "minute"),
        _ => (seconds, "second"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// A phrase with a capital letter at its beginning.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::sample;

    #[test]
    fn grant_types_are_named_as_in_the_documents() {
        assert_eq!(grant_types(&sample::app()), ["Authorization Code + PKCE"]);
        assert_eq!(grant_types(&sample::service()), ["Password", "Client Credentials"]);
    }

    #[test]
    fn an_imported_client_is_named_by_its_type() {
        let imported = Client { template: None, ..sample::service() };
        assert_eq!((kind(&imported), kind(&sample::app())), ("Confidential client", "Web/Mobile App"));
    }

    #[test]
    fn a_list_is_said_as_people_say_it() {
        assert_eq!(and(&[]), "");
        assert_eq!(and(&["a"]), "a");
        assert_eq!(and(&["a", "b"]), "a and b");
        assert_eq!(and(&["a and b", "c"]), "a and b, and c");
        assert_eq!(and(&["a", "b and c"]), "a, and b and c");
        assert_eq!(and(&["a", "b", "c"]), "a, b, and c");
    }

    #[test]
    fn a_lifetime_has_the_largest_unit_that_divides_it() {
        for (seconds, words) in [
            (0, "no time"),
            (1, "1 second"),
            (90, "90 seconds"),
            (60, "1 minute"),
            (3600, "1 hour"),
            (5400, "90 minutes"),
            (86_400, "1 day"),
            (2_592_000, "30 days"),
        ] {
            assert_eq!(lifetime(seconds), words);
        }
    }

    #[test]
    fn a_scope_says_what_it_allows_also_when_nobody_knows_it() {
        let set = Scopes::parse("own.scope profile").unwrap();
        assert_eq!(
            scopes(&set),
            [("profile".into(), "See your name and user name".into()), ("own.scope".into(), String::new())]
        );
    }
}
