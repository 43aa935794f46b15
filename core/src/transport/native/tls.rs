//! Whom TLS trusts.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::error::{Error, Result};

/// The certificates of PEM text. Each block must be a certificate that can be read, and there must be one:
/// what is broken shows here, and not at the first call.
pub(super) fn authorities(pem: Option<&str>) -> Result<Vec<CertificateDer<'static>>> {
    let Some(pem) = pem else { return Ok(Vec::new()) };
    let broken =
        || Error::configuration("`ca_certificates` holds a PEM certificate that cannot be read.");
    let mut found = Vec::new();
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|_| broken())?;
        store.add(certificate.clone()).map_err(|_| broken())?;
        found.push(certificate);
    }
    // The reader passes over what begins or ends otherwise than PEM does.
    if found.len() != pem.matches("BEGIN CERTIFICATE").count() {
        return Err(broken());
    }
    if found.is_empty() {
        return Err(Error::configuration("`ca_certificates` holds no PEM certificate."));
    }
    Ok(found)
}

/// TLS that trusts what the machine trusts, and these authorities.
pub(super) fn config(
    authorities: &[CertificateDer<'static>],
) -> std::result::Result<ClientConfig, rustls::Error> {
    // Another provider that the program chose stays.
    let provider = rustls::crypto::CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
    let verifier = verifier(authorities, provider.clone())?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

type Provider = Arc<rustls::crypto::CryptoProvider>;

#[cfg(any(all(unix, not(target_os = "android")), windows))]
fn verifier(
    authorities: &[CertificateDer<'static>],
    provider: Provider,
) -> std::result::Result<Verifier, rustls::Error> {
    if authorities.is_empty() {
        Verifier::new(provider)
    } else {
        Verifier::new_with_extra_roots(authorities.iter().cloned(), provider)
    }
}

#[cfg(not(any(all(unix, not(target_os = "android")), windows)))]
fn verifier(
    authorities: &[CertificateDer<'static>],
    provider: Provider,
) -> std::result::Result<Verifier, rustls::Error> {
    if authorities.is_empty() {
        return Verifier::new(provider);
    }
    Err(rustls::Error::General("more authorities cannot be trusted on this platform".to_owned()))
}
