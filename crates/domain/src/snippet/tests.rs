use super::*;
use crate::usage::Servers;

const SERVERS: Servers<'static> =
    Servers { identity: "https://identity.example.com", api: "https://api.example.com" };

fn client(template: &str, grants: &str, redirect_uris: &str, kind: &str) -> Client {
    let text = format!(
        r#"{{"clientId":"app_abc123def456","clientName":"abc",{template}"clientType":"{kind}","status":"active",
        "grantTypes":[{grants}],"redirectUris":[{redirect_uris}],"postLogoutRedirectUris":[],"allowedCorsOrigins":[],
        "requirePkce":true,"allowOfflineAccess":false,"refreshTokenLifetime":1,"slidingRefreshToken":true,
        "updateAccessTokenClaimsOnRefresh":true,"rotateRefreshToken":true,"idTokenSigningAlgorithm":"RS256",
        "scopes":["openid","profile","exepron.restapi"],"clientSecrets":[],"requireRequestedScopes":true,
        "createdAt":"2026-11-22T08:00:00Z"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

fn every_kind() -> [Client; 5] {
    let uri = r#""https://app.example.com/callback""#;
    [
        client(r#""template":"personal_access_token","#, r#""password""#, "", "confidential"),
        client("", r#""password","client_credentials""#, "", "confidential"),
        client("", r#""authorization_code""#, uri, "public"),
        client("", r#""authorization_code""#, uri, "confidential"),
        client("", r#""password""#, "", "confidential"),
    ]
}

fn text(client: &Client, language: &str) -> String {
    snippets(client, SERVERS).into_iter().find(|snippet| snippet.language == language).unwrap().text
}

// Shows R032, R087.
#[test]
fn every_kind_of_client_has_a_text_in_every_language_with_its_own_values() {
    for client in every_kind() {
        let all = snippets(&client, SERVERS);
        let languages: Vec<&str> = all.iter().map(|snippet| snippet.language.as_str()).collect();
        assert_eq!(languages, ["curl", "Node.js", "Python", ".NET", "Rust", ".env"]);
        for Snippet { language, text } in &all {
            assert!(text.contains("https://api.example.com"), "{language}: {text}");
            let own = client.template.is_some() || text.contains("app_abc123def456");
            assert!(own && !text.contains("YOUR_"), "{language}: {text}");
        }
    }
}

// Shows R087.
#[test]
fn a_secret_is_the_name_of_a_variable_and_nothing_else() {
    let [token, service, public, web, legacy] = every_kind();
    for client in [&service, &web, &legacy] {
        for (language, name) in [
            ("curl", "\"client_secret=$EXEPRON_CLIENT_SECRET\""),
            ("Node.js", "client_secret: process.env.EXEPRON_CLIENT_SECRET,"),
            ("Python", r#"os.environ.get("EXEPRON_CLIENT_SECRET", "")"#),
            (".NET", r#"configuration["Exepron:ClientSecret"]"#),
            ("Rust", r#"std::env::var("EXEPRON_CLIENT_SECRET")"#),
            (".env", "EXEPRON_CLIENT_SECRET=''\n"),
        ] {
            assert!(text(client, language).contains(name), "{language}");
        }
        assert!(
            text(client, ".env").contains("Exepron__ClientId='app_abc123def456'\nExepron__ClientSecret=''")
        );
    }
    assert!(text(&token, ".env").ends_with("Exepron__Token=''"));
    for Snippet { language, text } in snippets(&public, SERVERS) {
        assert!(!text.to_lowercase().contains("secret") || language == "Python", "{language}: {text}");
    }
}

// Shows R087.
#[test]
fn the_password_of_a_person_is_read_from_the_environment_too() {
    let [.., legacy] = every_kind();
    for (language, user, password) in [
        ("curl", "\"username=$EXEPRON_USERNAME\"", "\"password=$EXEPRON_PASSWORD\""),
        ("Node.js", "username: process.env.EXEPRON_USERNAME,", "password: process.env.EXEPRON_PASSWORD,"),
        ("Python", r#"os.environ.get("EXEPRON_USERNAME", "")"#, r#"os.environ.get("EXEPRON_PASSWORD", "")"#),
        (".NET", r#"configuration["Exepron:Username"]!"#, r#"configuration["Exepron:Password"]!"#),
        ("Rust", r#"std::env::var("EXEPRON_USERNAME")"#, r#"std::env::var("EXEPRON_PASSWORD")"#),
        (".env", "EXEPRON_USERNAME=''\n", "Exepron__Password=''"),
    ] {
        let text = text(&legacy, language);
        assert!(text.contains(user) && text.contains(password), "{language}: {text}");
    }
    assert!(text(&legacy, "curl").contains("'grant_type=password'"));
}

#[test]
fn a_service_asks_for_no_scope_that_is_about_a_person() {
    let [_, service, public, ..] = every_kind();
    assert!(text(&service, "curl").contains("'scope=exepron.restapi'"));
    assert!(text(&public, "curl").contains("scope=exepron.restapi+openid+profile"));
}

#[test]
fn what_a_client_brings_along_stays_a_string_in_every_language() {
    let hostile = client("", r#""authorization_code""#, r#""https://a.example/'\"$(id)`id`{x}%s""#, "public");
    assert!(text(&hostile, "curl").contains(r#"'redirect_uri=https://a.example/'\''"$(id)`id`{x}%s'"#));
    for language in ["Node.js", "Python", ".NET", "Rust"] {
        assert!(text(&hostile, language).contains(r#""https://a.example/'\"$(id)`id`{x}%s""#), "{language}");
    }
    assert!(!text(&hostile, "curl").contains("printf 'https://a.example"));
}

#[test]
fn a_client_that_comes_to_its_tokens_in_another_way_has_no_text() {
    for grant in ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"] {
        let client = client("", &format!("\"{grant}\""), "", "confidential");
        assert!(snippets(&client, SERVERS).is_empty(), "{grant}");
    }
}
