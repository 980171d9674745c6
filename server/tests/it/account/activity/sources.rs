//! The actions that the server notes, out of its own source: whoever adds one can't forget to give it words.

use std::collections::BTreeSet;
use std::path::Path;

/// Where events are noted.
const ROOMS: [&str; 3] = ["../crates/identity/src", "src/account", "src/connect"];

/// Every text that looks like an action: `noun.verb`, or what stands behind `action:`.
pub(super) fn actions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for room in ROOMS {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(room), &mut found);
    }
    found
}

fn read(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, found);
        } else if !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            code.lines().for_each(|line| collect(line, found));
        }
    }
}

fn collect(line: &str, found: &mut BTreeSet<String>) {
    let named = line.trim_start().starts_with("action: \"");
    // Every second part of a line stands between quotes.
    for text in line.split('"').skip(1).step_by(2) {
        let words: Vec<&str> = text.split('.').collect();
        let is_word = |word: &&str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        if words.iter().all(is_word) && (named || words.len() > 1) {
            found.insert(text.to_owned());
        }
    }
}
