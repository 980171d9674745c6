use super::*;

fn portal() -> NewClient {
    NewClient {
        grant_types: Some(vec![GrantType::AuthorizationCode]),
        redirect_uris: Some(vec!["https://portal.example.com/callback".to_owned()]),
        scopes: Some(Scopes::parse("openid projects").unwrap()),
        ..NewClient::named(Template::WebServerApplication, "Customer portal")
    }
}

fn problems(new: &NewClient) -> Vec<(String, String)> {
    new.checked().unwrap_err().0.into_iter().map(|problem| (problem.field, problem.code)).collect()
}

fn pair(field: &str, code: &str) -> (String, String) {
    (field.to_owned(), code.to_owned())
}

// Shows R133, R134, R139, R143.
#[test]
fn a_web_server_application_is_what_was_chosen_and_otherwise_what_the_contract_says() {
    let draft = portal().checked().unwrap();
    assert_eq!(draft.template, Some(Template::WebServerApplication));
    assert_eq!(draft.client_type, ClientType::Confidential);
    assert_eq!(draft.grant_types, [GrantType::AuthorizationCode]);
    assert_eq!(draft.scopes.to_string(), "openid projects");
    assert!(draft.require_pkce && draft.require_requested_scopes && !draft.allow_offline_access);
    assert_eq!((draft.access_token_lifetime, draft.refresh_token_lifetime), (Some(3600), 2_592_000));
}

#[test]
fn what_is_left_out_takes_the_default_of_the_template() {
    let named = NewClient::named(Template::WebServerApplication, "Customer portal");
    let draft = NewClient { redirect_uris: portal().redirect_uris, ..named }.checked().unwrap();
    assert_eq!(draft.grant_types, Template::WebServerApplication.grant_types());
    assert_eq!(draft.scopes, Template::WebServerApplication.scopes());
    assert!(draft.allow_offline_access && draft.sliding_refresh_token);
}

#[test]
fn grant_types_stand_in_the_order_of_the_form_and_once() {
    let chosen = [GrantType::RefreshToken, GrantType::Password, GrantType::RefreshToken];
    let draft = NewClient { grant_types: Some(chosen.to_vec()), ..portal() }.checked().unwrap();
    assert_eq!(draft.grant_types, [GrantType::Password, GrantType::RefreshToken]);
    assert!(!draft.require_pkce, "nobody is redirected");
}

#[test]
fn a_grant_type_that_the_form_does_not_have_is_refused() {
    for grant in [GrantType::ClientCredentials, GrantType::DeviceCode, GrantType::TokenExchange] {
        let new = NewClient { grant_types: Some(vec![GrantType::AuthorizationCode, grant]), ..portal() };
        assert_eq!(problems(&new), [pair("grantTypes", "not_here")]);
    }
    let alone = NewClient { grant_types: Some(vec![GrantType::RefreshToken]), ..portal() };
    assert_eq!(problems(&alone), [pair("grantTypes", "refresh_alone")]);
    let none = NewClient { grant_types: Some(Vec::new()), ..portal() };
    assert_eq!(problems(&none), [pair("grantTypes", "empty")]);
}

#[test]
fn redirect_urls_are_needed_for_authorization_code_only() {
    let new = NewClient { redirect_uris: None, ..portal() };
    assert_eq!(problems(&new), [pair("redirectUris", "uri.empty")]);
    let password = NewClient { grant_types: Some(vec![GrantType::Password]), ..new };
    assert!(password.checked().is_ok());
    let app = NewClient { redirect_uris: Some(vec!["com.example.app://cb".to_owned()]), ..portal() };
    assert_eq!(problems(&app), [pair("redirectUris", "uri.custom_for_web")]);
}

#[test]
fn refresh_tokens_come_with_their_grant_type_and_not_by_a_scope_alone() {
    let refresh = Some(vec![GrantType::AuthorizationCode, GrantType::RefreshToken]);
    let draft = NewClient { grant_types: refresh, ..portal() }.checked().unwrap();
    assert_eq!(draft.scopes.to_string(), "offline_access openid projects");
    let scopes = Some(Scopes::parse("projects offline_access").unwrap());
    assert_eq!(problems(&NewClient { scopes, ..portal() }), [pair("scopes", "needs_refresh_token")]);
    let scopes = Some(Scopes::default());
    assert_eq!(problems(&NewClient { scopes, ..portal() }), [pair("scopes", "empty")]);
    let scopes = Some(Scopes::parse("projects projcts").unwrap());
    assert_eq!(problems(&NewClient { scopes, ..portal() }), [pair("scopes", "unknown")]);
}

// Shows R143.
#[test]
fn a_refresh_token_lasts_from_a_day_to_ten_years() {
    let lasting = |seconds| NewClient {
        grant_types: Some(vec![GrantType::AuthorizationCode, GrantType::RefreshToken]),
        refresh_token_lifetime: Some(seconds),
        ..portal()
    };
    for (seconds, good) in [
        (0, false),
        (DAY - 1, false),
        (DAY, true),
        (MOST_DAYS * DAY, true),
        (MOST_DAYS * DAY + 1, false),
        (u64::MAX, false),
    ] {
        assert_eq!(lasting(seconds).checked().is_ok(), good, "{seconds}");
    }
    assert_eq!(problems(&lasting(0)), [pair("refreshTokenLifetime", "range")]);
    let year = lasting(365 * DAY).checked().unwrap();
    assert_eq!(year.absolute_refresh_token_lifetime, Some(365 * DAY), "never cut short");
    let unused = NewClient { refresh_token_lifetime: Some(DAY), ..portal() };
    assert_eq!(problems(&unused), [pair("refreshTokenLifetime", "not_here")]);
}

#[test]
fn a_chosen_lifetime_moves_a_limit_that_is_shorter_and_no_other() {
    for (lifetime, present, after) in
        [(30, 180, 180), (180, 180, 180), (181, 180, 181), (365, 0, 0), (0, 180, 180)]
    {
        assert_eq!(absolute_lifetime(lifetime, present), after, "{lifetime}, {present}");
    }
}

// Shows R138.
#[test]
fn persistent_sso_needs_id_token_and_a_sign_in() {
    let wanted = NewClient { persistent_sso: Some(true), ..portal() };
    assert!(wanted.checked().unwrap().persistent_sso);
    let scopes = Some(Scopes::parse("projects").unwrap());
    assert_eq!(problems(&NewClient { scopes, ..wanted.clone() }), [pair("persistentSso", "needs_sign_in")]);
    let grant_types = Some(vec![GrantType::Password]);
    assert_eq!(problems(&NewClient { grant_types, ..wanted }), [pair("persistentSso", "needs_sign_in")]);
}

// Shows R142.
#[test]
fn the_address_that_is_none_is_named() {
    let with = |list: &[&str]| {
        let list = list.iter().map(|entry| (*entry).to_owned()).collect();
        NewClient { allowed_ip_addresses: Some(list), ..portal() }
    };
    assert!(with(&[]).checked().unwrap().allowed_ip_addresses.is_empty());
    let draft = with(&["203.0.113.0/24", "2001:db8::1"]).checked().unwrap();
    assert_eq!(draft.allowed_ip_addresses.to_string(), "203.0.113.0/24, 2001:db8::1");
    let refused = with(&["203.0.113.7", "office"]).checked().unwrap_err();
    assert!(refused.of("allowedIpAddresses").unwrap().starts_with("`office` is neither"), "{refused:?}");
}

#[test]
fn the_problems_stand_in_the_order_of_the_form() {
    let new = NewClient {
        client_name: "ab".into(),
        grant_types: Some(vec![GrantType::AuthorizationCode, GrantType::RefreshToken]),
        redirect_uris: None,
        scopes: Some(Scopes::default()),
        allowed_ip_addresses: Some(vec!["office".into()]),
        refresh_token_lifetime: Some(1),
        ..portal()
    };
    let fields: Vec<String> = problems(&new).into_iter().map(|(field, _)| field).collect();
    let expected = ["clientName", "redirectUris", "scopes", "allowedIpAddresses", "refreshTokenLifetime"];
    assert_eq!(fields, expected);
}

// Shows R131, R141.
#[test]
fn managers_make_them_and_the_policy_is_for_two_grant_types() {
    let held = |roles: &[&str]| roles.iter().map(|role| (*role).to_owned()).collect::<Vec<_>>();
    assert!(may_make(&held(&["administrator", "manager"])));
    assert!(!may_make(&held(&["administrator"])) && !may_make(&held(&["Manager"])) && !may_make(&[]));
    assert!(has_scopes_policy(&[GrantType::Password]) && has_scopes_policy(&[GrantType::AuthorizationCode]));
    assert!(!has_scopes_policy(&[GrantType::RefreshToken, GrantType::ClientCredentials]));
}

#[test]
fn a_confidential_client_that_signs_people_in_is_one_whatever_it_was_made_from() {
    let (code, password) = ([GrantType::AuthorizationCode], [GrantType::Password]);
    let template = Some(Template::WebServerApplication);
    assert!(is_one(template, ClientType::Confidential, &code));
    assert!(is_one(template, ClientType::Confidential, &password));
    assert!(is_one(None, ClientType::Confidential, &code));
    assert!(is_one(Some(Template::BackendService), ClientType::Confidential, &code));
    assert!(!is_one(None, ClientType::Confidential, &password));
    assert!(!is_one(None, ClientType::Public, &code));
}
