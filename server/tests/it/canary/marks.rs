//! What must not be found again.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Values that were typed, sent or given, each under a name for the test's words.
#[derive(Default)]
pub(super) struct Marks {
    secret: Vec<(String, String)>,
    private: Vec<(String, String)>,
}

impl Marks {
    /// A secret stands in no log and, as it is, in no database.
    pub(super) fn secret(&mut self, name: &str, value: impl Into<String>) -> String {
        note(&mut self.secret, name, value.into())
    }

    /// What is private may be stored, but stands in no log.
    pub(super) fn private(&mut self, name: &str, value: impl Into<String>) -> String {
        note(&mut self.private, name, value.into())
    }

    /// The names of all that stand in a log.
    pub(super) fn found_in_log(&self, log: &str) -> Vec<&str> {
        let all = self.secret.iter().chain(&self.private);
        all.filter(|(_, value)| log.contains(value.as_str())).map(|(name, _)| name.as_str()).collect()
    }

    /// The names of the secrets that stand in a dump: as text, as the bytes of the text, or as the bytes that it encodes.
    pub(super) fn found_in_dump(&self, dump: &str) -> Vec<&str> {
        let dump = dump.to_ascii_lowercase();
        let stands = |value: &String| {
            let decoded =
                STANDARD.decode(value).or_else(|_| URL_SAFE_NO_PAD.decode(value)).unwrap_or_default();
            dump.contains(&value.to_ascii_lowercase())
                || dump.contains(&hex(value.as_bytes()))
                || (decoded.len() > 8 && dump.contains(&hex(&decoded)))
        };
        self.secret.iter().filter(|(_, value)| stands(value)).map(|(name, _)| name.as_str()).collect()
    }
}

fn note(marks: &mut Vec<(String, String)>, name: &str, value: String) -> String {
    assert!(value.len() >= 9, "{name} is too short to be told from other text: {value}");
    marks.push((name.to_owned(), value.clone()));
    value
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
