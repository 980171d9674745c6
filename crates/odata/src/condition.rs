//! What a client demands of the version that is there (RFC 9110 §13.1, Protocol §8.2.4 and §8.2.5).

use crate::error::{Code, Refusal};

/// The conditions of one request.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// `If-Match`: it has to be one of these versions.
    pub if_match: Option<String>,
    /// `If-None-Match`: it must be none of these.
    pub if_none_match: Option<String>,
}

impl Conditions {
    /// Refuses to write over a version that is not the one which the client has in mind.
    ///
    /// # Errors
    /// With the header that does not hold.
    pub fn check(&self, etag: &str) -> Result<(), Refusal> {
        if self.if_match.as_deref().is_some_and(|wanted| !names(wanted, etag)) {
            let message = format!("it is {etag} by now: read it again");
            return Err(Refusal::new(Code::PreconditionFailed, message).about("If-Match"));
        }
        match &self.if_none_match {
            Some(unwanted) if names(unwanted, etag) => {
                Err(Refusal::new(Code::PreconditionFailed, format!("it is {etag}")).about("If-None-Match"))
            }
            _ => Ok(()),
        }
    }

    /// Whether the client has this version already.
    pub fn knows(&self, etag: &str) -> bool {
        self.if_none_match.as_deref().is_some_and(|known| names(known, etag))
    }
}

/// Whether a list of versions names this one. All are weak, so they are compared weakly (Protocol §8.3.1).
fn names(list: &str, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.split(',').any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_written_over_by_who_knows_it() {
        let cases = [
            (None, None, true),
            (Some("W/\"2\""), None, true),
            (Some("\"2\""), None, true),
            (Some("*"), None, true),
            (Some("W/\"1\", W/\"2\""), None, true),
            (Some("W/\"1\""), None, false),
            (Some("W/\"22\""), None, false),
            (Some(""), None, false),
            (None, Some("W/\"1\""), true),
            (None, Some("W/\"2\""), false),
            (None, Some("*"), false),
        ];
        for (if_match, if_none_match, held) in cases {
            let conditions = Conditions {
                if_match: if_match.map(str::to_owned),
                if_none_match: if_none_match.map(str::to_owned),
            };
            assert_eq!(conditions.check("W/\"2\"").is_ok(), held, "{conditions:?}");
        }
    }
}
