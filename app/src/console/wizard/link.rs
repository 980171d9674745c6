//! A link that fills the form in: `…/New?template=web&name=…&scope=…&redirect_uri=…&expires_in=90`.
//!
//! A link comes from anybody. What it asks for stands in the form to be read, nothing is made by it, and what is unknown
//! or too much is left out and said.

use domain::template::{Template, TokenExpiration, check_description, check_name};
use domain::{redirect_uri, scope_catalogue};
use leptos_router::params::ParamsMap;
use oauth::scope::Scopes;

use super::draft::Draft;
use super::place::offered;
use crate::console::web_server::WebAnswers;
use crate::words::link as words;
use crate::words::wizard as fields;

/// The parameters that fill something in.
const PARAMETERS: [&str; 5] = ["name", "description", "redirect_uri", "scope", "expires_in"];

/// What a link asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The template, when there is such a one and the reader may use it.
    pub(super) template: Option<Template>,
    /// The values that stand in the form.
    pub(super) draft: Draft,
    /// What was left out, and why.
    pub(super) left_out: Vec<String>,
}

impl Link {
    /// Reads an address; `None` for one that fills nothing in.
    pub(super) fn read(query: &ParamsMap, manager: bool) -> Option<Self> {
        let within = query.get_str("step").is_some();
        let fills = PARAMETERS.iter().any(|name| query.get_str(name).is_some());
        if within || !fills {
            return None;
        }
        let mut link = Self { template: None, draft: Draft::default(), left_out: Vec::new() };
        link.read_template(query, manager);
        link.read_words(query);
        link.read_urls(query);
        link.read_scopes(query);
        link.read_expiration(query);
        Some(link)
    }

    fn read_template(&mut self, query: &ParamsMap, manager: bool) {
        let Some(word) = query.get_str("template") else { return };
        match template_called(word) {
            Some(template) if offered(manager).contains(&template) => self.template = Some(template),
            Some(template) => self.left_out.push(words::for_managers(template)),
            None => self.left_out.push(words::no_template(word)),
        }
    }

    fn read_words(&mut self, query: &ParamsMap) {
        if let Some(name) = query.get_str("name") {
            match check_name(name) {
                Ok(name) => self.draft.name = name,
                Err(why) => self.left_out.push(words::refused(fields::NAME, name, why)),
            }
        }
        let Some(description) = query.get_str("description") else { return };
        match check_description(description) {
            Ok(description) if self.takes(&[Template::BackendService, Template::WebMobileApp]) => {
                self.draft.description = description;
            }
            Ok(_) => self.left_out.push(words::not_here(fields::DESCRIPTION)),
            Err(why) => self.left_out.push(words::refused(fields::DESCRIPTION, description, why)),
        }
    }

    /// Whether the template is one of these, or not chosen yet.
    fn takes(&self, templates: &[Template]) -> bool {
        self.template.is_none_or(|template| templates.contains(&template))
    }

    fn read_urls(&mut self, query: &ParamsMap) {
        let given = query.get_all("redirect_uri").unwrap_or_default();
        if given.is_empty() {
            return;
        }
        if !self.takes(&[Template::WebMobileApp, Template::WebServerApplication]) {
            self.left_out.push(words::not_here(fields::REDIRECT_URLS));
            return;
        }
        let kind = self.template.unwrap_or(Template::WebMobileApp).client_type();
        let mut kept: Vec<String> = Vec::new();
        for url in given.iter().flat_map(|text| redirect_uri::split(text)) {
            kept.push(url);
            let refused = redirect_uri::blocking(&kept, kind).pop();
            if let Some((_, why)) = refused {
                kept.pop();
                self.left_out.push(fields::redirect_url(&why));
            }
        }
        self.draft.redirect_urls = kept.join("\n");
    }

    fn read_scopes(&mut self, query: &ParamsMap) {
        let asked = query.get_all("scope").unwrap_or_default().join(" ");
        let mut kept: Vec<&str> = Vec::new();
        for scope in asked.split_whitespace() {
            match self.refusal_of(scope) {
                Some(why) => self.left_out.push(why),
                None => kept.push(scope),
            }
        }
        if self.takes(&[Template::WebServerApplication]) {
            self.draft.web = WebAnswers { scopes: scope_catalogue::set_of(kept), ..WebAnswers::default() };
        }
    }

    /// Why a scope is left out. Templates other than the Web Server Application give the scopes of their own.
    fn refusal_of(&self, scope: &str) -> Option<String> {
        if scope_catalogue::find(scope).is_none() {
            return Some(words::no_scope(scope));
        }
        let given = |template: Template| Scopes::contains(&template.scopes(), scope);
        match (self.template, scope) {
            (Some(template), _) if template != Template::WebServerApplication => {
                (!given(template)).then(|| words::not_given(scope, template))
            }
            (_, "admin") => Some(words::too_much(scope)),
            (_, "offline_access") => Some(words::by_refresh_token(scope)),
            _ => None,
        }
    }

    fn read_expiration(&mut self, query: &ParamsMap) {
        let Some(days) = query.get_str("expires_in") else { return };
        if !self.takes(&[Template::PersonalAccessToken]) {
            self.left_out.push(words::not_here(fields::EXPIRES_IN));
            return;
        }
        let seconds = days.parse::<u64>().ok().and_then(|days| days.checked_mul(86_400));
        let choice = seconds.and_then(|seconds| {
            TokenExpiration::ALL.into_iter().find(|choice| choice.lifetime() == Some(seconds))
        });
        match choice {
            Some(choice) => self.draft.expiration = choice,
            None => self.left_out.push(words::no_expiration(days)),
        }
    }
}

/// A template by its word in JSON, or by a shorter one that people write.
fn template_called(word: &str) -> Option<Template> {
    match word {
        "token" | "pat" => Some(Template::PersonalAccessToken),
        "backend" | "service" => Some(Template::BackendService),
        "web" | "mobile" | "app" => Some(Template::WebMobileApp),
        "web_server" => Some(Template::WebServerApplication),
        _ => word.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(pairs: &[(&'static str, &str)], manager: bool) -> Link {
        let query = pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<ParamsMap>();
        Link::read(&query, manager).unwrap()
    }

    #[test]
    fn what_a_link_may_ask_for_stands_in_the_form() {
        let app = link(
            &[
                ("template", "web"),
                ("name", " React Dashboard "),
                ("redirect_uri", "https://app.example.com/callback"),
                ("redirect_uri", "http://localhost:3000/callback"),
                ("scope", "openid exepron.restapi"),
            ],
            false,
        );
        assert_eq!((app.template, app.left_out), (Some(Template::WebMobileApp), Vec::new()));
        assert_eq!(app.draft.name, "React Dashboard");
        assert_eq!(app.draft.redirect_urls.lines().count(), 2);
        assert!(app.draft.asks_for(Template::WebMobileApp).checked().is_ok());
        let token = link(&[("template", "pat"), ("name", "CI job"), ("expires_in", "90")], false);
        assert_eq!((token.draft.expiration, token.left_out.len()), (TokenExpiration::Days90, 0));
        let portal = link(&[("template", "web_server"), ("scope", "openid projects.read")], true);
        assert_eq!(portal.draft.web.scopes.to_string(), "openid projects.read");
    }

    #[test]
    fn what_is_unknown_or_too_much_is_left_out_and_said() {
        for (pairs, manager, said) in [
            (&[("template", "root"), ("name", "abc")][..], true, "Template “root”: there is none"),
            (&[("template", "web_server"), ("name", "abc")], false, "it is for managers"),
            (&[("name", "ab")], false, "Name “ab”: Use 3 characters or more."),
            (
                &[("template", "backend"), ("redirect_uri", "https://a.example/")],
                false,
                "Redirect URLs: this template",
            ),
            (&[("template", "web"), ("redirect_uri", "javascript:alert(1)")], false, "never allowed"),
            (&[("template", "web_server"), ("scope", "admin")], true, "choose it yourself"),
            (&[("template", "web_server"), ("scope", "offline_access")], true, "comes with Refresh Token"),
            (&[("template", "backend"), ("scope", "admin")], true, "a Backend Service doesn't get it"),
            (&[("scope", "projcts")], true, "this server has no scope"),
            (&[("template", "pat"), ("expires_in", "45")], false, "choose 30 days, 90 days or 1 year"),
            (&[("template", "pat"), ("expires_in", "never")], false, "choose 30 days"),
            (&[("template", "web"), ("expires_in", "90")], false, "Expiration: this template"),
            (&[("template", "pat"), ("description", "abc")], false, "Description: this template"),
        ] {
            let link = link(pairs, manager);
            assert!(link.left_out.len() == 1 && link.left_out[0].contains(said), "{pairs:?}: {link:?}");
            assert!(!link.draft.web.scopes.contains("admin"), "{pairs:?}");
            let kept = link.draft.redirect_urls.contains("javascript") || link.draft.name == "ab";
            assert!(!kept, "{pairs:?}");
        }
    }

    #[test]
    fn a_value_of_a_link_is_shown_short_and_plain() {
        let long = format!("x\u{7}{}", "y".repeat(500));
        let link = link(&[("scope", &long)], false);
        assert!(link.left_out[0].len() < 140 && !link.left_out[0].contains('\u{7}'), "{link:?}");
    }

    #[test]
    fn an_address_of_the_wizard_itself_fills_nothing_in() {
        let read = |pairs: &[(&'static str, &str)]| {
            let query = pairs.iter().map(|(name, value)| (*name, (*value).to_owned()));
            Link::read(&query.collect::<ParamsMap>(), true)
        };
        assert_eq!(read(&[("template", "backend_service"), ("step", "details")]), None);
        assert_eq!(read(&[("template", "backend_service")]), None);
        assert_eq!(read(&[]), None);
    }
}
