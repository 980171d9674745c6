//! What every page knows besides its own content.

use serde::{Deserialize, Serialize};

use crate::routes::Page;
use crate::ui::IconName;
use crate::words::frame as words;

/// What surrounds a page: the product, the reader, and where the look is served.
///
/// It is plain data, so that the console can print it on the server and find it again in the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The name above every page.
    pub product: String,
    /// The address of the one stylesheet.
    pub stylesheet: String,
    /// The theme that the reader chose; the system's when there is none.
    pub theme: Option<Theme>,
    /// Whether this is a demo, where nothing real may be stored.
    pub demo_banner: bool,
    /// The address of the page, to which the choice of a theme comes back; empty where there is none.
    pub here: String,
    /// The antiforgery value that every form on the page sends back as `csrf`.
    pub csrf: String,
    /// Who is signed in.
    pub user: Option<SignedIn>,
    /// Where in the profile settings the reader stands.
    pub current: Option<NavItem>,
}

impl Frame {
    /// The same around a page with this address: one that answers a form is found again elsewhere than the form was sent.
    #[must_use]
    pub fn at(&self, here: String) -> Self {
        Self { here, ..self.clone() }
    }
}

/// A theme that was chosen, remembered in the cookie `theme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
}

impl Theme {
    /// The word in the cookie and in `data-theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the cookie's word; anything else means that the system decides.
    pub fn from_cookie(word: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.as_str() == word)
    }
}

/// Who is signed in, as far as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The name to greet with.
    pub name: String,
    /// The e-mail address that signs in.
    pub email: String,
    /// Whether they may make web server applications.
    pub manager: bool,
}

/// A place in the profile settings.
///
/// Only places that exist are listed: nobody follows a link into nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NavItem {
    /// Name, addresses and the other claims about a person.
    Profile,
    /// The password.
    Password,
    /// The API clients.
    ApiClients,
    /// The apps that were let in.
    ConnectedApps,
    /// Where the person is signed in.
    Sessions,
    /// What happened.
    Activity,
}

impl NavItem {
    /// All places, in the order of the navigation.
    pub const ALL: [Self; 6] = [
        Self::Profile,
        Self::Password,
        Self::ApiClients,
        Self::ConnectedApps,
        Self::Sessions,
        Self::Activity,
    ];

    /// The name of the place.
    pub const fn label(self) -> &'static str {
        words::place(self)
    }

    /// Where the place is.
    pub const fn page(self) -> Page {
        match self {
            Self::Profile => Page::Profile,
            Self::Password => Page::Password,
            Self::ApiClients => Page::ApiClients,
            Self::ConnectedApps => Page::ConnectedApps,
            Self::Sessions => Page::Sessions,
            Self::Activity => Page::Activity,
        }
    }

    /// The sign beside its name.
    pub const fn icon(self) -> IconName {
        match self {
            Self::Profile => IconName::Person,
            Self::Password => IconName::Lock,
            Self::ApiClients => IconName::Key,
            Self::ConnectedApps => IconName::Plug,
            Self::Sessions => IconName::Screen,
            Self::Activity => IconName::Clock,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn a_theme_survives_its_cookie_and_nothing_else_is_one() {
        for theme in [Theme::Light, Theme::Dark] {
            assert_eq!(Theme::from_cookie(theme.as_str()), Some(theme));
        }
        assert_eq!(Theme::from_cookie("Dark"), None);
        assert_eq!(Theme::from_cookie(""), None);
    }
}
