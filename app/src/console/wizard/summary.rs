//! What a client will be able to do, in one plain sentence after another.

use domain::template::{NewClient, REFRESH_TOKEN_LIFETIME, Template, TokenExpiration};

use crate::words::{client as words, web_server};

/// What will be made, in plain words.
pub(super) fn sentences(new: &NewClient) -> Vec<String> {
    let scopes = new.template.scopes();
    let abilities = words::abilities(&scopes);
    match new.template {
        Template::PersonalAccessToken => token(&abilities, new.token_expiration.unwrap_or_default()),
        Template::BackendService => service(&abilities),
        Template::WebMobileApp => {
            app(&abilities, &words::learns(&scopes), new.redirect_uris.as_deref().unwrap_or_default().len())
        }
        Template::WebServerApplication => {
            new.checked().map(|draft| web_server::sentences(&draft)).unwrap_or_default()
        }
    }
}

fn token(abilities: &str, expiration: TokenExpiration) -> Vec<String> {
    let end = match expiration.lifetime() {
        Some(seconds) => format!("It stops working after {}.", words::lifetime(seconds)),
        None => "It works until you deactivate or delete it.".to_owned(),
    };
    vec![
        format!("Whoever holds this token can {abilities}, as you."),
        end,
        "It is shown once, when it is created.".to_owned(),
    ]
}

fn service(abilities: &str) -> Vec<String> {
    vec![
        format!("This service can {abilities}: as itself, or as a user whose password it is given."),
        "Each access token lasts an hour; the service asks for the next one with its secret.".to_owned(),
        "The secret is shown once, when it is created.".to_owned(),
    ]
}

fn app(abilities: &str, learns: &str, addresses: usize) -> Vec<String> {
    let back = match addresses {
        1 => "After signing in, people come back to one address and to no other.".to_owned(),
        many => format!("After signing in, people come back to one of {many} addresses and to no other."),
    };
    vec![
        format!(
            "This app can {abilities}, as the person who signed in and agreed, and stay signed in for {}.",
            words::lifetime(REFRESH_TOKEN_LIFETIME)
        ),
        format!("It learns {learns}."),
        back,
        "It needs no secret: PKCE protects every sign-in.".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::sample;

    fn summary(new: NewClient) -> String {
        sentences(&new).join(" ")
    }

    #[test]
    fn a_token_is_summed_up() {
        let named = sample::named(Template::PersonalAccessToken, "Local Development Testing");
        assert_eq!(
            summary(NewClient { token_expiration: Some(TokenExpiration::Days90), ..named.clone() }),
            "Whoever holds this token can read and change projects, tasks and resources, and use reports and manage \
             webhooks, as you. It stops working after 90 days. It is shown once, when it is created."
        );
        let never = summary(NewClient { token_expiration: Some(TokenExpiration::Never), ..named });
        assert!(never.contains("It works until you deactivate or delete it."), "{never}");
    }

    #[test]
    fn a_service_is_summed_up() {
        assert_eq!(
            summary(sample::named(Template::BackendService, "Data Sync Service")),
            "This service can read and change projects, tasks and resources: as itself, or as a user whose password it \
             is given. Each access token lasts an hour; the service asks for the next one with its secret. The secret is shown once, when it is created."
        );
    }

    #[test]
    fn an_app_is_summed_up() {
        let uris = |count: usize| Some((0..count).map(|n| format!("https://app.example.com/{n}")).collect());
        let named = sample::named(Template::WebMobileApp, "React Dashboard");
        assert_eq!(
            summary(NewClient { redirect_uris: uris(1), ..named.clone() }),
            "This app can read and change projects, tasks and resources, as the person who signed in and agreed, and \
             stay signed in for 30 days. It learns their name and user name, and their e-mail address. After signing \
             in, people come back to one address and to no other. It needs no secret: PKCE protects every sign-in."
        );
        let two = summary(NewClient { redirect_uris: uris(2), ..named });
        assert!(two.contains("one of 2 addresses"), "{two}");
    }
}
