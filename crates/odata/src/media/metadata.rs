//! In what form `$metadata` is sent.

use super::choose;
use crate::error::Refusal;

/// The forms of `$metadata`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadataForm {
    /// CSDL XML.
    Xml,
    /// CSDL JSON.
    Json,
}

impl MetadataForm {
    /// The value of `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Xml => "application/xml",
            Self::Json => "application/json",
        }
    }
}

/// Chooses the form of `$metadata` (Protocol §11.1.2); `$format` beats `Accept`.
///
/// XML wherever it is welcome: Excel and Power BI send one header for everything, which prefers JSON, and read the model
/// as XML alone. A client that wants JSON does not name XML, or says `$format=json`.
///
/// # Errors
/// When neither form is welcome.
pub fn metadata(accept: Option<&str>, format: Option<&str>) -> Result<MetadataForm, Refusal> {
    let xml = choose(accept, format, |range| {
        let welcome = matches!(range.name.as_str(), "*/*" | "application/*" | "application/xml" | "xml");
        Ok(welcome.then_some(MetadataForm::Xml))
    });
    xml.or_else(|_| {
        choose(accept, format, |range| {
            Ok(matches!(range.name.as_str(), "application/json" | "json").then_some(MetadataForm::Json))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    const POWER_QUERY: &str = "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,\
         application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7";

    #[test]
    fn metadata_is_xml_wherever_that_is_welcome() {
        let cases = [
            (None, None, Some(MetadataForm::Xml)),
            (Some("*/*"), None, Some(MetadataForm::Xml)),
            (Some(POWER_QUERY), None, Some(MetadataForm::Xml)),
            (Some("application/json, text/plain, */*"), None, Some(MetadataForm::Xml)),
            (Some("application/json"), Some("xml"), Some(MetadataForm::Xml)),
            (Some("application/json"), None, Some(MetadataForm::Json)),
            (
                Some("application/json;odata.metadata=minimal, application/xml;q=0"),
                None,
                Some(MetadataForm::Json),
            ),
            (Some("*/*"), Some("json"), Some(MetadataForm::Json)),
            (None, Some("application/json"), Some(MetadataForm::Json)),
            (Some("text/html"), None, None),
            (None, Some("atom"), None),
        ];
        for (accept, format, form) in cases {
            assert_eq!(metadata(accept, format).ok(), form, "{accept:?} {format:?}");
        }
        assert_eq!(metadata(None, Some("atom")).unwrap_err().target.as_deref(), Some("$format"));
        assert_eq!(metadata(Some("text/html"), None).unwrap_err().code, Code::NotAcceptable);
    }
}
