//! What an owner writes down about a client for those who come after (R104).

use serde::{Deserialize, Serialize};

/// The most characters of one text.
pub const LONGEST: usize = 1000;

/// The six texts of the product's documents, each empty until somebody writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Documentation {
    /// What the client is for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// Who answers for it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Where it is deployed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub deployment_locations: String,
    /// Whom to ask.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// What needs it, and what it needs.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dependencies: String,
    /// When its secrets are changed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rotation_schedule: String,
}

impl Documentation {
    /// Whether nobody has written anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts().iter().all(|(_, text)| text.is_empty())
    }

    /// Each text with its name in JSON, in the order of the form.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, &str); 6] {
        [
            ("purpose", &self.purpose),
            ("owner", &self.owner),
            ("deploymentLocations", &self.deployment_locations),
            ("contact", &self.contact),
            ("dependencies", &self.dependencies),
            ("rotationSchedule", &self.rotation_schedule),
        ]
    }

    /// Checks each text: at most [`LONGEST`] characters, and no control characters but the ends of lines.
    ///
    /// # Errors
    /// What to tell the person, with the name of the text.
    pub fn check(&self) -> Result<(), String> {
        for (name, text) in self.texts() {
            if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r') {
                return Err(format!("{name}: remove the control characters."));
            }
            if text.chars().count() > LONGEST {
                return Err(format!("{name}: 1,000 characters at most."));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_thousand_characters_at_most() {
        let of = |contact: String| Documentation { contact, ..Documentation::default() };
        assert_eq!(of("ü".repeat(LONGEST)).check(), Ok(()));
        assert_eq!(of("ü".repeat(LONGEST + 1)).check(), Err("contact: 1,000 characters at most.".into()));
        assert_eq!(of("first\r\nsecond".into()).check(), Ok(()));
        assert_eq!(of("\u{7}".into()).check(), Err("contact: remove the control characters.".into()));
    }

    // Shows R104.
    #[test]
    fn its_json_has_the_names_of_the_documents_and_no_others() {
        let whole = r#"{"purpose":"a","owner":"b","deploymentLocations":"c","contact":"d","dependencies":"e","rotationSchedule":"f"}"#;
        let read: Documentation = serde_json::from_str(whole).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), whole);
        assert_eq!(read.texts().map(|(_, text)| text), ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(serde_json::to_string(&Documentation::default()).unwrap(), "{}");
        assert!(Documentation::default().is_empty() && !read.is_empty());
        assert!(serde_json::from_str::<Documentation>(r#"{"secret":"x"}"#).is_err());
    }
}
