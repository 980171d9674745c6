//! The names that the build has given to the console's files (`scripts/wasm/pack.mjs`).

use std::collections::BTreeMap;

use app::Part;
use serde::Deserialize;

use super::folder::{self, App};

/// Where the files are served.
const BASE: &str = "/pkg/";

/// What a page must name to wake up in the browser, by the addresses of the files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Bundle {
    /// The module that the page imports, and those that it imports itself.
    scripts: Vec<String>,
    /// The WebAssembly that the module starts.
    wasm: String,
    /// What each [`Part`] is made of, by its name.
    parts: BTreeMap<String, Vec<String>>,
}

impl Bundle {
    /// Reads what was built; `None` when nothing was, or when a file that it names is not there.
    pub(super) fn find() -> Option<Self> {
        let bundle = Self::read(&folder::text::<App>("bundle.json")?)?;
        let is_there = |name: &String| folder::is_asset(name) && App::get(name).is_some();
        let is_whole = bundle.files().all(is_there);
        is_whole.then(|| bundle.served())
    }

    /// Without a script there is nothing that could start the bundle.
    fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|bundle: &Self| !bundle.scripts.is_empty())
    }

    fn files(&self) -> impl Iterator<Item = &String> {
        self.scripts.iter().chain([&self.wasm]).chain(self.parts.values().flatten())
    }

    fn served(self) -> Self {
        let address = |name: String| format!("{BASE}{name}");
        let all = |names: Vec<String>| names.into_iter().map(address).collect();
        Self {
            scripts: all(self.scripts),
            wasm: address(self.wasm),
            parts: self.parts.into_iter().map(|(part, names)| (part, all(names))).collect(),
        }
    }

    /// The scripts: first the one that starts the bundle, then those that it imports.
    pub fn scripts(&self) -> &[String] {
        &self.scripts
    }

    /// The WebAssembly that every page loads.
    pub fn wasm(&self) -> &str {
        &self.wasm
    }

    /// The WebAssembly that a part is made of.
    pub fn part(&self, part: Part) -> &[String] {
        self.parts.get(part.name()).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = r#"{
        "scripts": ["0123456789abcdef/app.js", "0123456789abcdef/__wasm_split.js"],
        "wasm": "0123456789abcdef/app_bg.wasm",
        "parts": { "wizard": ["0123456789abcdef/chunk_3.wasm", "0123456789abcdef/split_wizard.wasm"] }
    }"#;

    #[test]
    fn the_files_are_named_by_where_they_are_served() {
        let bundle = Bundle::read(BUILT).unwrap().served();
        assert_eq!(
            bundle.scripts(),
            ["/pkg/0123456789abcdef/app.js", "/pkg/0123456789abcdef/__wasm_split.js"]
        );
        assert_eq!(bundle.wasm(), "/pkg/0123456789abcdef/app_bg.wasm");
        let wizard = ["/pkg/0123456789abcdef/chunk_3.wasm", "/pkg/0123456789abcdef/split_wizard.wasm"];
        assert_eq!(bundle.part(Part::Wizard), wizard);
        assert!(bundle.part(Part::Edit).is_empty());
    }

    #[test]
    fn all_of_them_have_to_be_there() {
        let bundle = Bundle::read(BUILT).unwrap();
        assert_eq!(bundle.files().count(), 5);
    }

    #[test]
    fn half_a_bundle_is_none() {
        assert_eq!(Bundle::read(r#"{ "scripts": ["a/app.js"], "parts": {} }"#), None);
        assert_eq!(Bundle::read(r#"{ "scripts": [], "wasm": "a/app_bg.wasm", "parts": {} }"#), None);
        assert_eq!(Bundle::read(""), None);
    }
}
