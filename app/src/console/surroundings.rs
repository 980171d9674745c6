//! What the console knows besides what it fetches.

use domain::usage;
use serde::{Deserialize, Serialize};

use crate::layout::{Frame, NavItem};

/// What surrounds the console's pages. The server prints it into the page, the browser finds it there again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// The frame around every page.
    pub frame: Frame,
    /// The addresses for the examples.
    pub servers: Servers,
}

/// The public addresses of the two servers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Servers {
    /// Of the identity listener.
    pub identity: String,
    /// Of the API listener.
    pub api: String,
}

impl Surroundings {
    /// What is known where nothing was printed: pages without names and addresses.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            frame: Frame {
                product: crate::PRODUCT.to_owned(),
                stylesheet: String::new(),
                theme: None,
                demo_banner: false,
                here: String::new(),
                csrf: String::new(),
                user: None,
                current: Some(NavItem::ApiClients),
            },
            servers: Servers::default(),
        }
    }
}

impl Servers {
    /// The addresses in the form in which `domain::usage` takes them.
    #[must_use]
    pub fn as_usage(&self) -> usage::Servers<'_> {
        usage::Servers { identity: &self.identity, api: &self.api }
    }
}
