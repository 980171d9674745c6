//! What a client will be able to do, in one plain sentence after another.

use domain::template::{NewClient, Template};

use crate::words::{client as words, web_server, wizard};

/// What will be made, in plain words.
pub(super) fn sentences(new: &NewClient) -> Vec<String> {
    let scopes = new.template.scopes();
    let abilities = words::abilities(&scopes);
    match new.template {
        Template::PersonalAccessToken => wizard::token(&abilities, new.token_expiration.unwrap_or_default()),
        Template::BackendService => wizard::service(&abilities),
        Template::WebMobileApp => {
            let addresses = new.redirect_uris.as_deref().unwrap_or_default().len();
            wizard::app(&abilities, &words::learns(&scopes), addresses)
        }
        Template::WebServerApplication => {
            new.checked().map(|draft| web_server::sentences(&draft)).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::template::TokenExpiration;

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
