//! The preferences of a client (RFC 7240, OData Protocol §8.2.8).

/// How many entities a client wants in a page at most (`maxpagesize`, Protocol §8.2.8.6), with the
/// spelling it used, which the answer repeats in `Preference-Applied`.
pub fn max_page_size(prefer: &str) -> Option<(u64, &'static str)> {
    prefer.split(',').find_map(|preference| {
        let (name, value) = preference.split(';').next()?.split_once('=')?;
        let name = ["maxpagesize", "odata.maxpagesize"]
            .into_iter()
            .find(|known| name.trim().eq_ignore_ascii_case(known))?;
        // What cannot be followed is ignored: a preference is no demand.
        let size = value.trim().trim_matches('"').parse().ok().filter(|size| *size > 0)?;
        Some((size, name))
    })
}

/// Whether a batch goes on behind a request that failed, with the spelling of the preference (Protocol §8.2.8.3).
pub fn continue_on_error(prefer: &str) -> Option<&'static str> {
    prefer.split(',').find_map(|preference| {
        let preference = preference.split(';').next()?;
        let (name, value) = preference.split_once('=').unwrap_or((preference, "true"));
        let name = ["continue-on-error", "odata.continue-on-error"]
            .into_iter()
            .find(|known| name.trim().eq_ignore_ascii_case(known))?;
        value.trim().trim_matches('"').eq_ignore_ascii_case("true").then_some(name)
    })
}

/// What a client wants back when it has changed something (`return`, RFC 7240 §4.2, Protocol §8.2.8.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Return {
    /// Nothing but headers.
    Minimal,
    /// The entity as it is now.
    Representation,
}

impl Return {
    /// The preference, as `Preference-Applied` repeats it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minimal => "return=minimal",
            Self::Representation => "return=representation",
        }
    }
}

/// The first preference for what comes back; none that is neither of the two.
pub fn returning(prefer: &str) -> Option<Return> {
    prefer.split(',').find_map(|preference| {
        let (name, value) = preference.split(';').next()?.split_once('=')?;
        let value = value.trim().trim_matches('"').to_ascii_lowercase();
        match (name.trim().eq_ignore_ascii_case("return"), value.as_str()) {
            (true, "minimal") => Some(Return::Minimal),
            (true, "representation") => Some(Return::Representation),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_goes_on_only_when_it_is_told_to() {
        let cases = [
            ("continue-on-error", Some("continue-on-error")),
            ("odata.continue-on-error", Some("odata.continue-on-error")),
            ("return=minimal, Continue-On-Error = \"true\"", Some("continue-on-error")),
            ("continue-on-error=false", None),
            ("continue-on-error=x", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(continue_on_error(header), expected, "{header}");
        }
    }

    #[test]
    fn what_comes_back_is_read_and_nonsense_is_ignored() {
        let cases = [
            ("return=minimal", Some(Return::Minimal)),
            ("odata.maxpagesize=5, Return=\"representation\"; x=1", Some(Return::Representation)),
            ("return=all, return=minimal", Some(Return::Minimal)),
            ("return", None),
            ("respond-async", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(returning(header), expected, "{header}");
        }
    }

    #[test]
    fn page_sizes_are_read_and_nonsense_is_ignored() {
        let cases = [
            ("maxpagesize=5", Some((5, "maxpagesize"))),
            ("return=minimal, odata.maxpagesize = \"7\";x=1", Some((7, "odata.maxpagesize"))),
            ("OData.MaxPageSize=2", Some((2, "odata.maxpagesize"))),
            ("maxpagesize=0", None),
            ("maxpagesize=-1", None),
            ("maxpagesize", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(max_page_size(header), expected, "{header}");
        }
    }
}
