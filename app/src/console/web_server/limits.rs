//! From where its requests may come, and how long its refresh tokens last.

use domain::allowed_ip_addresses::AllowedIpAddresses;
use leptos::prelude::*;
use oauth::grant_type::GrantType;

use super::WebFields;
use crate::ui::{InputKind, Notice, NoticeKind, TextField};
use crate::words::web_server as words;

/// The addresses, with a word when they allow everything all the same.
#[component]
pub(super) fn Addresses(fields: WebFields, error: Signal<Option<String>>) -> impl IntoView {
    let everywhere = move || {
        let list = fields.addresses.with(|text| text.parse::<AllowedIpAddresses>());
        list.is_ok_and(|list| list.allows_everything())
    };
    view! {
        <div class="stack stack--tight">
            <TextField
                label=words::ADDRESSES
                name="allowedIpAddresses"
                id=fields.id("allowedIpAddresses")
                bind=fields.addresses
                hint=words::ADDRESSES_HINT
                error
            />
            <div role="status">
                {move || {
                    everywhere()
                        .then(|| {
                            view! { <Notice kind=NoticeKind::Warning>{words::EVERYWHERE}</Notice> }
                        })
                }}
            </div>
        </div>
    }
    .into_any()
}

/// The days that a refresh token lasts; they can be changed while there are refresh tokens at all (R143).
#[component]
pub(super) fn RefreshLifetime(fields: WebFields, error: Signal<Option<String>>) -> impl IntoView {
    let refreshes = fields.uses(GrantType::RefreshToken);
    view! {
        <div class="short">
            <TextField
                label=words::REFRESH_DAYS
                name="refreshTokenLifetime"
                id=fields.id("refreshTokenLifetime")
                bind=fields.refresh_days
                hint=words::REFRESH_DAYS_HINT
                kind=InputKind::Number
                disabled=Signal::derive(move || !refreshes.get())
                error
            />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    // Shows R142, R143.
    #[test]
    fn thirty_days_stand_there_and_can_be_changed_with_refresh_token_only() {
        for (grants, locked) in [
            (vec![GrantType::AuthorizationCode], true),
            (vec![GrantType::Password, GrantType::RefreshToken], false),
        ] {
            let html = printed(move || {
                let fields = WebFields::new();
                fields.grant_types.set(grants);
                view! { <RefreshLifetime fields error=Signal::stored(None) /> }.into_any()
            });
            assert!(html.contains(r#"value="30""#), "{html}");
            assert_eq!(html.contains(" disabled"), locked, "{html}");
        }
    }

    #[test]
    fn a_list_that_is_the_whole_internet_is_called_so() {
        let form = |addresses: &'static str| {
            printed(move || {
                let fields = WebFields::new();
                fields.addresses.set(addresses.to_owned());
                view! { <Addresses fields error=Signal::stored(None) /> }.into_any()
            })
        };
        assert!(form("203.0.113.7, ::/0").contains(words::EVERYWHERE));
        assert!(!form("").contains(words::EVERYWHERE) && !form("203.0.113.0/24").contains(words::EVERYWHERE));
    }
}
