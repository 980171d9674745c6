//! What somebody has answered in the form of a Web Server Application.

use domain::template::NewClient;
use domain::{allowed_ip_addresses, redirect_uri, web_server};
use leptos::prelude::*;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

/// The answers that only this form asks for, as they were typed and ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::console::wizard) struct WebAnswers {
    /// The grant types.
    pub(in crate::console::wizard) grant_types: Vec<GrantType>,
    /// The scopes, all groups together.
    pub(in crate::console::wizard) scopes: Scopes,
    /// The roles of the people it may act for.
    pub(in crate::console::wizard) roles: Vec<String>,
    /// Whether a sign-in for it outlives the browser.
    pub(in crate::console::wizard) persistent_sso: bool,
    /// From where its requests may come, as typed.
    pub(in crate::console::wizard) addresses: String,
    /// How many days a refresh token lasts, as typed.
    pub(in crate::console::wizard) refresh_days: String,
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
    pub(in crate::console::wizard) fn add_to(&self, new: NewClient, redirect_urls: &str) -> NewClient {
        let uses = |grant| self.grant_types.contains(&grant);
        let sign_in = uses(GrantType::AuthorizationCode);
        let persistent = self.persistent_sso && shows_persistent_sso(&self.grant_types, &self.scopes);
        NewClient {
            grant_types: Some(self.grant_types.clone()),
            redirect_uris: sign_in.then(|| redirect_uri::split(redirect_urls)),
            scopes: Some(self.scopes.clone()),
            roles: Some(self.roles.clone()),
            persistent_sso: Some(persistent),
            allowed_ip_addresses: Some(allowed_ip_addresses::split(&self.addresses)),
            refresh_token_lifetime: uses(GrantType::RefreshToken).then(|| self.refresh_lifetime()),
            ..new
        }
    }

    /// Seconds; none at all for what is no number, which the check refuses.
    fn refresh_lifetime(&self) -> u64 {
        let days = self.refresh_days.trim().parse::<u64>().unwrap_or_default();
        days.saturating_mul(web_server::DAY)
    }
}

/// Whether Persistent SSO can be chosen: with ID Token only (R138), and where people sign in in their browser.
pub(super) fn shows_persistent_sso(grant_types: &[GrantType], scopes: &Scopes) -> bool {
    domain::session::fits_persistent_sso(grant_types, scopes)
}

/// The answers while the form is open.
#[derive(Clone, Copy)]
pub(in crate::console::wizard) struct WebFields {
    /// The grant types.
    pub(super) grant_types: RwSignal<Vec<GrantType>>,
    /// The scopes, all groups together.
    pub(super) scopes: RwSignal<Scopes>,
    /// The roles.
    pub(super) roles: RwSignal<Vec<String>>,
    /// Whether a sign-in outlives the browser.
    pub(super) persistent_sso: RwSignal<bool>,
    /// The addresses, as typed.
    pub(super) addresses: RwSignal<String>,
    /// The days, as typed.
    pub(super) refresh_days: RwSignal<String>,
}

impl WebFields {
    /// The form before anybody has answered.
    pub(in crate::console::wizard) fn new() -> Self {
        let answers = WebAnswers::default();
        Self {
            grant_types: RwSignal::new(answers.grant_types),
            scopes: RwSignal::new(answers.scopes),
            roles: RwSignal::new(answers.roles),
            persistent_sso: RwSignal::new(answers.persistent_sso),
            addresses: RwSignal::new(answers.addresses),
            refresh_days: RwSignal::new(answers.refresh_days),
        }
    }

    /// What has been answered so far.
    pub(in crate::console::wizard) fn answers(self) -> WebAnswers {
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
    pub(in crate::console::wizard) fn put(self, answers: WebAnswers) {
        if untrack(|| self.answers()) != WebAnswers::default() {
            return;
        }
        self.replace(answers);
    }

    /// Fills in other answers, whatever has been answered.
    pub(in crate::console::wizard) fn replace(self, answers: WebAnswers) {
        self.grant_types.set(answers.grant_types);
        self.scopes.set(answers.scopes);
        self.roles.set(answers.roles);
        self.persistent_sso.set(answers.persistent_sso);
        self.addresses.set(answers.addresses);
        self.refresh_days.set(answers.refresh_days);
    }

    /// Whether a grant type is chosen.
    pub(super) fn uses(self, grant: GrantType) -> Signal<bool> {
        Signal::derive(move || self.grant_types.with(|chosen| chosen.contains(&grant)))
    }
}

#[cfg(test)]
mod tests {
    use domain::template::Template;

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
