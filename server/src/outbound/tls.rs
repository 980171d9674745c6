//! TLS towards clients: their certificates are checked against what this machine trusts.

use std::sync::Arc;

use identity::outbound::Undelivered;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};

use super::failed;
use crate::error::StartError;

/// The certificate authorities that this machine trusts; what can't be read is left out.
pub(super) fn authorities_of_the_system() -> Vec<CertificateDer<'static>> {
    rustls_native_certs::load_native_certs().certs
}

/// What speaks TLS, versions 1.2 and 1.3.
pub(super) fn connector(
    authorities: impl IntoIterator<Item = CertificateDer<'static>>,
) -> Result<TlsConnector, StartError> {
    // The backend that the database's driver brings along: a second one in `rustls` would win nothing.
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(StartError::refused_by)?
        .with_root_certificates(roots(authorities))
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Without any authority no message arrives over https, but the server does all else.
fn roots(authorities: impl IntoIterator<Item = CertificateDer<'static>>) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let (taken, _) = roots.add_parsable_certificates(authorities);
    if taken == 0 {
        tracing::warn!(
            "This machine trusts no certificate authority; messages to clients over https will fail"
        );
    }
    roots
}

/// The name that the certificate has to be made out to.
pub(super) fn server_name(url: &Url) -> Result<ServerName<'static>, Undelivered> {
    match url.host() {
        Some(Host::Domain(name)) => ServerName::try_from(name.to_owned()).map_err(failed("TLS")),
        Some(Host::Ipv4(address)) => Ok(std::net::IpAddr::V4(address).into()),
        Some(Host::Ipv6(address)) => Ok(std::net::IpAddr::V6(address).into()),
        None => Err(Undelivered::BadAddress),
    }
}
