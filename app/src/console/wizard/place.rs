//! Where in the wizard somebody is. It stands in the address, so that Back, reloading and links work.

use domain::template::Template;

use crate::routes::Page;

/// The templates in the order of the cards; the last one is for managers.
const TEMPLATES: [Template; 4] = [
    Template::PersonalAccessToken,
    Template::BackendService,
    Template::WebMobileApp,
    Template::WebServerApplication,
];

/// The templates that somebody may use (R131).
pub(super) fn offered(manager: bool) -> Vec<Template> {
    TEMPLATES.into_iter().filter(|template| manager || *template != Template::WebServerApplication).collect()
}

/// A step of the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Choosing a template; one may be chosen already.
    Choose(Option<Template>),
    /// Filling in its details.
    Details(Template),
    /// Reading what it will be.
    Review(Template),
}

impl Place {
    /// Reads the query of the address; what it doesn't know leads to the first step.
    pub(super) fn from_query(template: Option<&str>, step: Option<&str>, manager: bool) -> Self {
        let template = template
            .and_then(|word| word.parse::<Template>().ok())
            .filter(|template| offered(manager).contains(template));
        match (template, step) {
            (Some(template), Some("details")) => Self::Details(template),
            (Some(template), Some("review")) => Self::Review(template),
            (template, _) => Self::Choose(template),
        }
    }

    /// The address of the step.
    pub(super) fn address(self) -> String {
        let step = match self {
            Self::Choose(_) => None,
            Self::Details(_) => Some("details"),
            Self::Review(_) => Some("review"),
        };
        Page::NewApiClient.with_query(&[("template", self.template().map(Template::as_str)), ("step", step)])
    }

    /// The template, once one is chosen.
    pub(super) const fn template(self) -> Option<Template> {
        match self {
            Self::Choose(template) => template,
            Self::Details(template) | Self::Review(template) => Some(template),
        }
    }

    /// How many steps lie behind.
    pub(super) const fn number(self) -> usize {
        match self {
            Self::Choose(_) => 0,
            Self::Details(_) => 1,
            Self::Review(_) => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_found_again_by_its_address() {
        for template in offered(true) {
            for place in [Place::Choose(Some(template)), Place::Details(template), Place::Review(template)] {
                let address = place.address();
                let (_, query) = address.split_once('?').unwrap();
                let pairs: Vec<(String, String)> =
                    form_urlencoded::parse(query.as_bytes()).into_owned().collect();
                let of = |name| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
                assert_eq!(Place::from_query(of("template"), of("step"), true), place, "{address}");
            }
        }
        assert_eq!(Place::Choose(None).address(), "/Identity/Account/Manage/ApiClients/New");
    }

    #[test]
    fn what_an_address_makes_up_leads_to_the_first_step() {
        for (template, step) in [
            (None, None),
            (None, Some("review")),
            (Some("web_server_application"), Some("details")),
            (Some("admin"), Some("details")),
            (Some(""), Some("")),
        ] {
            assert_eq!(Place::from_query(template, step, false), Place::Choose(None));
        }
        assert_eq!(
            Place::from_query(Some("backend_service"), Some("done"), false),
            Place::Choose(Some(Template::BackendService))
        );
    }
}
