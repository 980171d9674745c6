use serde_json::json;

use super::*;

/// The three samples of the product's documents, as they stand.
const SAMPLES: &str = include_str!("samples.jsonc");

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn codes(problems: &[FieldProblem]) -> Vec<(&str, &str)> {
    problems.iter().map(|one| (one.field.as_str(), one.code.as_str())).collect()
}

fn new(client: Value) -> Result<(CheckedDefinition, bool), Problems> {
    Entry::read(client, now())?.as_new(5)
}

fn refused(client: Value) -> Vec<(String, String)> {
    let problems = new(client).err().expect("a problem").0;
    codes(&problems).into_iter().map(|(field, code)| (field.to_owned(), code.to_owned())).collect()
}

fn backend() -> Value {
    json!({ "clientId": "sync", "clientName": "Data Sync", "clientType": "confidential", "grantTypes": ["password"] })
}

fn with(mut json: Value, name: &str, value: Value) -> Value {
    json[name] = value;
    json
}

/// The client as the database would give it back.
fn stored(client: Value) -> Client {
    let (CheckedDefinition { draft, .. }, _) = new(client).unwrap();
    Client {
        client_id: "sync".parse().unwrap(),
        client_name: draft.client_name,
        description: draft.description,
        template: draft.template,
        client_type: draft.client_type,
        status: Status::Active,
        grant_types: draft.grant_types,
        redirect_uris: draft.redirect_uris,
        post_logout_redirect_uris: draft.post_logout_redirect_uris,
        allowed_cors_origins: draft.allowed_cors_origins,
        require_pkce: draft.require_pkce,
        allow_offline_access: draft.allow_offline_access,
        access_token_lifetime: draft.access_token_lifetime,
        refresh_token_lifetime: draft.refresh_token_lifetime,
        absolute_refresh_token_lifetime: draft.absolute_refresh_token_lifetime,
        sliding_refresh_token: draft.sliding_refresh_token,
        update_access_token_claims_on_refresh: draft.update_access_token_claims_on_refresh,
        rotate_refresh_token: draft.rotate_refresh_token,
        id_token_signing_algorithm: draft.id_token_signing_algorithm,
        scopes: draft.scopes,
        roles: draft.roles,
        claims: draft.claims,
        client_secrets: Vec::new(),
        require_requested_scopes: draft.require_requested_scopes,
        allowed_ip_addresses: draft.allowed_ip_addresses,
        jwks: draft.jwks,
        back_channel_logout_uri: draft.back_channel_logout_uri,
        persistent_sso: draft.persistent_sso,
        environment: draft.environment,
        documentation: draft.documentation,
        version: 1,
        created_at: now(),
        last_used_at: None,
    }
}

// Shows R047, R048, R049, R050, R051, R053.
#[test]
fn the_three_samples_of_the_documents_are_read_as_they_stand() {
    let samples = split(json::read(SAMPLES).unwrap()).unwrap();
    let mut entries: Vec<Entry> = samples.into_iter().map(|one| Entry::read(one, now()).unwrap()).collect();
    let mut checked = entries.iter_mut().map(|entry| entry.as_new(5).unwrap().0);
    let (spa, mobile, backend) = (checked.next().unwrap(), checked.next().unwrap(), checked.next().unwrap());
    drop(checked);
    assert_eq!(spa.client_id.unwrap().as_str(), "spa-client");
    assert_eq!(spa.draft.allowed_cors_origins, ["https://app.example.com", "http://localhost:3000"]);
    assert_eq!(mobile.draft.refresh_token_lifetime, 7_776_000);
    assert_eq!(mobile.draft.post_logout_redirect_uris, mobile.draft.redirect_uris, "as they are derived");
    assert!(mobile.draft.allowed_cors_origins.is_empty(), "custom schemes have no origin");
    assert_eq!(backend.draft.claims[0].value, "data-sync");
    assert_eq!(backend.secrets[0].value.expose(), "supersecret123");
    assert_eq!(backend.secrets[0].expires_at, Some("2026-01-02T00:00:00Z".parse().unwrap()));
    assert_eq!(codes(&entries[2].warnings), [("clientSecrets", "ended"), ("clientSecrets", "weak")]);
    assert!(entries[0].warnings.is_empty() && entries[1].warnings.is_empty());
}

#[test]
fn a_short_secret_that_would_still_work_is_refused() {
    let secret = |end: &str| {
        with(backend(), "clientSecrets", json!([{ "value": "supersecret123", "expiration": end }]))
    };
    assert_eq!(refused(secret("2026-11-22")), [("clientSecrets".into(), "value".into())]);
    assert!(new(secret("2026-11-21")).is_ok());
}

#[test]
fn a_file_is_a_client_a_list_or_what_an_export_wrote() {
    let count = |file: Value| split(file).map(|clients| clients.len());
    assert_eq!(count(backend()), Ok(1));
    assert_eq!(count(json!([backend(), backend()])), Ok(2));
    assert_eq!(count(json!({ "clients": [backend()] })), Ok(1));
    for file in [
        json!([]),
        json!({ "clients": [] }),
        json!({ "clients": 7 }),
        json!({ "clients": [{}], "x": 1 }),
        json!("x"),
    ] {
        assert!(count(file.clone()).is_err(), "{file}");
    }
    assert_eq!(count(Value::Array(vec![backend(); MOST])), Ok(MOST));
    assert!(count(Value::Array(vec![backend(); MOST + 1])).is_err());
}

#[test]
fn what_can_not_be_brought_in_is_named() {
    let pair = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
    for (client, problems) in [
        (json!(7), pair("", "type")),
        (with(backend(), "clientNome", json!("x")), pair("clientNome", "unknown")),
        (with(backend(), "clientName", json!(7)), pair("clientName", "type")),
        (with(backend(), "template", json!("nonsense")), pair("template", "type")),
        (with(backend(), "template", json!("personal_access_token")), pair("template", "not_here")),
        (with(backend(), "template", json!("web_mobile_app")), pair("template", "differs")),
        (with(backend(), "status", json!("revoked")), pair("status", "not_here")),
        (with(backend(), "accountId", json!(1)), pair("accountId", "unknown")),
    ] {
        assert_eq!(refused(client.clone()), problems, "{client}");
    }
}

// Shows R140.
#[test]
fn a_client_from_elsewhere_may_do_without_requested_scopes_and_one_that_is_here_never_again() {
    let off = with(backend(), "requireRequestedScopes", json!(false));
    let draft = new(off.clone()).unwrap().0.draft;
    assert!(!draft.require_requested_scopes);
    let present = stored(backend());
    let change = Entry::read(off.clone(), now()).unwrap().as_change(&present).unwrap();
    let problems = change.checked(&present).expect_err("a problem").0;
    assert_eq!(codes(&problems), [("requireRequestedScopes", "one_way")]);
    let change = Entry::read(backend(), now()).unwrap().as_change(&stored(off.clone())).unwrap();
    assert!(
        !change.checked(&stored(off)).unwrap().require_requested_scopes,
        "a file that says nothing enforces nothing"
    );
}

#[test]
fn a_client_that_is_off_is_brought_in_off() {
    assert!(!new(backend()).unwrap().1);
    assert!(new(with(backend(), "status", json!("inactive"))).unwrap().1);
    let template = new(with(backend(), "template", json!("backend_service"))).unwrap().0.draft.template;
    assert_eq!(template, Some(Template::BackendService));
}

#[test]
fn an_export_has_no_member_for_secrets_and_can_be_brought_in_again() {
    let client = stored(with(backend(), "clientSecrets", json!([{ "value": "0123456789abcdef" }])));
    let exported = Value::Object(exported(&client));
    assert!(exported.get("clientSecrets").is_none() && exported.get("createdAt").is_none());
    let mut entry = Entry::read(exported.clone(), now()).unwrap();
    assert!(entry.as_change(&client).unwrap().is_empty() && entry.warnings.is_empty());
    assert_eq!(Value::Object(super::exported(&stored(exported.clone()))), exported);
}

#[test]
fn an_answer_of_the_server_can_be_brought_in_without_its_secrets() {
    let secret = json!({ "id": 1, "hint": "abcd", "createdAt": "2026-01-01T00:00:00Z" });
    let mut entry = Entry::read(with(backend(), "clientSecrets", json!([secret])), now()).unwrap();
    assert_eq!(codes(&entry.warnings), [("clientSecrets", "no_value")]);
    assert!(entry.as_new(5).unwrap().0.secrets.is_empty());
}

#[test]
fn of_a_client_that_is_here_only_what_differs_is_changed() {
    let present = stored(backend());
    let mut entry = Entry::read(with(backend(), "clientName", json!("Other")), now()).unwrap();
    let change = entry.as_change(&present).unwrap();
    assert_eq!(change.members().keys().collect::<Vec<_>>(), ["clientName"]);
    let after = change.checked(&present).unwrap();
    let expected =
        Difference { member: "clientName".into(), before: json!("Data Sync"), after: json!("Other") };
    assert_eq!(differences(&present, &after), [expected]);

    let public = with(with(backend(), "clientType", json!("public")), "grantTypes", json!([]));
    let problems = Entry::read(public, now()).unwrap().as_change(&present).unwrap_err().0;
    assert_eq!(codes(&problems), [("clientType", "for_life")]);
    let off = with(
        with(backend(), "status", json!("inactive")),
        "clientSecrets",
        json!([{ "value": "0123456789abcdef" }]),
    );
    let mut entry = Entry::read(off, now()).unwrap();
    assert!(entry.as_change(&present).unwrap().is_empty());
    let warned = codes(&entry.warnings);
    assert!(
        warned.contains(&("status", "kept")) && warned.contains(&("clientSecrets", "kept")),
        "{warned:?}"
    );
}
