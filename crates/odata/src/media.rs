//! What form an answer takes: `Accept` and `$format` (Protocol §8.2.1 and §11.2.12, JSON Format §3).

use crate::error::{Code, Refusal};

pub mod batch;
mod content;
mod metadata;

pub use content::{json_body, plain_body};
pub use metadata::{MetadataForm, metadata};

/// How JSON is to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonFormat {
    /// How much control information there is.
    pub metadata: MetadataLevel,
    /// How 64-bit numbers and decimals are written.
    pub numbers: Numbers,
    /// Whether the client asked for the charset to be named.
    pub charset: Charset,
}

/// How much control information an answer holds (JSON Format §3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MetadataLevel {
    /// Context, counts, links and ETags.
    #[default]
    Minimal,
    /// Counts and links alone.
    None,
}

/// How `Edm.Int64` and `Edm.Decimal` are written (JSON Format §3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// As JSON numbers.
    #[default]
    Json,
    /// As strings (`IEEE754Compatible=true`), for readers whose only number is a double.
    Strings,
}

/// Whether the media type names its charset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// It does not: JSON is UTF-8 (RFC 8259 §8.1).
    #[default]
    Unsaid,
    /// It does.
    Utf8,
}

impl JsonFormat {
    /// The value of `Content-Type`.
    pub fn content_type(self) -> String {
        let mut text = String::from(match self.metadata {
            MetadataLevel::Minimal => "application/json;odata.metadata=minimal",
            MetadataLevel::None => "application/json;odata.metadata=none",
        });
        if self.numbers == Numbers::Strings {
            text.push_str(";IEEE754Compatible=true");
        }
        if self.charset == Charset::Utf8 {
            text.push_str(";charset=utf-8");
        }
        text
    }
}

/// Chooses how to write JSON; `$format` beats `Accept`.
pub fn json(accept: Option<&str>, format: Option<&str>) -> Result<JsonFormat, Refusal> {
    choose(accept, format, |range| match range.name.as_str() {
        "*/*" | "application/*" => Ok(Some(JsonFormat::default())),
        "application/json" | "json" => range.json(),
        _ => Ok(None),
    })
}

/// One media range with its parameters, names in lower case.
struct Range {
    name: String,
    parameters: Vec<(String, String)>,
    quality: f32,
}

impl Range {
    fn read(text: &str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let mut range = Self { name, parameters: Vec::new(), quality: 1.0 };
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) =
                (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"').to_ascii_lowercase());
            match name.as_str() {
                "q" => range.quality = value.parse().unwrap_or(1.0),
                _ => range.parameters.push((name, value)),
            }
        }
        range
    }

    /// Reads the parameters of JSON. What is none of OData's is somebody else's and does no harm; what
    /// is OData's and unknown is an error, since its meaning would be lost (JSON Format §3).
    fn json(&self) -> Result<Option<JsonFormat>, Refusal> {
        let mut format = JsonFormat::default();
        for (name, value) in &self.parameters {
            match (name.as_str(), value.as_str()) {
                ("odata.metadata" | "metadata", "minimal") => format.metadata = MetadataLevel::Minimal,
                ("odata.metadata" | "metadata", "none") => format.metadata = MetadataLevel::None,
                ("odata.metadata" | "metadata", "full") => return Ok(None),
                ("ieee754compatible", "true") => format.numbers = Numbers::Strings,
                ("charset", "utf-8") => format.charset = Charset::Utf8,
                ("charset", _) => return Ok(None),
                ("odata.streaming" | "streaming", "true" | "false") | ("ieee754compatible", "false") => {}
                (name, value)
                    if name.starts_with("odata.") || name == "metadata" || name == "ieee754compatible" =>
                {
                    return Err(not_acceptable(format!("`{name}={value}` is unknown")));
                }
                _ => {}
            }
        }
        Ok(Some(format))
    }
}

/// Takes the first range of the highest quality that can be served.
fn choose<T>(
    accept: Option<&str>,
    format: Option<&str>,
    serve: impl Fn(&Range) -> Result<Option<T>, Refusal>,
) -> Result<T, Refusal> {
    let target = if format.is_some() { "$format" } else { "Accept" };
    // An empty header says as little as none.
    let source = format.or(accept.filter(|accept| !accept.trim().is_empty())).unwrap_or("*/*");
    let mut ranges: Vec<Range> = source.split(',').map(Range::read).collect();
    ranges.retain(|range| range.quality > 0.0 && (format.is_some() || range.name.contains('/')));
    ranges.sort_by(|a, b| b.quality.total_cmp(&a.quality));
    for range in &ranges {
        if let Some(served) = serve(range).map_err(|refusal| refusal.about(target))? {
            return Ok(served);
        }
    }
    Err(not_acceptable("this resource is not served in that form").about(target))
}

fn not_acceptable(message: impl Into<String>) -> Refusal {
    Refusal::new(Code::NotAcceptable, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POWER_QUERY: &str = "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,\
         application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7";

    #[test]
    fn the_first_form_that_fits_is_served() {
        let minimal = "application/json;odata.metadata=minimal";
        let cases = [
            (None, None, Some(minimal)),
            (Some("*/*"), None, Some(minimal)),
            (Some(""), None, Some(minimal)),
            (Some(POWER_QUERY), None, Some(minimal)),
            (Some("application/xml,application/json;q=0.5"), None, Some(minimal)),
            (
                Some("application/json;odata.metadata=none"),
                None,
                Some("application/json;odata.metadata=none"),
            ),
            (
                Some("application/json;q=0.1, application/json;metadata=none"),
                None,
                Some("application/json;odata.metadata=none"),
            ),
            (
                Some("application/json;odata.metadata=minimal;IEEE754Compatible=true"),
                None,
                Some("application/json;odata.metadata=minimal;IEEE754Compatible=true"),
            ),
            (
                Some("application/json; charset=UTF-8"),
                None,
                Some("application/json;odata.metadata=minimal;charset=utf-8"),
            ),
            (Some("application/json;odata.metadata=full, */*;q=0.1"), None, Some(minimal)),
            (Some("text/html"), Some("json"), Some(minimal)),
            (
                None,
                Some("application/json;odata.metadata=none"),
                Some("application/json;odata.metadata=none"),
            ),
            (Some("text/html"), None, None),
            (Some("application/json;q=0"), None, None),
            (Some("application/json;odata.metadata=full"), None, None),
            (Some("application/json;odata.metadata=lots,*/*"), None, None),
            (Some("application/json"), Some("xml"), None),
            (None, Some("atom"), None),
            (Some("json"), None, None),
            (None, Some(""), None),
        ];
        for (accept, format, expected) in cases {
            let chosen = json(accept, format).ok().map(JsonFormat::content_type);
            assert_eq!(chosen.as_deref(), expected, "{accept:?} {format:?}");
        }
    }
}
