//! What somebody has typed so far.

use domain::redirect_uri;
use domain::template::{NewClient, Template, TokenExpiration};
use serde::{Deserialize, Serialize};

use crate::console::web_server::WebAnswers;

/// What somebody has typed so far. It is kept in the tab while they go back and forth, and never holds a secret.
///
/// One draft serves all templates, so that a name typed for one is still there for another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Draft {
    /// Whose draft this is, by the e-mail address that signs in: nobody finds another's in a shared tab.
    pub(super) owner: String,
    /// The name, as typed.
    pub(super) name: String,
    /// The description, as typed.
    pub(super) description: String,
    /// The redirect URLs, as typed.
    pub(super) redirect_urls: String,
    /// How long the token lasts.
    pub(super) expiration: TokenExpiration,
    /// What only the form of a Web Server Application asks for.
    pub(super) web: WebAnswers,
}

impl Draft {
    /// What the draft asks for, with this template: the fields that the template doesn't have are left out.
    pub(super) fn asks_for(&self, template: Template) -> NewClient {
        let description = self.description.trim().to_owned();
        let described = Some(description).filter(|description| !description.is_empty());
        let new = NewClient::named(template, self.name.clone());
        match template {
            Template::PersonalAccessToken => NewClient { token_expiration: Some(self.expiration), ..new },
            Template::BackendService => NewClient { description: described, ..new },
            Template::WebMobileApp => NewClient {
                description: described,
                redirect_uris: Some(redirect_uri::split(&self.redirect_urls)),
                ..new
            },
            Template::WebServerApplication => self.web.add_to(new, &self.redirect_urls),
        }
    }

    /// Whether nothing has been typed yet.
    pub(super) fn is_empty(&self) -> bool {
        Self { owner: String::new(), ..self.clone() } == Self::default()
    }
}

/// The choice with this name on the screen; the first one for what is no choice.
pub(super) fn expiration_called(label: &str) -> TokenExpiration {
    TokenExpiration::ALL.into_iter().find(|choice| choice.label() == label).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::wizard::place::offered;

    fn typed() -> Draft {
        Draft {
            owner: "alice@example.com".into(),
            name: "React Dashboard".into(),
            description: " Shows projects ".into(),
            redirect_urls: "https://app.example.com/callback\nhttp://localhost:3000/callback".into(),
            expiration: TokenExpiration::Never,
            web: WebAnswers { scopes: "openid projects".parse().unwrap(), ..WebAnswers::default() },
        }
    }

    #[test]
    fn each_template_takes_its_own_fields_only() {
        for template in offered(true) {
            assert!(typed().asks_for(template).checked().is_ok(), "{template:?}");
        }
        let token = typed().asks_for(Template::PersonalAccessToken);
        assert_eq!((token.description, token.redirect_uris), (None, None));
        assert_eq!(token.token_expiration, Some(TokenExpiration::Never));
        let app = typed().asks_for(Template::WebMobileApp);
        assert_eq!(app.description.as_deref(), Some("Shows projects"));
        assert_eq!(app.redirect_uris.unwrap().len(), 2);
        assert_eq!(app.token_expiration, None);
    }

    #[test]
    fn a_choice_is_found_by_its_name_on_the_screen() {
        for choice in TokenExpiration::ALL {
            assert_eq!(expiration_called(choice.label()), choice);
        }
        assert_eq!(expiration_called("forever"), TokenExpiration::Days30);
    }

    #[test]
    fn a_draft_without_words_is_empty_whoever_owns_it() {
        assert!(Draft { owner: "alice@example.com".into(), ..Draft::default() }.is_empty());
        assert!(!typed().is_empty());
    }

    #[test]
    fn an_older_draft_is_still_read() {
        let draft: Draft = serde_json::from_str(r#"{"name":"abc","gone":1}"#).unwrap();
        assert_eq!(draft.name, "abc");
    }
}
