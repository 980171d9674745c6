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

fn every_kind() -> [Client; 4] {
    let uri = r#""https://app.example.com/callback""#;
    [
        client(r#""template":"personal_access_token","#, r#""password""#, "", "confidential"),
        client("", r#""password","client_credentials""#, "", "confidential"),
        client("", r#""authorization_code""#, uri, "public"),
        client("", r#""authorization_code""#, uri, "confidential"),
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
    let [token, service, public, web] = every_kind();
    for client in [&service, &web] {
        for (language, name) in [
            ("curl", "\"client_secret=$EXEPRON_CLIENT_SECRET\""),
            ("Node.js", "client_secret: process.env.EXEPRON_CLIENT_SECRET,"),
            ("Python", r#"os.environ.get("EXEPRON_CLIENT_SECRET", "")"#),
            (".NET", r#"configuration["Exepron:ClientSecret"]"#),
            ("Rust", r#"std::env::var("EXEPRON_CLIENT_SECRET")"#),
            (".env", "EXEPRON_CLIENT_SECRET=\n"),
        ] {
            assert!(text(client, language).contains(name), "{language}");
        }
        assert!(
            text(client, ".env").contains("Exepron__ClientId='app_abc123def456'\nExepron__ClientSecret=")
        );
    }
    assert!(text(&token, ".env").ends_with("Exepron__Token="));
    for Snippet { language, text } in snippets(&public, SERVERS) {
        assert!(!text.to_lowercase().contains("secret") || language == "Python", "{language}: {text}");
    }
}

#[test]
fn a_service_asks_for_no_scope_that_is_about_a_person() {
    let [_, service, public, _] = every_kind();
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
fn brackets_and_quotes_of_dotnet_and_rust_are_in_balance() {
    for client in every_kind() {
        for language in [".NET", "Rust"] {
            let text = text(&client, language);
            for (open, close) in [('(', ')'), ('{', '}'), ('[', ']')] {
                assert_eq!(
                    text.matches(open).count(),
                    text.matches(close).count(),
                    "{language} {open}: {text}"
                );
            }
            let strings = text.lines().filter(|line| !line.contains('\''));
            assert!(strings.clone().all(|line| line.matches('"').count() % 2 == 0), "{language}: {text}");
        }
    }
}

#[test]
fn a_client_that_comes_to_its_tokens_in_another_way_has_no_text() {
    assert!(snippets(&client("", r#""password""#, "", "confidential"), SERVERS).is_empty());
}
