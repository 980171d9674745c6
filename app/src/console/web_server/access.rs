//! The allowed scopes: who people are, for whom the client acts, and what it may do.

use domain::roles;
use domain::scope_catalogue::{CATALOGUE, set_of};
use domain::session::fits_persistent_sso;
use domain::web_server::{BASIC_USER_INFORMATION, ID_TOKEN};
use leptos::prelude::*;
use oauth::scope::Scopes;

use super::{WebFields, problem_in};
use crate::console::scope_picker::ScopePicker;
use crate::ui::{Checkbox, FieldSet, Tick};
use crate::words::web_server as words;

/// `ID Token`, `Basic User Information`, `Persistent SSO`, the roles, and the scope picker for all else.
#[component]
pub(super) fn AllowedScopes(
    fields: WebFields,
    error: Signal<Option<String>>,
    persistent_error: Signal<Option<String>>,
    roles_error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <FieldSet legend=words::ALLOWED_SCOPES id=fields.id("scopes") hint=words::ALLOWED_SCOPES_HINT error>
            <div class="sections">
                <OpenId fields error=persistent_error none_chosen=problem_in(fields.id("scopes"), error) />
                <Roles chosen=fields.roles id=fields.id("roles") error=roles_error />
                <FieldSet legend=words::API_SCOPES id=fields.id("apiScopes")>
                    <ScopePicker chosen=fields.scopes offered=offered() id=fields.id("api-scopes") />
                </FieldSet>
            </div>
        </FieldSet>
    }
    .into_any()
}

/// What the picker offers: all that has no check box of its own. `offline_access` comes with Refresh Token.
fn offered() -> Scopes {
    let elsewhere = [&ID_TOKEN[..], &BASIC_USER_INFORMATION, &["offline_access"]].concat();
    set_of(CATALOGUE.iter().map(|entry| entry.name).filter(|name| !elsewhere.contains(name)))
}

#[component]
fn OpenId(
    fields: WebFields,
    error: Signal<Option<String>>,
    none_chosen: Signal<Option<String>>,
) -> impl IntoView {
    let scopes = fields.scopes;
    let has = move |names: &'static [&'static str]| {
        Signal::derive(move || scopes.with(|set| names.iter().all(|name| set.contains(name))))
    };
    let persistent = Memo::new(move |_| {
        fields.grant_types.with(|grants| scopes.with(|set| fits_persistent_sso(grants, set)))
    });
    view! {
        <FieldSet legend=words::OPENID id=fields.id("persistentSso") error>
            <div class="choices">
                <Tick
                    label=words::ID_TOKEN
                    name="idToken"
                    id=fields.id("idToken")
                    ticked=has(&ID_TOKEN)
                    tell=move |wanted| scopes.update(|set| *set = with_id_token(set, wanted))
                    hint=words::ID_TOKEN_HINT
                    problem_of=none_chosen
                />
                <Tick
                    label=words::BASIC
                    name="basicUserInformation"
                    id=fields.id("basicUserInformation")
                    ticked=has(&BASIC_USER_INFORMATION)
                    tell=move |wanted| scopes.update(|set| *set = with_basic(set, wanted))
                    hint=words::BASIC_HINT
                    problem_of=none_chosen
                />
                {move || {
                    persistent
                        .get()
                        .then(|| {
                            view! {
                                <Checkbox
                                    label=words::PERSISTENT_SSO
                                    name="persistentSsoChosen"
                                    id=fields.id("persistentSsoChosen")
                                    bind=fields.persistent_sso
                                    hint=words::PERSISTENT_SSO_HINT
                                />
                            }
                        })
                }}
            </div>
        </FieldSet>
    }
    .into_any()
}

/// Without ID Token nobody is told anything about people, so Basic User Information goes with it.
fn with_id_token(set: &Scopes, wanted: bool) -> Scopes {
    if wanted {
        return set.union(&set_of(ID_TOKEN));
    }
    set.without(&ID_TOKEN).without(&BASIC_USER_INFORMATION)
}

fn with_basic(set: &Scopes, wanted: bool) -> Scopes {
    if wanted {
        return set.union(&set_of(BASIC_USER_INFORMATION)).union(&set_of(ID_TOKEN));
    }
    set.without(&BASIC_USER_INFORMATION)
}

/// The roles that the server has, and those that the client has all the same: otherwise nobody could take them away.
#[component]
pub(in crate::console) fn Roles(
    /// The roles that are chosen.
    chosen: RwSignal<Vec<String>>,
    /// The id of the group.
    id: String,
    /// What is wrong with it.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let others = chosen.get_untracked().into_iter().filter(|role| !roles::ALL.contains(&role.as_str()));
    let names = roles::ALL.map(str::to_owned).into_iter().chain(others);
    let ticks = names.map(|name| view! { <RoleTick chosen id=format!("{id}-{name}") name /> }).collect_view();
    view! {
        <FieldSet legend=words::ROLES id=id.clone() hint=words::ROLES_HINT error>
            <div class="choices choices--inline">{ticks}</div>
        </FieldSet>
    }
    .into_any()
}

#[component]
fn RoleTick(chosen: RwSignal<Vec<String>>, id: String, name: String) -> impl IntoView {
    let (label, value) = (words::role(&name), name.clone());
    let wanted_role = StoredValue::new(name);
    let is_it = move |role: &String| wanted_role.with_value(|name| role == name);
    let ticked = Signal::derive(move || chosen.with(|roles| roles.iter().any(is_it)));
    let tell = move |wanted: bool| {
        chosen.update(|roles| {
            roles.retain(|role| !is_it(role));
            if wanted {
                roles.push(wanted_role.get_value());
            }
        });
    };
    view! { <Tick label name="roles" id value ticked tell /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    fn set(text: &str) -> Scopes {
        Scopes::parse(text).unwrap()
    }

    fn form(scopes: &'static str) -> String {
        printed(move || {
            let fields = WebFields::new();
            fields.scopes.set(set(scopes));
            let none = Signal::stored(None);
            view! { <AllowedScopes fields error=none persistent_error=none roles_error=none /> }.into_any()
        })
    }

    // Shows R136, R137, R138.
    #[test]
    fn persistent_sso_is_there_only_with_id_token() {
        for (scopes, there) in [("", false), ("projects", false), ("openid", true), ("openid email", true)] {
            let html = form(scopes);
            assert_eq!(html.contains(">Persistent SSO</label>"), there, "{scopes}");
            for name in ["ID Token", "Basic User Information", "Administrator", "Manager", "webhooks"] {
                assert!(html.contains(&format!(">{name}</label>")), "{name} in {html}");
            }
        }
    }

    #[test]
    fn while_no_scope_is_chosen_the_first_ticks_point_at_that() {
        let html = printed(|| {
            let error = Signal::stored(Some("Choose at least one scope.".to_owned()));
            let none = Signal::stored(None);
            let fields = WebFields::new();
            view! { <AllowedScopes fields error persistent_error=none roles_error=none /> }.into_any()
        });
        assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 2, "{html}");
        assert!(html.contains(r#"aria-describedby="idToken-hint scopes-error""#), "{html}");
    }

    #[test]
    fn basic_user_information_brings_id_token_and_leaves_with_it() {
        assert_eq!(with_basic(&set("tasks"), true), set("tasks openid profile email"));
        assert_eq!(with_basic(&set("openid profile email"), false), set("openid"));
        assert_eq!(with_id_token(&set("openid profile email tasks"), false), set("tasks"));
        assert_eq!(with_id_token(&set(""), true), set("openid"));
    }

    #[test]
    fn a_role_that_the_server_does_not_have_any_more_can_be_taken_away() {
        let html = printed(|| {
            let chosen = RwSignal::new(vec!["auditor".to_owned(), "manager".to_owned()]);
            view! { <Roles chosen id="edit-roles".to_owned() error=Signal::stored(None) /> }.into_any()
        });
        for id in ["edit-roles-administrator", "edit-roles-manager", "edit-roles-auditor"] {
            assert!(html.contains(&format!(r#"id="{id}""#)), "{id} in {html}");
        }
        assert_eq!(html.matches(" checked").count(), 2, "{html}");
    }

    #[test]
    fn the_picker_offers_what_has_no_check_box_of_its_own() {
        let offered = offered();
        assert_eq!(offered.len(), CATALOGUE.len() - 4);
        assert!(offered.contains("role") && offered.contains("admin") && !offered.contains("openid"));
    }
}
