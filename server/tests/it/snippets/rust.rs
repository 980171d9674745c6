//! The texts in Rust: made into packages as their first lines say, compiled, and run.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use tokio::task::block_in_place;

use super::{CALLBACK, Run, of_passwords, person_and, text_in};
use crate::world::{Person, on_each_database};

/// Where they are compiled. It outlives a run, so that libraries are compiled once.
const HOME: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/first-call");
/// Whose libraries are compiled: those of the server, so that nothing new has to be fetched.
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

// Shows R032, R087.
#[tokio::test(flavor = "multi_thread")]
async fn each_text_in_rust_is_compiled_with_what_it_names_and_makes_its_call() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        let (token, held) = alice.personal_access_token().await;
        let (service, secret) = alice.backend_service().await;
        let app = alice.app(CALLBACK).await;
        let (portal, key) = alice.web_server_application(CALLBACK).await;
        let [(legacy, brought), _] = of_passwords(&alice).await;
        let clients =
            [("token", token), ("service", service), ("app", app), ("portal", portal), ("legacy", legacy)];
        let programs = Programs::compiled(&alice, &clients).await;

        programs.run("token").expect_projects(&[("EXEPRON_TOKEN", &held)]);
        programs.run("service").expect_projects(&[("EXEPRON_CLIENT_SECRET", &secret)]);
        programs.run("legacy").expect_projects(&person_and(&brought));
        programs.run("app").sign_in(&alice, &[]).await;
        programs.run("portal").sign_in(&alice, &[("EXEPRON_CLIENT_SECRET", &key)]).await;
        programs.run("app").refuses_the_answer_of_another();
    })
    .await;
}

/// Compiled texts. Nobody else compiles any while these are there.
struct Programs {
    texts: Vec<(&'static str, String)>,
    _ours: File,
}

impl Programs {
    /// Makes a package of the text of each client, under a name, and compiles them all.
    async fn compiled(person: &Person, clients: &[(&'static str, String)]) -> Self {
        let mut texts = Vec::new();
        for (name, id) in clients {
            texts.push((*name, text_in("Rust", person, id).await));
        }
        block_in_place(|| {
            fs::create_dir_all(HOME).unwrap();
            let ours = File::create(Path::new(HOME).join("ours")).unwrap();
            ours.lock().unwrap();
            // A build fetches what it compiles; what a package could ask for besides has to be there as well.
            cargo(Path::new(WORKSPACE), &["fetch", "--quiet", "--locked"]);
            lay_out(&texts);
            cargo(Path::new(HOME), &["build", "--quiet", "--offline"]);
            Self { texts, _ours: ours }
        })
    }

    fn run(&self, name: &str) -> Run {
        let (_, text) = self.texts.iter().find(|(one, _)| *one == name).unwrap();
        let program = format!("{HOME}/target/debug/{name}");
        Run { language: format!("Rust, {name}"), text: text.clone(), command: vec![program] }
    }
}

/// Writes a workspace of packages, each as `cargo new` would, and with what the text says to add.
fn lay_out(texts: &[(&str, String)]) {
    let members: Vec<&str> = texts.iter().map(|(name, _)| *name).collect();
    let workspace =
        format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = false\n");
    fs::write(Path::new(HOME).join("Cargo.toml"), workspace).unwrap();
    fs::copy(Path::new(WORKSPACE).join("Cargo.lock"), Path::new(HOME).join("Cargo.lock")).unwrap();
    let packages = texts.iter().map(|(name, text)| (package(name), *name, text));
    let packages: Vec<(PathBuf, &str, &String)> = packages.collect();
    for (folder, name, text) in &packages {
        fs::create_dir_all(folder.join("src")).unwrap();
        let manifest = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("src/main.rs"), text).unwrap();
    }
    for (folder, _, text) in &packages {
        let told: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("// cargo ")).collect();
        assert!(!told.is_empty(), "{text}");
        for line in told {
            let mut words: Vec<&str> = line.split(' ').collect();
            words.extend(["--quiet", "--offline"]);
            cargo(folder, &words);
        }
    }
}

fn package(name: &str) -> PathBuf {
    Path::new(HOME).join(name)
}

fn cargo(folder: &Path, words: &[&str]) {
    let ended = Command::new(env!("CARGO"))
        .args(words)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", format!("{HOME}/target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(ended.status.success(), "cargo {words:?}: {}", String::from_utf8_lossy(&ended.stderr));
}
