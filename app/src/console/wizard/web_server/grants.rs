//! The grant types, and what follows from them.

use domain::web_server;
use leptos::prelude::*;
use oauth::grant_type::GrantType;

use super::{WebFields, problem_in};
use crate::ui::{Button, ButtonSize, FieldSet, Notice, Tick};
use crate::words::web_server as words;

/// The grant types; a calmer way where one of them asks people for their password; the policy that comes with them.
#[component]
pub(super) fn GrantTypes(fields: WebFields, error: Signal<Option<String>>) -> impl IntoView {
    let ticks = web_server::GRANT_TYPES
        .into_iter()
        .map(|grant| view! { <GrantTick fields grant error /> })
        .collect_view();
    let policy = move || fields.grant_types.with(|chosen| web_server::has_scopes_policy(chosen));
    view! {
        <FieldSet legend=words::GRANT_TYPES id="grantTypes" hint=words::GRANT_TYPES_HINT error>
            <div class="choices">{ticks}</div>
        </FieldSet>
        <div class="follows" role="status">
            <PasswordNudge fields />
            {move || policy().then(|| view! { <p class="soft">{words::SCOPES_POLICY}</p> })}
        </div>
    }
    .into_any()
}

#[component]
fn GrantTick(fields: WebFields, grant: GrantType, error: Signal<Option<String>>) -> impl IntoView {
    let (label, hint) = words::grant_type(grant);
    let value = grant.as_str();
    let tell = move |wanted| fields.grant_types.update(|chosen| *chosen = switched(chosen, grant, wanted));
    let (id, problem_of) = (format!("grantTypes-{value}"), problem_in("grantTypes", error));
    view! { <Tick label name="grantTypes" id value ticked=fields.uses(grant) tell hint problem_of /> }
        .into_any()
}

/// The chosen grant types with one more or one less, in the order of the form.
fn switched(chosen: &[GrantType], grant: GrantType, wanted: bool) -> Vec<GrantType> {
    let after = |other: &GrantType| if *other == grant { wanted } else { chosen.contains(other) };
    web_server::GRANT_TYPES.into_iter().filter(after).collect()
}

#[component]
fn PasswordNudge(fields: WebFields) -> impl IntoView {
    let password = fields.uses(GrantType::Password);
    let switch = move |_| {
        fields.grant_types.update(|chosen| {
            let without = switched(chosen, GrantType::Password, false);
            *chosen = switched(&without, GrantType::AuthorizationCode, true);
        });
    };
    move || {
        password.get().then(|| {
            view! {
                <Notice>
                    <div class="stack stack--tight">
                        <p>{words::PASSWORD_NUDGE}</p>
                        <div>
                            <Button size=ButtonSize::Small on:click=switch>
                                {words::PASSWORD_SWITCH}
                            </Button>
                        </div>
                    </div>
                </Notice>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    fn form(grants: &'static [GrantType]) -> String {
        printed(move || {
            let fields = WebFields::new();
            fields.grant_types.set(grants.to_vec());
            view! { <GrantTypes fields error=Signal::stored(None) /> }.into_any()
        })
    }

    // Shows R133, R141.
    #[test]
    fn the_policy_is_said_only_where_it_means_something() {
        for (grants, said) in [
            (&[GrantType::AuthorizationCode][..], true),
            (&[GrantType::Password], true),
            (&[GrantType::RefreshToken], false),
            (&[], false),
        ] {
            let html = form(grants);
            assert_eq!(html.contains(words::SCOPES_POLICY), said, "{grants:?}");
            for name in ["Authorization Code", "Password", "Refresh Token"] {
                assert!(html.contains(&format!(">{name}</label>")), "{html}");
            }
        }
    }

    #[test]
    fn a_password_has_a_better_way_beside_it() {
        assert!(form(&[GrantType::Password]).contains(words::PASSWORD_SWITCH));
        assert!(!form(&[GrantType::AuthorizationCode]).contains(words::PASSWORD_SWITCH));
    }

    #[test]
    fn switching_keeps_the_order_of_the_form() {
        let both = switched(&[GrantType::RefreshToken], GrantType::AuthorizationCode, true);
        assert_eq!(both, [GrantType::AuthorizationCode, GrantType::RefreshToken]);
        assert_eq!(switched(&both, GrantType::RefreshToken, false), [GrantType::AuthorizationCode]);
    }
}
