use super::*;

fn new(template: Template) -> NewClient {
    NewClient::named(template, "Data Sync")
}

fn fields(client: &NewClient) -> Vec<String> {
    client.checked().unwrap_err().0.into_iter().map(|problem| problem.field).collect()
}

// Shows R020, R021, R022.
#[test]
fn a_backend_service_is_what_the_contract_says() {
    let draft = new(Template::BackendService).checked().unwrap();
    assert_eq!(draft.grant_types, [GrantType::Password, GrantType::ClientCredentials]);
    assert_eq!(draft.scopes.to_string(), "exepron.restapi openid profile");
    assert_eq!(draft.client_type, ClientType::Confidential);
    assert_eq!(draft.access_token_lifetime, Some(3600));
    assert!(!draft.allow_offline_access);
}

// Shows A8, R025, R026.
#[test]
fn a_web_or_mobile_app_is_public_and_has_to_use_pkce() {
    let uris = vec!["https://app.example.com/callback".to_owned()];
    let draft = NewClient { redirect_uris: Some(uris), ..new(Template::WebMobileApp) }.checked().unwrap();
    assert_eq!(draft.client_type, ClientType::Public);
    assert!(draft.require_pkce && draft.allow_offline_access);
    assert_eq!((draft.access_token_lifetime, draft.refresh_token_lifetime), (Some(3600), 2_592_000));
}

// Shows R014.
#[test]
fn a_token_lasts_as_long_as_was_chosen() {
    for (choice, seconds) in
        [("30d", Some(2_592_000)), ("90d", Some(7_776_000)), ("1y", Some(31_536_000)), ("never", None)]
    {
        let choice: TokenExpiration = serde_json::from_str(&format!("\"{choice}\"")).unwrap();
        let client = NewClient { token_expiration: Some(choice), ..new(Template::PersonalAccessToken) };
        assert_eq!(client.checked().unwrap().access_token_lifetime, seconds);
    }
}

// Shows P3.
#[test]
fn a_crafted_expiration_is_no_choice() {
    for text in ["\"\"", "\"31d\"", "\"9999-12-31\"", "null", "[]", "-1"] {
        assert!(serde_json::from_str::<TokenExpiration>(text).is_err(), "{text}");
    }
}

// Shows R090.
#[test]
fn a_name_has_3_to_200_characters() {
    for (length, good) in [(2, false), (3, true), (200, true), (201, false)] {
        assert_eq!(check_name(&"\u{e9}".repeat(length)).is_ok(), good, "{length}");
    }
    assert!(check_name("  ab  ").is_err());
}

// Shows R013.
#[test]
fn fields_of_another_template_are_refused() {
    let uris = Some(vec!["https://app.example.com/callback".to_owned()]);
    assert_eq!(fields(&NewClient { redirect_uris: uris, ..new(Template::BackendService) }), ["redirectUris"]);
    let expiration = Some(TokenExpiration::Never);
    assert_eq!(
        fields(&NewClient { token_expiration: expiration, ..new(Template::BackendService) }),
        ["tokenExpiration"]
    );
    let description = Some("x".to_owned());
    assert_eq!(fields(&NewClient { description, ..new(Template::PersonalAccessToken) }), ["description"]);
}

// Shows R029, R131, R143.
#[test]
fn what_only_web_server_applications_choose_is_refused_elsewhere() {
    for template in [Template::PersonalAccessToken, Template::BackendService] {
        let chosen = NewClient {
            grant_types: Some(vec![GrantType::AuthorizationCode]),
            scopes: Some(Scopes::parse("admin").unwrap()),
            roles: Some(Vec::new()),
            persistent_sso: Some(false),
            allowed_ip_addresses: Some(Vec::new()),
            refresh_token_lifetime: Some(86_400),
            ..new(template)
        };
        let expected =
            ["grantTypes", "scopes", "roles", "persistentSso", "allowedIpAddresses", "refreshTokenLifetime"];
        assert_eq!(fields(&chosen), expected, "{template:?}");
    }
}

#[test]
fn an_app_needs_a_redirect_url() {
    assert_eq!(fields(&new(Template::WebMobileApp)), ["redirectUris"]);
}

#[test]
fn an_unknown_field_is_refused() {
    let text = r#"{"template":"backend_service","clientName":"abc","accountId":2}"#;
    assert!(serde_json::from_str::<NewClient>(text).is_err());
}
