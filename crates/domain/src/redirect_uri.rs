//! Which redirect URIs may be registered, said in plain words.
//!
//! The wizard shows these verdicts while somebody types, the server refuses by them. Comparing a request's
//! URI with the registered one is another matter: `oauth::redirect_uri::matches`.

mod verdict;

use crate::client::ClientType;
use crate::web_address::{Host, WebAddress};

use self::verdict::{
    CASE, COMMA, CUSTOM_FOR_WEB, CUSTOM_NO_DOT, DUPLICATE, EMPTY, FRAGMENT, HOST_SPELLING, IDN, IP_HOST,
    LOCALHOST, PORT_ANY, PRIVATE_HOST, QUERY, RELATIVE, SCHEME_FORBIDDEN, SCHEME_HTTP, TOO_LONG, TOO_MANY,
    TRAILING_SLASH, TRAVERSAL, UNREADABLE, USERINFO, WHITESPACE, WILDCARD,
};
pub use self::verdict::{Severity, Verdict};

/// The longest URI, in bytes.
pub const LONGEST: usize = 2000;
/// The most URIs a client may have.
pub const MOST: usize = 50;

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
        let earlier = uris.get(..index).unwrap_or_default();
        // What there is to say about a repeated address is said where it stands first.
        let mut verdicts = if earlier.contains(uri) {
            vec![DUPLICATE]
        } else if earlier.iter().any(|other| differ_by_slash(other, uri)) {
            check(uri, client).into_iter().chain([TRAILING_SLASH]).collect()
        } else {
            check(uri, client)
        };
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
    if path.contains(',') {
        verdicts.push(COMMA);
    }
    verdicts
}

fn check_host(host: &Host, authority: &str, scheme: &str) -> Vec<Verdict> {
    let loopback = is_loopback(host);
    let mut verdicts = Vec::new();
    if !is_spelt_out(host, authority) {
        verdicts.push(HOST_SPELLING);
    }
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

/// Whether a number, or this machine, is written in the one way in which all programs read it. Requests are compared with
/// what is registered letter by letter, and some of them read `127.1` or `0x7f.1` as something else.
fn is_spelt_out(host: &Host, authority: &str) -> bool {
    let written = match authority.split_once(']') {
        Some((address, _)) => format!("{address}]"),
        None => authority.split(':').next().unwrap_or_default().to_owned(),
    };
    match host {
        Host::Name(name) => name != "localhost" || written == "localhost",
        Host::Ipv4(address) => written == address.to_string(),
        Host::Ipv6(address) => written == format!("[{address}]"),
    }
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
