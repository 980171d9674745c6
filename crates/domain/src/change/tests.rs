use serde_json::{Value, json};

use super::*;
use crate::client::{Client, Status};
use crate::template::{NewClient, Template, TokenExpiration};

/// What Create makes of a template.
fn client(template: Template) -> Client {
    let app = matches!(template, Template::WebMobileApp | Template::WebServerApplication);
    let uris =
        app.then(|| vec!["https://app.example.com/cb".to_owned(), "http://localhost:3000/cb".to_owned()]);
    let token_expiration = (template == Template::PersonalAccessToken).then_some(TokenExpiration::Never);
    let new =
        NewClient { redirect_uris: uris, token_expiration, ..NewClient::named(template, "React Dashboard") };
    let draft = new.checked().unwrap();
    let json = json!({
        "clientId": "app_abc123def456", "clientName": draft.client_name, "template": template,
        "clientType": draft.client_type, "status": Status::Active, "grantTypes": draft.grant_types,
        "redirectUris": draft.redirect_uris, "postLogoutRedirectUris": draft.post_logout_redirect_uris,
        "allowedCorsOrigins": draft.allowed_cors_origins, "requirePkce": draft.require_pkce,
        "allowOfflineAccess": draft.allow_offline_access, "accessTokenLifetime": draft.access_token_lifetime,
        "refreshTokenLifetime": draft.refresh_token_lifetime,
        "absoluteRefreshTokenLifetime": draft.absolute_refresh_token_lifetime,
        "slidingRefreshToken": draft.sliding_refresh_token,
        "updateAccessTokenClaimsOnRefresh": draft.update_access_token_claims_on_refresh,
        "rotateRefreshToken": draft.rotate_refresh_token,
        "idTokenSigningAlgorithm": draft.id_token_signing_algorithm, "scopes": draft.scopes, "clientSecrets": [],
        "requireRequestedScopes": true, "createdAt": "2026-11-22T08:00:00Z", "version": 3,
    });
    serde_json::from_value(json).unwrap()
}

fn change(json: Value) -> Change {
    serde_json::from_value(json).unwrap()
}

fn becomes(client: &Client, json: Value) -> Client {
    change(json).checked(client).unwrap()
}

/// Field and code of each problem.
fn problems(client: &Client, json: Value) -> Vec<(String, String)> {
    let problems = change(json).checked(client).expect_err("a problem");
    problems.0.into_iter().map(|problem| (problem.field, problem.code)).collect()
}

fn pair(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

const ALL: [Template; 4] = [
    Template::PersonalAccessToken,
    Template::BackendService,
    Template::WebMobileApp,
    Template::WebServerApplication,
];

#[test]
fn what_is_not_named_stays_as_it_is() {
    for template in ALL {
        let client = client(template);
        assert_eq!(becomes(&client, json!({})), client, "{}", template.label());
        let renamed = becomes(&client, json!({ "clientName": "  Another name " }));
        assert_eq!(renamed, Client { client_name: "Another name".into(), ..client.clone() });
        assert_eq!(Change::differences(&client, &renamed), ["clientName"]);
        assert!(!Change::to(&client).members().contains_key("clientId"));
    }
}

// Shows R090.
#[test]
fn a_name_has_3_to_200_characters() {
    let app = client(Template::WebMobileApp);
    for (length, good) in [(2, false), (3, true), (200, true), (201, false)] {
        let name = json!({ "clientName": "ü".repeat(length) });
        assert_eq!(change(name).checked(&app).is_ok(), good, "{length}");
    }
}

// Shows R090, R091.
#[test]
fn each_template_has_the_members_of_the_documents_and_no_others() {
    let table = [
        ("clientName", json!("Another name"), [true, true, true, true]),
        ("description", json!("Copies data"), [false, true, true, true]),
        ("redirectUris", json!(["https://new.example.com/cb"]), [false, false, true, true]),
        ("postLogoutRedirectUris", json!(["https://new.example.com/"]), [false, false, true, true]),
        ("allowedCorsOrigins", json!(["https://new.example.com"]), [false, false, true, true]),
        ("grantTypes", json!(["password"]), [false, true, false, true]),
        ("scopes", json!(["openid", "projects.read"]), [true, true, true, true]),
        ("accessTokenLifetime", json!(600), [false, true, true, true]),
        ("refreshTokenLifetime", json!(7_776_000), [false, false, true, true]),
        ("absoluteRefreshTokenLifetime", json!(0), [false, false, true, true]),
        ("slidingRefreshToken", json!(false), [false, false, true, true]),
        ("updateAccessTokenClaimsOnRefresh", json!(false), [false, false, true, true]),
        ("allowOfflineAccess", json!(false), [false, false, true, true]),
        ("rotateRefreshToken", json!(true), [false, false, true, true]),
        ("requirePkce", json!(true), [false, false, true, true]),
        ("idTokenSigningAlgorithm", json!("ES256"), [false, true, true, true]),
        ("allowedIpAddresses", json!(["192.0.2.0/24"]), [true, true, false, true]),
        ("claims", json!([{ "type": "service", "value": "sync" }]), [false, true, true, true]),
        ("roles", json!(["manager"]), [false, true, true, true]),
        ("persistentSso", json!(true), [false, false, true, true]),
        ("backChannelLogoutUri", json!("https://new.example.com/out"), [false, false, true, true]),
        ("environment", json!("staging"), [true, true, true, true]),
        ("documentation", json!({ "contact": "ops" }), [true, true, true, true]),
        ("requireRequestedScopes", json!(true), [false, true, true, true]),
    ];
    for (member, value, allowed) in table {
        for (template, allowed) in ALL.into_iter().zip(allowed) {
            let client = client(template);
            let mut object = serde_json::Map::new();
            object.insert(member.to_owned(), value.clone());
            let refused = change(Value::Object(object)).checked(&client).err();
            let what = format!("{member} of a {}", template.label());
            assert_eq!(refused.is_none(), allowed, "{what}: {refused:?}");
            assert!(
                refused.is_none_or(|why| why.0[0].field == member && why.0[0].code == "not_here"),
                "{what}"
            );
        }
    }
}

// Shows R090, R092.
#[test]
fn addresses_that_were_derived_follow_the_redirect_uris() {
    let app = client(Template::WebMobileApp);
    let uris = json!(["https://new.example.com/a", "https://new.example.com/b", "com.example.app://cb"]);
    let moved = becomes(&app, json!({ "redirectUris": uris }));
    assert_eq!(moved.post_logout_redirect_uris, moved.redirect_uris);
    assert_eq!(moved.allowed_cors_origins, ["https://new.example.com"], "a scheme of an app has no origin");
}

// Shows R090.
#[test]
fn addresses_that_were_written_down_stay_until_null_lets_them_follow_again() {
    let app = client(Template::WebMobileApp);
    let own = json!({
        "postLogoutRedirectUris": ["https://app.example.com"], "allowedCorsOrigins": ["https://cdn.example.com"],
    });
    let separate = becomes(&app, own);
    assert!(!separate.derives_post_logout() && !separate.derives_origins());
    let moved = becomes(&separate, json!({ "redirectUris": ["https://new.example.com/cb"] }));
    assert_eq!(moved.post_logout_redirect_uris, ["https://app.example.com"]);
    assert_eq!(moved.allowed_cors_origins, ["https://cdn.example.com"]);
    let back = becomes(&moved, json!({ "postLogoutRedirectUris": null, "allowedCorsOrigins": null }));
    assert_eq!(back.post_logout_redirect_uris, ["https://new.example.com/cb"]);
    assert_eq!(back.allowed_cors_origins, ["https://new.example.com"]);
}

#[test]
fn null_takes_away_what_a_client_can_be_without_and_nothing_else() {
    let app = client(Template::WebMobileApp);
    let given = json!({
        "backChannelLogoutUri": "https://app.example.com/out", "absoluteRefreshTokenLifetime": 60,
        "environment": "production",
    });
    let given = becomes(&app, given);
    let none =
        json!({ "backChannelLogoutUri": null, "absoluteRefreshTokenLifetime": null, "environment": null });
    let none = becomes(&given, none);
    assert_eq!(
        (none.back_channel_logout_uri, none.absolute_refresh_token_lifetime, none.environment),
        (None, None, None)
    );
    for member in ["clientName", "scopes", "requirePkce", "accessTokenLifetime", "redirectUris"] {
        let mut object = serde_json::Map::new();
        object.insert(member.to_owned(), Value::Null);
        assert!(serde_json::from_value::<Change>(Value::Object(object)).is_err(), "{member}");
    }
}

// Shows R042.
#[test]
fn a_public_client_can_not_be_let_off_pkce_or_rotation() {
    let app = client(Template::WebMobileApp);
    assert_eq!(problems(&app, json!({ "requirePkce": false })), pair("requirePkce", "public"));
    assert_eq!(problems(&app, json!({ "rotateRefreshToken": false })), pair("rotateRefreshToken", "public"));
    let web = client(Template::WebServerApplication);
    assert!(!becomes(&web, json!({ "requirePkce": false })).require_pkce);
}

// Shows R140.
#[test]
fn that_requests_name_their_scopes_can_be_switched_on_and_never_off() {
    let service = client(Template::BackendService);
    let off = json!({ "requireRequestedScopes": false });
    assert_eq!(problems(&service, off.clone()), pair("requireRequestedScopes", "one_way"));
    let legacy = Client { require_requested_scopes: false, ..service };
    assert_eq!(becomes(&legacy, off), legacy);
    assert!(becomes(&legacy, json!({ "requireRequestedScopes": true })).require_requested_scopes);
}

// Shows R143.
#[test]
fn how_long_refresh_tokens_last_is_changed_with_their_grant_type_only_and_in_days() {
    let with = client(Template::WebServerApplication);
    let without = becomes(&with, json!({ "grantTypes": ["authorization_code", "password"] }));
    let gone = json!({ "grantTypes": ["password"], "refreshTokenLifetime": 7_776_000 });
    let come = json!({ "grantTypes": ["password", "refresh_token"], "refreshTokenLifetime": 7_776_000 });
    for (client, wanted, code) in [
        (&with, json!({ "refreshTokenLifetime": 86_399 }), Some("range")),
        (&with, json!({ "refreshTokenLifetime": 86_400 }), None),
        (&with, json!({ "refreshTokenLifetime": 315_360_000 }), None),
        (&with, json!({ "refreshTokenLifetime": 315_360_001 }), Some("range")),
        (&with, gone.clone(), Some("not_here")),
        (&without, gone, Some("not_here")),
        (&without, json!({ "refreshTokenLifetime": 7_776_000 }), Some("not_here")),
        (&without, json!({ "refreshTokenLifetime": without.refresh_token_lifetime }), None),
        (&without, come, None),
    ] {
        let found = change(wanted.clone()).checked(client).err();
        let found = found.map(|why| (why.0[0].field.clone(), why.0[0].code.clone()));
        let expected = code.map(|code| ("refreshTokenLifetime".to_owned(), code.to_owned()));
        assert_eq!(found, expected, "{wanted}");
    }
}

#[test]
fn how_long_refresh_tokens_of_an_app_last_is_no_matter_of_its_grant_types() {
    let app = client(Template::WebMobileApp);
    assert!(!app.grant_types.contains(&GrantType::RefreshToken));
    assert_eq!(becomes(&app, json!({ "refreshTokenLifetime": 3600 })).refresh_token_lifetime, 3600);
}

#[test]
fn a_grant_type_that_does_not_suit_the_template_is_refused_unless_it_is_there() {
    let service = client(Template::BackendService);
    let code = json!({ "grantTypes": ["password", "authorization_code"] });
    assert_eq!(problems(&service, code), pair("grantTypes", "not_here"));
    let odd = Client { grant_types: vec![GrantType::TokenExchange], ..service };
    let kept = json!({ "grantTypes": ["password", "urn:ietf:params:oauth:grant-type:token-exchange"] });
    assert_eq!(becomes(&odd, kept).grant_types.len(), 2);
    assert_eq!(problems(&odd, json!({ "grantTypes": [] })), pair("grantTypes", "empty"));
}

#[test]
fn rules_of_every_client_hold_for_changes() {
    let app = client(Template::WebMobileApp);
    for (change, field, code) in [
        (json!({ "redirectUris": [] }), "redirectUris", "uri.empty"),
        (json!({ "redirectUris": ["http://app.example.com/cb"] }), "redirectUris", "uri.scheme_http"),
        (json!({ "scopes": ["opnid"] }), "scopes", "unknown"),
        (json!({ "accessTokenLifetime": 0 }), "accessTokenLifetime", "range"),
        (json!({ "allowedCorsOrigins": ["https://app.example.com/cb"] }), "allowedCorsOrigins", "origin"),
        (json!({ "backChannelLogoutUri": "http://a.example/" }), "backChannelLogoutUri", "uri.scheme"),
        (json!({ "claims": [{ "type": "sub", "value": "1" }] }), "claims", "invalid"),
        (json!({ "persistentSso": true, "scopes": ["profile"] }), "persistentSso", "needs_sign_in"),
    ] {
        assert_eq!(problems(&app, change.clone()), pair(field, code), "{change}");
    }
}

#[test]
fn a_member_that_no_client_can_change_is_refused_by_its_name() {
    for member in
        ["clientId", "clientType", "template", "status", "clientSecrets", "jwks", "createdAt", "owner"]
    {
        let mut object = serde_json::Map::new();
        object.insert(member.to_owned(), json!("x"));
        let why = serde_json::from_value::<Change>(Value::Object(object)).unwrap_err().to_string();
        assert!(why.contains(&format!("unknown field `{member}`")), "{why}");
    }
}

#[test]
fn a_list_is_no_change() {
    for odd in [json!([]), json!(["Another name"]), json!("clientName"), json!(null)] {
        assert!(serde_json::from_value::<Change>(odd.clone()).is_err(), "{odd}");
    }
}

#[test]
fn a_token_that_never_expires_stays_so() {
    let token = client(Template::PersonalAccessToken);
    assert_eq!(token.access_token_lifetime, None);
    let renamed =
        becomes(&token, json!({ "clientName": "Another name", "allowedIpAddresses": ["192.0.2.7"] }));
    assert_eq!(renamed.access_token_lifetime, None);
    assert_eq!(Change::differences(&token, &renamed), ["allowedIpAddresses", "clientName"]);
}

// Shows M10.
#[test]
fn only_what_opens_a_client_to_others_is_sensitive() {
    let site = client(Template::WebServerApplication);
    for (wanted, sensitive) in [
        (json!({ "redirectUris": ["https://app.example.com/cb"] }), true),
        (json!({ "postLogoutRedirectUris": ["https://app.example.com/bye"] }), true),
        (json!({ "allowedCorsOrigins": ["https://app.example.com"] }), true),
        (json!({ "backChannelLogoutUri": "https://app.example.com/told" }), true),
        (json!({ "grantTypes": ["authorization_code", "password"] }), true),
        (json!({ "allowedIpAddresses": ["192.0.2.7"] }), true),
        (json!({ "clientName": "Another name", "description": "Another text" }), false),
        (json!({ "accessTokenLifetime": 60, "environment": "staging" }), false),
        (json!({ "redirectUris": site.redirect_uris }), false),
        (json!({ "scopes": ["openid", "profile", "admin"] }), true),
        (json!({ "scopes": ["openid"] }), false),
        (json!({ "scopes": site.scopes }), false),
        (json!({ "roles": ["manager"] }), true),
        (json!({ "roles": [] }), false),
        (json!({ "requirePkce": false }), true),
        (json!({ "requirePkce": true }), false),
    ] {
        assert_eq!(is_sensitive(&site, &becomes(&site, wanted.clone())), sensitive, "{wanted}");
    }
}
