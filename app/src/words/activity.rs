//! What happened, in plain words: one line for each action of [`domain::event::ACTIONS`].

#![expect(missing_docs, reason = "a name says where its words stand")]

use domain::event::{Actor, Entry, Kind, is_failure, secret_of};
use domain::reminder::EXPIRING;
use domain::template::Template;
use oauth::grant_type::GrantType;

pub const TITLE: &str = "Activity";
pub const LEAD: &str = "What happened with your account and your API clients, newest first. Days of the filter begin at midnight UTC.";
pub const NONE: &str = "Nothing here";
pub const NONE_TEXT: &str =
    "No event fits. Sign-ins, changes and failed requests of your clients appear within a second.";
pub const EVERYTHING: &str = "Show everything";
pub const CSV: &str = "Export as CSV";
pub const JSON: &str = "Export as JSON";
pub const EXPORT_LIMIT: &str = "The newest 10,000 that fit; choose a time for older ones.";
pub const PAGES: &str = "Pages";
pub const NEWEST: &str = "Newest";
pub const OLDER: &str = "Older";
pub const WHAT: &str = "What";
pub const CLIENT: &str = "Client";
pub const WHEN: &str = "When";
pub const FROM: &str = "From";
pub const REQUEST: &str = "Request ";
pub const KIND: &str = "Kind";
pub const OUTCOME: &str = "Outcome";
pub const ALL: &str = "All";
pub const FAILED: &str = "Failed";
pub const SUCCEEDED: &str = "Succeeded";
pub const CLIENT_ID: &str = "Client ID";
pub const FROM_DAY: &str = "From";
pub const TO_DAY: &str = "To";
pub const LOADING: &str = "Loading what happened";
pub const OF_CLIENT: &str = "What was done to this client and what it asked for, newest first.";
pub const NONE_OF_CLIENT: &str =
    "Changes of this client, its sign-ins and its failed requests appear within a second.";
pub const FILTER: &str = "Filter by kind, outcome and time";
pub const SHOW: &str = "Show";
pub const CLEAR: &str = "Clear";

/// What is said of an action that came to pass, and of one that failed.
const SENTENCES: &[(&str, &str, &str)] = &[
    ("session.begun", "Signed in", "Sign-in failed"),
    ("session.refused", "Signed in", "Sign-in failed"),
    ("session.ended", "Signed out", "Sign-out failed"),
    ("session.end_refused", "Signed out by an app", "An app's wish to sign you out was refused"),
    ("session.confirmed", "Password typed once more", "Password typed wrong"),
    ("person.registered", "Account created", "Account not created"),
    ("profile.changed", "Profile changed", "Profile not changed"),
    ("password.changed", "Password changed", "Password not changed"),
    ("administrator.made", "First administrator made", "First administrator not made"),
    ("client.created", "API client created", "API client not created"),
    ("client.changed", "API client changed", "API client not changed"),
    ("client.status", "API client switched on or off", "API client not switched"),
    ("client.deleted", "API client deleted", "API client not deleted"),
    ("client.revoked", "API client revoked for good", "API client not revoked"),
    ("client.registered", "API client registered itself", "Registration of an API client refused"),
    ("registration.read", "Registration read", "Registration not read"),
    ("registration.changed", "Registration changed", "Registration not changed"),
    ("registration.deleted", "Registration deleted", "Registration not deleted"),
    ("secret.added", "Secret added", "Secret not added"),
    ("secret.regenerated", "Secret regenerated", "Secret not regenerated"),
    ("secret.removed", "Secret removed", "Secret not removed"),
    ("client.secret.expiring", "A secret ends soon", "A secret has ended"),
    ("authorization.granted", "Access allowed", "Access not allowed"),
    ("authorization.refused", "Authorization request answered", "Authorization request refused"),
    ("authorization.pushed", "Authorization request pushed", "Authorization request not taken"),
    ("device.begun", "Device asked for a code", "Device got no code"),
    ("device.refused", "Device asked for a code", "Device got no code"),
    ("device.code", "Device code accepted", "Device code not accepted"),
    ("grant.revoked", "Access revoked", "Access not revoked"),
    ("logout.told", "App told of a sign-out", "App could not be told of a sign-out"),
    ("token.issued", "Token issued", "Token not issued"),
    ("token.refused", "Token issued", "Token request refused"),
    ("token.introspected", "Token looked up", "Token look-up refused"),
    ("token.revoked", "Token revoked", "Token not revoked"),
    ("refresh.reused", "Refresh token used", "Refresh token used twice"),
    ("deprecated_grant", "Password grant used; it is on its way out", "Password grant refused"),
    ("api.refused", "API called", "API call failed"),
    ("webhook.created", "Webhook created", "Webhook not created"),
    ("webhook.changed", "Webhook changed", "Webhook not changed"),
    ("webhook.secret_rotated", "Webhook got a new secret", "Webhook got no new secret"),
    ("webhook.disabled", "Webhook switched off", "Webhook not switched off"),
    ("webhook.deleted", "Webhook deleted", "Webhook not deleted"),
    ("key.announced", "Signing key announced", "Signing key not announced"),
    ("key.signing", "Signing key in use", "Signing key not in use"),
    ("key.retired", "Signing key retired", "Signing key not retired"),
    ("key.deleted", "Signing key deleted", "Signing key not deleted"),
];

/// What happened, as a short line. An action that nobody knows keeps its name.
#[must_use]
pub fn sentence(action: &str, outcome: &str) -> String {
    let known = SENTENCES.iter().find(|(known, ..)| *known == action);
    match known {
        Some((_, _, failed)) if is_failure(outcome) => (*failed).to_owned(),
        // What is no failure, and changed nothing either.
        Some(_) if outcome == "nothing" => "Token revocation asked for, with nothing to revoke".to_owned(),
        Some((_, done, _)) => (*done).to_owned(),
        None => action.to_owned(),
    }
}

/// What else there is to know, with a capital letter: the plain cause of a failure, or what exactly was done.
#[must_use]
pub fn detail(entry: &Entry) -> String {
    let words = &*entry.detail;
    let detail = match (&*entry.action, words) {
        (_, "") => String::new(),
        ("session.refused", "unknown person or wrong password") => "the password was wrong".to_owned(),
        ("secret.added" | "secret.regenerated" | "secret.removed", words) => of_secret(words),
        (EXPIRING, words) => format!("secret {}", secret_of(words).unwrap_or(words)),
        (_, "limit_reached") => "all places for active clients are taken".to_owned(),
        (_, "managers_only") => "only managers make web server applications".to_owned(),
        ("client.created", template) => template_label(template),
        ("client.status", status) => format!("now {status}"),
        ("authorization.granted", scopes) => format!("scopes: {scopes}"),
        ("token.issued" | "token.refused", words) => of_token(words),
        _ => words.to_owned(),
    };
    capitalised(&detail)
}

/// A secret as its owner knows it; events of before have its number alone.
fn of_secret(words: &str) -> String {
    secret_of(words).map_or_else(|| format!("secret no. {words}"), |name| format!("secret {name}"))
}

/// A template by its name on the screen.
fn template_label(word: &str) -> String {
    let known = Template::ALL.into_iter().find(|template| template.as_str() == word);
    known.map_or_else(|| word.to_owned(), |template| template.label().to_owned())
}

/// A grant type by its name in the documents, and the cause behind it.
fn of_token(words: &str) -> String {
    let (grant, cause) = words.split_once(": ").map_or((words, None), |(grant, cause)| (grant, Some(cause)));
    let grant = match grant.parse() {
        Ok(GrantType::AuthorizationCode) => "Authorization Code",
        Ok(GrantType::RefreshToken) => "Refresh Token",
        Ok(GrantType::Password) => "Password",
        Ok(GrantType::ClientCredentials) => "Client Credentials",
        Ok(GrantType::DeviceCode) => "Device Authorization",
        Ok(GrantType::TokenExchange) => "Token Exchange",
        Err(_) => {
            return cause.map_or_else(|| words.to_owned(), |cause| format!("unknown grant type: {cause}"));
        }
    };
    cause.map_or_else(|| grant.to_owned(), |cause| format!("{grant}: {cause}"))
}

/// Who did it.
#[must_use]
pub const fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::You => "You",
        Actor::SomebodyElse => "Another person",
        Actor::Nobody => "Not signed in",
    }
}

/// What a kind is called in the filter.
#[must_use]
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Account => "Sign-in and account",
        Kind::Clients => "API clients and secrets",
        Kind::Apps => "Apps and authorization",
        Kind::Tokens => "Tokens",
        Kind::Api => "API calls that failed",
        Kind::Server => "Server",
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::event::ACTIONS;

    use super::*;

    fn entry(action: &str, outcome: &str, detail: &str) -> Entry {
        Entry {
            at: DateTime::UNIX_EPOCH,
            action: action.into(),
            kind: Kind::of(action),
            outcome: outcome.into(),
            detail: detail.into(),
            actor: Actor::You,
            client_id: None,
            client_name: None,
            address: None,
            request_id: None,
        }
    }

    #[test]
    fn every_action_has_its_words_and_no_words_are_left_over() {
        for (action, _) in ACTIONS {
            assert!(SENTENCES.iter().any(|(known, ..)| known == action), "{action} has no words");
        }
        assert_eq!(SENTENCES.len(), ACTIONS.len());
    }

    #[test]
    fn a_failure_says_so_and_why() {
        assert_eq!(sentence("token.refused", "invalid_client"), "Token request refused");
        assert_eq!(sentence("token.issued", "done"), "Token issued");
        assert_eq!(sentence("secret.labelled", "done"), "secret.labelled");
        for (action, words, said) in [
            (
                "token.refused",
                "client_credentials: the secret has expired",
                "Client Credentials: the secret has expired",
            ),
            (
                "token.refused",
                "unknown: the request names no client",
                "Unknown grant type: the request names no client",
            ),
            ("token.issued", "refresh_token", "Refresh Token"),
            ("client.created", "web_server_application", "Web Server Application"),
            ("client.created", "limit_reached", "All places for active clients are taken"),
            ("client.created", "managers_only", "Only managers make web server applications"),
            ("secret.added", "12, blue, in Berlin", "Secret blue, in Berlin"),
            ("secret.regenerated", "13, •••• JldA", "Secret •••• JldA"),
            ("secret.removed", "12", "Secret no. 12"),
            (
                "client.secret.expiring",
                "secret 12, blue, ends within 14 days",
                "Secret blue, ends within 14 days",
            ),
            ("api.refused", "the token has expired", "The token has expired"),
            ("session.ended", "", ""),
        ] {
            assert_eq!(detail(&entry(action, "x", words)), said);
        }
    }
}
