//! `latchkey keys`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::{Running, latchkey, text};

/// A folder with a server's data, and what commands say about it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        latchkey(&self.0, arguments).output().unwrap()
    }

    fn answer(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    fn refusal(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
        text(&output.stderr).lines().last().unwrap().to_owned()
    }

    /// Kid, algorithm and state of every key.
    fn keys(&self) -> Vec<[String; 3]> {
        let list = self.answer(&["keys", "list"]);
        let mut lines = list.lines().map(|line| line.split_whitespace().map(str::to_owned));
        let head: Vec<_> = lines.next().unwrap().collect();
        assert_eq!(head.join(" "), "KID ALGORITHM STATE ANNOUNCED SIGNS FROM LEAVES");
        lines.map(|mut words| std::array::from_fn(|_| words.next().unwrap())).collect()
    }

    fn states(&self) -> Vec<String> {
        self.keys().into_iter().map(|[_, algorithm, state]| format!("{algorithm} {state}")).collect()
    }
}

#[test]
fn a_successor_is_announced_once_however_often_it_is_asked_for() {
    let folder = Folder::new();
    assert_eq!(folder.states(), ["ES256 signing", "RS256 signing"]);
    let first = folder.answer(&["keys", "rotate"]);
    assert_eq!(folder.states(), ["ES256 signing", "RS256 signing", "ES256 announced", "RS256 announced"]);
    assert!(
        first.ends_with(
            "Nothing breaks: the keys of today sign until then, and what they signed stays valid.\n"
        )
    );
    assert_eq!(folder.answer(&["keys", "rotate"]), first);
}

#[test]
fn replacing_keys_at_once_says_what_breaks() {
    let folder = Folder::new();
    let before = folder.keys();
    let answer = folder.answer(&["keys", "rotate", "--now"]);
    assert_eq!(folder.states(), ["ES256 retired", "RS256 retired", "ES256 signing", "RS256 signing"]);
    assert!(answer.contains(&format!("signs now; out of the key set: {}\n", before[0][0])), "{answer}");
    assert!(answer.contains("What breaks: every access token and ID token signed until now is refused"));
}

#[test]
fn a_key_is_retired_by_its_name_unless_it_signs() {
    let folder = Folder::new();
    let signing = folder.keys()[0][0].clone();
    assert_eq!(
        folder.refusal(&["keys", "retire", "nobody"]),
        "latchkey: there is no key `nobody`; `latchkey keys list` names them all"
    );
    assert_eq!(
        folder.refusal(&["keys", "retire", &signing]),
        format!(
            "latchkey: key `{signing}` signs tokens at the moment; `latchkey keys rotate` announces its successor, and \
             `latchkey keys rotate --now` replaces it at once"
        )
    );
    folder.answer(&["keys", "rotate"]);
    let announced = folder.keys()[2][0].clone();
    assert_eq!(
        folder.answer(&["keys", "retire", &announced]),
        format!("Key {announced} is out of the key set. What it signed is refused from now on.\n")
    );
    assert_eq!(
        folder.refusal(&["keys", "retire", &announced]),
        format!("latchkey: key `{announced}` is out of the key set already")
    );
    assert_eq!(folder.run(&["keys", "retire"]).status.code(), Some(2));
}

// Shows J2.
#[test]
fn a_running_server_follows_a_command_within_five_seconds() {
    let folder = Folder::new();
    let mut child = latchkey(&folder.0, &["serve", "--listen", "127.0.0.1:0"])
        .env("LATCHKEY_API__LISTEN", "127.0.0.1:0")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let _server = Running(child);
    let serving = log.find(|line| line.contains("Serving at")).unwrap();
    let port = serving.split("http://localhost:").nth(1).unwrap();
    let port: u16 = port.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();

    let signing = folder.keys()[0][0].clone();
    assert!(key_set(port).contains(&signing));
    folder.answer(&["keys", "rotate", "--now"]);
    let started = Instant::now();
    while key_set(port).contains(&signing) {
        assert!(started.elapsed() < Duration::from_secs(5), "the server still publishes {signing}");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(key_set(port).contains(&folder.keys()[2][0]));
}

fn key_set(port: u16) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let head = format!("Host: localhost:{port}\r\nConnection: close\r\n\r\n");
    stream
        .write_all(format!("GET /.well-known/openid-configuration/jwks HTTP/1.1\r\n{head}").as_bytes())
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
