//! Sets of scopes for common jobs, as the source document names them ("Scope Combinations").

use oauth::scope::Scopes;

/// A set of scopes for a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// The job, as it stands on its button.
    pub label: &'static str,
    names: &'static [&'static str],
}

/// The presets, in the order of the source document.
pub const PRESETS: [Preset; 5] = [
    Preset { label: "Read-only dashboard", names: &["openid", "profile", "api1.read"] },
    Preset {
        label: "Full-featured web app",
        names: &["openid", "profile", "email", "api1", "offline_access"],
    },
    Preset { label: "Backend service", names: &["api1"] },
    Preset {
        label: "Mobile app with offline support",
        names: &["openid", "profile", "api1", "offline_access"],
    },
    Preset { label: "Reporting tool", names: &["projects.read", "tasks.read", "reports"] },
];

impl Preset {
    /// Its scopes.
    #[must_use]
    pub fn scopes(&self) -> Scopes {
        super::set_of(self.names.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows R073.
    #[test]
    fn the_presets_are_those_of_the_source_document() {
        let sets = PRESETS.map(|preset| preset.scopes());
        let expected = [
            "openid profile api1.read",
            "openid profile email api1 offline_access",
            "api1",
            "openid profile api1 offline_access",
            "projects.read tasks.read reports",
        ];
        assert_eq!(sets, expected.map(|text| Scopes::parse(text).unwrap()));
        assert!(PRESETS.iter().all(|preset| preset.scopes().len() == preset.names.len()));
    }
}
