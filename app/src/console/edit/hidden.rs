//! What the form does not show is not asked for, and nothing is said of it beside a field that is not there.

use domain::session::fits_persistent_sso;
use domain::template::Template;
use domain::web_server::{absolute_lifetime, has_scopes_policy};
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde_json::{Map, Value};

/// What only somebody has to say to whom people come back after signing in.
const OF_SIGN_IN: [&str; 3] = ["redirectUris", "postLogoutRedirectUris", "allowedCorsOrigins"];

/// The members that a client of this template has and that the form hides while these values stand in it. `base` is
/// what the client is.
pub(super) fn hidden(
    template: Option<Template>,
    base: &Map<String, Value>,
    values: &Map<String, Value>,
) -> Vec<&'static str> {
    let grants = grant_types(values);
    let web = template == Some(Template::WebServerApplication);
    let enforced = base.get("requireRequestedScopes") != Some(&Value::Bool(false));
    let mut hidden = Vec::new();
    if !fits_persistent_sso(&grants, &scopes(values)) {
        hidden.push("persistentSso");
    }
    if enforced || (web && !has_scopes_policy(&grants)) {
        hidden.push("requireRequestedScopes");
    }
    if web && !grants.contains(&GrantType::AuthorizationCode) {
        hidden.extend(OF_SIGN_IN);
    }
    if web && !grants.contains(&GrantType::RefreshToken) {
        hidden.push("refreshTokenLifetime");
    }
    hidden
}

/// The values that are asked for: what is hidden stays as the client has it, and what it can't keep is off.
pub(super) fn asked(
    template: Option<Template>,
    base: &Map<String, Value>,
    mut values: Map<String, Value>,
) -> Map<String, Value> {
    for member in hidden(template, base, &values) {
        let (Some(value), Some(before)) = (values.get_mut(member), base.get(member)) else { continue };
        *value = if member == "persistentSso" { Value::from(false) } else { before.clone() };
    }
    if template == Some(Template::WebServerApplication) { not_cut_short(base, values) } else { values }
}

/// The values of a web server application whose refresh tokens are to last longer than all of them together may: that
/// moves as well, unless somebody has said something else of it.
fn not_cut_short(base: &Map<String, Value>, mut values: Map<String, Value>) -> Map<String, Value> {
    const LIMIT: &str = "absoluteRefreshTokenLifetime";
    let number = |values: &Map<String, Value>, member| values.get(member).and_then(Value::as_u64);
    let chosen = values.get("refreshTokenLifetime") != base.get("refreshTokenLifetime");
    let untouched = values.get(LIMIT) == base.get(LIMIT);
    if let (true, true, Some(lifetime), Some(limit)) =
        (chosen, untouched, number(&values, "refreshTokenLifetime"), number(&values, LIMIT))
    {
        values.insert(LIMIT.to_owned(), absolute_lifetime(lifetime, limit).into());
    }
    values
}

/// The grant types among the values.
pub(super) fn grant_types(values: &Map<String, Value>) -> Vec<GrantType> {
    words(values, "grantTypes").filter_map(|word| word.parse().ok()).collect()
}

/// The scopes among the values.
pub(super) fn scopes(values: &Map<String, Value>) -> Scopes {
    domain::scope_catalogue::set_of(words(values, "scopes"))
}

fn words<'a>(values: &'a Map<String, Value>, member: &str) -> impl Iterator<Item = &'a str> {
    values.get(member).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use domain::client::Client;
    use domain::web_server::DAY;
    use serde_json::json;

    use super::*;
    use crate::console::edit::values::{change, values};
    use crate::console::sample;

    fn portal() -> Client {
        let grants = [GrantType::AuthorizationCode, GrantType::RefreshToken];
        let client = sample::client(&sample::portal(&grants, "openid projects"), "web_abc123def456");
        Client { persistent_sso: true, ..client }
    }

    /// What would be saved when these members were typed into the form of a client.
    fn saved(client: &Client, typed: &Value) -> Value {
        let base = values(client);
        let mut now = base.clone();
        now.extend(typed.as_object().unwrap().clone());
        Value::Object(change(&base, &asked(client.template, &base, now)))
    }

    // Shows R138.
    #[test]
    fn persistent_sso_goes_with_the_scope_or_the_grant_type_that_it_needs() {
        for client in [portal(), Client { template: None, ..portal() }] {
            let gone = json!({ "scopes": ["offline_access", "projects"], "persistentSso": false });
            assert_eq!(saved(&client, &json!({ "scopes": ["offline_access", "projects"] })), gone);
            let password = saved(&client, &json!({ "grantTypes": ["password", "refresh_token"] }));
            assert_eq!(password["persistentSso"], false);
            assert_eq!(saved(&client, &json!({ "scopes": ["openid"] })), json!({ "scopes": ["openid"] }));
        }
    }

    // Shows R143.
    #[test]
    fn another_lifetime_is_asked_for_only_while_its_grant_type_is_chosen() {
        let lifetime = json!({ "refreshTokenLifetime": 90 * DAY });
        assert_eq!(saved(&portal(), &lifetime), lifetime);
        let grants = json!({ "grantTypes": ["authorization_code"] });
        let both = json!({ "grantTypes": ["authorization_code"], "refreshTokenLifetime": 90 * DAY });
        assert_eq!(saved(&portal(), &both), grants);
        let unread = json!({ "grantTypes": ["authorization_code"], "refreshTokenLifetime": "a month" });
        assert_eq!(saved(&portal(), &unread), grants);
        assert_eq!(saved(&Client { template: None, ..portal() }, &both), both, "there a scope is enough");
    }

    #[test]
    fn a_lifetime_that_is_longer_than_the_limit_moves_the_limit_where_anybody_can_see_it() {
        let year = json!({ "refreshTokenLifetime": 365 * DAY });
        let limit = |days: u64| json!({ "refreshTokenLifetime": 365 * DAY, "absoluteRefreshTokenLifetime": days * DAY });
        assert_eq!(saved(&portal(), &year), limit(365));
        assert_eq!(saved(&portal(), &limit(200)), limit(200), "somebody wanted that");
        let endless = Client { absolute_refresh_token_lifetime: Some(0), ..portal() };
        assert_eq!(saved(&endless, &year), year);
    }

    #[test]
    fn addresses_stay_as_they_are_while_nobody_is_sent_to_them() {
        let typed = json!({ "grantTypes": ["password"], "redirectUris": [""], "persistentSso": false });
        let asked = json!({ "grantTypes": ["password"], "persistentSso": false });
        assert_eq!(saved(&portal(), &typed), asked);
    }

    // Shows R140, R141.
    #[test]
    fn the_policy_is_asked_about_where_it_is_off_and_means_something() {
        let on = json!({ "requireRequestedScopes": true });
        assert_eq!(saved(&portal(), &json!({ "requireRequestedScopes": false })), json!({}));
        let legacy = Client { require_requested_scopes: false, persistent_sso: false, ..portal() };
        assert_eq!(saved(&legacy, &on), on);
        let refresh = json!({ "requireRequestedScopes": true, "grantTypes": ["refresh_token"] });
        assert_eq!(saved(&legacy, &refresh), json!({ "grantTypes": ["refresh_token"] }));
    }
}
