//! The form of a Web Server Application, which managers make: the wizard and the edit dialog ask the same questions.

mod access;
mod answers;
pub(in crate::console) mod days;
mod fields;
mod grants;
mod limits;
mod urls;

use leptos::prelude::*;
use oauth::grant_type::GrantType;

use crate::ui::{FieldProblem, problem_of};
use access::AllowedScopes;
pub(super) use access::Roles;
pub(super) use answers::WebAnswers;
pub(super) use fields::WebFields;
pub(super) use grants::Enforce;
use grants::GrantTypes;
use limits::{Addresses, RefreshLifetime};
use urls::UrlRows;

/// Everything but the name.
#[component]
pub(super) fn WebServerFields(
    /// The answers.
    fields: WebFields,
    /// The redirect URLs, one a line.
    redirect_urls: RwSignal<String>,
    /// What is wrong with the fields.
    #[prop(into)]
    problems: Signal<Vec<FieldProblem>>,
) -> impl IntoView {
    let of = move |field: &str| {
        let id = fields.id(field);
        Signal::derive(move || problems.with(|all| problem_of(all, &id)))
    };
    let signs_in = fields.uses(GrantType::AuthorizationCode);
    view! {
        <GrantTypes fields error=of("grantTypes") />
        {move || {
            signs_in
                .get()
                .then(|| view! { <UrlRows text=redirect_urls error=of("redirectUris") ids=fields.ids /> })
        }}
        <AllowedScopes
            fields
            error=of("scopes")
            persistent_error=of("persistentSso")
            roles_error=of("roles")
        />
        <Addresses fields error=of("allowedIpAddresses") />
        <RefreshLifetime fields error=of("refreshTokenLifetime") />
    }
    .into_any()
}

/// The group, while something is wrong with it: so its ticks know what they could mend.
fn problem_in(group: String, error: Signal<Option<String>>) -> Signal<Option<String>> {
    Signal::derive(move || error.with(Option::is_some).then(|| group.clone()))
}
