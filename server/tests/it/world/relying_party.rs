//! A client's server that is told of sessions that have ended.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How it answers.
#[derive(Clone)]
pub(crate) enum Reply {
    /// With this status.
    Status(u16),
    /// With a redirect.
    Redirect(String),
    /// With a body that never ends.
    Endless,
    /// Not at all.
    Nothing,
}

/// Listens on loopback, and stops when it is dropped.
pub(crate) struct RelyingParty {
    /// Where it wants to be told.
    pub(crate) url: String,
    seen: Arc<Seen>,
    listening: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    tokens: Mutex<Vec<String>>,
}

impl RelyingParty {
    pub(crate) async fn start(reply: Reply) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://127.0.0.1:{}/logout?tenant=1", listener.local_addr().unwrap().port());
        let seen = Arc::<Seen>::default();
        let noted = Arc::clone(&seen);
        let listening = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                noted.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(converse(socket, reply.clone(), Arc::clone(&noted)));
            }
        });
        Self { url, seen, listening }
    }

    /// How often somebody connected.
    pub(crate) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// How often it was told something.
    pub(crate) fn calls(&self) -> usize {
        self.seen.tokens.lock().unwrap().len()
    }

    /// The logout tokens, in the order in which they came.
    pub(crate) fn tokens(&self) -> Vec<String> {
        self.seen.tokens.lock().unwrap().clone()
    }
}

impl Drop for RelyingParty {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// Reads one request and answers. Whoever is on the other side may hang up at any time.
async fn converse(mut socket: TcpStream, reply: Reply, seen: Arc<Seen>) {
    let Some(request) = read(&mut socket).await else { return };
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /logout?tenant=1 HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("content-type: application/x-www-form-urlencoded"), "{head}");
    seen.tokens.lock().unwrap().push(body.strip_prefix("logout_token=").unwrap().to_owned());
    let head = match &reply {
        Reply::Status(status) => format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n"),
        Reply::Redirect(to) => format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"),
        Reply::Endless => "HTTP/1.1 200 OK\r\n\r\n".to_owned(),
        Reply::Nothing => return std::future::pending().await,
    };
    socket.write_all(head.as_bytes()).await.ok();
    if let Reply::Endless = reply {
        while socket.write_all(&[b'x'; 8192]).await.is_ok() {}
    }
}

/// The head and as much of a body as it announces.
async fn read(socket: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let length = socket.read(&mut piece).await.ok().filter(|length| *length > 0)?;
        request.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&request);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let announced = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= announced.unwrap_or(0) {
            return Some(text.into_owned());
        }
    }
}
