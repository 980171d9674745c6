//! The grant types, and what follows from them.

use domain::web_server;
use leptos::prelude::*;
use oauth::grant_type::GrantType;

use super::{WebFields, problem_in};
use crate::ui::{Button, ButtonSize, Checkbox, FieldSet, Notice, Tick};
use crate::words::web_server as words;

/// The grant types, also those that the form doesn't have and the client all the same; a calmer way where one of them
/// asks people for their password; the policy that comes with them.
#[component]
pub(super) fn GrantTypes(fields: WebFields, error: Signal<Option<String>>) -> impl IntoView {
    let held = fields.grant_types.get_untracked();
    let ticks = in_order()
        .filter(|grant| web_server::GRANT_TYPES.contains(grant) || held.contains(grant))
        .map(|grant| view! { <GrantTick fields grant error /> })
        .collect_view();
    let policy = Memo::new(move |_| fields.grant_types.with(|chosen| web_server::has_scopes_policy(chosen)));
    let always = fields.enforced.is_none();
    let enforce = move || fields.enforced.filter(|_| policy.get());
    view! {
        <FieldSet legend=words::GRANT_TYPES id=fields.id("grantTypes") hint=words::GRANT_TYPES_HINT error>
            <div class="choices">{ticks}</div>
        </FieldSet>
        <div class="follows" role="status">
            <PasswordNudge fields />
            {move || (always && policy.get()).then(|| view! { <p class="soft">{words::SCOPES_POLICY}</p> })}
        </div>
        {move || enforce().map(|bind| view! { <Enforce bind id=fields.id("requireRequestedScopes") /> })}
    }
    .into_any()
}

/// The way of a client of before to the policy (R140): once it is saved, there is none back.
#[component]
pub(in crate::console) fn Enforce(
    /// Whether the policy is on.
    bind: RwSignal<bool>,
    /// The id of the tick.
    id: String,
) -> impl IntoView {
    let (label, hint) = (words::ENFORCE, words::ENFORCE_HINT);
    view! { <Checkbox label name="requireRequestedScopes" id bind hint /> }.into_any()
}

/// All grant types, those of the form first and in its order.
fn in_order() -> impl Iterator<Item = GrantType> {
    let others = GrantType::ALL.into_iter().filter(|grant| !web_server::GRANT_TYPES.contains(grant));
    web_server::GRANT_TYPES.into_iter().chain(others)
}

#[component]
fn GrantTick(fields: WebFields, grant: GrantType, error: Signal<Option<String>>) -> impl IntoView {
    let (label, hint) = words::grant_type(grant);
    let value = grant.as_str();
    let tell = move |wanted| switch(fields, grant, wanted);
    let word = value.rsplit(':').next().unwrap_or(value);
    let (id, problem_of) =
        (fields.id(&format!("grantTypes-{word}")), problem_in(fields.id("grantTypes"), error));
    view! { <Tick label name="grantTypes" id value ticked=fields.uses(grant) tell hint problem_of /> }
        .into_any()
}

/// Chooses a grant type or takes it away, and says so to whom it concerns.
fn switch(fields: WebFields, grant: GrantType, wanted: bool) {
    fields.grant_types.update(|chosen| *chosen = switched(chosen, grant, wanted));
    fields.told.run((grant, wanted));
}

/// The chosen grant types with one more or one less, in the order of the form.
fn switched(chosen: &[GrantType], grant: GrantType, wanted: bool) -> Vec<GrantType> {
    let after = |other: &GrantType| if *other == grant { wanted } else { chosen.contains(other) };
    in_order().filter(after).collect()
}

#[component]
fn PasswordNudge(fields: WebFields) -> impl IntoView {
    let password = fields.uses(GrantType::Password);
    let instead = move |_| {
        switch(fields, GrantType::Password, false);
        switch(fields, GrantType::AuthorizationCode, true);
    };
    move || {
        password.get().then(|| {
            view! {
                <Notice>
                    <div class="stack stack--tight">
                        <p>{words::PASSWORD_NUDGE}</p>
                        <div>
                            <Button size=ButtonSize::Small on:click=instead>
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
        let odd = switched(&[GrantType::DeviceCode], GrantType::Password, true);
        assert_eq!(odd, [GrantType::Password, GrantType::DeviceCode], "what it has otherwise stays");
    }

    // Shows R140, R141.
    #[test]
    fn a_client_of_before_is_asked_instead_of_told_and_only_where_it_means_something() {
        for (grants, asked) in [(&[GrantType::Password][..], true), (&[GrantType::RefreshToken], false)] {
            let html = printed(move || {
                let enforced = Some(RwSignal::new(false));
                let fields = WebFields { enforced, ..WebFields::new() };
                fields.grant_types.set(grants.to_vec());
                view! { <GrantTypes fields error=Signal::stored(None) /> }.into_any()
            });
            assert_eq!(html.contains(words::ENFORCE), asked, "{html}");
            assert!(!html.contains(words::SCOPES_POLICY), "{html}");
        }
    }
}
