//! TLS, and tunnels through proxies. The certificates are of a test authority that nobody trusts.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use telnum::{ErrorKind, IdtExpress, ListNumbers, Settings};

use crate::raw::{answer, request};
use crate::support::{NO_NUMBERS, ORDER, once};

const AUTHORITY: &str = include_str!("authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("localhost.pem");
const KEY: &[u8] = include_bytes!("localhost.key");

/// A server with TLS: its port, and on which connection each request came.
fn server() -> (u16, Arc<Mutex<Vec<usize>>>) {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Arc::<Mutex<Vec<usize>>>::default();
    let told = seen.clone();
    thread::spawn(move || {
        for (connection, stream) in listener.incoming().flatten().enumerate() {
            let (config, seen) = (config.clone(), told.clone());
            thread::spawn(move || {
                let tls = ServerConnection::new(config).unwrap();
                let mut stream = StreamOwned::new(tls, stream);
                while let Some(head) = request(&mut stream) {
                    seen.lock().unwrap().push(connection);
                    let said = if head.starts_with("post") { ORDER } else { NO_NUMBERS };
                    if head.contains("/v1/dids/orders/open-ended") {
                        // The end of the connection would be that of the body; no alert confirms it.
                        let _ =
                            stream.write_all(format!("HTTP/1.1 200 OK\r\n\r\n{ORDER}").as_bytes());
                        return;
                    }
                    let _ = stream.write_all(&answer(200, "", said.as_bytes()));
                }
            });
        }
    });
    (port, seen)
}

/// A proxy that answers `CONNECT` with this status; what it was asked.
fn proxy(status: u16) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://user:pass%20word@{}", listener.local_addr().unwrap());
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let told = seen.clone();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let Some(head) = request(&mut stream) else { continue };
            let to = head.split(' ').nth(1).unwrap_or_default().to_owned();
            told.lock().unwrap().push(head);
            stream.write_all(format!("HTTP/1.1 {status} X\r\n\r\n").as_bytes()).unwrap();
            if status == 200 {
                let behind = TcpStream::connect(to).unwrap();
                let (mut from, mut into) =
                    (stream.try_clone().unwrap(), behind.try_clone().unwrap());
                thread::spawn(move || std::io::copy(&mut from, &mut into));
                let (mut from, mut into) = (behind, stream);
                thread::spawn(move || std::io::copy(&mut from, &mut into));
            }
        }
    });
    (url, seen)
}

fn client(port: u16, settings: Settings) -> IdtExpress {
    IdtExpress::builder()
        .base_url(format!("https://localhost:{port}"))
        .api_key("key-1234567890")
        .api_secret("secret-10987654321")
        .settings(settings)
        .build()
        .unwrap()
}

fn trusting(settings: Settings) -> Settings {
    Settings { ca_certificates: Some(AUTHORITY.to_owned()), ..settings }
}

#[tokio::test]
async fn reads_share_a_connection_with_tls_and_a_purchase_has_its_own() {
    let (port, seen) = server();
    let client = client(port, trusting(once(20.0)));
    for _ in 0..3 {
        client.list_numbers(ListNumbers::new()).await.unwrap();
    }
    client.create_order(16847, 3).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [0, 0, 0, 1]);
}

#[tokio::test]
async fn an_authority_that_nobody_trusts_keeps_a_request_from_being_sent() {
    let (port, seen) = server();
    let error = client(port, once(20.0)).create_order(16847, 3).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Connect, "{error}");
    assert!(error.text.contains("certificate") && error.text.contains("Nothing was sent"));
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_body_whose_end_nobody_confirms_is_not_whole() {
    let (port, _) = server();
    let error = client(port, trusting(once(20.0))).get_order("open-ended").await.unwrap_err();
    assert_eq!((error.kind, error.http_status), (ErrorKind::Transport, Some(200)), "{error}");
}

#[tokio::test]
async fn a_proxy_is_told_where_to_and_nothing_else() {
    let (port, seen) = server();
    let (url, asked) = proxy(200);
    let client = client(port, trusting(Settings { proxy: Some(url), ..once(20.0) }));
    client.list_numbers(ListNumbers::new()).await.unwrap();
    client.list_numbers(ListNumbers::new()).await.unwrap();
    client.create_order(16847, 3).await.unwrap();
    let asked = asked.lock().unwrap();
    assert_eq!((asked.len(), &**seen.lock().unwrap()), (2, &[0, 0, 1][..]));
    for head in &*asked {
        assert!(head.starts_with(&format!("connect localhost:{port} http/1.1\r\n")), "{head}");
        assert!(head.contains("proxy-authorization: basic dxnlcjpwyxnzihdvcmq=\r\n"), "{head}");
        assert!(!head.contains("1234567890") && !head.contains("10987654321"), "{head}");
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_leaves_a_purchase_unsent() {
    let (port, seen) = server();
    let (url, _) = proxy(407);
    let client = client(port, trusting(Settings { proxy: Some(url), ..once(20.0) }));
    let error = client.create_order(16847, 3).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Connect, "{error}");
    assert!(error.text.contains("407") && error.text.contains("Nothing was sent"), "{error}");
    assert!(!error.text.contains("pass"), "{error}");
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn broken_certificates_are_found_when_the_client_is_made() {
    let build = |pem: &str| {
        let settings = Settings { ca_certificates: Some(pem.to_owned()), ..Settings::default() };
        let builder = IdtExpress::builder().api_key("key-1234567890").api_secret("secret-12345");
        builder.settings(settings).build().map(drop)
    };
    build(AUTHORITY).unwrap();
    build(&format!("# ours\n{AUTHORITY}\n{AUTHORITY}")).unwrap();
    let lines: Vec<&str> = AUTHORITY.lines().collect();
    let without = |line: usize| {
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != line);
        kept.map(|(_, it)| format!("{it}\n")).collect::<String>()
    };
    for broken in [
        String::new(),
        "no certificate".to_owned(),
        String::from_utf8_lossy(KEY).into_owned(),
        without(2),
        without(lines.len() - 1),
        AUTHORITY.replace("MII", "M*I"),
        AUTHORITY.replace("-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE----"),
        format!("{AUTHORITY}\n{}", without(lines.len() - 1)),
    ] {
        let error = build(&broken).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Configuration, "{broken}");
        assert!(error.text.contains("ca_certificates"), "{error}");
    }
}
