//! The guides: they are there, they lead to each other, and what they name exists.

mod markdown;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::markdown::Page;
use super::{run, text};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The guides, by their place below the project's folder. The tests' own tables are made by a program and are looked at there.
fn guides() -> Vec<Page> {
    let mut found: Vec<Page> = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"]
        .iter()
        .map(|name| Page::read(root().join(name)))
        .collect();
    for folder in ["docs", "docs/decisions"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "md") {
                found.push(Page::read(path));
            }
        }
    }
    assert!(found.len() > 50, "the folder is the project's");
    found
}

fn guide(name: &str) -> Page {
    Page::read(root().join("docs").join(name))
}

// Shows R117.
#[test]
fn every_guide_is_linked_from_the_front_page_and_every_decision_from_their_list() {
    for (from, folder) in [("README.md", "docs"), ("docs/decisions/README.md", "docs/decisions")] {
        let linked: BTreeSet<PathBuf> = Page::read(root().join(from))
            .links()
            .filter_map(|(target, _)| target.canonicalize().ok())
            .collect();
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let named =
                path.extension().is_some_and(|end| end == "md") && !path.ends_with("decisions/README.md");
            assert!(
                !named || linked.contains(&path.canonicalize().unwrap()),
                "{path:?} is not linked from {from}"
            );
        }
    }
}

// Shows R117.
#[test]
fn every_link_of_a_guide_leads_to_a_file_and_to_a_heading_in_it() {
    let mut looked_at = 0;
    for page in guides() {
        for (target, anchor) in page.links() {
            looked_at += 1;
            assert!(target.exists(), "{:?} leads to {target:?}", page.path);
            if let Some(anchor) = anchor {
                let anchors = Page::read(target.clone()).anchors();
                assert!(
                    anchors.contains(&anchor),
                    "{:?} leads to {target:?}#{anchor}: {anchors:?}",
                    page.path
                );
            }
        }
    }
    assert!(looked_at > 100, "{looked_at}");
}

// Shows R007.
#[test]
fn getting_started_says_who_the_four_parties_are_before_anything_else() {
    let page = guide("getting-started.md");
    let (before, _) = page.text.split_once("\n## ").unwrap();
    let words = before.split_whitespace().collect::<Vec<_>>().join(" ");
    for (party, said) in [
        ("resource owner", "is the person whose data it is"),
        ("client", "is the program that wants"),
        ("authorization server", "knows people and clients and gives tokens"),
        ("resource server", "holds the data and asks for a token"),
    ] {
        assert!(words.contains(&format!("*{party}* {said}")), "{party}: {words}");
    }
}

// Shows R117.
#[test]
fn the_guide_to_the_configuration_names_every_key_and_no_other() {
    let template = text(&run(&["config", "template"]).stdout);
    let (mut section, mut keys) = (String::new(), BTreeSet::new());
    for line in template.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some((key, _)) = line.strip_prefix('#').unwrap_or(line).split_once(" =")
            && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        {
            keys.insert(format!("{section}{key}"));
        }
    }
    let page = guide("configuration.md");
    let table = page.text.split("\n## Keys\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut named = BTreeSet::new();
    for row in rows {
        let mut spans = row.split('`').step_by(2);
        let (key, variable) = (spans.next().unwrap(), spans.next().unwrap());
        assert_eq!(variable, format!("LATCHKEY_{}", key.replace('.', "__").to_uppercase()), "{row}");
        named.insert(key.to_owned());
    }
    assert_eq!(named, keys);
}

// Shows R117.
#[test]
fn every_command_and_flag_that_a_guide_names_is_one_of_the_binary() {
    let mut looked_at = BTreeSet::new();
    for page in guides().iter().filter(|page| !page.path.ends_with("CHANGELOG.md")) {
        for line in page.commands() {
            let words = line.split_whitespace().skip(1);
            let is_word = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
            let command: Vec<&str> = words.clone().take_while(is_word).collect();
            let mut help = command.clone();
            help.push("--help");
            let answer = run(&help);
            let printed = text(&answer.stdout);
            assert!(answer.status.success(), "{:?} names `{line}`: {}", page.path, text(&answer.stderr));
            for flag in words.filter(|word| word.starts_with("--")) {
                let flag = flag.split('=').next().unwrap();
                assert!(printed.contains(flag) || flag == "--version", "{:?} names `{line}`", page.path);
            }
            looked_at.insert(command.join(" "));
        }
    }
    for command in ["serve", "setup", "config template", "keys rotate", "keys retire", "healthcheck"] {
        assert!(looked_at.contains(command), "{command}: {looked_at:?}");
    }
}
