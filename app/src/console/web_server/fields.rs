//! The fields of the form, in the wizard and in the edit dialog.

use leptos::prelude::*;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use super::WebAnswers;

/// The answers while the form is open.
#[derive(Clone, Copy)]
pub(in crate::console) struct WebFields {
    /// What the ids of the controls begin with: nothing, unless the page has other forms.
    pub(in crate::console) ids: &'static str,
    /// The grant types.
    pub(in crate::console) grant_types: RwSignal<Vec<GrantType>>,
    /// The scopes, all groups together.
    pub(in crate::console) scopes: RwSignal<Scopes>,
    /// The roles.
    pub(in crate::console) roles: RwSignal<Vec<String>>,
    /// Whether a sign-in outlives the browser.
    pub(in crate::console) persistent_sso: RwSignal<bool>,
    /// The addresses, as typed.
    pub(in crate::console) addresses: RwSignal<String>,
    /// The days, as typed.
    pub(in crate::console) refresh_days: RwSignal<String>,
    /// For a client of before: whether its requests have to name their scopes from now on.
    pub(in crate::console) enforced: Option<RwSignal<bool>>,
    /// Told which grant type was chosen or taken away by a press.
    pub(in crate::console) told: Callback<(GrantType, bool)>,
}

impl WebFields {
    /// The form before anybody has answered.
    pub(in crate::console) fn new() -> Self {
        let answers = WebAnswers::default();
        Self {
            ids: "",
            grant_types: RwSignal::new(answers.grant_types),
            scopes: RwSignal::new(answers.scopes),
            roles: RwSignal::new(answers.roles),
            persistent_sso: RwSignal::new(answers.persistent_sso),
            addresses: RwSignal::new(answers.addresses),
            refresh_days: RwSignal::new(answers.refresh_days),
            enforced: None,
            told: Callback::new(|_| {}),
        }
    }

    /// Whether a grant type is chosen.
    pub(super) fn uses(self, grant: GrantType) -> Signal<bool> {
        Signal::derive(move || self.grant_types.with(|chosen| chosen.contains(&grant)))
    }

    /// The id of a part of the form.
    pub(super) fn id(self, part: &str) -> String {
        format!("{}{part}", self.ids)
    }
}
