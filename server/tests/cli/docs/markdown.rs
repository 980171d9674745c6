//! A page of Markdown, as far as its links, headings and commands go.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// A page.
pub(super) struct Page {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

impl Page {
    pub(super) fn read(path: PathBuf) -> Self {
        let text = std::fs::read_to_string(&path).unwrap();
        Self { path, text }
    }

    /// The lines outside of examples.
    fn prose(&self) -> impl Iterator<Item = &str> {
        let mut within = false;
        self.text.lines().filter(move |line| {
            let fence = line.trim_start().starts_with("```");
            within ^= fence;
            !within && !fence
        })
    }

    /// The links to other files of the project and to headings: the file, and the anchor in it.
    pub(super) fn links(&self) -> impl Iterator<Item = (PathBuf, Option<String>)> {
        let prose = self.prose().map(without_code).collect::<Vec<_>>().join("\n");
        let targets: Vec<String> = prose
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(target, _)| target.to_owned())
            .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
            .collect();
        let folder = self.path.parent().unwrap().to_owned();
        let own = self.path.clone();
        targets.into_iter().map(move |target| {
            let (file, anchor) = match target.split_once('#') {
                Some((file, anchor)) => (file.to_owned(), Some(anchor.to_owned())),
                None => (target, None),
            };
            (if file.is_empty() { own.clone() } else { folder.join(file) }, anchor)
        })
    }

    /// The anchors of the headings, as the pages of repositories make them, and those that are written down.
    pub(super) fn anchors(&self) -> BTreeSet<String> {
        let headings = self.prose().filter(|line| line.starts_with('#')).map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            let kept = words.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
            kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
        });
        let written = self.text.split("<a id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        headings.chain(written.map(str::to_owned)).collect()
    }

    /// What is said to be typed: `latchkey` with words after it, in examples and between back quotes.
    pub(super) fn commands(&self) -> Vec<String> {
        let spans = self.text.split('`').skip(1).step_by(2).map(str::to_owned);
        let lines = self.text.lines().map(|line| line.trim_start().trim_start_matches("$ ").to_owned());
        spans
            .chain(lines)
            .filter(|line| line.starts_with("latchkey "))
            .map(|line| line.split(['#', '>', '|', '\\', '\n']).next().unwrap_or_default().trim().to_owned())
            .collect()
    }
}

/// A line without what stands between back quotes.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect()
}
