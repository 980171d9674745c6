//! The configuration as an operator meets it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::*;

/// A configuration out of a file's text, variables and flags.
fn load(
    text: &str,
    variables: &[(&str, &str)],
    flags: &[(&'static str, &'static str, &str)],
) -> Result<Loaded, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latchkey.toml");
    std::fs::write(&path, text).unwrap();
    Settings::load(Sources {
        file: ConfigFile::Named(path),
        environment: variables
            .iter()
            .map(|(name, text)| (OsString::from(name), OsString::from(text)))
            .collect(),
        flags: flags.iter().map(|(name, key, text)| Flag { name, key, text: (*text).to_owned() }).collect(),
    })
}

fn variable(name: &str, text: &str) -> Result<Loaded, ConfigError> {
    load("", &[(name, text)], &[])
}

fn refusal(outcome: Result<Loaded, ConfigError>) -> String {
    outcome.unwrap_err().to_string()
}

// Shows R039.
#[test]
fn nothing_set_gives_the_defaults_of_the_contract() {
    let Loaded { settings, origins } = load("", &[], &[]).unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:44367");
    assert_eq!(settings.api.listen.to_string(), "127.0.0.1:44395");
    assert_eq!(settings.demo.listen.to_string(), "127.0.0.1:3000");
    assert!(!settings.demo.enabled);
    assert!(settings.trusted_proxies.is_empty());
    assert_eq!(settings.brand.prefix, "exepron");
    let limits = settings.limits;
    assert_eq!((limits.active_clients, limits.secrets_per_client), (10, 5));
    assert_eq!((limits.refresh_tokens_per_client_and_user, limits.refresh_tokens_per_user), (20, 100));
    assert_eq!(settings.database_url().unwrap().expose(), "sqlite://data/latchkey.db?mode=rwc");
    assert!(settings.encryption_key().unwrap().is_none());
    assert!(origins.is_empty());
}

#[test]
fn a_flag_beats_the_environment_and_the_environment_beats_the_file() {
    let file = "listen = \"127.0.0.1:1\"\ndata_dir = \"from-file\"\n[limits]\nactive_clients = 3\n";
    let variables = [("LATCHKEY_LISTEN", "127.0.0.1:2"), ("LATCHKEY_LIMITS__ACTIVE_CLIENTS", "4")];
    let loaded = load(file, &variables, &[("--listen", "listen", "127.0.0.1:3")]).unwrap();
    assert_eq!(loaded.settings.listen.port(), 3);
    assert_eq!(loaded.settings.limits.active_clients, 4);
    assert_eq!(loaded.settings.data_dir, Path::new("from-file"));
    assert_eq!(loaded.origins["listen"], Origin::Flag("--listen"));
    assert_eq!(
        loaded.origins["limits.active_clients"].to_string(),
        "environment variable LATCHKEY_LIMITS__ACTIVE_CLIENTS"
    );
    assert!(loaded.origins["data_dir"].to_string().ends_with("latchkey.toml, line 2"));
}

#[test]
fn registration_needs_a_token_that_nobody_guesses() {
    let on = "[registration]\nenabled = true\n";
    let with = |line: &str| load(&format!("{on}{line}"), &[], &[]);
    assert!(refusal(with("")).contains("`registration.initial_access_token`: is missing"));
    let short = format!("initial_access_token = \"{}\"", "x".repeat(31));
    assert!(refusal(with(&short)).contains("at least 32 characters"));
    let long = format!("initial_access_token = \"{}\"", "x".repeat(32));
    let settings = with(&long).unwrap().settings;
    assert_eq!(settings.initial_access_token().unwrap().unwrap().expose().len(), 32);
    assert!(settings.registration.allowed_scopes.as_scopes().is_empty());
    assert_eq!(settings.registration.limit, 100);
    let both = format!("{long}\ninitial_access_token_file = \"token\"");
    assert!(refusal(with(&both)).contains("keep one"));
    assert!(refusal(with(&format!("{long}\nallowed_scopes = [\"nothing\"]"))).contains("no scope `nothing`"));
    let scopes = [("LATCHKEY_REGISTRATION__ALLOWED_SCOPES", "projects.read,tasks.read")];
    let settings = load("", &scopes, &[]).unwrap().settings;
    assert_eq!(settings.registration.allowed_scopes.as_scopes().to_string(), "projects.read tasks.read");
    assert!(settings.initial_access_token().unwrap().is_none(), "off");
}

#[test]
fn a_public_url_follows_the_port_of_its_listener() {
    let loaded = load(
        "",
        &[("LATCHKEY_LISTEN", "0.0.0.0:8001"), ("LATCHKEY_API__PUBLIC_URL", "https://api.example.com")],
        &[],
    );
    let settings = loaded.unwrap().settings;
    let urls = settings.public_urls(&settings.wanted()).unwrap();
    assert_eq!(urls.identity.as_str(), "http://localhost:8001");
    assert_eq!(urls.api.as_str(), "https://api.example.com");
    assert_eq!(urls.demo, None);

    let real = Bound { identity: "127.0.0.1:40001".parse().unwrap(), ..settings.wanted() };
    assert_eq!(settings.public_urls(&real).unwrap().identity.as_str(), "http://localhost:40001");
}

#[test]
fn values_may_be_written_as_text_where_the_place_knows_only_text() {
    let settings = load(
        "trusted_proxies = [\"10.0.0.0/8\"]",
        &[("LATCHKEY_DEMO__ENABLED", "true"), ("LATCHKEY_TRUSTED_PROXIES", "127.0.0.1, fd00::/8")],
        &[],
    )
    .unwrap()
    .settings;
    assert!(settings.demo.enabled);
    assert!(settings.trusted_proxies.contains("fd00::1".parse().unwrap()));
    assert!(!settings.trusted_proxies.contains("10.0.0.1".parse().unwrap()));
    assert!(variable("LATCHKEY_BRAND__PREFIX", "123").unwrap().settings.brand.prefix == "123");
}

#[test]
fn a_bad_value_is_named_with_its_key_and_its_place() {
    let place = "environment variable";
    for (name, text, sentence) in [
        (
            "LATCHKEY_LISTEN",
            "localhost:1",
            "`listen` ({place} {name}): `localhost:1` is not an IP address with a port, such as 127.0.0.1:44367 or [::1]:44367",
        ),
        (
            "LATCHKEY_PUBLIC_URL",
            "localhost",
            "`public_url` ({place} {name}): `localhost` is not a web address: relative URL without a base",
        ),
        (
            "LATCHKEY_LIMITS__ACTIVE_CLIENTS",
            "0",
            "`limits.active_clients` ({place} {name}): must be at least 1",
        ),
        (
            "LATCHKEY_LIMITS__ACTIVE_CLIENTS",
            "ten",
            "`limits.active_clients` ({place} {name}): invalid type: string \"ten\", expected u32",
        ),
        ("LATCHKEY_KEYS__KEEP_DAYS", "0", "`keys.keep_days` ({place} {name}): must be 1 to 3650 days"),
        (
            "LATCHKEY_KEYS__ROTATE_AFTER_DAYS",
            "3651",
            "`keys.rotate_after_days` ({place} {name}): must be 1 to 3650 days",
        ),
        (
            "LATCHKEY_LOG__FORMAT",
            "xml",
            "`log.format` ({place} {name}): unknown variant `xml`, expected `text` or `json`",
        ),
        (
            "LATCHKEY_BRAND__PREFIX",
            "Big_",
            "`brand.prefix` ({place} {name}): must be 2 to 32 lower-case letters and digits",
        ),
        (
            "LATCHKEY_TRUSTED_PROXIES",
            "10.0.0.0/40",
            "`trusted_proxies` ({place} {name}): `10.0.0.0/40` is neither an IP address nor a network such as 10.0.0.0/8",
        ),
        (
            "LATCHKEY_DATABASE_URL",
            "mysql://a:b@c/d",
            "`database_url` ({place} {name}): must begin with sqlite:// or postgres://",
        ),
    ] {
        let expected = sentence.replace("{place}", place).replace("{name}", name);
        assert_eq!(refusal(variable(name, text)), expected);
    }
    let error = refusal(load("[limits]\nactive_clients = \"3\"", &[], &[]));
    assert!(error.starts_with("`limits.active_clients` ("), "{error}");
    assert!(error.ends_with("line 2): invalid type: string \"3\", expected u32"), "{error}");
}

#[test]
fn the_demo_refuses_every_public_url_that_is_not_loopback() {
    for name in ["LATCHKEY_PUBLIC_URL", "LATCHKEY_API__PUBLIC_URL", "LATCHKEY_DEMO__PUBLIC_URL"] {
        let outcome = load("", &[(name, "https://id.example.com")], &[("--demo", "demo.enabled", "true")]);
        let error = refusal(outcome);
        assert!(error.contains("https://id.example.com is not on loopback"), "{error}");
        assert!(load("", &[(name, "https://id.example.com")], &[]).is_ok());
    }
}

#[test]
fn plain_http_is_for_loopback_only() {
    let error = refusal(variable("LATCHKEY_PUBLIC_URL", "http://id.example.com"));
    assert_eq!(
        error,
        "`public_url`: http://id.example.com must begin with https://, because it is not on loopback"
    );
    assert!(variable("LATCHKEY_PUBLIC_URL", "http://127.0.0.1:44367").is_ok());
}

#[test]
fn two_listeners_cannot_share_an_address_except_when_the_system_chooses_it() {
    let error = refusal(variable("LATCHKEY_API__LISTEN", "127.0.0.1:44367"));
    assert_eq!(error, "`api.listen`: 127.0.0.1:44367 is taken by `listen`; choose another port");
    assert!(
        load("", &[("LATCHKEY_LISTEN", "127.0.0.1:0"), ("LATCHKEY_API__LISTEN", "127.0.0.1:0")], &[]).is_ok()
    );
}

#[test]
fn a_key_is_announced_later_than_the_one_before_it_signs() {
    let announce =
        |days| load("[keys]\nrotate_after_days = 30", &[("LATCHKEY_KEYS__ANNOUNCE_DAYS", days)], &[]);
    assert!(announce("29").is_ok());
    assert_eq!(
        refusal(announce("30")),
        "`keys.announce_days`: must be less than `keys.rotate_after_days`, which is 30: a key can't be announced before the one before it signs"
    );
}

#[test]
fn a_secret_may_stand_in_a_file_and_is_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    std::fs::write(&key, format!("{}\n", "k".repeat(32))).unwrap();
    let loaded = variable("LATCHKEY_ENCRYPTION_KEY_FILE", key.to_str().unwrap()).unwrap();
    assert_eq!(loaded.settings.encryption_key().unwrap().unwrap().expose(), "k".repeat(32));

    let secret = "0123456789abcdef0123456789abcdef";
    let loaded = load(
        &format!("encryption_key = \"{secret}\"\ndatabase_url = \"postgres://latchkey:hunter2@db/latchkey\""),
        &[],
        &[],
    )
    .unwrap();
    let shown = show(&loaded).unwrap() + &format!("{loaded:?}");
    assert!(!shown.contains(secret) && !shown.contains("hunter2"), "{shown}");

    assert!(
        refusal(variable("LATCHKEY_ENCRYPTION_KEY", "short"))
            .starts_with("`encryption_key`: must have at least 32")
    );
    let missing = variable("LATCHKEY_ENCRYPTION_KEY_FILE", "/nowhere/key").unwrap();
    let error = missing.settings.encryption_key().unwrap_err().to_string();
    assert!(error.starts_with("`encryption_key_file` names /nowhere/key, which cannot be read"), "{error}");
}

#[test]
fn a_file_that_was_named_must_exist_and_the_usual_one_need_not() {
    let sources = |file| Sources { file, environment: Vec::new(), flags: Vec::new() };
    let path = PathBuf::from("/nowhere/latchkey.toml");
    assert!(Settings::load(sources(ConfigFile::IfPresent(path.clone()))).is_ok());
    let error = Settings::load(sources(ConfigFile::Named(path))).unwrap_err().to_string();
    assert!(error.starts_with("cannot read /nowhere/latchkey.toml: "), "{error}");
}

#[test]
fn the_template_is_a_configuration_that_changes_nothing() {
    let template = template();
    assert!(
        template.contains("# Can also be specified via environment variable `LATCHKEY_API__LISTEN`."),
        "{template}"
    );
    assert!(load(&template, &[], &[]).unwrap().origins.is_empty());
    // Commented in, every default in it is accepted as it is printed.
    let lines = template
        .lines()
        .map(|line| line.strip_prefix('#').filter(|line| !line.starts_with(' ')).unwrap_or(line));
    let awake: String = lines.filter(|line| !line.ends_with('=')).map(|line| format!("{line}\n")).collect();
    assert!(load(&awake, &[], &[]).unwrap().origins.len() >= 12, "{awake}");
}

#[test]
fn what_is_shown_is_what_takes_effect_and_says_who_set_it() {
    let loaded = load("", &[("LATCHKEY_LISTEN", "127.0.0.1:8001")], &[]).unwrap();
    let shown = show(&loaded).unwrap();
    for line in [
        "public_url = \"http://localhost:8001\"  # default",
        "listen = \"127.0.0.1:8001\"  # environment variable LATCHKEY_LISTEN",
        "database_url = \"sqlite://data/latchkey.db?mode=rwc\"  # default",
        "# encryption_key is not set",
        "[limits]",
        "active_clients = 10  # default",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
}
