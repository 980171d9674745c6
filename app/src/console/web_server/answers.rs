//! What somebody has answered in the form of a Web Server Application.

use domain::session::fits_persistent_sso;
use domain::template::NewClient;
use domain::{allowed_ip_addresses, redirect_uri};
use leptos::prelude::*;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

use super::days;
use super::fields::WebFields;

/// The answers that only this form asks for, as they were typed and ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::console) struct WebAnswers {
    /// The grant types.
    pub(in crate::console) grant_types: Vec<GrantType>,
    /// The scopes, all groups together.
    pub(in crate::console) scopes: Scopes,
    /// The roles of the people it may act for.
    pub(in crate::console) roles: Vec<String>,
    /// Whether a sign-in for it outlives the browser.
    pub(in crate::console) persistent_sso: bool,
    /// From where its requests may come, as typed.
    pub(in crate::console) addresses: String,
    /// How many days a refresh token lasts, as typed.
    pub(in crate::console) refresh_days: String,
}

impl Default for WebAnswers {
    fn default() -> Self {
        Self {
            grant_types: vec![GrantType::AuthorizationCode],
            scopes: Scopes::default(),
            roles: Vec::new(),
            persistent_sso: false,
            addresses: String::new(),
            refresh_days: "30".to_owned(),
        }
    }
}

impl WebAnswers {
    /// Adds the answers to what is asked for. What the form doesn't show at the moment is left out.
    pub(in crate::console) fn add_to(&self, new: NewClient, redirect_urls: &str) -> NewClient {
        let uses = |grant| self.grant_types.contains(&grant);
        let sign_in = uses(GrantType::AuthorizationCode);
        // None at all for what is no number, which the check refuses.
        let lifetime = days::seconds(&self.refresh_days);
        let persistent = self.persistent_sso && fits_persistent_sso(&self.grant_types, &self.scopes);
        NewClient {
            grant_types: Some(self.grant_types.clone()),
            redirect_uris: sign_in.then(|| redirect_uri::split(redirect_urls)),
            scopes: Some(self.scopes.clone()),
            roles: Some(self.roles.clone()),
            persistent_sso: Some(persistent),
            allowed_ip_addresses: Some(allowed_ip_addresses::split(&self.addresses)),
            refresh_token_lifetime: uses(GrantType::RefreshToken).then(|| lifetime.unwrap_or_default()),
            ..new
        }
    }
}

impl WebFields {
    /// What has been answered so far.
    pub(in crate::console) fn answers(self) -> WebAnswers {
        WebAnswers {
            grant_types: self.grant_types.get(),
            scopes: self.scopes.get(),
            roles: self.roles.get(),
            persistent_sso: self.persistent_sso.get(),
            addresses: self.addresses.get(),
            refresh_days: self.refresh_days.get(),
        }
    }

    /// Fills in the answers of a draft, unless somebody has begun to answer before the page woke up.
    pub(in crate::console) fn put(self, answers: WebAnswers) {
        if untrack(|| self.answers()) != WebAnswers::default() {
            return;
        }
        self.replace(answers);
    }

    /// Fills in other answers, whatever has been answered.
    pub(in crate::console) fn replace(self, answers: WebAnswers) {
        self.grant_types.set(answers.grant_types);
        self.scopes.set(answers.scopes);
        self.roles.set(answers.roles);
        self.persistent_sso.set(answers.persistent_sso);
        self.addresses.set(answers.addresses);
        self.refresh_days.set(answers.refresh_days);
    }
}

#[cfg(test)]
mod tests {
    use domain::template::Template;
    use domain::web_server;

    use super::*;

    fn asked(answers: &WebAnswers) -> NewClient {
        let new = NewClient::named(Template::WebServerApplication, "Customer portal");
        answers.add_to(new, "https://portal.example.com/callback")
    }

    fn answers() -> WebAnswers {
        let scopes = Scopes::parse("openid projects").unwrap();
        WebAnswers { scopes, persistent_sso: true, ..WebAnswers::default() }
    }

    #[test]
    fn the_answers_make_a_client_that_the_server_takes() {
        let typed = WebAnswers {
            grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
            roles: vec!["manager".into()],
            addresses: "203.0.113.0/24, 2001:db8::1".into(),
            refresh_days: " 90 ".into(),
            ..answers()
        };
        let draft = asked(&typed).checked().unwrap();
        assert_eq!(draft.refresh_token_lifetime, 90 * web_server::DAY);
        assert_eq!(draft.allowed_ip_addresses.to_string(), "203.0.113.0/24, 2001:db8::1");
        assert_eq!((draft.roles, draft.persistent_sso), (vec!["manager".to_owned()], true));
    }

    // Shows R138, R143.
    #[test]
    fn what_the_form_does_not_show_is_not_asked_for() {
        let hidden = WebAnswers { scopes: Scopes::parse("projects").unwrap(), ..answers() };
        assert_eq!(asked(&hidden).persistent_sso, Some(false));
        let password = WebAnswers { grant_types: vec![GrantType::Password], ..answers() };
        let new = asked(&password);
        assert_eq!((new.redirect_uris.clone(), new.refresh_token_lifetime), (None, None));
        assert!(new.checked().is_ok());
    }

    #[test]
    fn days_that_are_no_number_are_refused_and_not_guessed() {
        for days in ["", "a month", "-1", "0", "3651", "18446744073709551615"] {
            let typed = WebAnswers {
                grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
                refresh_days: days.into(),
                ..answers()
            };
            let problems = asked(&typed).checked().unwrap_err();
            assert_eq!(
                problems.of("refreshTokenLifetime"),
                Some("Write a number of days, from 1 to 3650."),
                "{days}"
            );
        }
    }
}
