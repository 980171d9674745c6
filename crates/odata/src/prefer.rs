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

#[cfg(test)]
mod tests {
    use super::*;

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
