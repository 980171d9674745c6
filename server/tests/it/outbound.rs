//! Messages to addresses that people have written down: where they go, and where they never go (security rule O6).

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use identity::outbound::{Message, Outbound as _, Undelivered};
use server::config::Networks;
use server::outbound::Courier;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::world::{RelyingParty, Reply};

/// A certificate made out to `localhost` alone, signed by itself, good until the year 9999; and its key, which is good
/// for nothing else.
const CERTIFICATE: &str = "MIIBXTCCAQSgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjAwMTAxMDAwMDAw\
    WhgPOTk5OTEyMzEyMzU5NTlaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA\
    BGhcPp+BzhtW/vqcmA0X1ak0tPS4WjMxlqZULsWrxTBEg1k9ROXTx+QgHvsJAsYZb5yLO4njSVJ7gl9ZrQRDUw2j\
    RTBDMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAMBgNVHRMBAf8EAjAAMB0GA1UdDgQWBBSUjoOeMSHi1Cspgp76wdnp\
    w3eOdjAKBggqhkjOPQQDAgNHADBEAiAzib59GaZS7iO4Bcn5zjuknFTdRGT8h2b072tet1fHBwIgGlRlPkFzo4Sl\
    eWYX9KrSeJc/I+2hhj1OU+UPlS60bNk=";
const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgicB24pQX6cfPap57bogW4DZ00NRAReeAYpIGWxay\
    2R2hRANCAARoXD6fgc4bVv76nJgNF9WpNLT0uFozMZamVC7Fq8UwRINZPUTl08fkIB77CQLGGW+cizuJ40lSe4Jf\
    Wa0EQ1MN";
const LOGOUT: &str = "logout_token=e30.e30.c2ln";

fn courier(allowed: &[&str]) -> Courier {
    Courier::new(Networks::parse(allowed.iter().copied()).unwrap()).unwrap()
}

async fn post(courier: &Courier, url: &str) -> Result<u16, Undelivered> {
    let content_type = "application/x-www-form-urlencoded";
    courier.post(Message { url, content_type, body: LOGOUT }).await
}

// Shows O6.
#[tokio::test]
async fn the_own_network_is_forbidden_however_it_is_written() {
    let party = RelyingParty::start(Reply::Status(200)).await;
    let port = party.url.split(':').nth(2).unwrap().split('/').next().unwrap();
    let courier = courier(&[]);
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "10.0.0.1",
        "169.254.169.254",
        "[fd00::1]",
        "[fe80::1]",
    ] {
        for scheme in ["http", "https"] {
            let refused = post(&courier, &format!("{scheme}://{host}:{port}/logout")).await;
            assert!(matches!(refused, Err(Undelivered::Forbidden)), "{scheme} {host}: {refused:?}");
        }
    }
    assert_eq!(party.connections(), 0);
}

// Shows O6.
#[tokio::test]
async fn the_operators_list_opens_what_it_names_and_nothing_else() {
    let party = RelyingParty::start(Reply::Status(204)).await;
    let allowed = courier(&["127.0.0.0/8"]);
    assert_eq!(post(&allowed, &party.url).await.unwrap(), 204);
    let named = party.url.replace("127.0.0.1", "localhost");
    assert_eq!(post(&allowed, &named).await.unwrap(), 204, "of several addresses the allowed one is taken");
    for url in ["http://10.0.0.1/logout", "https://10.0.0.1/logout", "http://[::1]/logout"] {
        let refused = post(&allowed, url).await;
        assert!(matches!(refused, Err(Undelivered::Forbidden)), "{url}: {refused:?}");
    }
    let plain = post(&courier(&["10.0.0.0/8"]), "http://10.0.0.1/logout").await;
    assert!(matches!(plain, Err(Undelivered::Forbidden)), "plain http stays on this machine: {plain:?}");
}

#[tokio::test]
async fn only_http_addresses_are_used() {
    let courier = courier(&["0.0.0.0/0", "::/0"]);
    for url in [
        "",
        "nowhere",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "https:",
        "gopher://127.0.0.1/",
    ] {
        let refused = post(&courier, url).await;
        assert!(matches!(refused, Err(Undelivered::BadAddress)), "{url}: {refused:?}");
    }
}

// Shows O6.
#[tokio::test]
async fn a_certificate_has_to_be_trusted_and_made_out_to_the_name() {
    let certificate = CertificateDer::from(STANDARD.decode(CERTIFICATE).unwrap());
    let port = serve_tls(certificate.clone(), STANDARD.decode(KEY).unwrap()).await;
    let networks = || Networks::parse(["127.0.0.1"]).unwrap();
    let url = |host: &str| format!("https://{host}:{port}/logout");

    let trusting = Courier::trusting(networks(), [certificate]).unwrap();
    assert_eq!(post(&trusting, &url("localhost")).await.unwrap(), 200);
    let other_name = post(&trusting, &url("127.0.0.1")).await;
    assert!(matches!(other_name, Err(Undelivered::Unreachable { doing: "TLS", .. })), "{other_name:?}");
    let stranger = post(&Courier::new(networks()).unwrap(), &url("localhost")).await;
    assert!(matches!(stranger, Err(Undelivered::Unreachable { doing: "TLS", .. })), "{stranger:?}");
}

/// A server with TLS that answers every message with 200.
async fn serve_tls(certificate: CertificateDer<'static>, key: Vec<u8>) -> u16 {
    let key = PrivateKeyDer::try_from(key).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            // Whoever doesn't trust the certificate hangs up; the next one may.
            let Ok(mut stream) = acceptor.accept(socket).await else { continue };
            let mut request = Vec::new();
            while !request.ends_with(LOGOUT.as_bytes()) {
                let length = stream.read_buf(&mut request).await.unwrap();
                assert_ne!(length, 0, "{}", String::from_utf8_lossy(&request));
            }
            let text = String::from_utf8_lossy(&request);
            assert!(text.contains(&format!("host: localhost:{port}\r\n")), "{text}");
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await.unwrap();
            stream.shutdown().await.ok();
        }
    });
    port
}
