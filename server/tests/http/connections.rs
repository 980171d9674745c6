//! The accept loop, with real connections.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use server::http::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use crate::support::{Lines, routes, settings};

#[expect(clippy::disallowed_methods, reason = "these tests are about how long something takes")]
fn now() -> Instant {
    Instant::now()
}

/// Served routers, and the way to stop them.
struct Running {
    addresses: Vec<SocketAddr>,
    stop: oneshot::Sender<()>,
    done: JoinHandle<()>,
}

/// Serves each router on a port that the system chooses.
async fn run(routers: Vec<Router>) -> Running {
    let mut listeners = Vec::new();
    for router in routers {
        listeners.push((TcpListener::bind("127.0.0.1:0").await.unwrap(), router));
    }
    let addresses = listeners.iter().map(|(listener, _)| listener.local_addr().unwrap()).collect();
    let (stop, stopped) = oneshot::channel();
    let done = tokio::spawn(serve(listeners, async { drop(stopped.await) }));
    Running { addresses, stop, done }
}

fn slow() -> Router {
    let answer = async || {
        sleep(Duration::from_millis(300)).await;
        "done"
    };
    Router::new().route("/slow", get(answer)).route("/fast", get(async || "fast"))
}

async fn connect(running: &Running) -> TcpStream {
    TcpStream::connect(running.addresses[0]).await.unwrap()
}

async fn write(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.unwrap();
}

/// Everything until the server closes the connection.
async fn read_all(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end as well.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn several_listeners_are_served_at_once() {
    let one = Router::new().route("/", get(async || "one"));
    let two = Router::new().route("/", get(async || "two"));
    let running = run(vec![one, two]).await;
    for (address, expected) in running.addresses.iter().zip(["one", "two"]) {
        let text = reqwest::get(format!("http://{address}/")).await.unwrap().text().await.unwrap();
        assert_eq!(text, expected);
    }
}

#[tokio::test]
async fn a_handler_knows_who_connects() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let router = server::http::layers::identity(routes(), &settings(&format!("http://localhost:{port}")));
    let running = run(vec![router]).await;
    let mut stream = connect(&running).await;
    write(&mut stream, &format!("GET /who HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"))
        .await;
    assert!(read_all(&mut stream).await.ends_with("\r\n\r\n127.0.0.1"));
}

#[tokio::test]
async fn a_stop_waits_for_the_answer_that_is_under_way_and_not_for_idle_connections() {
    let running = run(vec![slow()]).await;
    let mut idle = connect(&running).await;
    write(&mut idle, "GET /fast HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(idle.read_u8().await.is_ok());
    let mut busy = connect(&running).await;
    write(&mut busy, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    sleep(Duration::from_millis(100)).await;

    let began = now();
    running.stop.send(()).unwrap();
    assert!(read_all(&mut busy).await.ends_with("done"));
    timeout(Duration::from_secs(2), running.done).await.unwrap().unwrap();
    assert!(began.elapsed() < Duration::from_secs(2));
    assert!(TcpStream::connect(running.addresses[0]).await.is_err(), "the listener is closed");
}

#[tokio::test(start_paused = true)]
async fn a_stop_does_not_wait_for_ever() {
    let endless = Router::new().route("/", get(async || sleep(Duration::from_secs(3600)).await));
    let running = run(vec![endless]).await;
    let mut stream = connect(&running).await;
    write(&mut stream, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    sleep(Duration::from_millis(50)).await;
    let began = now();
    running.stop.send(()).unwrap();
    running.done.await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 10);
    assert_eq!(read_all(&mut stream).await, "");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_finish_its_request_is_let_go_after_ten_seconds() {
    let running = run(vec![slow()]).await;
    for beginning in ["", "P", "PRI * HTTP/2.0\r\n", "GET /fast HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
        let began = now();
        let mut stream = connect(&running).await;
        write(&mut stream, beginning).await;
        let answer = read_all(&mut stream).await;
        assert!(!answer.contains("200 OK"), "{answer}");
        assert_eq!(began.elapsed().as_secs(), 10, "{beginning:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_rests_between_requests_is_closed_and_a_busy_one_is_not() {
    let running = run(vec![slow()]).await;
    let mut stream = connect(&running).await;
    let began = now();
    for _ in 0..3 {
        sleep(Duration::from_secs(7)).await;
        write(&mut stream, "GET /fast HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let mut answer = [0; 512];
        let length = stream.read(&mut answer).await.unwrap();
        assert!(answer[..length].starts_with(b"HTTP/1.1 200 OK"));
    }
    assert_eq!(read_all(&mut stream).await, "");
    assert_eq!(began.elapsed().as_secs(), 31);
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused_like_any_other_request() {
    let router = server::http::layers::identity(routes(), &settings("http://localhost:44367"));
    let running = run(vec![router]).await;
    let ask = async |large: usize| {
        let mut stream = connect(&running).await;
        let large = "a".repeat(large);
        let head = format!(
            "GET /healthz HTTP/1.1\r\nHost: localhost:44367\r\nConnection: close\r\nX-Large: {large}\r\n\r\n"
        );
        let _ = stream.write_all(head.as_bytes()).await;
        read_all(&mut stream).await
    };
    assert!(ask(63 * 1024).await.starts_with("HTTP/1.1 200 "));
    let refused = ask(64 * 1024).await;
    assert!(refused.starts_with("HTTP/1.1 431 ") && refused.contains("\r\nx-request-id: "), "{refused}");
    assert!(refused.contains("head_too_large"), "{refused}");
}

#[tokio::test]
async fn what_is_no_request_is_answered_by_the_protocol_and_leaves_a_line() {
    let lines = Lines::default();
    let writer = lines.clone();
    let log = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(log);
    let running = run(vec![slow()]).await;
    for (text, status) in [
        (format!("GET /fast HTTP/1.1\r\nHost: x\r\nX-Large: {}\r\n\r\n", "a".repeat(200 * 1024)), "431 "),
        ("GET /canary\u{1} HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(), "400 "),
    ] {
        let mut stream = connect(&running).await;
        let _ = stream.write_all(text.as_bytes()).await;
        let answer = read_all(&mut stream).await;
        // What was not read yet may reset the connection before the answer is seen.
        assert!(answer.is_empty() || answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
    let logged = lines.text();
    assert_eq!(logged.matches("Refused what is no HTTP request").count(), 2, "{logged}");
    assert!(!logged.contains("canary"), "{logged}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_answered_and_not_cut_off() {
    let router = server::http::layers::identity(routes(), &settings("http://localhost:44367"));
    let running = run(vec![router]).await;
    let answer = reqwest::Client::new()
        .post(format!("http://{}/connect/token", running.addresses[0]))
        .header("host", "localhost:44367")
        .body(vec![b'a'; 10 * 1024 * 1024])
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status().as_u16(), 413);
}
