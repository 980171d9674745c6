//! What there is to say about a redirect URI, in words.

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

pub(super) const EMPTY: Verdict = error("uri.empty", "Add a web address, or remove this line.");
pub(super) const RELATIVE: Verdict = error(
    "uri.relative",
    "Start with https://. A full address is needed, for example https://app.example.com/callback.",
);
pub(super) const WHITESPACE: Verdict =
    error("uri.whitespace", "There is a space in this address. Remove it.");
pub(super) const TOO_LONG: Verdict = error("uri.too_long", "Too long: 2,000 characters at most.");
pub(super) const SCHEME_HTTP: Verdict = error(
    "uri.scheme_http",
    "Use https. Plain http lets others on the network read the sign-in code. Only localhost may use http.",
);
pub(super) const SCHEME_FORBIDDEN: Verdict = error(
    "uri.scheme_forbidden",
    "This kind of address can run code in the browser or read files, so it is never allowed.",
);
pub(super) const CUSTOM_FOR_WEB: Verdict = error(
    "uri.custom_for_web",
    "Addresses like myapp:// are for mobile and desktop apps. Make a Web/Mobile App, or use https.",
);
pub(super) const FRAGMENT: Verdict =
    error("uri.fragment", "Remove everything from # on. The part after # never reaches the server.");
pub(super) const QUERY: Verdict = error(
    "uri.query",
    "Query strings are not allowed here. Put changing data into the state parameter instead.",
);
pub(super) const WILDCARD: Verdict =
    error("uri.wildcard", "Each address must be written in full; * would let any page receive codes.");
pub(super) const USERINFO: Verdict =
    error("uri.userinfo", "Remove the part before @. It can disguise where people are sent.");
pub(super) const TRAVERSAL: Verdict =
    error("uri.traversal", "Write the final path, without .. or backslashes.");
pub(super) const UNREADABLE: Verdict =
    error("uri.unreadable", "This address can't be read. Check the host and the port.");
pub(super) const HOST_SPELLING: Verdict = error(
    "uri.host_spelling",
    "Write the host as everybody reads it: 127.0.0.1, [::1] or localhost, without shorter or other spellings.",
);
pub(super) const DUPLICATE: Verdict = error("uri.duplicate", "This address is already in the list.");
pub(super) const TOO_MANY: Verdict =
    error("uri.too_many", "50 addresses at most. Consider one client per environment.");
pub(super) const CUSTOM_NO_DOT: Verdict = warning(
    "uri.custom_no_dot",
    "Other apps could claim this scheme too. Prefer one like com.example.app: or an https link.",
);
pub(super) const IP_HOST: Verdict =
    warning("uri.ip_host", "Use a domain name. Certificates and phishing checks work on names.");
pub(super) const IDN: Verdict =
    warning("uri.idn", "The host has letters outside ASCII. Check that it is the domain you own.");
pub(super) const PRIVATE_HOST: Verdict =
    information("uri.private_host", "Reachable only inside your network.");
pub(super) const LOCALHOST: Verdict = information(
    "uri.localhost_name",
    "Fine for development. 127.0.0.1 is safer than localhost; some machines map that name elsewhere.",
);
pub(super) const PORT_ANY: Verdict =
    information("uri.port_any", "Any port is accepted for this address (RFC 8252).");
pub(super) const COMMA: Verdict =
    warning("uri.comma", "There is a comma in this address. If these are several, write one on each line.");
pub(super) const CASE: Verdict = information("uri.case", "Matching is case-sensitive.");
pub(super) const TRAILING_SLASH: Verdict = warning(
    "uri.trailing_slash_pair",
    "Must match exactly: with and without the slash at the end are different.",
);
