//! The texts that the console gives people to run: run, as they stand, against the server.

mod dotenv;
mod dotnet;
mod rust;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

use domain::snippet::Snippet;
use serde_json::{Value, json};
use tokio::task::block_in_place;

use crate::world::{PASSWORD, Person, on_each_database, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";

// Shows R032, R087.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_reads_projects_in_every_language_that_is_here() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        for run in runnable(&alice, &id).await {
            run.expect_projects(&[("EXEPRON_TOKEN", &token)]);
        }
    })
    .await;
}

// Shows R032, R087.
#[tokio::test(flavor = "multi_thread")]
async fn a_service_gets_its_token_and_makes_its_call() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        for run in runnable(&alice, &id).await {
            assert!(!run.text.contains(&secret), "{}", run.text);
            run.expect_projects(&[("EXEPRON_CLIENT_SECRET", &secret)]);
        }
    })
    .await;
}

// Shows R032, R087.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_the_password_grant_alone_acts_as_a_person() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        for (id, secret) in of_passwords(&alice).await {
            for run in runnable(&alice, &id).await {
                assert!(!run.text.contains(PASSWORD), "{}", run.text);
                run.expect_projects(&person_and(&secret));
            }
        }
    })
    .await;
}

// Shows R032, R087.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_with_code_and_pkce() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for run in runnable(&alice, &app).await {
            run.sign_in(&alice, &[]).await;
        }
        let (portal, secret) = alice.web_server_application(CALLBACK).await;
        for run in runnable(&alice, &portal).await {
            run.sign_in(&alice, &[("EXEPRON_CLIENT_SECRET", &secret)]).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_another_sign_in_is_not_redeemed() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for run in runnable(&alice, &app).await {
            run.refuses_the_answer_of_another();
        }
    })
    .await;
}

// Shows R087, R096.
#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_client_has_no_texts() {
    on_each_database(|server| async move {
        let (id, _) = server.alice().await.backend_service().await;
        let asked = json!({ "clientId": id });
        let bob = server.bob().await;
        let unknown = bob.call("clients/first-call", &json!({ "clientId": "service_000000000000" })).await;
        let foreign = bob.call("clients/first-call", &asked).await.assert_status(404);
        assert_eq!(foreign.json(), unknown.assert_status(404).json());
        server.stranger().call("clients/first-call", &asked).await.assert_status(401);
    })
    .await;
}

async fn texts(person: &Person, id: &str) -> Vec<Snippet> {
    let answer = person.call("clients/first-call", &json!({ "clientId": id })).await.assert_status(200);
    serde_json::from_value(answer.json()).unwrap()
}

/// The text of a client in one language.
async fn text_in(language: &str, person: &Person, id: &str) -> String {
    let all = texts(person, id).await;
    all.into_iter().find(|snippet| snippet.language == language).unwrap().text
}

/// A client of the documents and a web server application, each with its id and secret, that may do nothing but exchange
/// a password.
async fn of_passwords(person: &Person) -> [(String, String); 2] {
    let documented = json!({
        "clientName": "My backend", "clientType": "confidential", "grantTypes": ["password"],
        "scopes": ["exepron.restapi"], "clientSecrets": [{ "value": BROUGHT }],
    });
    let (id, _) = person.define(documented).await;
    let new = json!({
        "template": "web_server_application", "clientName": "My portal", "grantTypes": ["password"],
        "scopes": ["openid", "exepron.restapi"],
    });
    let made = person.create(new).await;
    let [portal, secret] = [&made["client"]["clientId"], &made["issued"]["clientSecret"]].map(text);
    [(id, BROUGHT.to_owned()), (portal, secret)]
}

/// A secret that its owner made: all that a shell or a file of settings could stumble over.
const BROUGHT: &str = r##"pa$$#word"$HOME`id`\\n%=&+;{x}!"##;

/// The environment of a client that acts as Alice.
fn person_and(secret: &str) -> [(&'static str, &str); 3] {
    [
        ("EXEPRON_CLIENT_SECRET", secret),
        ("EXEPRON_USERNAME", "alice@example.com"),
        ("EXEPRON_PASSWORD", PASSWORD),
    ]
}

/// A text and what runs it.
struct Run {
    language: String,
    text: String,
    /// The program and what it is given.
    command: Vec<String>,
}

async fn runnable(person: &Person, id: &str) -> Vec<Run> {
    let commands: [(&str, &[&str]); 3] = [
        ("curl", &["sh", "-c"]),
        ("Node.js", &["node", "--input-type=module", "-e"]),
        ("Python", &["python3", "-c"]),
    ];
    let all = texts(person, id).await;
    let run = |(language, command): (&str, &[&str])| {
        let text = all.iter().find(|snippet| snippet.language == language).unwrap().text.clone();
        let command = command.iter().copied().chain([text.as_str()]).map(str::to_owned).collect();
        Run { language: language.to_owned(), text, command }
    };
    commands.into_iter().map(run).collect()
}

impl Run {
    fn start(&self, environment: &[(&str, &str)]) -> Child {
        let mut command = Command::new(&self.command[0]);
        piped(command.args(&self.command[1..]).envs(environment.iter().copied()))
    }

    fn expect_projects(&self, environment: &[(&str, &str)]) {
        let ended = finish(self.start(environment), "");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{}: {said}\n{}", self.language, self.text);
        let projects: Value = serde_json::from_slice(&ended.stdout).unwrap();
        assert!(projects["value"].is_array(), "{}: {projects}", self.language);
    }

    fn refuses_the_answer_of_another(&self) {
        let ended = finish(self.start(&[]), &format!("{CALLBACK}?code=stolen&state=other\n"));
        let said = String::from_utf8_lossy(&ended.stderr);
        let refused = !ended.status.success() && said.contains("belongs to another sign-in");
        assert!(refused, "{}: {said}", self.language);
    }

    /// Opens the printed address as the person, and brings the answer back.
    async fn sign_in(&self, person: &Person, environment: &[(&str, &str)]) {
        let mut child = self.start(environment);
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let address = block_in_place(|| {
            let lines = output.by_ref().lines().map_while(Result::ok);
            lines.into_iter().find(|line| line.contains("/connect/authorize?"))
        });
        let address = address.unwrap_or_else(|| panic!("{} printed no address", self.language));
        let path = &address[address.find("/connect/authorize?").unwrap()..];
        let mut location = person.get(path).await.assert_status(303).location();
        if location.starts_with("/Identity/Account/Consent") {
            location = person.answer_consent(&location, "allow").await.assert_status(303).location();
        }
        assert!(parameter(&location, "code").is_some(), "{}: {location}", self.language);
        let ended = finish(child, &format!("{location}\n"));
        let mut rest = String::new();
        block_in_place(|| output.read_to_string(&mut rest)).unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success() && rest.contains("\"value\":["), "{}: {said}\n{rest}", self.language);
    }
}

/// Starts a program that can be talked to.
fn piped(command: &mut Command) -> Child {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Says the last words to a program and waits for its end, while the server goes on.
fn finish(mut program: Child, words: &str) -> Output {
    block_in_place(|| {
        program.stdin.take().unwrap().write_all(words.as_bytes()).unwrap();
        program.wait_with_output().unwrap()
    })
}
