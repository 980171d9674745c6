//! Makes the folders of built assets exist, so that the server compiles before anything was built, and notes the commit.

use std::path::Path;
use std::process::Command;

#[expect(clippy::disallowed_methods, reason = "a build script is configured by its environment")]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    for folder in ["../dist/app", "../dist/demo", "../style", "../public"] {
        // A folder that can't be made shows itself at once, in the embedding that names it.
        drop(std::fs::create_dir_all(folder));
        // A debug build reads these files from the disk while it runs, so they are no reason to compile it again.
        if is_release() {
            println!("cargo:rerun-if-changed={folder}");
        }
    }
    let commit = if is_release() { commit() } else { None };
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    match commit {
        Some(commit) => {
            println!("cargo:rustc-env=LATCHKEY_COMMIT={commit}");
            println!("cargo:rustc-env=LATCHKEY_VERSION={version} ({commit})");
        }
        None => println!("cargo:rustc-env=LATCHKEY_VERSION={version}"),
    }
}

#[expect(clippy::disallowed_methods, reason = "a build script is configured by its environment")]
fn is_release() -> bool {
    std::env::var_os("PROFILE").is_some_and(|profile| profile == "release")
}

/// The commit that is being built: given from outside where there is no git, otherwise asked of git, otherwise unknown.
#[expect(clippy::disallowed_methods, reason = "a build script is configured by its environment")]
fn commit() -> Option<String> {
    for path in ["../.git/HEAD", "../.git/logs/HEAD"] {
        if Path::new(path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    println!("cargo:rerun-if-env-changed=SOURCE_COMMIT");
    let commit = std::env::var("SOURCE_COMMIT").ok().or_else(ask_git)?;
    let is_commit = commit.len() >= 7 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_commit.then_some(commit)
}

fn ask_git() -> Option<String> {
    let answer = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}
