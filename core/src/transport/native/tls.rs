//! Whom TLS trusts.

use std::sync::Arc;

#[cfg(any(target_os = "android", test))]
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, KeyProvider};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::SigningKey;
use rustls::{ClientConfig, RootCertStore};

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
pub(super) fn config(authorities: &[CertificateDer<'static>]) -> Tls<ClientConfig> {
    let provider = provider();
    configured(provider.clone(), verifier(authorities, provider)?)
}

type Tls<T> = std::result::Result<T, rustls::Error>;
type Verifier = Arc<dyn ServerCertVerifier>;

/// Another provider that the program chose stays.
fn provider() -> Arc<CryptoProvider> {
    let chosen = CryptoProvider::get_default().cloned();
    chosen.unwrap_or_else(|| {
        Arc::new(CryptoProvider {
            key_provider: &NoKeys,
            ..rustls::crypto::ring::default_provider()
        })
    })
}

/// A client here shows no certificate, and the code that would sign for it is left out.
#[derive(Debug)]
struct NoKeys;

impl KeyProvider for NoKeys {
    fn load_private_key(&self, _: PrivateKeyDer<'static>) -> Tls<Arc<dyn SigningKey>> {
        Err(rustls::Error::General("telnum has no certificate to show".to_owned()))
    }
}

fn configured(provider: Arc<CryptoProvider>, verifier: Verifier) -> Tls<ClientConfig> {
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Asks the system. On iOS, as on macOS, that is Security.framework, which needs nothing from the app.
#[cfg(not(target_os = "android"))]
fn verifier(
    authorities: &[CertificateDer<'static>],
    provider: Arc<CryptoProvider>,
) -> Tls<Verifier> {
    use rustls_platform_verifier::Verifier;
    Ok(Arc::new(if authorities.is_empty() {
        Verifier::new(provider)?
    } else {
        Verifier::new_with_extra_roots(authorities.iter().cloned(), provider)?
    }))
}

/// Android can be asked only from Java, with the app's context and a class in the app. A library that JNA loads has
/// neither.
#[cfg(target_os = "android")]
use bundled as verifier;

/// Mozilla's list, as of the version of `webpki-roots`. What is installed on the device is not trusted.
#[cfg(any(target_os = "android", test))]
fn bundled(
    authorities: &[CertificateDer<'static>],
    provider: Arc<CryptoProvider>,
) -> Tls<Verifier> {
    let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for authority in authorities {
        store.add(authority.clone())?;
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider).build();
    Ok(verifier.map_err(|error| rustls::Error::General(error.to_string()))?)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rustls::pki_types::UnixTime;
    use rustls::{CertificateError, Error::InvalidCertificate};

    use super::*;

    /// A test authority that nobody trusts, and what it says of `localhost`.
    const AUTHORITY: &str = "\
-----BEGIN CERTIFICATE-----
MIIBqDCCAU2gAwIBAgIUVnJn/pYNcgvZoR+pvo1AUu5CXoEwCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwVdGVsbnVtIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyOTE2MDYw
N1oYDzIxMjYxMTA1MTYwNjA3WjAgMR4wHAYDVQQDDBV0ZWxudW0gdGVzdCBhdXRo
b3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT78n0dO+OPtrskBBUqcWZu
L0PD7Qo6gJgMRWJlvQO+m4u1znd0eJyUQ88058YgLAIBsABlJCbcv+m61NP0yK4C
o2MwYTAdBgNVHQ4EFgQUGtrQFazJa+QjVlnssM8CNb4F8QowHwYDVR0jBBgwFoAU
GtrQFazJa+QjVlnssM8CNb4F8QowDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8E
BAMCAgQwCgYIKoZIzj0EAwIDSQAwRgIhAIIEJNehxgIJKPFgKnNGpLeJY2mEqPAr
IPrm7FcheNvoAiEAvzDpNVoNaJa3NXPs9uUZKqRuLNtJKRfKWHLFRemAWPA=
-----END CERTIFICATE-----
";
    const LOCALHOST: &str = "\
-----BEGIN CERTIFICATE-----
MIIBtTCCAVygAwIBAgIUErFanvHI4AjwKQ7evB9eOYXIXKQwCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwVdGVsbnVtIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyOTE2MDYw
N1oYDzIxMjYxMTA1MTYwNjA3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAASe9+RZrpOnN5QN7XpU5CQA4zYmPBIEewqyAlXf
/Ey8yAsJYGyGz3AmL2Tnf5JnavpMJJZtGY3Lfz8blmG8TCWVo34wfDAaBgNVHREE
EzARgglsb2NhbGhvc3SHBH8AAAEwEwYDVR0lBAwwCgYIKwYBBQUHAwEwCQYDVR0T
BAIwADAdBgNVHQ4EFgQUta89bpwBsXg+N/ZoS0D4oJosE/0wHwYDVR0jBBgwFoAU
GtrQFazJa+QjVlnssM8CNb4F8QowCgYIKoZIzj0EAwIDRwAwRAIga5fD8xZt8VUv
b0jsMpDR4fuVQu0Bm0PpJgJXoyMQ1ggCIA7goJ4Yueyn80Uu3KoaJ0qxwXm9sOta
+uokwfBtprRq
-----END CERTIFICATE-----
";

    /// Whether Android would take that certificate, with these authorities of the caller's own.
    fn judge(trusted: Option<&str>) -> Tls<()> {
        let verifier = bundled(&authorities(trusted).unwrap(), provider())?;
        configured(provider(), verifier.clone())?;
        let shown = CertificateDer::from_pem_slice(LOCALHOST.as_bytes()).unwrap();
        let name = "localhost".try_into().unwrap();
        let in_2027 = UnixTime::since_unix_epoch(Duration::from_secs(1_800_000_000));
        verifier.verify_server_cert(&shown, &[], &name, &[], in_2027).map(drop)
    }

    #[test]
    fn android_trusts_a_list_and_the_callers_own_authorities() {
        assert!(webpki_roots::TLS_SERVER_ROOTS.len() > 100);
        let refused = judge(None).unwrap_err();
        assert_eq!(refused, InvalidCertificate(CertificateError::UnknownIssuer));
        judge(Some(AUTHORITY)).unwrap();
    }
}
