//! What carries messages to addresses that people have written down: of sessions that ended to clients, and of what has
//! changed to webhooks (security rule O6).
//!
//! A connection for each message, made here and not by a client library with a pool: between the check of an address and
//! the connection to it nothing is resolved a second time, no redirect is followed, and no proxy is asked.

mod connect;
mod tls;
mod webhooks;

use std::future::Future;

use async_trait::async_trait;
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE, HOST, RETRY_AFTER, USER_AGENT};
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use identity::outbound::{Message, Outbound, Undelivered};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::rustls::pki_types::CertificateDer;
use url::{Position, Url};

use self::connect::Guard;
use crate::config::Networks;
use crate::error::StartError;

/// The most that is read of an answer, for its head and for its body.
const LONGEST_ANSWER: usize = 64 * 1024;

/// Sends messages over connections of its own.
pub struct Courier {
    guard: Guard,
    tls: tokio_rustls::TlsConnector,
}

impl Courier {
    /// A courier that may also go to the networks on the operator's list. It believes the certificates of the authorities
    /// that this machine trusts.
    ///
    /// # Errors
    /// When the cryptographic library can't be set up for TLS.
    pub fn new(allowed: Networks) -> Result<Self, StartError> {
        Self::trusting(allowed, tls::authorities_of_the_system())
    }

    /// The same with authorities of its own, instead of those that this machine trusts.
    ///
    /// # Errors
    /// When the cryptographic library can't be set up for TLS.
    pub fn trusting(
        allowed: Networks,
        authorities: impl IntoIterator<Item = CertificateDer<'static>>,
    ) -> Result<Self, StartError> {
        Ok(Self { guard: Guard::new(allowed), tls: tls::connector(authorities)? })
    }
}

#[async_trait]
impl Outbound for Courier {
    async fn post(&self, message: Message<'_>) -> Result<u16, Undelivered> {
        let receipt = self.send(message, &[]).await?;
        receipt.whole?;
        Ok(receipt.status)
    }
}

/// What came back.
struct Receipt {
    status: u16,
    retry_after: Option<String>,
    /// Whether the answer came to its end, within bounds.
    whole: Result<(), Undelivered>,
}

impl Courier {
    /// Sends a message with further headers.
    async fn send(&self, message: Message<'_>, headers: &[(&str, &str)]) -> Result<Receipt, Undelivered> {
        let url = Url::parse(message.url).map_err(|_| Undelivered::BadAddress)?;
        let request = request(&url, message, headers)?;
        match url.scheme() {
            "https" => {
                let name = tls::server_name(&url)?;
                let socket = self.guard.connect(&url).await?;
                let stream = self.tls.connect(name, socket).await.map_err(failed("TLS"))?;
                exchange(stream, request).await
            }
            "http" => exchange(self.guard.connect_to_loopback(&url).await?, request).await,
            _ => Err(Undelivered::BadAddress),
        }
    }
}

fn request(
    url: &Url,
    message: Message<'_>,
    headers: &[(&str, &str)],
) -> Result<Request<Full<Bytes>>, Undelivered> {
    // Without user and fragment: neither has a place in a request (RFC 9110 §4.2.4, §7.1).
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let target = &url[Position::BeforePath..Position::AfterQuery];
    let request =
        headers.iter().fold(Request::post(target), |request, (name, value)| request.header(*name, *value));
    request
        .header(HOST, host)
        .header(CONTENT_TYPE, message.content_type)
        .header(USER_AGENT, concat!("latchkey/", env!("CARGO_PKG_VERSION")))
        .header(CONNECTION, "close")
        .body(Full::new(Bytes::copy_from_slice(message.body.as_bytes())))
        .map_err(|_| Undelivered::BadAddress)
}

/// Sends a request, and reads the answer to its end or until it is too large.
async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Receipt, Undelivered>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let mut http = http1::Builder::new();
    http.max_buf_size(LONGEST_ANSWER);
    let (mut sender, connection) = http.handshake(TokioIo::new(stream)).await.map_err(failed("HTTP"))?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(failed("HTTP"))?;
        Ok(read(response).await)
    };
    // Polled together and not spawned: whoever drops this future ends the connection with it.
    alongside(answer, connection).await
}

async fn read(response: Response<Incoming>) -> Receipt {
    let status = response.status().as_u16();
    let retry_after =
        response.headers().get(RETRY_AFTER).and_then(|text| text.to_str().ok()).map(str::to_owned);
    let body = Limited::new(response.into_body(), LONGEST_ANSWER);
    let cause = |cause| Undelivered::Unreachable { doing: "reading the answer", cause };
    let whole = body.collect().await.map(drop).map_err(cause);
    Receipt { status, retry_after, whole }
}

/// Waits for the answer while the connection is driven; how the connection ends shows in the answer.
async fn alongside<T>(answer: impl Future<Output = T>, connection: impl Future) -> T {
    let mut answer = std::pin::pin!(answer);
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        biased;
        answer = &mut answer => return answer,
        _ = &mut connection => {}
    }
    answer.await
}

/// Names what was being done when it failed; for `map_err`.
fn failed<E>(doing: &'static str) -> impl FnOnce(E) -> Undelivered
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    move |cause| Undelivered::Unreachable { doing, cause: cause.into() }
}
