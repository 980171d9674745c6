//! Which redirect URIs may be registered, said in plain words.
//!
//! The wizard shows these verdicts while somebody types, the server refuses by them. Comparing a request's
//! URI with the registered one is another matter: `oauth::redirect_uri::matches`.

use crate::client::ClientType;
use crate::web_address::{Host, WebAddress};

/// The longest URI, in bytes.
pub const LONGEST: usize = 2000;
/// The most URIs a client may have.
pub const MOST: usize = 50;

/// How much a verdict weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Information,
    /// Allowed, with a reason to think again.
    Warning,
    /// Not allowed.
    Error,
}

/// What there is to say about one URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Stable name, for programs.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What to tell the person.
    pub words: &'static str,
}

const fn error(code: &'static str, words: &'static str) -> Verdict {
    Verdict { code, severity: Severity::Error, words }
}

const fn warning(code: &'static str, words: &'static str) -> Verdict {
    Verdict { code, severity: Severity::Warning, words }
}

const fn information(code: &'static str, words: &'static str) -> Verdict {
    Verdict { code, severity: Severity::Information, words }
}

const EMPTY: Verdict = error("uri.empty", "Add a web address, or remove this line.");
const RELATIVE: Verdict = error(
    "uri.relative",
    "Start with https://. A full address is needed, for example https://app.example.com/callback.",
);
const WHITESPACE: Verdict = error("uri.whitespace", "There is a space in this address. Remove it.");
const TOO_LONG: Verdict = error("uri.too_long", "Too long: 2,000 characters at most.");
const SCHEME_HTTP: Verdict = error(
    "uri.scheme_http",
    "Use https. Plain http lets others on the network read the sign-in code. Only localhost may use http.",
);
const SCHEME_FORBIDDEN: Verdict = error(
    "uri.scheme_forbidden",
    "This kind of address can run code in the browser or read files, so it is never allowed.",
);
const CUSTOM_FOR_WEB: Verdict = error(
    "uri.custom_for_web",
    "Addresses like myapp:// are for mobile and desktop apps. Make a Web/Mobile App, or use https.",
);
const FRAGMENT: Verdict =
    error("uri.fragment", "Remove everything from # on. The part after # never reaches the server.");
const QUERY: Verdict = error(
    "uri.query",
    "Query strings are not allowed here. Put changing data into the state parameter instead.",
);
const WILDCARD: Verdict =
    error("uri.wildcard", "Each address must be written in full; * would let any page receive codes.");
const USERINFO: Verdict =
    error("uri.userinfo", "Remove the part before @. It can disguise where people are sent.");
const TRAVERSAL: Verdict = error("uri.traversal", "Write the final path, without .. or backslashes.");
const UNREADABLE: Verdict =
    error("uri.unreadable", "This address can't be read. Check the host and the port.");
const DUPLICATE: Verdict = error("uri.duplicate", "This address is already in the list.");
const TOO_MANY: Verdict = error("uri.too_many", "50 addresses at most. Consider one client per environment.");
const CUSTOM_NO_DOT: Verdict = warning(
    "uri.custom_no_dot",
    "Other apps could claim this scheme too. Prefer one like com.example.app: or an https link.",
);
const IP_HOST: Verdict =
    warning("uri.ip_host", "Use a domain name. Certificates and phishing checks work on names.");
const IDN: Verdict =
    warning("uri.idn", "The host has letters outside ASCII. Check that it is the domain you own.");
const PRIVATE_HOST: Verdict = information("uri.private_host", "Reachable only inside your network.");
const LOCALHOST: Verdict = information(
    "uri.localhost_name",
    "Fine for development. 127.0.0.1 is safer than localhost; some machines map that name elsewhere.",
);
const PORT_ANY: Verdict = information("uri.port_any", "Any port is accepted for this address (RFC 8252).");
const CASE: Verdict = information("uri.case", "Matching is case-sensitive.");
const TRAILING_SLASH: Verdict = warning(
    "uri.trailing_slash_pair",
    "Must match exactly: with and without the slash at the end are different.",
);

/// Splits what was typed: one address per line, and blanks separate as well.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The verdicts of each address of a list, in the list's order.
#[must_use]
pub fn check_all(uris: &[String], client: ClientType) -> Vec<Vec<Verdict>> {
    let mut all: Vec<Vec<Verdict>> = Vec::with_capacity(uris.len());
    for (index, uri) in uris.iter().enumerate() {
        let mut verdicts = check(uri, client);
        let earlier = uris.get(..index).unwrap_or_default();
        if earlier.contains(uri) {
            verdicts.push(DUPLICATE);
        }
        if earlier.iter().any(|other| differ_by_slash(other, uri)) {
            verdicts.push(TRAILING_SLASH);
        }
        if index >= MOST {
            verdicts.push(TOO_MANY);
        }
        all.push(verdicts);
    }
    all
}

/// What stands in the way of registering these: code and words, the address named.
#[must_use]
pub fn blocking(uris: &[String], client: ClientType) -> Vec<(&'static str, String)> {
    let verdicts = check_all(uris, client);
    let errors = uris.iter().zip(verdicts).flat_map(|(uri, verdicts)| {
        let shown: String = uri.chars().take(80).collect();
        verdicts
            .into_iter()
            .filter(|verdict| verdict.severity == Severity::Error)
            .map(move |verdict| (verdict.code, format!("{shown}: {}", verdict.words)))
    });
    errors.take(MOST).collect()
}

/// What there is to say about one address.
#[must_use]
pub fn check(uri: &str, client: ClientType) -> Vec<Verdict> {
    if uri.is_empty() {
        return vec![EMPTY];
    }
    if uri.len() > LONGEST {
        return vec![TOO_LONG];
    }
    if uri.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return vec![WHITESPACE];
    }
    let Some((scheme, rest)) = split_scheme(uri) else {
        return vec![RELATIVE];
    };
    let mut verdicts = check_text(uri, rest);
    match scheme.as_str() {
        "https" | "http" => verdicts.extend(check_web(uri, &scheme, rest)),
        "javascript" | "data" | "vbscript" | "file" | "blob" | "about" | "ws" | "wss" | "ftp" => {
            verdicts.insert(0, SCHEME_FORBIDDEN);
        }
        _ if client == ClientType::Confidential => verdicts.push(CUSTOM_FOR_WEB),
        _ if !scheme.contains('.') => verdicts.push(CUSTOM_NO_DOT),
        _ => {}
    }
    verdicts.sort_by_key(|verdict| std::cmp::Reverse(verdict.severity));
    verdicts
}

/// The web origin of a redirect URI, for CORS; `None` for custom schemes (R092).
#[must_use]
pub fn origin(uri: &str) -> Option<String> {
    let address = WebAddress::read(uri)?;
    matches!(address.scheme.as_str(), "http" | "https").then_some(address.origin)
}

/// The source expression that lets a form end at a redirect URI (CSP 3 §6.4.1): its origin, or its scheme when it belongs
/// to an app.
#[must_use]
pub fn form_action(uri: &str) -> String {
    let scheme = || uri.split_once(':').map(|(scheme, _)| format!("{scheme}:")).unwrap_or_default();
    origin(uri).unwrap_or_else(scheme)
}

/// The origins of a list of redirect URIs, each once.
#[must_use]
pub fn origins(uris: &[String]) -> Vec<String> {
    let mut origins: Vec<String> = Vec::new();
    for found in uris.iter().filter_map(|uri| origin(uri)) {
        if !origins.contains(&found) {
            origins.push(found);
        }
    }
    origins
}

/// The scheme in lower case, and what follows its colon (RFC 3986 §3.1).
fn split_scheme(uri: &str) -> Option<(String, &str)> {
    let (scheme, rest) = uri.split_once(':')?;
    let mut bytes = scheme.bytes();
    let starts = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let goes_on = bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    // `localhost:3000/callback` looks like a scheme, but people mean a host.
    let host = rest.starts_with(|c: char| c.is_ascii_digit());
    (starts && goes_on && !host).then(|| (scheme.to_ascii_lowercase(), rest))
}

fn check_text(uri: &str, rest: &str) -> Vec<Verdict> {
    let lower = uri.to_ascii_lowercase();
    let traversal = uri.contains('\\')
        || lower.contains("%2e")
        || rest.split('/').any(|part| part == ".." || part == ".");
    [
        (uri.contains('#'), FRAGMENT),
        (uri.contains('?'), QUERY),
        (uri.contains('*') && !any_port(rest), WILDCARD),
        (traversal, TRAVERSAL),
    ]
    .into_iter()
    .filter_map(|(found, verdict)| found.then_some(verdict))
    .collect()
}

/// Whether the port is the word `PORT` or `*`, which on loopback means any.
fn any_port(rest: &str) -> bool {
    let Some(authority) = rest.strip_prefix("//").map(|rest| rest.split('/').next().unwrap_or_default())
    else {
        return false;
    };
    ["127.0.0.1", "[::1]", "localhost"]
        .iter()
        .any(|host| authority == format!("{host}:*") || authority == format!("{host}:PORT"))
}

fn check_web(uri: &str, scheme: &str, rest: &str) -> Vec<Verdict> {
    let Some(after) = rest.strip_prefix("//").filter(|after| !after.starts_with('/')) else {
        return vec![RELATIVE];
    };
    let authority = after.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.contains('@') {
        return vec![USERINFO];
    }
    let readable =
        if any_port(rest) { uri.replacen(":PORT", "", 1).replacen(":*", "", 1) } else { uri.to_owned() };
    let Some((host, path)) = WebAddress::read(&readable).and_then(|read| Some((read.host?, read.path)))
    else {
        return vec![UNREADABLE];
    };
    let mut verdicts = check_host(&host, authority, scheme);
    if path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        verdicts.push(CASE);
    }
    verdicts
}

fn check_host(host: &Host, authority: &str, scheme: &str) -> Vec<Verdict> {
    let loopback = is_loopback(host);
    let mut verdicts = Vec::new();
    if scheme == "http" && !loopback {
        verdicts.push(SCHEME_HTTP);
    }
    if !authority.is_ascii()
        || authority.split('.').any(|label| label.to_ascii_lowercase().starts_with("xn--"))
    {
        verdicts.push(IDN);
    }
    match host {
        Host::Name(name) if name == "localhost" => verdicts.push(LOCALHOST),
        Host::Name(name) if name.ends_with(".local") || name.ends_with(".internal") => {
            verdicts.push(PRIVATE_HOST)
        }
        Host::Name(_) => {}
        Host::Ipv4(_) | Host::Ipv6(_) if loopback && scheme == "http" => verdicts.push(PORT_ANY),
        Host::Ipv4(address) if address.is_private() => verdicts.push(PRIVATE_HOST),
        Host::Ipv4(_) | Host::Ipv6(_) => verdicts.push(IP_HOST),
    }
    verdicts
}

fn is_loopback(host: &Host) -> bool {
    match host {
        Host::Name(name) => name == "localhost",
        Host::Ipv4(address) => address.octets() == [127, 0, 0, 1],
        Host::Ipv6(address) => address.is_loopback(),
    }
}

fn differ_by_slash(one: &str, other: &str) -> bool {
    one.strip_suffix('/') == Some(other) || other.strip_suffix('/') == Some(one)
}

#[cfg(test)]
mod tests;
