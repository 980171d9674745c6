use super::*;

fn metadata() -> ClientMetadata {
    ClientMetadata {
        redirect_uris: vec!["https://app.example.com/cb".into()],
        grant_types: vec![GrantType::AuthorizationCode],
        ..ClientMetadata::default()
    }
}

fn refused(metadata: &ClientMetadata) -> (ErrorCode, String) {
    let why = draft(metadata, &Scopes::default()).err().unwrap();
    (why.code, why.description)
}

#[test]
fn a_registered_client_is_held_to_pkce_and_says_its_scopes() {
    let draft = draft(&metadata(), &Scopes::default()).unwrap();
    assert!(draft.require_pkce && draft.require_requested_scopes && !draft.allow_offline_access);
    assert_eq!(draft.client_type, ClientType::Confidential);
    assert_eq!(draft.scopes.to_string(), "email openid profile");
    assert_eq!((draft.template, draft.client_name.as_str()), (None, UNNAMED));
}

#[test]
fn the_password_grant_is_never_for_registered_clients() {
    for auth_method in AuthMethod::ALL {
        let grant_types = vec![GrantType::AuthorizationCode, GrantType::Password];
        let (code, words) = refused(&ClientMetadata { grant_types, auth_method, ..metadata() });
        assert_eq!(code, ErrorCode::InvalidClientMetadata);
        assert!(words.starts_with("grant_types: password"), "{words}");
    }
}

#[test]
fn client_credentials_need_authentication_and_refresh_tokens_a_person() {
    let with = |grant_types, auth_method| {
        draft(&ClientMetadata { grant_types, auth_method, ..metadata() }, &Scopes::default()).is_ok()
    };
    assert!(!with(vec![GrantType::ClientCredentials], AuthMethod::None));
    assert!(with(vec![GrantType::ClientCredentials], AuthMethod::ClientSecretBasic));
    assert!(!with(vec![GrantType::RefreshToken], AuthMethod::None));
    assert!(with(vec![GrantType::DeviceCode, GrantType::RefreshToken], AuthMethod::None));
}

#[test]
fn scopes_of_the_api_are_for_the_operator_to_allow() {
    let asked = |text: &str| ClientMetadata { scopes: Some(text.parse().unwrap()), ..metadata() };
    assert!(refused(&asked("openid exepron.restapi")).1.starts_with("scope: exepron.restapi"));
    assert!(refused(&asked("openid offline_access")).1.starts_with("scope: offline_access"));
    assert!(refused(&asked("role")).1.starts_with("scope: role"));
    let allowed = "exepron.restapi".parse().unwrap();
    assert!(draft(&asked("openid exepron.restapi"), &allowed).is_ok());
    assert!(draft(&asked("admin"), &allowed).is_err());
    let grant_types = vec![GrantType::AuthorizationCode, GrantType::RefreshToken];
    let staying = ClientMetadata { grant_types, ..asked("openid offline_access") };
    assert!(draft(&staying, &Scopes::default()).unwrap().allow_offline_access);
}

#[test]
fn redirect_uris_are_held_to_the_rules_of_the_console() {
    let with = |uri: &str, auth_method| {
        refused(&ClientMetadata { redirect_uris: vec![uri.into()], auth_method, ..metadata() }).0
    };
    for uri in
        ["http://app.example.com/cb", "https://a.example/#x", "javascript:alert(1)", "https://*.a.example/"]
    {
        assert_eq!(with(uri, AuthMethod::None), ErrorCode::InvalidRedirectUri, "{uri}");
    }
    assert_eq!(with("com.example.app://cb", AuthMethod::ClientSecretBasic), ErrorCode::InvalidRedirectUri);
    let none = ClientMetadata { redirect_uris: Vec::new(), ..metadata() };
    assert_eq!(refused(&none).0, ErrorCode::InvalidRedirectUri);
    let evil = vec!["javascript:alert(1)".into()];
    let logout = ClientMetadata { post_logout_redirect_uris: evil, ..metadata() };
    assert_eq!(refused(&logout).0, ErrorCode::InvalidClientMetadata);
}

#[test]
fn keys_come_with_private_key_jwt_and_only_then() {
    let without = ClientMetadata { auth_method: AuthMethod::PrivateKeyJwt, ..metadata() };
    assert!(refused(&without).1.starts_with("jwks is missing"));
    let bad = ClientMetadata { jwks: Some(Vec::<String>::new().into()), ..without };
    assert!(refused(&bad).1.starts_with("jwks: "));
    let beside = ClientMetadata { auth_method: AuthMethod::ClientSecretPost, ..bad };
    assert_eq!(refused(&beside).1, "jwks goes with private_key_jwt only");
}
