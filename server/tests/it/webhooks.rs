//! Webhooks over real connections: what arrives, that it can be verified, and where nothing ever arrives.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::world::{Answer, Person, TestServer, on_each_database_with, text};

/// Listens on loopback and answers each request as it is told; stops when it is dropped.
struct Receiver {
    url: String,
    /// Heads and bodies, as they came.
    seen: Arc<Mutex<Vec<(String, String)>>>,
    listening: JoinHandle<()>,
}

impl Receiver {
    async fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://127.0.0.1:{}/hook?tenant=1", listener.local_addr().unwrap().port());
        let seen = Arc::<Mutex<Vec<_>>>::default();
        let noted = Arc::clone(&seen);
        let listening = tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut request = Vec::new();
                while !request.ends_with(b"}}") {
                    if socket.read_buf(&mut request).await.unwrap_or_default() == 0 {
                        break;
                    }
                }
                let request = String::from_utf8(request).unwrap();
                let (head, body) = request.split_once("\r\n\r\n").unwrap_or((&request, ""));
                noted.lock().unwrap().push((head.to_owned(), body.to_owned()));
                socket.write_all(format!("HTTP/1.1 {answer}\r\n\r\n").as_bytes()).await.ok();
            }
        });
        Self { url, seen, listening }
    }

    fn seen(&self) -> Vec<(String, String)> {
        self.seen.lock().unwrap().clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// HMAC as RFC 2104 describes it, over nothing of the server's.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let padded =
        |pad: u8| -> Vec<u8> { (0..64).map(|at| key.get(at).copied().unwrap_or_default() ^ pad).collect() };
    let inner = Sha256::digest([&padded(0x36), message].concat());
    Sha256::digest([&padded(0x5c)[..], &inner].concat()).to_vec()
}

/// Whether one of a message's signatures was made with this secret.
fn verifies(secret: &str, head: &str, body: &str) -> bool {
    let header = |name: &str| {
        let value = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        value.unwrap_or_else(|| panic!("no {name} in {head}")).to_owned()
    };
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let signed = format!("{}.{}.{body}", header("webhook-id"), header("webhook-timestamp"));
    let wanted = format!("v1,{}", STANDARD.encode(hmac(&key, signed.as_bytes())));
    header("webhook-signature").split(' ').any(|signature| signature == wanted)
}

async fn write(person: &Person, token: &str, (method, url): (Method, String), body: &Value) -> Answer {
    Answer::read(person.plain(method, &url).bearer_auth(token).json(body)).await
}

/// Makes a webhook that wants to hear of changed tasks, and gives its key and its secret.
async fn hook(server: &TestServer, person: &Person, token: &str, url: &str) -> (i64, String) {
    let new = json!({ "url": url, "eventTypes": ["task.updated"] });
    let made = write(person, token, (Method::POST, server.api_url("/odata/Webhooks")), &new).await;
    let made = made.assert_status(201).json();
    (made["webhookId"].as_i64().unwrap(), text(&made["@Ccpm.secret"]))
}

async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    for _ in 0..1_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it did not come about that {what}");
}

#[tokio::test]
async fn a_change_is_told_over_a_connection_and_only_its_receiver_knows_the_secret() {
    on_each_database_with(&[("outbound.allow", "127.0.0.1")], async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let receiver = Receiver::start("200 OK").await;
        let (_, secret) = hook(&server, &alice, &token, &receiver.url).await;
        let change = json!({ "percentComplete": 60 });
        let task = (Method::PATCH, server.api_url("/odata/Tasks(1)"));
        write(&alice, &token, task, &change).await.assert_status(200);
        until("it has arrived", async || !receiver.seen().is_empty()).await;
        let (head, body) = receiver.seen().remove(0);
        assert!(head.starts_with("POST /hook?tenant=1 HTTP/1.1\r\n"), "{head}");
        assert!(head.contains("content-type: application/json"), "{head}");
        assert!(verifies(&secret, &head, &body), "{head} {body}");
        assert!(!verifies(&secret.replace("whsec_", "whsec_AAAA"), &head, &body));
        let message: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(
            (&message["type"], &message["data"]),
            (&json!("task.updated"), &json!({ "id": 1, "projectId": 1 }))
        );
        let delivered = "SELECT count(*) FROM webhook_deliveries WHERE status = 2 AND response_status = 200";
        until("it is noted", async || server.count(delivered).await == 1).await;

        let again = alice.api("/odata/Webhooks?$expand=deliveries", &token).await.assert_status(200);
        assert!(!again.text.contains("whsec_") && !again.text.contains("@Ccpm.secret"), "{}", again.text);
    })
    .await;
}

/// What the documentation gives people to verify messages with, and the programs that run it. What is appended reads the
/// parts of a message and prints what comes of them.
const VERIFIERS: [(&str, &[&str], &str); 2] = [
    (
        "```js\n",
        &["node", "--input-type=module", "-e"],
        "import { readFileSync } from 'node:fs';\nconst { secret, headers, body } = JSON.parse(readFileSync(0));\n\
         console.log(verify(secret, headers, body) ? 'yes' : 'no');",
    ),
    (
        "```python\n",
        &["python3", "-c"],
        "import json, sys\nread = json.load(sys.stdin)\n\
         print('yes' if verify(read['secret'], read['headers'], read['body'].encode()) else 'no')",
    ),
];

/// What a program of the documentation says of a message.
fn said(number: usize, message: &Value) -> String {
    let (fence, command, rest) = VERIFIERS[number];
    let page = include_str!("../../../docs/webhooks.md");
    let (_, text) = page.split_once(fence).unwrap();
    let (text, _) = text.split_once("```").unwrap();
    let mut child = Command::new(command[0])
        .args(&command[1..])
        .arg(format!("{text}\n{rest}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(message.to_string().as_bytes()).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8(ended.stdout).unwrap().trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_programs_of_the_documentation_verify_what_arrives_and_nothing_else() {
    on_each_database_with(&[("outbound.allow", "127.0.0.1")], async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let receiver = Receiver::start("200 OK").await;
        let (id, first) = hook(&server, &alice, &token, &receiver.url).await;
        let rotate = (Method::POST, server.api_url(&format!("/odata/Webhooks({id})/Ccpm.RotateSecret")));
        let second = write(&alice, &token, rotate, &json!({})).await.assert_status(200).json();
        let task = (Method::PATCH, server.api_url("/odata/Tasks(1)"));
        write(&alice, &token, task, &json!({ "percentComplete": 63 })).await.assert_status(200);
        until("it has arrived", async || !receiver.seen().is_empty()).await;
        let (head, body) = receiver.seen().remove(0);
        let headers: serde_json::Map<_, _> = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect();
        let message = json!({ "secret": first, "headers": headers, "body": body });
        let with = |pointer: &str, value: Value| {
            let mut other = message.clone();
            *other.pointer_mut(pointer).unwrap() = value;
            other
        };
        // Five minutes and a second ago, and signed by who knows the secret.
        let at = text(&headers["webhook-timestamp"]).parse::<i64>().unwrap() - 301;
        let key = STANDARD.decode(first.strip_prefix("whsec_").unwrap()).unwrap();
        let signed = hmac(&key, format!("{}.{at}.{body}", text(&headers["webhook-id"])).as_bytes());
        let mut old = with("/headers/webhook-timestamp", json!(at.to_string()));
        old["headers"]["webhook-signature"] = json!(format!("v1,{}", STANDARD.encode(signed)));
        for (number, verifier) in VERIFIERS.iter().enumerate() {
            for (message, verdict) in [
                (&message, "yes"),
                (&with("/secret", second["secret"].clone()), "yes"),
                (&with("/secret", json!(format!("whsec_{}", STANDARD.encode([7; 32])))), "no"),
                (&with("/body", json!(body.replace("\"id\":1", "\"id\":2"))), "no"),
                (&with("/headers/webhook-id", json!("msg_another")), "no"),
                (&with("/headers/webhook-signature", json!("v1,AAAA v2,AAAA")), "no"),
                (&old, "no"),
            ] {
                assert_eq!(said(number, message), verdict, "{} of {message}", verifier.1[0]);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_becomes_of_a_webhook_stands_in_its_owners_activity() {
    on_each_database_with(&[("outbound.allow", "127.0.0.1")], async |server| {
        let alice = server.alice().await;
        let (client, token) = alice.personal_access_token().await;
        let receiver = Receiver::start("410 Gone").await;
        let (id, secret) = hook(&server, &alice, &token, &receiver.url).await;
        let rotate = (Method::POST, server.api_url(&format!("/odata/Webhooks({id})/Ccpm.RotateSecret")));
        let rotated = write(&alice, &token, rotate, &json!({})).await.assert_status(200);
        let task = (Method::PATCH, server.api_url("/odata/Tasks(1)"));
        write(&alice, &token, task, &json!({ "percentComplete": 64 })).await.assert_status(200);
        until("it is off", async || {
            server.count("SELECT count(*) FROM webhooks WHERE disabled_reason IS NOT NULL").await == 1
        })
        .await;
        let events = async |person: &Person| {
            server.identity().recorder.flush().await;
            let answer = person.get("/api/v1/events?kind=api").await.assert_status(200).json();
            answer["events"].as_array().unwrap().clone()
        };
        until("all is told", async || events(&alice).await.len() == 3).await;
        let told: Vec<_> = events(&alice)
            .await
            .iter()
            .map(|event| (text(&event["action"]), text(&event["detail"]), event["clientId"].clone()))
            .collect();
        let said = |action: &str, detail: &str, client: Value| (action.to_owned(), detail.to_owned(), client);
        assert_eq!(
            told,
            [
                said(
                    "webhook.disabled",
                    "Webhook no. 1: The receiver answered with 410 (gone).",
                    Value::Null
                ),
                said("webhook.secret_rotated", "Webhook no. 1", json!(client)),
                said("webhook.created", "Webhook no. 1", json!(client)),
            ]
        );
        assert_eq!(text(&events(&alice).await[1]["requestId"]), rotated.header("x-request-id"));
        assert!(!format!("{told:?}").contains(&secret[6..]));
        assert_eq!(events(&server.bob().await).await.len(), 0, "it is nobody else's");
    })
    .await;
}

// Shows O6.
#[tokio::test]
async fn no_message_goes_into_the_network_of_the_server() {
    on_each_database_with(&[], async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let receiver = Receiver::start("200 OK").await;
        let port = receiver.url.split(':').nth(2).unwrap().split('/').next().unwrap().to_owned();
        let hosts = [
            "127.0.0.1",
            "2130706433",
            "0177.0.0.1",
            // A name, and what it is looked up as.
            "localhost",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:10.0.0.1]",
            "10.0.0.1",
            "169.254.169.254",
            "[fd00::1]",
        ];
        for host in hosts {
            hook(&server, &alice, &token, &format!("https://{host}:{port}/hook")).await;
        }
        hook(&server, &alice, &token, &receiver.url).await;
        let task = (Method::PATCH, server.api_url("/odata/Tasks(1)"));
        write(&alice, &token, task, &json!({ "percentComplete": 61 })).await.assert_status(200);
        let tried = "SELECT count(*) FROM webhook_deliveries
            WHERE attempt = 1 AND status = 1 AND response_status IS NULL AND leased_until IS NULL";
        until("all were tried", async || server.count(tried).await == hosts.len() as i64 + 1).await;
        assert_eq!(receiver.seen(), Vec::new());
    })
    .await;
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_a_large_answer_is_not_read() {
    on_each_database_with(&[("outbound.allow", "127.0.0.1")], async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let target = Receiver::start("200 OK").await;
        let location: &'static str = Box::leak(format!("307 X\r\nlocation: {}", target.url).into_boxed_str());
        let moved = Receiver::start(location).await;
        let large: &'static str = Box::leak(format!("200 OK\r\n\r\n{}", "x".repeat(256 * 1024)).into_boxed_str());
        let talkative = Receiver::start(large).await;
        let (first, _) = hook(&server, &alice, &token, &moved.url).await;
        hook(&server, &alice, &token, &talkative.url).await;
        let task = (Method::PATCH, server.api_url("/odata/Tasks(1)"));
        write(&alice, &token, task, &json!({ "percentComplete": 62 })).await.assert_status(200);
        let failed = format!(
            "SELECT count(*) FROM webhook_deliveries WHERE webhook_id = {first} AND status = 1 AND response_status = 307"
        );
        until("the redirect is a failure", async || server.count(&failed).await == 1).await;
        let arrived = "SELECT count(*) FROM webhook_deliveries WHERE status = 2 AND response_status = 200";
        until("the status counts", async || server.count(arrived).await == 1).await;
        assert_eq!(target.seen(), Vec::new());
    })
    .await;
}

#[tokio::test]
async fn two_servers_on_one_database_send_each_message_once() {
    on_each_database_with(&[("outbound.allow", "127.0.0.1")], async |server| {
        let replica = server.replica().await;
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let receiver = Receiver::start("204 No Content").await;
        hook(&server, &alice, &token, &receiver.url).await;
        for percent in 0..50 {
            let at = if percent % 2 == 0 { &server } else { &replica };
            let task = (Method::PATCH, at.api_url("/odata/Tasks(1)"));
            write(&alice, &token, task, &json!({ "percentComplete": percent })).await.assert_status(200);
        }
        let arrived = "SELECT count(*) FROM webhook_deliveries WHERE status = 2 AND attempt = 1";
        until("all have arrived", async || server.count(arrived).await == 50).await;
        assert_eq!(receiver.seen().len(), 50);
    })
    .await;
}
