//! The form of a Web Server Application, which managers make.

mod access;
mod answers;
mod grants;
mod limits;
mod urls;

use leptos::prelude::*;
use oauth::grant_type::GrantType;

use crate::ui::{FieldProblem, problem_of};
use access::AllowedScopes;
pub(super) use answers::{WebAnswers, WebFields};
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
    problems: Memo<Vec<FieldProblem>>,
) -> impl IntoView {
    let of = move |field: &'static str| Signal::derive(move || problems.with(|all| problem_of(all, field)));
    let signs_in = fields.uses(GrantType::AuthorizationCode);
    view! {
        <GrantTypes fields error=of("grantTypes") />
        {move || {
            signs_in
                .get()
                .then(|| view! { <UrlRows text=redirect_urls error=of("redirectUris") /> })
        }}
        <AllowedScopes fields error=of("scopes") persistent_error=of("persistentSso") />
        <Addresses fields error=of("allowedIpAddresses") />
        <RefreshLifetime fields error=of("refreshTokenLifetime") />
    }
    .into_any()
}

/// The group, while something is wrong with it: so its ticks know what they could mend.
fn problem_in(group: &'static str, error: Signal<Option<String>>) -> Signal<Option<&'static str>> {
    Signal::derive(move || error.with(Option::is_some).then_some(group))
}
