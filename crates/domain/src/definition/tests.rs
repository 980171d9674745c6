use serde_json::{Value, json};

use super::*;

fn read(json: Value) -> Definition {
    serde_json::from_value(json).unwrap()
}

fn fields(json: Value) -> Vec<String> {
    let problems = read(json).checked(5).err().expect("a problem");
    problems.0.into_iter().map(|problem| problem.field).collect()
}

fn backend() -> Value {
    json!({ "clientName": "Data Sync Service", "clientType": "confidential", "grantTypes": ["password"] })
}

fn app() -> Value {
    json!({
        "clientName": "React Dashboard", "clientType": "public", "grantTypes": ["authorization_code"],
        "redirectUris": ["https://app.example.com/callback"],
    })
}

fn secret(number: usize) -> Value {
    json!({ "value": format!("a secret of mine no {number}").replace(' ', "-") })
}

fn with(mut json: Value, name: &str, value: Value) -> Value {
    json[name] = value;
    json
}

// Shows R040, R041, R042, R043, R044, R045, R053.
#[test]
fn what_is_left_out_takes_the_defaults_of_the_contract() {
    let checked = read(backend()).checked(5).unwrap();
    let draft = checked.draft;
    assert_eq!((draft.access_token_lifetime, draft.refresh_token_lifetime), (Some(3600), 2_592_000));
    assert!(!draft.require_pkce && !draft.allow_offline_access && !draft.sliding_refresh_token);
    assert!(!draft.update_access_token_claims_on_refresh && !draft.rotate_refresh_token);
    assert!(draft.require_requested_scopes && draft.allowed_ip_addresses.is_empty());
    assert_eq!((checked.client_id, checked.secrets.len(), draft.template), (None, 0, None));
}

// Shows R139, R140.
#[test]
fn a_client_that_is_made_here_has_to_name_its_scopes_and_one_from_elsewhere_need_not() {
    let off = with(backend(), "requireRequestedScopes", json!(false));
    for kept in [backend(), with(backend(), "requireRequestedScopes", json!(true))] {
        assert!(read(kept).checked_new(5).unwrap().draft.require_requested_scopes);
    }
    assert!(!read(off.clone()).checked(5).unwrap().draft.require_requested_scopes);
    let refused = |json: Value| read(json).checked_new(5).err().expect("a problem").0;
    let problems = refused(off.clone());
    assert_eq!(
        (problems[0].field.as_str(), problems[0].code.as_str()),
        ("requireRequestedScopes", "always_on")
    );
    assert_eq!(problems.len(), 1);
    let both = refused(with(off, "clientName", json!("x")));
    let fields: Vec<&str> = both.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["requireRequestedScopes", "clientName"], "what else is wrong is said as well");
}

// Shows R042.
#[test]
fn a_public_client_always_uses_pkce_and_rotates() {
    let draft = read(app()).checked(5).unwrap().draft;
    assert!(draft.require_pkce && draft.rotate_refresh_token);
    assert_eq!(fields(with(app(), "requirePkce", json!(false))), ["requirePkce"]);
    assert_eq!(fields(with(app(), "rotateRefreshToken", json!(false))), ["rotateRefreshToken"]);
}

#[test]
fn what_only_a_confidential_client_has_is_refused_for_a_public_one() {
    assert_eq!(
        fields(with(app(), "clientSecrets", json!([{ "value": "0123456789abcdef" }]))),
        ["clientSecrets"]
    );
    assert_eq!(fields(with(app(), "allowedIpAddresses", json!(["192.0.2.1"]))), ["allowedIpAddresses"]);
    assert_eq!(fields(with(app(), "grantTypes", json!(["password"]))), ["grantTypes"]);
    let keys = json!({ "keys": [{ "kty": "EC", "crv": "P-256", "x": "eA", "y": "eQ" }] });
    assert_eq!(fields(with(app(), "jwks", keys)), ["jwks"]);
}

#[test]
fn who_wants_to_be_told_of_a_sign_out_says_where_over_https() {
    let told = |uri: &str| with(app(), "backChannelLogoutUri", json!(uri));
    let draft = read(told("https://app.example.com/logout")).checked(5).unwrap().draft;
    assert_eq!(draft.back_channel_logout_uri.as_deref(), Some("https://app.example.com/logout"));
    assert_eq!(read(told("")).checked(5).unwrap().draft.back_channel_logout_uri, None);
    assert_eq!(fields(told("http://app.example.com/logout")), ["backChannelLogoutUri"]);
}

// Shows R138.
#[test]
fn persistent_sso_is_for_clients_that_ask_who_somebody_is() {
    let lasting = with(app(), "persistentSso", json!(true));
    assert_eq!(fields(lasting.clone()), ["persistentSso"]);
    let asked = with(lasting, "scopes", json!(["openid"]));
    assert!(read(asked).checked(5).unwrap().draft.persistent_sso);
    assert_eq!(fields(with(backend(), "persistentSso", json!(true))), ["persistentSso"]);
}

// Shows R090, R092.
#[test]
fn addresses_and_origins_follow_the_redirect_uris_unless_they_are_given() {
    let draft = read(app()).checked(5).unwrap().draft;
    assert_eq!(draft.post_logout_redirect_uris, ["https://app.example.com/callback"]);
    assert_eq!(draft.allowed_cors_origins, ["https://app.example.com"]);
    let given = with(app(), "postLogoutRedirectUris", json!(["https://app.example.com"]));
    let draft = read(with(given, "allowedCorsOrigins", json!([]))).checked(5).unwrap().draft;
    assert_eq!(draft.post_logout_redirect_uris, ["https://app.example.com"]);
    assert!(draft.allowed_cors_origins.is_empty());
    let path = json!(["https://app.example.com/callback"]);
    assert_eq!(fields(with(app(), "allowedCorsOrigins", path)), ["allowedCorsOrigins"]);
}

// Shows R037, R049.
#[test]
fn a_secret_brought_along_keeps_its_value_label_and_day() {
    let secret =
        json!({ "value": "supersecret1234567", "description": " blue ", "expiration": "2026-01-01" });
    let secrets = read(with(backend(), "clientSecrets", json!([secret]))).checked(5).unwrap().secrets;
    assert_eq!(secrets[0].value.expose(), "supersecret1234567");
    assert_eq!(
        (secrets[0].description.as_str(), secrets[0].expires_at.unwrap().timestamp()),
        ("blue", 1_767_312_000)
    );
}

#[test]
fn a_client_brings_as_many_secrets_as_it_may_have() {
    let secrets =
        |number| with(backend(), "clientSecrets", json!((0..number).map(secret).collect::<Vec<_>>()));
    assert!(read(secrets(5)).checked(5).is_ok());
    assert_eq!(fields(secrets(6)), ["clientSecrets"]);
}

#[test]
fn lifetimes_are_1_second_to_ten_years() {
    for (seconds, good) in [(0, false), (1, true), (LONGEST_LIFETIME, true), (LONGEST_LIFETIME + 1, false)] {
        for field in ["accessTokenLifetime", "refreshTokenLifetime"] {
            assert_eq!(
                read(with(backend(), field, json!(seconds))).checked(5).is_ok(),
                good,
                "{field} {seconds}"
            );
        }
    }
}

#[test]
fn an_absolute_lifetime_may_also_be_none_and_is_left_to_the_server_when_nobody_says() {
    let field = "absoluteRefreshTokenLifetime";
    for (seconds, good) in [(0, true), (LONGEST_LIFETIME, true), (LONGEST_LIFETIME + 1, false)] {
        let checked = read(with(backend(), field, json!(seconds))).checked(5);
        assert_eq!(checked.is_ok(), good, "{seconds}");
        if let Ok(checked) = checked {
            assert_eq!(checked.draft.absolute_refresh_token_lifetime, Some(seconds));
        }
    }
    assert_eq!(read(backend()).checked(5).ok().unwrap().draft.absolute_refresh_token_lifetime, None);
}

#[test]
fn every_problem_names_its_member() {
    let wrong = json!({
        "clientId": "no spaces", "clientName": "x", "clientType": "confidential", "grantTypes": [],
        "scopes": ["openid", "opnid"], "clientSecrets": [{ "value": "short" }], "allowedIpAddresses": ["10.0.0.0/33"],
    });
    let mut fields = fields(wrong);
    fields.sort();
    assert_eq!(
        fields,
        ["allowedIpAddresses", "clientId", "clientName", "clientSecrets", "grantTypes", "scopes"]
    );
}

#[test]
fn a_member_that_nobody_knows_is_refused() {
    let unknown = with(backend(), "owner", json!(1));
    assert!(serde_json::from_value::<Definition>(unknown).is_err());
}
