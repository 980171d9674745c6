//! Which version of OData an answer speaks (Protocol §8.1.5 and §8.2.7).

use crate::error::{Code, Refusal};

/// A version that the service can speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 4.0: the answer to everybody who does not say what they can read.
    #[default]
    V4_0,
    /// 4.01.
    V4_01,
}

impl Version {
    /// The value of `OData-Version` and of the `Version` attribute in `$metadata`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V4_0 => "4.0",
            Self::V4_01 => "4.01",
        }
    }

    /// The newest version that a client with this `OData-MaxVersion` can read.
    ///
    /// Without the header the answer is 4.0: clients exist that send none and choke on 4.01.
    pub fn negotiate(maximum: Option<&str>) -> Result<Self, Refusal> {
        let Some(header) = maximum else {
            return Ok(Self::V4_0);
        };
        // Older clients append their name: `4.0;NetFx`.
        let number = header.split(';').next().unwrap_or_default().trim();
        let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        match number.parse::<f64>().ok().filter(|_| digits) {
            Some(version) if version >= 4.01 => Ok(Self::V4_01),
            Some(version) if version >= 4.0 => Ok(Self::V4_0),
            _ => Err(Refusal::new(Code::UnsupportedVersion, "this service speaks 4.0 and 4.01")
                .about("OData-MaxVersion")),
        }
    }
}

/// Makes sure that a body is written in a version that the service reads (Protocol §8.1.5); said or not.
///
/// # Errors
/// When it is older than 4.0 or newer than 4.01.
pub fn of_body(header: Option<&str>) -> Result<(), Refusal> {
    let number = header.unwrap_or("4.0").split(';').next().unwrap_or_default().trim();
    match number {
        "4" | "4.0" | "4.01" => Ok(()),
        _ => {
            Err(Refusal::new(Code::UnsupportedVersion, "this service reads 4.0 and 4.01")
                .about("OData-Version"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_s_maximum_decides() {
        let cases = [
            (None, Some("4.0")),
            (Some("4.0"), Some("4.0")),
            (Some("4"), Some("4.0")),
            (Some("4.0;NetFx"), Some("4.0")),
            (Some("4.01"), Some("4.01")),
            (Some("5.0"), Some("4.01")),
            (Some("3.0"), None),
            (Some("3.0;NetFx"), None),
            (Some(""), None),
            (Some("four"), None),
            (Some("inf"), None),
            (Some("-4"), None),
        ];
        for (header, expected) in cases {
            assert_eq!(Version::negotiate(header).ok().map(Version::as_str), expected, "{header:?}");
        }
    }

    #[test]
    fn a_body_of_another_version_is_refused() {
        for (header, read) in [
            (None, true),
            (Some("4.0"), true),
            (Some("4.01;x"), true),
            (Some("3.0"), false),
            (Some("5.0"), false),
        ] {
            assert_eq!(of_body(header).is_ok(), read, "{header:?}");
        }
    }
}
