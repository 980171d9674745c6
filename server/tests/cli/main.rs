//! The binary, as an operator runs it.

#![expect(clippy::unwrap_used, reason = "a test that breaks should break loudly")]
#![expect(clippy::disallowed_methods, reason = "how long a server takes is measured")]

mod docs;
mod keys;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// The binary in an empty folder, with nothing of ours in its environment.
fn latchkey(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_latchkey"));
    command.args(arguments).current_dir(folder.path()).env_clear();
    command
}

fn run(arguments: &[&str]) -> Output {
    latchkey(&tempfile::tempdir().unwrap(), arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn answers_go_to_standard_output_and_refusals_are_one_line_elsewhere() {
    let good = run(&["config", "validate"]);
    assert_eq!(good.status.code(), Some(0));
    assert_eq!(text(&good.stdout), "The configuration is good. The issuer is http://localhost:44367.\n");
    assert_eq!(text(&good.stderr), "");

    let bad = run(&["config", "validate", "--listen", "nowhere"]);
    assert_eq!(bad.status.code(), Some(1));
    assert_eq!(text(&bad.stdout), "");
    assert_eq!(
        text(&bad.stderr),
        "latchkey: `listen` (flag --listen): `nowhere` is not an IP address with a port, such as 127.0.0.1:44367 or [::1]:44367\n"
    );

    assert_eq!(run(&["config", "validat"]).status.code(), Some(2));
    assert_eq!(run(&[]).status.code(), Some(2));
    assert!(text(&run(&["--version"]).stdout).starts_with("latchkey 0."));
}

#[test]
fn the_file_in_the_folder_and_the_environment_take_effect() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("latchkey.toml"), "listen = \"127.0.0.1:4000\"\n").unwrap();
    let shown = latchkey(&folder, &["config", "show"])
        .env("LATCHKEY_API__LISTEN", "127.0.0.1:4001")
        .output()
        .unwrap();
    let shown = text(&shown.stdout);
    assert!(shown.contains("public_url = \"http://localhost:4000\"  # default"), "{shown}");
    assert!(shown.contains("listen = \"127.0.0.1:4000\"  # latchkey.toml, line 1"), "{shown}");
    assert!(shown.contains("public_url = \"http://localhost:4001\"  # default"), "{shown}");

    let refused = latchkey(&folder, &["config", "show"]).env("LATCHKEY_LISTN", "x").output().unwrap();
    assert_eq!(
        text(&refused.stderr),
        "latchkey: unknown environment variable LATCHKEY_LISTN; did you mean LATCHKEY_LISTEN?\n"
    );
}

#[test]
fn the_template_is_a_file_that_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let template = run(&["config", "template"]).stdout;
    std::fs::write(folder.path().join("latchkey.toml"), &template).unwrap();
    assert_eq!(latchkey(&folder, &["config", "validate"]).output().unwrap().status.code(), Some(0));
}

#[test]
fn the_demo_does_not_start_under_a_public_name() {
    let refused = run(&["serve", "--demo", "--public-url", "https://id.example.com"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(
        text(&refused.stderr),
        "latchkey: `public_url`: https://id.example.com is not on loopback; the demo's passwords are public, so leave --demo away\n"
    );
}

#[test]
fn without_a_server_the_health_check_fails_and_says_why() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let answer = run(&["healthcheck", "--listen", &closed.to_string()]);
    assert_eq!(answer.status.code(), Some(1));
    let line = text(&answer.stderr);
    assert!(line.starts_with(&format!("latchkey: no answer from {closed}: ")), "{line}");
    assert_eq!(line.lines().count(), 1, "{line}");
}

/// A server that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_port_that_is_taken_is_named_with_its_key() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = run(&["serve", "--listen", &address]);
    assert_eq!(refused.status.code(), Some(1));
    let line = text(&refused.stderr);
    let line = line.lines().last().unwrap();
    assert!(line.starts_with(&format!("latchkey: cannot listen on {address}: ")), "{line}");
    assert!(line.ends_with("stop the program that uses it, or set `listen` to another address"), "{line}");
}

#[test]
fn a_server_is_healthy_until_it_is_told_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let listen = format!("127.0.0.1:{port}");
    let mut child = latchkey(&folder, &["serve", "--listen", &listen])
        .env("LATCHKEY_API__LISTEN", "127.0.0.1:0")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let log = BufReader::new(child.stderr.take().unwrap());
    let mut server = Running(child);
    let serving = log.lines().map_while(Result::ok).find(|line| line.contains("Serving at"));
    assert!(serving.is_some_and(|line| line.contains(&format!("http://localhost:{port}"))));
    assert_eq!(
        latchkey(&folder, &["healthcheck", "--listen", &listen]).output().unwrap().status.code(),
        Some(0)
    );

    let stopped = Command::new("kill").args(["-TERM", &server.0.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    assert_eq!(server.0.wait().unwrap().code(), Some(0));
}
